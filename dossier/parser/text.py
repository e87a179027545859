"""Reading a file as text."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from dossier.model.problem import BrokenSource, Problem
from dossier.parser.characters import wrong_characters


def read_text(path: Path) -> str:
    """The text of a file.

    :raises BrokenSource: if there is no such file, it is not UTF-8, starts with a byte order mark, has lines that end otherwise
        than with LF, or has characters that nobody sees or that look like others
    """
    try:
        data = path.read_bytes()
    except OSError:
        raise BrokenSource([Problem(path, 1, "missing-file", "there is no such file", "restore it")]) from None
    if data.startswith(BOM_UTF8):
        message = "the file starts with a byte order mark, which nobody sees"
        raise BrokenSource([Problem(path, 1, "encoding", message, "save it as UTF-8 without byte order mark")])
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenSource([Problem(path, line, "encoding", "the file is not UTF-8", "save it as UTF-8")]) from None
    if wrong := wrong_characters(text, path):
        raise BrokenSource(wrong)
    return text
