"""Rules on document symbols, in texts and in official addresses."""

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.kinds import card_text
from dossier.model.reference import Reference
from dossier.rules.registry import Found, rule
from dossier.rules.walk import events, passages, texts_of_pages

_SYMBOL = re.compile(r"(?<![\w/.:-])(?:[A-Z]+(?:/[A-Z][A-Za-z]*\.?\d*)*/\d+[\w/.]*(?<![./])|[A-Z][A-Za-z]{1,3}\.\d+)")
_DIGIT = re.compile(r"\d")
_RESOLUTION = re.compile(r"\bresolutions? (\d{3,4}) \(", re.IGNORECASE)


@rule("symbols", "Every document symbol in a text occurs in the bibliography.")
def _symbols(dossier: Dossier) -> Found:
    known = _known(dossier)
    for path, line, shown in (*_of_data(dossier), *_of_pages(dossier)):
        if shown not in known:
            cure = "check it, or name the document in the bibliography"
            yield path, line, f"no document in the bibliography has the symbol “{shown}”", cure


def _of_data(dossier: Dossier) -> Iterator[tuple[str | Path, int, str]]:
    """Yield the symbols in events and paraphrases, each with its file and line."""
    texts = [(place, f"{event.title} | {event.text}") for event, place in events(dossier)]
    texts += [(place, f"{passage.paraphrase} | {passage.notes}") for passage, place in passages(dossier)]
    for place, text in texts:
        yield from ((place.path, place.line_of(shown), shown) for shown, _ in _found(text))


def _of_pages(dossier: Dossier) -> Iterator[tuple[str | Path, int, str]]:
    for text in texts_of_pages(dossier):
        yield from ((text.path, text.line + below, shown) for shown, below in _found(text.markdown))


def _found(text: str) -> Iterator[tuple[str, int]]:
    """Yield the symbols in a text, each with its line offset."""
    for match in _SYMBOL.finditer(text) if _DIGIT.search(text) else ():
        yield match[0], text.count("\n", 0, match.start())


def _known(dossier: Dossier) -> set[str]:
    items = dossier.source.references.values()
    texts = [_text(item) for item in items]
    numbers = {number for text in texts for number in _RESOLUTION.findall(text)}
    texts += [dossier.source.report.symbol, *(item.official for item in items), *map(card_text, dossier.entries.values())]
    found = {symbol for text in texts for symbol in _SYMBOL.findall(text)}
    found.update(symbol for item in items for symbol in re.findall(r"(?<=/)[A-Z]+(?:/[A-Z]*\.?\d*)*/\d+", item.official))
    return found | {f"S/RES/{number}" for number in numbers}


def _text(item: Reference) -> str:
    return " | ".join((item.label, item.title, item.annotation, item.note))


@rule("official-address", "The official address of a document contains its symbol.")
def _official_address(dossier: Dossier) -> Found:
    for item in dossier.source.references.values():
        found = re.search(r"/((?:[A-Z]+/)+[\w./]+)(?:\(\d{4}\))?$", item.official)
        symbol = found[1] if found else ""
        number = re.sub(r"^[A-Z]+/RES/", "", symbol)
        named = rf"(?<![\w/]){re.escape(symbol)}(?![\w/])|\b{re.escape(number)}\b"
        if symbol and not re.search(named, _text(item)):
            message = f"the official address of “{item.key}” is that of {symbol}, which is neither in its label nor in its texts"
            yield item.path, item.line_of("official"), message, "correct the address, or the label"
