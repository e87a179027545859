"""Queries for every document symbol of a site in all common spellings, and for misspelt long words of names."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from playwright.sync_api import Page

from dossier.locale import ordinal

_SYMBOL = re.compile(r"(?<![\w/])(?:[A-Z]{1,3}/(?:[A-Z]+[/.])*\d+(?:/\d+)*)(?![\w/])")
_MEETING = re.compile(r"(?<!\d)(\d{4})(?:st|nd|rd|th) meeting")

_ASK = """async ([engine, texts]) => {
  const { open, search } = await import(engine);
  const index = await open();
  return texts.map((text) => {
    const [{ part } = {}] = search(text, index).pages[0]?.parts ?? [];
    return part ? { url: part.page.url, anchor: part.anchor } : null;
  });
}"""


def ask(page: Page, address: str, texts: list[str]) -> list[dict[str, str] | None]:
    """Return the first result of each query, from the search engine.

    :param page: any page of the site, open in a browser
    :param address: the address of the root of the site, with a trailing slash
    """
    found: list[dict[str, str] | None] = page.evaluate(_ASK, [f"{address}_static/js/search/engine.js", texts])
    return found


@dataclass(frozen=True)
class Symbol:
    """A document symbol, or the number of a meeting, and its correct results.

    :param places: the pages or anchors any of which may come first: those about it or, if there are none, those that mention it
    """

    text: str
    year: str = ""
    places: frozenset[str] = frozenset()

    def is_answered_by(self, hit: Mapping[str, str] | None) -> bool:
        """Return whether a result is one of the correct places."""
        return hit is not None and not self.places.isdisjoint((hit["url"].removesuffix(".html"), f"#{hit['anchor']}"))


def symbols(site: Path) -> list[Symbol]:
    """Return the symbols in the bibliography, entries and texts, the meetings of the Security Council, and the passages."""
    pages = {path.relative_to(site).with_suffix("").as_posix(): path.read_text() for path in site.rglob("*.html")}
    titles = {docname: "".join(re.findall(r"<h1.*?</h1>", text)) for docname, text in pages.items()}
    own: dict[str, set[str]] = {}
    said: dict[str, set[str]] = {}
    years: dict[str, str] = {}
    for reference in _data(site, "references"):
        symbol = reference["label"].partition(" (")[0]
        if _SYMBOL.fullmatch(symbol):
            about = {docname for docname, title in titles.items() if re.search(rf"{symbol}(?![\w/])", title)}
            own.setdefault(symbol, about).add(f"#ref-{reference['key']}")
            years[symbol] = reference["date"][:4]
    for entry in _data(site, "entries"):
        if symbol := (entry["symbol"] or "").partition(" (")[0]:
            own[symbol], years[symbol] = {entry["page"]}, str(entry["year"])
        if str(entry["meeting"] or "").isdigit():
            own.setdefault(_meeting(entry["meeting"]), set()).add(entry["page"])
    for symbol, places in [*own.items()]:
        if symbol.startswith("S/PV."):
            own.setdefault(_meeting(symbol[5:]), set()).update(places)
    for report in _data(site, "reports"):
        if report["symbol"]:
            (own if report["symbol"] in own else said).setdefault(report["symbol"], set()).add(f"#report-{report['ordinal']}")
    own |= {passage["id"]: {f"#{passage['id']}"} for passage in _data(site, "passages")}
    texts = {name: re.sub(r"<[^>]+>", " ", text) for name, text in pages.items() if not name.startswith("contributing/")}
    for docname, text in texts.items():
        for symbol in {*_SYMBOL.findall(text), *map(_meeting, _MEETING.findall(text))} - own.keys():
            said.setdefault(symbol, set()).add(docname)
    for symbol, where in said.items():
        if symbol.startswith("S/PV."):
            where |= said.get(_meeting(symbol[5:]), set())
    known = {**said, **own}
    return [Symbol(text, years.get(text, ""), frozenset(places)) for text, places in sorted(known.items())]


def _data(site: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((site / f"data/{name}.json").read_text())
    return rows


def _meeting(number: str | int) -> str:
    return f"{ordinal(int(number))} meeting"


ANY = """{t}|{t}.|[{t}]|{small}|{spaced}|{small_spaced}|{hyphened}|{wide}|{run_on}|{bare}|document {t}|UN doc. {t}|no. {t}|
symbol {t}|https://undocs.org/en/{t}"""
DATED = "{t} ({y})|{t} {y}|{t} of {y}"
DOCUMENT = "report {t}|{t} report|{n}|{n_spaced}"
PRESS_RELEASE = "press release {t}|UN press release {t}|press release {n}|{n}|{o}{n}|{o_small}{n}"
RECORD = "PV {n}|pv.{n}|SPV {n}|S PV {n}|record {t}"
RESOLUTION = """{n}|{n_spaced}|resolution {n}|Resolution no. {n}|res {n}|Res. {n}|res. no {n}|{o} RES {n}|{o}/{n}|
UN resolution {n}|{c} {n}|UN{c} {n}|{c} resolution {n}|{l} resolution {n}|UN {l} Resolution {n}"""
OF_THE_COUNCIL = "UNSCR {n}|UNSCR{n}|unscr-{n}|SCR {n}"
RESOLUTION_DATED = "{n} ({y})|{n}({y})|{n}/{y}|resolution {n} of {y}|res {n} {y}"
MEETING = """{nth} meeting|{nth} MEETING|the {nth} meeting|{nth[0]},{nth[1]}{nth[2]}{nth[3]}{nth[4]}{nth[5]} meeting|
{nth}|{n} meeting|meeting {n}|Meeting no. {n}|{nth} meeting of the Security Council|Security Council meeting {n}"""
PASSAGE = "{t}|{small}|{spaced}|{run_on}|passage {t}|passage {spaced}|passage no. {t}"
"""Spellings of a symbol: ``t`` is the whole symbol, ``n`` its numbers, ``o`` its first letters, ``y`` the document's year, ``c``
and ``l`` the short and the long name of the organ."""


def spellings(symbol: Symbol) -> list[str]:
    """Return the spellings of a symbol, without duplicates."""
    t = symbol.text
    if meeting := _MEETING.fullmatch(t):
        return _written([MEETING], n=meeting[1], nth=t.partition(" ")[0])
    spaced = {"small": t.lower(), "spaced": re.sub("[/-]", " ", t), "run_on": re.sub("[/-]", "", t, count=1)}
    if "/" not in t:
        return _written([PASSAGE], t=t, **spaced)
    organ, number = t[: t.index("/")], t[re.search(r"\d", t).start() :]  # type: ignore[union-attr]
    ways = [ANY, *([DATED] if symbol.year else [])]
    if "/RES/" in t:
        ways += [RESOLUTION, *([OF_THE_COUNCIL] if organ == "S" else []), *([RESOLUTION_DATED] if symbol.year else [])]
    elif t.startswith("S/PV."):
        ways.append(RECORD)
    else:
        ways.append(PRESS_RELEASE if organ in ("SC", "GA", "PI") else DOCUMENT if organ in ("S", "A") else "{t}")
    short, long = {"S": ("SC", "Security Council"), "A": ("GA", "General Assembly")}.get(organ[0], ("", ""))
    values = {"t": t, "n": number, "y": symbol.year, "o": organ, "o_small": organ.lower(), "c": short, "l": long, **spaced}
    values |= {"small_spaced": values["spaced"].lower(), "n_spaced": number.replace("/", " "), "hyphened": t.replace("/", "-")}
    return _written(ways, **values, wide=t.replace("/", " / "), bare=re.sub("[/.]", "", t).lower())


def _written(ways: list[str], **values: str) -> list[str]:
    return list(dict.fromkeys(way.format_map(values) for way in "|".join(ways).replace("\n", "").split("|")))


def astray(page: Page, address: str, known: list[Symbol], every: int = 1) -> tuple[int, list[str]]:
    """Return the number of spellings tried, and a line for each that leads elsewhere.

    :param every: try only every n-th spelling
    """
    asked = [(symbol, text) for symbol in known for text in spellings(symbol)][::every]
    found = ask(page, address, [text for _, text in asked])
    wrong = [
        f"{text!r}: wanted {sorted(symbol.places)}, got {hit and hit['url'] + '#' + hit['anchor']}"
        for (symbol, text), hit in zip(asked, found, strict=True)
        if not symbol.is_answered_by(hit)
    ]
    return len(asked), wrong


LONG, WORDS = 6, 60
"""The shortest word to misspell, in letters, and the number of words."""


def slips(word: str) -> Iterator[tuple[str, str]]:
    """Yield a word with one typing error at each position after the first, with the kind of error."""
    for at in range(1, len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield "left out", before + after
        yield "doubled", before + letter * 2 + after
        yield "replaced", before + ascii_lowercase[(ascii_lowercase.index(letter) + 7) % 26] + after
        if after and after[0] != letter:
            yield "swapped", before + after[0] + letter + after[1:]


def misspelt(page: Page, address: str, site: Path) -> dict[str, tuple[int, float]]:
    """Return, by kind of error, the number of misspelt words tried, and the share that leads where the correct word leads."""
    names = " ".join(name for entry in _data(site, "entries") for name in (entry["title"], *entry["aliases"]))
    plain = unicodedata.normalize("NFKD", re.sub("['’]", "", names)).lower()
    words = sorted({word for word in re.findall(r"(?<![^\W_])[a-z]+(?![^\W_])", plain) if len(word) >= LONG})
    words = words[:: max(1, len(words) // WORDS)]
    asked = [(word, kind, wrong) for word in words for kind, wrong in slips(word)]
    found = [hit and hit["url"] for hit in ask(page, address, [*words, *(wrong for _, _, wrong in asked)])]
    leads = dict(zip(words, found, strict=False))
    hits: dict[str, list[bool]] = {}
    for (word, kind, _), answer in zip(asked, found[len(words) :], strict=True):
        hits.setdefault(kind, []).append(answer == leads[word])
    return {kind: (len(kept), sum(kept) / len(kept)) for kind, kept in hits.items()}
