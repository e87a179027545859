"""Rules on what identifies a source: document symbols and the ids of passages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.parser.markup import roles
from dossier.rules.registry import rule

_SYMBOL = re.compile(r"(?<![\w/.:-])(?:[A-Z]+(?:/[A-Z][A-Za-z]*\.?\d*)*/\d+[\w/.]*(?<![./])|[A-Z][A-Za-z]{1,3}\.\d+)")
_DIGIT = re.compile(r"\d")
_RESOLUTION = re.compile(r"\bresolutions? (\d{3,4}) \(", re.IGNORECASE)
_PASSAGE = re.compile(r"(?<![\w/-])([A-Z]+)-\d+\b")


@rule("symbols", "A document symbol or the id of a passage in a text is that of a document or a passage that is there.")
def symbols(dossier: Dossier) -> Iterator[Problem]:
    """Find symbols that the bibliography does not have, and ids of passages that the register does not have."""
    known = _known(dossier)
    for path, text, line in _of_data(dossier):
        for shown, section, _ in _identifiers(text):
            if not section and shown not in known:
                message = f"“{shown}” is the symbol of no document in the bibliography"
                yield Problem(path, line(shown), "symbols", message, "check it, or let the bibliography name that document")
    for page in dossier.pages.values():
        texts = [(statement.text, statement.line) for statement in page.statements]
        texts += [(block.text, block.line) for block in page.blocks if block.kind == "inline"]
        if page.meta is not None:
            texts.append((page.meta.summary, page.front_line("summary")))
        for text, first in texts if not page.is_in(dossier.source.style.free) else ():
            for shown, section, below in _identifiers(text):
                if not section and shown not in known:
                    message = f"“{shown}” is the symbol of no document in the bibliography"
                    cure = "check it, or let the bibliography name that document"
                    yield Problem(Path(page.path), first + below, "symbols", message, cure)
                elif section in dossier.source.sections and shown not in dossier.source.passages:
                    message = f"“{shown}” is no passage of the register"
                    cure = "use the id of a passage in the source folder"
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
def _identifiers(text: str) -> tuple[tuple[str, str, int], ...]:
    """Symbols and ids of passages in a text: each with its section, if it may be an id, and the lines above it."""
    if not _DIGIT.search(text):
        return ()
    found = [(match[0], "", text.count("\n", 0, match.start())) for match in _SYMBOL.finditer(text)]
    if "-" in text:
        bare = _without_roles(text)
        found += [(match[0], match[1], bare.count("\n", 0, match.start())) for match in _PASSAGE.finditer(bare)]
    return tuple(found)


def _known(dossier: Dossier) -> set[str]:
    texts = [dossier.source.report.symbol]
    numbers: set[str] = set()
    for item in dossier.source.references.values():
        said = [item.label, item.title, item.annotation, item.note]
        texts += [*said, item.official]
        numbers.update(number for text in said for number in _RESOLUTION.findall(text))
    texts += [page.meta.listing for page in dossier.entries.values() if getattr(page.meta, "listing", "")]
    texts += [page.meta.symbol for (kind, _), page in dossier.entries.items() if kind == "resolution" and page.meta is not None]
    found = {symbol for text in texts for symbol in _SYMBOL.findall(text)}
    for item in dossier.source.references.values():
        found.update(re.findall(r"(?<=/)[A-Z]+(?:/[A-Z]*\.?\d*)*/\d+", item.official))
    return found | {f"S/RES/{number}" for number in numbers}


def _without_roles(text: str) -> str:
    for role in roles(text):
        text = text[: role.start()] + re.sub(r"[^\n]", " ", role[0]) + text[role.end() :]
    return text
