"""Every document symbol of a site, in every spelling that readers use."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from dossier.formatting import ordinal
from dossier.parser.bibliography import read_references
from dossier.parser.pages import read_pages
from dossier.search.names import without_remark

_SYMBOL = re.compile(r"(?<![\w/])(?:[A-Z]{1,3}/(?:[A-Z]+[/.])*\d+(?:/\d+)*)(?![\w/])")
_MEETING = re.compile(r"(?<!\d)(\d{4})(?:st|nd|rd|th) meeting")

_ASK = """async ([engine, texts]) => {
  const { search } = await import(engine);
  const found = [];
  for (const text of texts) {
    const [first] = (await search(text)).results;
    const data = await first?.data();
    found.push(data ? { url: data.url, anchor: first.anchor ?? "", text: data.content } : null);
  }
  return found;
}"""


@dataclass(frozen=True)
class Symbol:
    """A document symbol, or the number of a meeting, and what is the right answer to it.

    :param places: the pages, or the anchors on pages, any of which may come first; where there are none, a text that has it
    """

    text: str
    year: str = ""
    places: frozenset[str] = frozenset()

    def is_answered_by(self, hit: Mapping[str, str] | None) -> bool:
        """Whether a hit is on one of its places, or, if it has no place, has it in its text, or the number of the resolution."""
        if hit is None:
            return False
        page = re.sub(r"(\.part\d+)?\.html$", "", hit["url"].removeprefix("/"))
        if self.places:
            return page in self.places or f"#{hit['anchor']}" in self.places
        number = self.text.rpartition("/RES/")[2]
        return self.text in hit["text"] or f"resolution {number}" in hit["text"].lower()


def symbols(root: Path, site: Path) -> list[Symbol]:
    """The symbols of the bibliography, of the entries and of all texts; meetings of the Security Council; passages."""
    pages, _ = read_pages(root / "docs")
    own: dict[str, set[str]] = {}
    years: dict[str, str] = {}
    for reference in read_references(root / "source/references.bib").values():
        symbol = without_year(without_remark(reference.label))
        if _SYMBOL.fullmatch(symbol):
            own.setdefault(symbol, set()).add(f"#ref-{reference.key}")
            years[symbol] = reference.date[:4]
    for symbol in own:
        own[symbol] |= {page.docname for page in pages.values() if symbol in page.title}
    for page in pages.values():
        if symbol := without_year(getattr(page.meta, "symbol", "")):
            own[symbol] = {page.docname}
            years[symbol] = str(getattr(page.meta, "year", ""))
        if isinstance(meeting := getattr(page.meta, "meeting", ""), int):
            own.setdefault(f"{ordinal(meeting)} meeting", set()).add(page.docname)
    for symbol, places in [*own.items()]:
        if record := re.fullmatch(r"S/PV\.(\d+)", symbol):
            own.setdefault(f"{ordinal(int(record[1]))} meeting", set()).update(places)
    sections = (yaml.safe_load(path.read_text()) for path in sorted((root / "source/passages").glob("*.yaml")))
    own |= {passage["id"]: {f"#{passage['id']}"} for section in sections for passage in section["passages"]}
    texts = [_text(path) for path in sorted((site / "pagefind/fragment").iterdir())]
    said = {symbol for text in texts for symbol in _SYMBOL.findall(text)}
    said |= {f"{ordinal(int(number))} meeting" for text in texts for number in _MEETING.findall(text)}
    return [Symbol(text, years.get(text, ""), frozenset(own.get(text, ()))) for text in sorted(said | own.keys())]


def without_year(symbol: str) -> str:
    """A symbol without the year in brackets that may follow it."""
    return symbol.partition(" (")[0]


def _text(path: Path) -> str:
    text: str = json.loads(gzip.decompress(path.read_bytes())[12:])["content"]
    return text


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
"""Ways to write a symbol: ``t`` is all of it, ``n`` its numbers, ``o`` its first letters, ``y`` the year of the document, ``c``
and ``l`` the short and the long name of the organ."""


def spellings(symbol: Symbol) -> list[str]:
    """What readers type who look for a symbol, each once."""
    t = symbol.text
    if meeting := _MEETING.fullmatch(t):
        return _written(MEETING, n=meeting[1], nth=ordinal(int(meeting[1])))
    if "/" not in t:
        return _written(PASSAGE, t=t, small=t.lower(), spaced=t.replace("-", " "), run_on=t.replace("-", ""))
    organ, number = t[: t.index("/")], t[re.search(r"\d", t).start() :]  # type: ignore[union-attr]
    ways = [ANY, *([DATED] if symbol.year else [])]
    if "/RES/" in t:
        ways += [RESOLUTION, *([OF_THE_COUNCIL] if organ == "S" else []), *([RESOLUTION_DATED] if symbol.year else [])]
    elif t.startswith("S/PV."):
        ways += [RECORD]
    elif organ in ("SC", "GA", "PI"):
        ways += [PRESS_RELEASE]
    elif organ in ("S", "A"):
        ways += [DOCUMENT]
    short, long = {"S": ("SC", "Security Council"), "A": ("GA", "General Assembly")}.get(organ[0], ("", ""))
    spaced, bare = t.replace("/", " "), t.replace("/", "").replace(".", "").lower()
    return _written(
        "|".join(ways),
        **{
            "t": t,
            "n": number,
            "y": symbol.year,
            "o": organ,
            "c": short,
            "l": long,
            "small": t.lower(),
            "o_small": organ.lower(),
        },
        **{"spaced": spaced, "small_spaced": spaced.lower(), "n_spaced": number.replace("/", " "), "bare": bare},
        **{"hyphened": t.replace("/", "-"), "wide": t.replace("/", " / "), "run_on": t.replace("/", "", 1)},
    )


def _written(ways: str, **values: str) -> list[str]:
    return list(dict.fromkeys(way.format_map(values) for way in ways.replace("\n", "").split("|")))


def astray(page: Page, address: str, known: list[Symbol], every: int = 1) -> tuple[int, list[str]]:
    """How many spellings were tried, and those that lead elsewhere, each with where.

    :param page: any page of the site, opened in a browser
    :param every: one for all spellings, more for one of so many
    """
    asked = [(symbol, text) for symbol in known for text in spellings(symbol)][::every]
    engine = f"{address}/_static/js/search/engine.js"
    found: list[dict[str, Any] | None] = page.evaluate(_ASK, [engine, [text for _, text in asked]])
    wrong = [
        f"{text!r}: wanted {sorted(symbol.places) or symbol.text}, got {hit and hit['url'] + '#' + hit['anchor']}"
        for (symbol, text), hit in zip(asked, found, strict=True)
        if not symbol.is_answered_by(hit)
    ]
    return len(asked), wrong
