"""The files of a dossier cut into texts, each line with its checksum."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from dossier.problem import BrokenSource
from dossier.read.text import read_text
from dossier.records.page import Page
from dossier.seal import Dossier

_FENCE = re.compile(r":{3,}")
_DATA = frozenset({".yaml", ".bib", ".json"})


class Line(NamedTuple):
    """A line that says something.

    :param text: the name of the text to which it belongs, such as ``finding locks-stood-still``
    :param number: its number in the file, counted from 1; 0 where it is only kept
    """

    text: str
    number: int
    checksum: str


class Stretch(NamedTuple):
    """Lines of one text that follow one another.

    :param checksums: those of the lines, with blanks between them
    :param numbers: the numbers of the lines; none where they are only kept
    """

    text: str
    checksums: str
    numbers: tuple[int, ...] = ()

    @property
    def lines(self) -> Iterator[Line]:
        """The lines, each by itself."""
        pairs = zip_longest(self.numbers, self.checksums.split(), fillvalue=0)
        return (Line(self.text, number, str(checksum)) for number, checksum in pairs)


@dataclass(frozen=True)
class Leaf:
    """A file, from top to bottom.

    :param name: what it is, such as ``page regions/upper-river`` or ``file events.yaml``; lines that belong to no finding,
        passage, event or reference in it bear this name
    """

    name: str
    path: Path
    stretches: tuple[Stretch, ...] = ()

    def stands_as(self, other: Leaf) -> bool:
        """Whether both say the same, wherever it stands."""
        return [stretch[:2] for stretch in self.stretches] == [stretch[:2] for stretch in other.stretches]

    @property
    def names(self) -> set[str]:
        """The names of the texts in it."""
        return {stretch.text for stretch in self.stretches}

    @property
    def as_one(self) -> Leaf:
        """The file as one text, where it is not known what stands in it."""
        lines = self.lines
        one = Stretch(self.name, " ".join(line.checksum for line in lines), tuple(line.number for line in lines))
        return Leaf(self.name, self.path, (one,) if lines else ())

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Its lines."""
        return tuple(line for stretch in self.stretches for line in stretch.lines)

    @cached_property
    def contents(self) -> list[tuple[str, str]]:
        """What each line says, by the name of its text and the checksum, wherever it stands."""
        return [(line.text, line.checksum) for line in self.lines]

    @cached_property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """The checksums of each text, by its name."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            found[line.text].append(line.checksum)
        return {name: tuple(checksums) for name, checksums in found.items()}


def leaves(dossier: Dossier) -> dict[str, Leaf]:
    """Every file whose texts are confirmed, by name: data, and pages outside the folders that the house style leaves free."""
    folder = dossier.source.bibliography.parent
    parts = _parts_of_data(dossier)
    pages = (page for page in dossier.pages.values() if "/" not in page.docname or not page.is_in(dossier.source.style.free))
    found = [read_leaf(f"page {page.docname}", Path(page.path), _parts_of_page(page)) for page in pages]
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in _DATA and not path.name.endswith(".schema.json"):
            found.append(read_leaf(name_of_data(path, folder), path, sorted(parts[path])))
    return {leaf.name: leaf for leaf in found}


def name_of_data(path: Path, folder: Path) -> str:
    """What a data file is called, by its path from the source folder."""
    return f"file {path.relative_to(folder).as_posix()}"


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
    for finding in page.findings:
        yield finding.at[""], f"finding {finding.id}"
        yield finding.line + finding.text.count("\n") + 1, f"page {page.docname}"


def read_leaf(name: str, path: Path, parts: Iterable[tuple[int, str]] = ()) -> Leaf:
    """A file cut where its parts begin; what cannot be read has no lines, and the readers say why."""
    try:
        return Leaf(name, path, stretches(name, read_text(path), tuple(parts)))
    except BrokenSource:
        return Leaf(name, path)


def stretches(name: str, content: str, parts: tuple[tuple[int, str], ...]) -> tuple[Stretch, ...]:
    """A text cut where its parts begin: each has the number of its first line and a name."""
    starts = dict(parts)
    found: list[Stretch] = []
    text, numbers, checksums = name, list[int](), list[str]()
    for number, row in enumerate(content.split("\n"), 1):
        if (begins := starts.get(number, text)) != text:
            found.append(Stretch(text, " ".join(checksums), tuple(numbers)))
            text, numbers, checksums = begins, [], []
        words = row.split()
        if words and (len(words) > 1 or not _FENCE.fullmatch(words[0])):
            words[0] = row[: row.index(words[0])] + words[0]
            numbers.append(number)
            checksums.append(f"{crc32(' '.join(words).encode()) & 0xFFFF:04x}")
    found.append(Stretch(text, " ".join(checksums), tuple(numbers)))
    return tuple(stretch for stretch in found if stretch.numbers)
