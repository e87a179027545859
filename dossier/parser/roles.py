"""The one reader of roles: what stands in a text as {role}`words <target>`, and the keys of citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from dossier.model.page import Mention

ROLE = re.compile(r"\{([a-z][a-z:+_-]*)\}`([^`]+)`")
_TITLED = re.compile(r"^(?P<title>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_PIECE = re.compile(
    rf"\\[\\`{{]|(?P<whole>{ROLE.pattern.replace('(', '(?:')})|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_BRACES = re.compile(r"\{[^{}]*\}")


class Role(NamedTuple):
    """A role in a text, from its start to its end.

    :param title: the words that the writer gives it, if any
    """

    name: str
    target: str
    title: str
    start: int
    end: int


def roles(text: str) -> Iterator[Role]:
    """The roles in a text; what is shown as code holds none."""
    for match in _matches(text):
        titled = _TITLED.match(match[2])
        target, title = (titled["target"], titled["title"]) if titled else (match[2], "")
        yield Role(match[1], target, title, *match.span())


def _matches(text: str) -> Iterator[re.Match[str]]:
    if text.count("`") == 2 * len(ROLE.findall(text)) and "\\" not in text:
        yield from ROLE.finditer(text)
        return
    for piece in _PIECE.finditer(text):
        if piece["whole"] and (match := ROLE.match(text, piece.start())):
            yield match


def replace_roles(text: str, words: Callable[[Role], str]) -> str:
    """A text with words in place of each role, on no fewer lines."""
    parts: list[str] = []
    end = 0
    for role in roles(text) if "{" in text else ():
        shown = words(role)
        parts += [text[end : role.start], shown, "\n" * (text.count("\n", role.start, role.end) - shown.count("\n"))]
        end = role.end
    return "".join([*parts, text[end:]])


def without_roles(text: str) -> str:
    """A text with spaces in place of each role, so that all else stands where it stood."""
    return replace_roles(text, lambda role: re.sub(r"[^\n]", " ", text[role.start : role.end]))


def mentions(text: str, first: int) -> Iterator[Mention]:
    """The roles in a text that starts on line ``first``."""
    for role in roles(text):
        line = first + text.count("\n", 0, role.start)
        yield Mention(role.name, " ".join(role.target.split()), line, " ".join(role.title.split()))


def keys_of(target: str) -> list[str]:
    """The keys that a citation names, without what stands in braces before or after each: "{see}a{paras. 3, 5},b"."""
    return [key.strip() for key in _BRACES.sub("", target).split(",")]


def is_citation(role: str) -> bool:
    """Whether a role cites the bibliography."""
    return role.startswith("cite:")
