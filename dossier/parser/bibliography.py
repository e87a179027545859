"""Parser of the bibliography."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pybtex.database import BibliographyData, BibliographyDataError, Entry
from pybtex.database.input.bibtex import Parser, UndefinedMacro
from pybtex.scanner import PybtexSyntaxError

from dossier.model.problem import BrokenSource, Problem, did_you_mean
from dossier.model.source import SLUG, Reference, is_date
from dossier.parser.text import read_text

ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
_FIELD = re.compile(r"\s+(\w+)\s*=")
_FIELD_TWICE = re.compile(r"entry with key (.+) has a duplicate (\w+) field")
"""The error message of pybtex for a repeated field."""
_COMMAND = re.compile(
    r"(?=[\\<`'~-])(?:\\[^&%$#_{}\s]\w*|</?[a-zA-Z!]\w*|``|''|(?<![-\w])--+(?!-)|(?<=\w)--+(?=\w)|(?<=\w)~(?=\w))"
)
_ADDRESS = re.compile(r"^\s+(?:url|official)\s*=.*", re.MULTILINE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_REQUIRED = ("label", "title", "kind", "tier")
_TEXTS = (*_REQUIRED, "annotation", "date", "language", "note", "publisher", "read", "repeats")
_ADDRESSES = ("official", "url")
_KNOWN = frozenset((*_TEXTS, *_ADDRESSES, "link"))


def parse_bibliography(path: Path, text: str) -> BibliographyData:
    """Return the content of a BibTeX file with some text.

    :raises BrokenSource: if it cannot be parsed
    """
    try:
        return Parser(macros={}).parse_string(text)
    except PybtexSyntaxError as error:
        raise BrokenSource([_unclosed(path, error, text)]) from None
    except BibliographyDataError as error:
        raise BrokenSource([_repeated(path, text, str(error), _places(text)[0])]) from None


def read_references(path: Path, tiers: Sequence[str] = (), parsed: BibliographyData | None = None) -> dict[str, Reference]:
    """Return the references of a BibTeX file, by key.

    :param tiers: the allowed tiers; if empty, any tier is allowed
    :param parsed: the content of the file, if it has been parsed already, which takes most of the time
    :raises BrokenSource: if the file cannot be parsed, or an entry lacks a required field
    """
    text = read_text(path)
    entries = (parsed or parse_bibliography(path, text)).entries
    places, stray = _places(text)
    outside = "this text is outside any entry", "begin an entry with “@misc{key,”"
    if not entries:
        raise BrokenSource([Problem(path, 1, "bibtex", "the bibliography has no entry", "add the documents that are cited")])
    problems = [*(Problem(path, line, "bibtex", *outside) for line in stray), *_commands(path, text)]
    for key, entry in entries.items():
        problems += _wrong_fields(path, key, entry, places.get(key, {"": 1}), tiers)
    if problems:
        raise BrokenSource(problems)
    return {key: reference_of(key, entry, path, places.get(key, {"": 1})) for key, entry in entries.items()}


def _unclosed(path: Path, error: PybtexSyntaxError, text: str) -> Problem:
    """Describe a syntax error, naming the entry in which it was detected."""
    begun = [number for number, line in enumerate(text.split("\n")[: error.lineno], 1) if line.startswith("@")]
    wrong = str(error).partition(": ")[2] or str(error)
    message = f"the entry begun on line {begun[-1]} is not BibTeX: {wrong}" if begun else wrong
    cure = "look for a missing brace or comma at or above this line"
    if isinstance(error, UndefinedMacro):
        message, cure = f"“{wrong}” is not in braces", "write the value in braces, such as {2031-05}"
    return Problem(path, error.lineno, "bibtex", message, cure)


def _repeated(path: Path, text: str, error: str, places: dict[str, dict[str, int]]) -> Problem:
    """Report a repeated key or field, at its second occurrence."""
    if field := _FIELD_TWICE.fullmatch(error):
        line = places.get(field[1], {}).get(field[2], 1)
        return Problem(path, line, "bibtex", f"“{field[2]}” appears twice", "keep one of the two")
    key = error.rpartition(" ")[2]
    lines = [text.count("\n", 0, match.start()) + 1 for match in ENTRY.finditer(text) if match[1] == key]
    return Problem(path, (lines or [1])[-1], "bibtex", f"the key “{key}” is used twice", "give each entry a key of its own")


def _places(text: str) -> tuple[dict[str, dict[str, int]], list[int]]:
    """Return the lines of each entry (under ``""``) and its fields, by key, and the line of the first text outside any entry."""
    places: dict[str, dict[str, int]] = {}
    stray: list[int] = []
    inside: dict[str, int] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if found := ENTRY.match(line):
            inside = places[found[1]] = {"": number}
        elif inside is not None:
            if field := _FIELD.match(line):
                inside[field[1]] = number
            inside = None if line.startswith("}") else inside
        elif line.strip() and not line.startswith("%"):
            stray.append(number)
    return places, stray[:1]


def _commands(path: Path, text: str) -> Iterator[Problem]:
    """Find TeX commands and markup, which are not supported, and HTML, which would be shown as text."""
    cure = "write plain text with characters such as “ ” – —; a backslash may precede only & % $ # _ { }"
    shown = _ADDRESS.sub("", text)
    for match in _COMMAND.finditer(shown):
        line = shown.count("\n", 0, match.start()) + 1
        yield Problem(path, line, "bibtex", f"“{match[0]}” is not plain text", cure)


def _wrong_fields(path: Path, key: str, entry: Entry, at: dict[str, int], tiers: Sequence[str]) -> Iterator[Problem]:
    def wrong(name: str, message: str, cure: str) -> Problem:
        return Problem(path, at.get(name, at[""]), "bibtex", f"“{key}” {message}", cure)

    if not SLUG.match(key):
        yield wrong("", "is not a key", "use lower-case letters and digits with hyphens between them")
    if entry.type != "misc":
        yield wrong("", f"begins with @{entry.type}", "begin it with @misc")
    yield from (wrong("", f"has no field “{name}”", "add it") for name in _REQUIRED if not entry.fields.get(name, "").strip())
    for name in (*entry.fields, *entry.persons):
        if name not in _KNOWN:
            cure = did_you_mean(name, _KNOWN, f"use one of {', '.join(sorted(_KNOWN))}")
            yield wrong(name, f"has an unknown field “{name}”", cure)
    date = entry.fields.get("date", "")
    if date and not is_date(date):
        yield wrong("date", f"has the “date” “{date}”, which is not a date", "write a valid year, month or day")
    tier, link, language = (entry.fields.get(name) for name in ("tier", "link", "language"))
    if tier is not None and tiers and tier not in tiers:
        yield wrong("tier", f"has an invalid “tier”: “{tier}”", f"use {' or '.join(tiers)}")
    if link is not None and link != "false":
        yield wrong("link", f"has an invalid “link”: “{link}”", "use false, or leave it out")
    if language is not None and not _LANGUAGE.fullmatch(language):
        yield wrong("language", f"has an invalid “language”: “{language}”", "use a language tag, such as “fr” or “pt-BR”")


def reference_of(key: str, entry: Entry, path: Path, at: dict[str, int]) -> Reference:
    """Return the reference described by a BibTeX entry.

    :param at: line of the entry, under ``""``, and of each of its fields
    """
    texts = {name: plain_value(entry.fields.get(name, "")) for name in _TEXTS}
    addresses = {name: entry.fields.get(name, "") for name in _ADDRESSES}
    linkable = entry.fields.get("link") != "false"
    return Reference(key=key, **texts, **addresses, linkable=linkable, path=path, line=at[""], at=at)


def plain_value(value: str) -> str:
    """Return a BibTeX value as plain text, without escapes and protecting braces."""
    if "\\" in value or "{" in value or "}" in value:
        value = re.sub(r"(?<!\\)[{}]", "", re.sub(r"\\([&%$#_{}])", r"\1", value))
    return " ".join(value.split())
