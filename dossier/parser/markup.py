"""Reading a stretch of MyST Markdown: its roles, and what it says without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossier.model.page import Mention

ROLE = re.compile(r"\{([a-z][a-z:+_-]*)\}`([^`]+)`")
_TITLED = re.compile(r"^(?P<title>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_PIECE = re.compile(
    rf"\\[\\`{{]|(?P<whole>{ROLE.pattern.replace('(', '(?:')})|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_BRACES = re.compile(r"\{[^{}]*\}")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")


def roles(text: str) -> Iterator[re.Match[str]]:
    """The roles in a text, as matches with name and content; what is shown as code holds none."""
    if text.count("`") == 2 * len(ROLE.findall(text)) and "\\" not in text:
        yield from ROLE.finditer(text)
        return
    for piece in _PIECE.finditer(text):
        if piece["whole"] and (match := ROLE.match(text, piece.start())):
            yield match


def mentions(text: str, first: int) -> Iterator[Mention]:
    """The roles in a text that starts on line ``first``, but for those that are shown as code."""
    for match in roles(text):
        line = first + text.count("\n", 0, match.start())
        titled = _TITLED.match(match[2])
        target = titled["target"] if titled else match[2]
        yield Mention(match[1], " ".join(target.split()), line, " ".join(titled["title"].split()) if titled else "")


def keys_of(target: str) -> list[str]:
    """The keys that a citation names, without what stands in braces before or after each: "{see}a{paras. 3, 5},b"."""
    return [key.strip() for key in _BRACES.sub("", target).split(",")]


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
    """A text as a reader sees it: roles replaced by their text, emphasis marks dropped.

    :param label: the text of a role that has none of its own, by role and target; without it such a role leaves nothing
    """
    return " ".join((_shown(text, label) if any(mark in text for mark in "{*_") else text).split())


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
    def shown(match: re.Match[str]) -> str:
        titled = _TITLED.match(match[2])
        title = titled["title"] if titled else (label or {}).get((match[1], match[2]), "")
        return title + "\n" * (match[0].count("\n") - title.count("\n"))

    return _MARKS.sub("", ROLE.sub(shown, text))
