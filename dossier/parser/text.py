"""Reading of text files, with checks of their size and characters."""

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

from dossier.model.problem import BrokenSource, Problem

MAX_FILE, MAX_LINE, MAX_PARAGRAPH = 1_000_000, 2_000, 10_000
"""Maximum number of characters of a file, a line and a paragraph; parsers take disproportionately long for longer ones."""
_UNREADABLE = {
    IsADirectoryError: ("this is a folder with the name of a file", "give it another name"),
    PermissionError: ("the file cannot be read", "change its permissions"),
}
"""Why a file cannot be read, and what to do, by the error; with any other error, there is no such file."""
_CONFLICT = re.compile(r"^<<<<<<< ", re.MULTILINE)
MAX_MARKS = 200
"""Maximum number of times that one Markdown mark may occur in a paragraph; with more, its nesting may become too deep."""
JSON_FACTOR = 10
"""Factor by which JSON files, which are generated, may exceed these limits."""


def read_text(path: Path) -> str:
    """Return the text of a file.

    :raises BrokenSource: if the file does not exist, is not UTF-8, starts with a byte order mark, has line endings other than LF,
        is too large or has a part that is, or has invisible or look-alike characters
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what, cure = _UNREADABLE.get(type(error), ("there is no such file", "create it, or restore it"))
        raise BrokenSource([Problem(path, 1, "missing-file", what, cure)]) from None
    if data.startswith(BOM_UTF8):
        message = "the file starts with a byte order mark, which is invisible"
        raise BrokenSource([Problem(path, 1, "encoding", message, "save it as UTF-8 without a byte order mark")])
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BrokenSource([Problem(path, line, "encoding", "the file is not UTF-8", "save it as UTF-8")]) from None
    if wrong := [*_too_large(text, path)] or [*_merge_conflicts(text, path)] or [*_wrong_characters(text, path)]:
        raise BrokenSource(wrong)
    return text


def require_folders(*folders: Path) -> None:
    """Check that folders exist.

    :raises BrokenSource: with those that do not
    """
    what = "there is no such folder", "restore it, use another one, or run this in the folder that has it"
    if missing := [Problem(folder, 1, "missing-file", *what) for folder in folders if not folder.is_dir()]:
        raise BrokenSource(missing)


def _too_large(text: str, path: Path) -> Iterator[Problem]:
    """Report the first part of a file that is too large, for each kind of part."""
    times = JSON_FACTOR if path.suffix == ".json" else 1
    parts = [("file", MAX_FILE, ""), ("line", MAX_LINE, "\n")]
    if path.suffix in (".md", ".bib"):
        parts.append(("paragraph", MAX_PARAGRAPH, "\n\n"))
    for name, most, end in parts:
        line = 1
        for part in text.split(end) if end else [text]:
            if len(part) > most * times:
                message = f"the {name} has {len(part):,} characters, and the limit is {most * times:,}"
                yield Problem(path, line, "size", message, f"break the {name} into several")
                break
            if name == "paragraph" and (mark := next((mark for mark in "*_[>" if part.count(mark) > MAX_MARKS), "")):
                yield Problem(path, line, "size", f"the paragraph has “{mark}” more than {MAX_MARKS} times", "remove them")
                break
            line += part.count("\n") + len(end)


def _merge_conflicts(text: str, path: Path) -> Iterator[Problem]:
    """Report the first conflict marker of Git."""
    if mark := _CONFLICT.search(text):
        message, cure = "an unresolved merge conflict starts here", "keep one version, and remove the conflict markers"
        yield Problem(path, text.count("\n", 0, mark.start()) + 1, "merge-conflict", message, cure)


_PLAIN = re.compile(r"[\n\t\x20-\x7e\u00c0-\u017f\u2010-\u2014\u2018-\u201d\u2026]*")
"""Texts that need no further check: Latin letters, dashes and quotation marks."""
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0\ufffd")
"""Letters and symbols without a visible shape, and the replacement character."""
_GARBLED = re.compile("[ÂÃÐÑØâ][€‚ƒ„†‡ˆ‰‹•˜™›¡-¿]+")
"""UTF-8 that was read in the encoding of Windows."""
_TWINS = frozenset("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ")
"""Cyrillic and Greek letters that look like Latin ones."""
_WORD = re.compile(r"\w+")


def _wrong_characters(text: str, path: Path) -> Iterator[Problem]:
    """Report the characters of a file that are wrong, at most one per line."""
    if _PLAIN.fullmatch(text):
        return
    if (at := text.find("\r")) >= 0:
        message = "the line ends with CR and LF" if text[at : at + 2] == "\r\n" else "the line ends with CR alone"
        cure = "set your editor to save the file with LF line endings"
        yield Problem(path, text.count("\n", 0, at) + 1, "encoding", message, cure)
    for number, row in enumerate(text.replace("\r", "").split("\n"), 1):
        if not _PLAIN.fullmatch(row):
            yield from islice(_wrong_in_row(row, number, path), 1)


def _wrong_in_row(row: str, number: int, path: Path) -> Iterator[Problem]:
    if garbled := _GARBLED.search(row):
        message = f"“{garbled[0]}” is one character that was read in another encoding"
        yield Problem(path, number, "encoding", message, "type that character again, such as ’ or é")
    if unseen := next(filter(_is_unseen, row), ""):
        message = f"the line has the invisible character U+{ord(unseen):04X}"
        yield Problem(path, number, "encoding", message, "remove it, or type a plain space")
    if not unicodedata.is_normalized("NFC", row):
        message = "the line has a letter made of two characters, which a search would not find"
        yield Problem(path, number, "encoding", message, "type it as one character, such as é")
    figures = (character for character in row if not character.isascii() and unicodedata.category(character).startswith("N"))
    if figure := next(figures, ""):
        message = f"“{figure}” is a number that the rules cannot read"
        yield Problem(path, number, "encoding", message, "write it with the digits 0 to 9, or in words")
    is_foreign = any(character.isalpha() and not _is_latin(character) and not _has_twin(character) for character in row)
    for word in _WORD.findall(row):
        if not word.isascii() and (other := _look_alike(word, is_foreign)):
            name = unicodedata.name(other).lower()
            message = f"“{word}” has the character U+{ord(other):04X} ({name}), which looks like another"
            yield Problem(path, number, "look-alike", message, "type the word again with plain letters and digits")


@lru_cache(maxsize=1 << 10)
def _is_unseen(character: str) -> bool:
    """Return whether a character is invisible: a control character, a direction mark or a zero-width space."""
    is_variation = unicodedata.name(character, "").startswith("VARIATION")
    return is_variation or character in _BLANK or not (character.isprintable() or character == "\t")


@lru_cache(maxsize=1 << 10)
def _look_alike(word: str, is_foreign: bool) -> str:
    """Return the first character of a word that looks like a Latin letter or a digit from 0 to 9, or an empty string.

    In a Latin word, any foreign letter counts; in a word of another script, only if all of its letters look Latin.

    :param is_foreign: whether the line has other letters of another script, so that such a word is expected
    """
    signs = [character for character in word if character.isalpha() or character.isdecimal()]
    foreign = [character for character in signs if not _is_latin(character)]
    latin = any(_is_latin(character) and character.isalpha() for character in signs)
    return foreign[0] if foreign and (latin or (not is_foreign and all(map(_has_twin, foreign)))) else ""


def _is_latin(character: str) -> bool:
    return character.isascii() or (unicodedata.name(character, "").startswith("LATIN") and not _has_twin(character))


def _has_twin(character: str) -> bool:
    """Return whether a character looks like a plain letter or digit: by its shape, or as a full-width, bold or similar form."""
    return character in _TWINS or unicodedata.normalize("NFKC", character).isascii()
