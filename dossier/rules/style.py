"""Rules on the house style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.markup import replace_roles
from dossier.rules.registry import rule

_EXEMPT = re.compile(r"\"[^\"]*\"|“[^”]*”|`[^`]*`")


@rule("house-style", "Texts keep to the spellings of the house style; words in quotation marks are as they were found.")
def house_style(dossier: Dossier) -> Iterator[Problem]:
    """Find what the house style writes otherwise, in pages and in the texts of the register and the events."""
    spellings = dossier.source.style.spellings
    patterns = tuple(spelling.wrong for spelling in spellings)
    for path, text, first in _texts(dossier) if patterns else ():
        for index, shown, below in _found(text, patterns):
            message, cure = f"“{shown}” is not the house style", f"write “{spellings[index].right}”"
            yield Problem(path, first + below, "house-style", message, cure)


@lru_cache(maxsize=1 << 13)
def _found(text: str, patterns: tuple[str, ...]) -> tuple[tuple[int, str, int], ...]:
    """What of a Markdown text is written otherwise: by which pattern, the words, and how many lines below its start."""
    any_, each = _compiled(patterns)
    if not any_.search(text):
        return ()
    shown = _EXEMPT.sub(_blank, _words(text))
    return tuple(
        (index, match[0], shown.count("\n", 0, match.start()))
        for index, pattern in enumerate(each)
        for match in pattern.finditer(shown)
    )


@lru_cache(maxsize=4)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], list[re.Pattern[str]]]:
    """All patterns as one, by which most texts are let pass, and each."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)), [re.compile(pattern) for pattern in patterns]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _texts(dossier: Dossier) -> Iterator[tuple[Path, str, int]]:
    """Each text with its file and the line where it starts."""
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
        yield statement.text, statement.line
    for block in page.blocks:
        if block.kind == "inline":
            yield block.text, block.line
    if page.meta is not None:
        yield page.meta.summary, page.meta_lines.get("summary", 1)


def _words(text: str) -> str:
    """A Markdown text with the words of its roles laid bare, line by line."""
    return replace_roles(text, lambda role: role.title or " ")
