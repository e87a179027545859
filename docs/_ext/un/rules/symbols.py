"""Rules on the symbols of documents, in texts and in official addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import card_text
from dossier.model.problem import Problem
from dossier.model.reference import Reference
from dossier.rules.passages import texts_with_summary
from dossier.rules.registry import rule

_SYMBOL = re.compile(r"(?<![\w/.:-])(?:[A-Z]+(?:/[A-Z][A-Za-z]*\.?\d*)*/\d+[\w/.]*(?<![./])|[A-Z][A-Za-z]{1,3}\.\d+)")
_DIGIT = re.compile(r"\d")
_RESOLUTION = re.compile(r"\bresolutions? (\d{3,4}) \(", re.IGNORECASE)


@rule("symbols", "A document symbol in a text is that of a document in the bibliography.")
def symbols(dossier: Dossier) -> Iterator[Problem]:
    """Find symbols that the bibliography does not have."""
    known = _known(dossier)
    cure = "check it, or let the bibliography name that document"
    for path, text, line in _of_data(dossier):
        for shown, _ in _symbols(text):
            if shown not in known:
                yield Problem(path, line(shown), "symbols", f"“{shown}” is the symbol of no document in the bibliography", cure)
    for page in dossier.pages.values():
        for text, first in texts_with_summary(page) if not page.is_in(dossier.source.style.free) else ():
            for shown, below in _symbols(text):
                if shown not in known:
                    message = f"“{shown}” is the symbol of no document in the bibliography"
                    yield Problem(Path(page.path), first + below, "symbols", message, cure)


def _of_data(dossier: Dossier) -> Iterator[tuple[Path, str, Callable[[str], int]]]:
    """The texts of the events and the paraphrases, each with its file and a way to the line of a word."""
    for event in dossier.source.events:
        place = dossier.source.places[event.id]
        yield place.path, f"{event.title} | {event.text}", place.line_of
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        yield place.path, f"{passage.paraphrase} | {passage.notes}", place.line_of


@lru_cache(maxsize=1 << 13)
def _symbols(text: str) -> tuple[tuple[str, int], ...]:
    """The symbols in a text, each with the lines above it."""
    if not _DIGIT.search(text):
        return ()
    return tuple((match[0], text.count("\n", 0, match.start())) for match in _SYMBOL.finditer(text))


def _known(dossier: Dossier) -> set[str]:
    texts = [dossier.source.report.symbol]
    numbers: set[str] = set()
    for item in dossier.source.references.values():
        said = [item.label, item.title, item.annotation, item.note]
        texts += [*said, item.official]
        numbers.update(number for text in said for number in _RESOLUTION.findall(text))
    texts += [card_text(page) for page in dossier.entries.values()]
    found = {symbol for text in texts for symbol in _SYMBOL.findall(text)}
    for item in dossier.source.references.values():
        found.update(re.findall(r"(?<=/)[A-Z]+(?:/[A-Z]*\.?\d*)*/\d+", item.official))
    return found | {f"S/RES/{number}" for number in numbers}


@rule("official-address", "The official address of a document has its symbol.")
def official_address(dossier: Dossier) -> Iterator[Problem]:
    """Find official addresses that belong to another document."""
    for item in dossier.source.references.values():
        symbol = _symbol(item.official)
        if symbol and not _names(item, symbol):
            message = f"the official address of “{item.key}” is that of {symbol}, which neither its label nor its text names"
            cure = "correct the address, or the label"
            yield Problem(Path(item.path), item.line_of("official"), "official-address", message, cure)


def _symbol(address: str) -> str:
    """The document symbol at the end of an official address."""
    found = re.search(r"/((?:[A-Z]+/)+[\w./]+)(?:\(\d{4}\))?$", address)
    return found[1] if found else ""


def _names(item: Reference, symbol: str) -> bool:
    number = re.sub(r"^[A-Z]+/RES/", "", symbol)
    return re.search(rf"(?<![\w/]){re.escape(symbol)}(?![\w/])|\b{re.escape(number)}\b", _text(item)) is not None


def _text(item: Reference) -> str:
    return " ".join((item.label, item.title, item.annotation, item.note))
