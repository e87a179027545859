"""Reading a file as text."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from dossier.model.problem import BrokenSource, Problem
from dossier.parser.characters import wrong_characters

FILE, LINE, PARAGRAPH = 1_000_000, 2_000, 10_000
"""How many characters a file, a line and a paragraph may have; what reads them takes ever longer for longer ones."""
MARKS = 200
"""How often a mark of Markdown may stand in a paragraph."""
MADE = 10
"""How many times as much a file of JSON may have, which is made by a program."""


def read_text(path: Path) -> str:
    """The text of a file.

    :raises BrokenSource: if there is no such file, it is not UTF-8, starts with a byte order mark, has lines that end otherwise
        than with LF, it or a part of it is too large, or it has characters that nobody sees or that look like others
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
    if wrong := [*_too_large(text, path)] or wrong_characters(text, path):
        raise BrokenSource(wrong)
    return text


def _too_large(text: str, path: Path) -> Iterator[Problem]:
    """The first part of a file that is too large, of each sort."""
    times = MADE if path.suffix == ".json" else 1
    parts = [("file", FILE, ""), ("line", LINE, "\n")]
    if path.suffix in (".md", ".bib"):
        parts.append(("paragraph", PARAGRAPH, "\n\n"))
    for name, most, end in parts:
        line = 1
        for part in text.split(end) if end else [text]:
            if len(part) > most * times:
                message = f"the {name} has {len(part):,} characters, and {most * times:,} are the most that are read"
                yield Problem(path, line, "size", message, f"break the {name} into several")
                break
            if name == "paragraph" and (mark := _too_many(part)):
                message = f"the paragraph has more than {MARKS} times “{mark}”"
                yield Problem(path, line, "size", message, "take them out")
                break
            line += part.count("\n") + len(end)


def _too_many(paragraph: str) -> str:
    """A mark of Markdown that a paragraph has too often, so that what it makes may stand too deep."""
    return next((mark for mark in "*_[>" if paragraph.count(mark) > MARKS), "")
