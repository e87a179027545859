"""Reading files as text: their size, and characters that are not what they seem."""

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from dossier.model.problem import BrokenSource, Problem

FILE, LINE, PARAGRAPH = 1_000_000, 2_000, 10_000
"""How many characters a file, a line and a paragraph may have; what reads them takes ever longer for longer ones."""
_CONFLICT = re.compile(r"^<<<<<<< ", re.MULTILINE)
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
    except OSError as error:
        raise BrokenSource([Problem(path, 1, "missing-file", *_unread(error))]) from None
    if data.startswith(BOM_UTF8):
        message = "the file starts with a byte order mark, which nobody sees"
        raise BrokenSource([Problem(path, 1, "encoding", message, "save it as UTF-8 without byte order mark")])
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenSource([Problem(path, line, "encoding", "the file is not UTF-8", "save it as UTF-8")]) from None
    if wrong := [*_too_large(text, path)] or [*_left_of_a_merge(text, path)] or wrong_characters(text, path):
        raise BrokenSource(wrong)
    return text


def _unread(error: OSError) -> tuple[str, str]:
    """Why a file was not read, and what to do."""
    if isinstance(error, IsADirectoryError):
        return "this is a folder, and its name is that of a file", "give it another name"
    if isinstance(error, PermissionError):
        return "the file may not be read", "change its rights"
    return "there is no such file", "restore it"


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


def _left_of_a_merge(text: str, path: Path) -> Iterator[Problem]:
    """The first line that git has put between two versions that it could not merge."""
    if mark := _CONFLICT.search(text):
        cure = "keep what shall stand, and remove the lines of marks"
        yield Problem(path, text.count("\n", 0, mark.start()) + 1, "encoding", "two versions stand here since a merge", cure)


def _too_many(paragraph: str) -> str:
    """A mark of Markdown that a paragraph has too often, so that what it makes may stand too deep."""
    return next((mark for mark in "*_[>" if paragraph.count(mark) > MARKS), "")


_PLAIN = re.compile(r"[\n\t\x20-\x7e\u00c0-\u017f\u2010-\u2014\u2018-\u201d\u2026]*")
"""Texts that need no closer look: Latin letters, dashes and quotation marks."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd")
"""Letters and signs without ink, and the sign for a character that was lost."""
_TWINS = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ")
"""Cyrillic and Greek letters that look like Latin ones."""
_NUMBERS = frozenset({"Nd", "Nl", "No"})
_WORD = re.compile(r"\w+")


def wrong_characters(text: str, path: Path) -> list[Problem]:
    """Everything that is wrong with the characters of a file, at most one problem a line."""
    if _PLAIN.fullmatch(text):
        return []
    found: list[Problem] = []
    if (at := text.find("\r")) >= 0:
        message = "the line ends with CR and LF" if text[at : at + 2] == "\r\n" else "the line ends with CR alone"
        cure = "have your editor save the file with line ends LF"
        found.append(Problem(path, text.count("\n", 0, at) + 1, "encoding", message, cure))
    for number, row in enumerate(text.replace("\r", "").split("\n"), 1):
        if not _PLAIN.fullmatch(row):
            found.extend(islice(_of_row(row, number, path), 1))
    return found


def _of_row(row: str, number: int, path: Path) -> Iterator[Problem]:
    if unseen := next(filter(_is_unseen, row), ""):
        message = f"the line has the character U+{ord(unseen):04X}, which nobody sees"
        yield Problem(path, number, "encoding", message, "remove it, or type a plain blank")
    if not unicodedata.is_normalized("NFC", row):
        message = "the line has a letter that is made of two characters, which a search would not find"
        yield Problem(path, number, "encoding", message, "type it as one character, such as é")
    if figure := next(
        (character for character in row if not character.isascii() and unicodedata.category(character) in _NUMBERS), ""
    ):
        message = f"“{figure}” is a number that no rule reads"
        yield Problem(path, number, "encoding", message, "write it with the digits from 0 to 9, or in words")
    is_foreign = any(character.isalpha() and not _is_latin(character) and not _has_twin(character) for character in row)
    for word in _WORD.findall(row):
        if not word.isascii() and (other := _look_alike(word, is_foreign)):
            name = unicodedata.name(other).lower()
            message = f"“{word}” has the character U+{ord(other):04X} ({name}), which looks like another"
            yield Problem(path, number, "look-alike", message, "type the word again with plain letters and digits")


@lru_cache(maxsize=1 << 10)
def _is_unseen(character: str) -> bool:
    """Whether it is invisible: control characters, marks of direction, blanks of no width."""
    if character in " \t":
        return False
    is_variation = unicodedata.name(character, "").startswith("VARIATION")
    return is_variation or unicodedata.category(character) in _UNSEEN or character in _BLANK


@lru_cache(maxsize=1 << 10)
def _look_alike(word: str, is_foreign: bool) -> str:
    """The first character of a word that passes for a Latin letter or a digit from 0 to 9, or nothing.

    Any foreign letter does within a Latin word; in a word of its own script only if all of its letters do.

    :param is_foreign: whether the line has other letters of another script, in which such a word is at home
    """
    signs = [character for character in word if character.isalpha() or character.isdecimal()]
    foreign = [character for character in signs if not _is_latin(character)]
    latin = any(_is_latin(character) and character.isalpha() for character in signs)
    return foreign[0] if foreign and (latin or (not is_foreign and all(map(_has_twin, foreign)))) else ""


def _is_latin(character: str) -> bool:
    return character.isascii() or (unicodedata.name(character, "").startswith("LATIN") and not _has_twin(character))


def _has_twin(character: str) -> bool:
    """Whether it looks like a plain letter or digit: by its shape, or as a form of it such as a wide or a bold one."""
    return character in _TWINS or unicodedata.normalize("NFKC", character).isascii()
