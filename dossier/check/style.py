"""Rules on the house style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.check.registry import rule
from dossier.problem import Problem
from dossier.records.page import Page
from dossier.seal import Dossier

_EXEMPT = re.compile(r"\"[^\"]*\"|“[^”]*”|`[^`]*`")


@rule("house-style", "Texts keep to the spellings of the house style; words in quotation marks are as they were found.")
def house_style(dossier: Dossier) -> Iterator[Problem]:
    """Find what the house style writes otherwise, in pages and in the texts of the register and the events."""
    spellings = dossier.source.style.spellings
    if not spellings:
        return
    any_ = re.compile("|".join(f"(?:{spelling.wrong})" for spelling in spellings))
    for path, text, first in _texts(dossier):
        shown = _EXEMPT.sub(_blank, text)
        if not any_.search(shown):
            continue
        for spelling in spellings:
            for match in re.finditer(spelling.wrong, shown):
                line = first + shown.count("\n", 0, match.start())
                yield Problem(path, line, "house-style", f"“{match[0]}” is not the house style", f"write “{spelling.right}”")


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _texts(dossier: Dossier) -> Iterator[tuple[Path, str, int]]:
    """Each text with its file and the line where it starts; of a role with a text of its own, both are read."""
    for page in dossier.pages.values():
        yield from ((Path(page.path), text, line) for text, line in _of_page(page))
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        yield place.path, passage.paraphrase, place.line("paraphrase")
    for event in dossier.source.events:
        place = dossier.source.places[event.id]
        yield place.path, event.title, place.line("title")
        yield place.path, event.text, place.line("text")


def _of_page(page: Page) -> Iterator[tuple[str, int]]:
    for statement in page.statements:
        yield _without_targets(statement.text), statement.line
    for block in page.blocks:
        if block.kind == "inline":
            yield _without_targets(block.text), block.line
    if page.meta is not None:
        yield page.meta.summary, page.front_line("summary")


def _without_targets(text: str) -> str:
    """A Markdown text with the words of its roles laid bare, line by line."""
    return re.sub(r"\{[a-z:]+\}`(?:([^`<]*?)\s*<[^`>]*>|[^`]*)`", lambda role: role[1] or " " * len(role[0]), text)
