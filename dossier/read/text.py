"""Reading a file as text."""

from __future__ import annotations

import re
from pathlib import Path

from dossier.problem import BrokenSource, Problem

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u200b\u200e\u200f\u2028-\u202f\u2060-\u2069\ufeff]|\r(?!\n)")
"""Characters that nobody sees and that change what is read: control characters, marks of direction, blanks that are none."""


def read_text(path: Path) -> str:
    """The text of a file, without a byte order mark.

    :raises BrokenSource: if there is no such file, it is not UTF-8, or it has characters that nobody sees
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if (problem := _unseen(text, path)) is None:
            return text
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path, line, "encoding", "the file is not UTF-8", "save it as UTF-8")
    except OSError:
        problem = Problem(path, 1, "missing-file", "there is no such file", "restore it")
    raise BrokenSource([problem])


def _unseen(text: str, path: Path) -> Problem | None:
    """The first character that nobody sees."""
    if (found := _UNSEEN.search(text)) is None:
        return None
    line = text.count("\n", 0, found.start()) + 1
    if found[0] == "\r":
        return Problem(
            path, line, "encoding", "the line ends as on no system of today", "have your editor save the file with line ends LF"
        )
    message = f"the line has the character U+{ord(found[0]):04X}, which nobody sees"
    return Problem(path, line, "encoding", message, "remove it, or type a plain blank")
