"""Characters that are not what they seem: unseen ones, those that look like others, line ends that are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from dossier.model.problem import Problem

_PLAIN = re.compile(r"[\n\t\x20-\x7e\u00c0-\u017f\u2010-\u2014\u2018-\u201d\u2026]*")
"""Texts that need no closer look: Latin letters, dashes and quotation marks."""
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd")
"""Letters and signs without ink, and the sign for a character that was lost."""
_TWINS = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ")
"""Cyrillic and Greek letters that nobody can tell from Latin ones."""
_NUMBERS = frozenset({"Nd", "Nl", "No"})
_WORD = re.compile(r"\w+")


def wrong_characters(text: str, path: Path) -> list[Problem]:
    """Everything that is wrong with the characters of a file, at most one problem a line."""
    if _PLAIN.fullmatch(text):
        return []
    found: list[Problem] = []
    if (at := text.find("\r")) >= 0:
        message = "the line ends with CR and LF" if text[at : at + 2] == "\r\n" else "the line ends as on no system of today"
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
    for word in _WORD.findall(row):
        if not word.isascii() and (other := _look_alike(word)):
            name = unicodedata.name(other).lower()
            message = f"“{word}” has the character U+{ord(other):04X} ({name}), which looks like another"
            yield Problem(path, number, "look-alike", message, "type the word again with plain letters and digits")


@lru_cache(maxsize=1 << 10)
def _is_unseen(character: str) -> bool:
    """Whether nobody sees it: control characters, marks of direction, blanks that are none."""
    if character in " \t":
        return False
    is_variation = unicodedata.name(character, "").startswith("VARIATION")
    return is_variation or unicodedata.category(character) in _UNSEEN or character in _BLANK


@lru_cache(maxsize=1 << 10)
def _look_alike(word: str) -> str:
    """The first character of a word that passes for a Latin letter or a digit from 0 to 9, or nothing.

    Any foreign letter does within a Latin word; in a word of its own script only if all of its letters do.
    """
    signs = [character for character in word if character.isalpha() or character.isdecimal()]
    foreign = [character for character in signs if not _is_latin(character)]
    latin = any(_is_latin(character) and character.isalpha() for character in signs)
    return foreign[0] if foreign and (latin or all(map(_has_twin, foreign))) else ""


def _is_latin(character: str) -> bool:
    return character.isascii() or (unicodedata.name(character, "").startswith("LATIN") and not _has_twin(character))


def _has_twin(character: str) -> bool:
    """Whether it looks like a plain letter or digit: by its shape, or as a form of it such as a wide or a bold one."""
    return character in _TWINS or unicodedata.normalize("NFKC", character).isascii()
