"""Reading the bibliography."""

from __future__ import annotations

import re
from pathlib import Path

from pybtex.database import BibliographyDataError, Entry
from pybtex.database.input.bibtex import Parser
from pybtex.scanner import PybtexSyntaxError

from dossier.problem import BrokenSource, Problem
from dossier.read.text import read_text
from dossier.records.reference import Reference

_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
_REQUIRED = ("label", "title", "kind", "tier")


def read_references(path: Path) -> dict[str, Reference]:
    """The references of a BibTeX file, by key.

    :raises BrokenSource: if the file cannot be parsed, or an entry lacks a field that it must have
    """
    text = read_text(path)
    lines = {match[1]: text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)}
    try:
        entries = Parser(macros={}).parse_string(text).entries
    except PybtexSyntaxError as error:
        cure = "mend the entry at or above this line"
        raise BrokenSource([Problem(path, error.lineno, "bibtex", str(error), cure)]) from None
    except BibliographyDataError as error:
        key = str(error).rpartition(" ")[2]
        again = [text.count("\n", 0, m.start()) + 1 for m in _ENTRY.finditer(text) if m[1] == key]
        raise BrokenSource([_repeated(path, again[-1] if again else 1, key)]) from None
    problems = [
        Problem(path, lines.get(key, 1), "bibtex", f"“{key}” has no field “{name}”", "add it")
        for key, entry in entries.items()
        for name in _REQUIRED
        if name not in entry.fields
    ]
    if problems:
        raise BrokenSource(problems)
    return {key: _reference(key, entry, path, lines.get(key, 1)) for key, entry in entries.items()}


def _repeated(path: Path, line: int, key: str) -> Problem:
    return Problem(path, line, "bibtex", f"the key “{key}” is used twice", "give each entry a key of its own")


def _reference(key: str, entry: Entry, path: Path, line: int) -> Reference:
    def get(name: str) -> str:
        return plain_value(entry.fields.get(name, ""))

    return Reference(
        key=key,
        label=get("label"),
        title=get("title"),
        publisher=get("publisher"),
        date=get("date"),
        url=entry.fields.get("url", ""),
        official=entry.fields.get("official", ""),
        kind=get("kind"),
        tier=get("tier"),
        annotation=get("annotation"),
        note=get("note"),
        linkable=get("link") != "false",
        path=str(path),
        line=line,
    )


def plain_value(value: str) -> str:
    """A BibTeX value as text: escapes undone, protecting braces dropped."""
    text = re.sub(r"\\([&%$#_{}])", r"\1", value)
    return re.sub(r"\s+", " ", re.sub(r"(?<!\\)[{}]", "", text)).strip()
