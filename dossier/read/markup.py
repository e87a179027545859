"""Reading a stretch of MyST Markdown: its roles, and what it says without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.records.page import Mention

_ROLE = re.compile(r"\{([a-z][a-z:+_-]*)\}`([^`]+)`")
_TITLED = re.compile(r"^(?P<title>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")


def mentions(text: str, first: int) -> Iterator[Mention]:
    """The roles in a text that starts on line ``first``."""
    for match in _ROLE.finditer(text):
        line = first + text.count("\n", 0, match.start())
        titled = _TITLED.match(match[2])
        target = titled["target"] if titled else match[2]
        yield Mention(match[1], " ".join(target.split()), line)


def plain(text: str, label: dict[tuple[str, str], str] | None = None) -> str:
    """A text as a reader sees it: roles replaced by their text, emphasis marks dropped.

    :param label: the text of a role that has none of its own, by role and target; without it such a role leaves nothing
    """

    def shown(match: re.Match[str]) -> str:
        titled = _TITLED.match(match[2])
        if titled:
            return titled["title"]
        return (label or {}).get((match[1], match[2]), "")

    return " ".join(_MARKS.sub("", _ROLE.sub(shown, text)).split())
