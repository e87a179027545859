"""Reading a stretch of MyST Markdown: what it says without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from html.entities import html5
from typing import NamedTuple

from dossier.parser.roles import replace_roles

_MARKS = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)|&(?P<entity>#?\w+;)"
    r"|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)"
)


class KeyFigure(NamedTuple):
    """A line of the key figures of a page.

    :param id: the finding
    :param words: words of it, to be set large
    :param said: words of it that say what the figure is; none stand for the whole of it
    :param below: how many lines it stands below the first
    """

    id: str
    words: str
    said: str
    below: int


def key_figures(lines: Iterable[str]) -> Iterator[KeyFigure]:
    """The key figures in the content of their directive."""
    for below, line in enumerate(lines):
        id, colon, rest = line.partition(":")
        if colon or id.strip():
            words, _, said = rest.partition("|")
            yield KeyFigure(id.strip(), words.strip(), said.strip(), below)


def plain(text: str, label: dict[tuple[str, str], str] | None = None) -> str:
    """A text as a reader sees it: roles replaced by their text, emphasis marks dropped, escapes and entities undone.

    :param label: the text of a role that has none of its own, by role and target; without it such a role leaves nothing
    """
    return " ".join((_shown(text, label) if any(mark in text for mark in "{*_\\`&") else text).split())


def line_in(text: str, at: int, label: dict[tuple[str, str], str] | None = None) -> int:
    """How many lines below its start a text has the character at a place in its plain form."""
    before = len("".join(plain(text, label)[:at].split()))
    shown = _shown(text, label)
    for index, character in enumerate(shown):
        before -= not character.isspace()
        if before < 0:
            return shown.count("\n", 0, index)
    return shown.rstrip().count("\n")


def _shown(text: str, label: dict[tuple[str, str], str] | None) -> str:
    labels = label or {}
    return _MARKS.sub(_undone, replace_roles(text, lambda role: role.title or labels.get((role.name, role.target), "")))


def _undone(mark: re.Match[str]) -> str:
    """What stands for a mark: the character that is escaped, the words in code, the character of an entity, or nothing."""
    if entity := mark["entity"]:
        return unescape(mark[0]) if entity in html5 or entity[0] == "#" else mark[0]
    return mark["escaped"] or mark["code"] or ""
