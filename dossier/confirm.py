"""Confirming: no text changes unseen, not even by a word that no rule can judge.

A file beside the evidence keeps a checksum of each line of each text, as it was when somebody last compared it with its
sources. No rule can know that a "not" was slipped into a sentence; by this file any such change is reported, until it is mended
or confirmed. Outer and repeated blanks do not count, nor do lines that are blank or close a fence.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path
from typing import NamedTuple

from dossier.problem import Problem
from dossier.read.text import read_text
from dossier.records.page import Page
from dossier.seal import Dossier

FILE = "confirmed.txt"
_HEAD = (
    "# The texts as they were last compared with their sources: a checksum for each line of each. Written by `make confirm`.\n"
)
_FORM = re.compile(r"([a-z]+ [^ :]+):((?: [0-9a-f]{4})*)")
_WITHOUT_WORDS = re.compile(r"\s*(?::{3,}|`{3,})?\s*")
_UNREAD = frozenset({"ledger.yaml"})
"""Data that a command writes, and that a rule looks after."""


@dataclass(frozen=True)
class Text:
    """A stretch of a file that is confirmed as one.

    :param name: what it is and its id, such as ``finding locks-stood-still``
    :param lines: the number and the checksum of each line that says something
    """

    name: str
    path: Path
    lines: tuple[tuple[int, str], ...]

    @property
    def start(self) -> int:
        """The line where it begins."""
        return self.lines[0][0] if self.lines else 1

    @property
    def checksums(self) -> tuple[str, ...]:
        """The checksums alone, in order."""
        return tuple(checksum for _, checksum in self.lines)


class _Kept(NamedTuple):
    """What is kept of a text, and on which line of the file."""

    line: int
    checksums: tuple[str, ...]


def texts(dossier: Dossier) -> dict[str, Text]:
    """Every text, by name: findings, passages, events and references, and for each page and data file what remains of it.

    The pages that the house style leaves free are left out.
    """
    found: dict[str, Text] = {}
    for page in dossier.pages.values():
        if not page.is_in(dossier.source.style.free):
            _take(found, Path(page.path), _parts_of_page(page))
    folder = dossier.source.bibliography.parent
    parts = _parts_of_data(dossier)
    for path in sorted([*folder.rglob("*.yaml"), dossier.source.bibliography]):
        if path.name not in _UNREAD:
            _take(found, path, [(1, f"file {path.relative_to(folder).as_posix()}"), *sorted(parts[path])])
    return found


def _parts_of_data(dossier: Dossier) -> dict[Path, list[tuple[int, str]]]:
    """Where passages, events and references begin, by file."""
    parts: dict[Path, list[tuple[int, str]]] = defaultdict(list)
    for id, place in dossier.source.places.items():
        noun = "passage" if id in dossier.source.passages else "event"
        parts[place.path].append((place.line(), f"{noun} {id}"))
    for key, item in dossier.source.references.items():
        parts[Path(item.path)].append((item.line, f"reference {key}"))
    return parts


def _parts_of_page(page: Page) -> Iterator[tuple[int, str]]:
    """Where a finding begins, and where the page goes on below it."""
    yield 1, f"page {page.docname}"
    for finding in page.findings:
        yield finding.at[""], f"finding {finding.id}"
        yield finding.line + finding.text.count("\n") + 1, f"page {page.docname}"


def _take(found: dict[str, Text], path: Path, starts: Iterable[tuple[int, str]]) -> None:
    """Cut a file where its parts start. The page on which a finding stands is the first thing that is said of it."""
    rows = read_text(path).split("\n")
    starts = list(starts)
    ends = [line for line, _ in starts[1:]] + [len(rows) + 1]
    for (first, name), end in zip(starts, ends, strict=True):
        lines = [(number, _checksum(rows[number - 1])) for number in range(first, end) if _says(rows[number - 1])]
        if name.startswith("finding "):
            lines.insert(0, (first, _checksum(starts[0][1])))
        before = found[name].lines if name in found else ()
        found[name] = Text(name, path, (*before, *lines))


def _says(row: str) -> bool:
    return _WITHOUT_WORDS.fullmatch(row) is None


def _checksum(row: str) -> str:
    return blake2s(" ".join(row.split()).encode(), digest_size=2).hexdigest()


def unconfirmed(dossier: Dossier) -> list[Problem]:
    """Every text that does not stand as it was confirmed; none where nothing has ever been confirmed."""
    path = dossier.source.bibliography.parent / FILE
    if not path.exists():
        return []
    known, broken = _read(path)
    found = texts(dossier)
    return sorted([*broken, *_changed(known, found), *_gone(known, found, path)])


def _read(path: Path) -> tuple[dict[str, _Kept], list[Problem]]:
    """What is kept of each text, by name; and the lines that keep nothing."""
    known: dict[str, _Kept] = {}
    broken: list[Problem] = []
    for number, row in enumerate(read_text(path).split("\n"), 1):
        if match := _FORM.fullmatch(row):
            known[match[1]] = _Kept(number, tuple(match[2].split()))
        elif row and not row.startswith("#"):
            message = "this is not as “make confirm” writes it"
            broken.append(Problem(path, number, "unconfirmed", message, "remove the line, then run “make confirm”"))
    return known, broken


def _changed(known: dict[str, _Kept], found: dict[str, Text]) -> Iterator[Problem]:
    cure = "compare it with its sources, then run “make confirm”"
    for name, text in found.items():
        if name not in known:
            yield Problem(text.path, text.start, "unconfirmed", f"{_shown(name)} is new", cure)
        elif known[name].checksums != text.checksums:
            line = _first_other(text, known[name].checksums)
            what = "does not stand as it was confirmed" if line else "has lost a line, or their order"
            yield Problem(text.path, line or text.start, "unconfirmed", f"{_shown(name)} {what}", cure)


def _first_other(text: Text, checksums: tuple[str, ...]) -> int:
    """The first line that was not there, or 0."""
    left = Counter(checksums)
    for number, checksum in text.lines:
        left[checksum] -= 1
        if left[checksum] < 0:
            return number
    return 0


def _gone(known: dict[str, _Kept], found: dict[str, Text], path: Path) -> Iterator[Problem]:
    for name, kept in known.items():
        if name not in found:
            cure = "restore it, or run “make confirm” if it was meant to go"
            yield Problem(path, kept.line, "unconfirmed", f"{_shown(name)} was confirmed, and is not there any more", cure)


def _shown(name: str) -> str:
    noun, _, id = name.partition(" ")
    return f"{noun} “{id}”"


def confirm(dossier: Dossier) -> list[str]:
    """Keep every text as it stands.

    :return: the names of those that are new, changed or gone, sorted
    """
    path = dossier.source.bibliography.parent / FILE
    known = {name: kept.checksums for name, kept in _read(path)[0].items()} if path.exists() else {}
    now = {name: text.checksums for name, text in texts(dossier).items()}
    rows = (f"{name}:{''.join(f' {checksum}' for checksum in checksums)}\n" for name, checksums in sorted(now.items()))
    path.write_text(_HEAD + "".join(rows))
    return sorted(name for name in known.keys() | now.keys() if known.get(name) != now.get(name))
