"""Reading the source folder: the report, the register of passages, the bibliography, the events, what is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dossier.problem import BrokenSource, Problem
from dossier.read.bibliography import read_references
from dossier.read.yaml import Lines, Location, Model, read_yaml
from dossier.records.publication import Dataset, Ledger
from dossier.records.reference import Reference
from dossier.records.source import Event, EventFile, Passage, PassageFile, Report

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """A part of a data file: where a problem with it is reported."""

    path: Path
    lines: Lines
    location: Location

    def line(self, *below: int | str) -> int:
        """The line of the part, or of what stands below it."""
        return self.lines.of((*self.location, *below))


@dataclass(frozen=True)
class Source:
    """Everything in the source folder.

    :param sections: titles of the report's sections by code, in the order of the report
    :param section_of: the code of the section of each passage
    :param places: where each passage and event stands
    :param ledger: the ids that have been published
    :param ledger_place: where those stand
    :param dataset: what the exported data say of themselves; without it nothing is exported
    """

    report: Report
    sections: dict[str, str]
    passages: dict[str, Passage]
    section_of: dict[str, str]
    events: tuple[Event, ...]
    references: dict[str, Reference]
    places: dict[str, Place]
    bibliography: Path
    ledger: Ledger
    ledger_place: Place
    dataset: Dataset | None

    def locator(self, passage_ids: tuple[str, ...]) -> str:
        """The pinpoint of passages in the report: the headings of their sections, in the report's order."""
        codes = {self.section_of[id] for id in passage_ids if id in self.section_of}
        return "; ".join(title for code, title in self.sections.items() if code in codes)


def read_source(folder: Path) -> Source:
    """The records of the source folder.

    :raises BrokenSource: if any file is broken; it names every problem of every file
    """
    reading = _Reading()
    report = reading.attempt(lambda: read_yaml(folder / "report.yaml", Report))
    references = reading.attempt(lambda: read_references(folder / "references.bib"))
    for path in sorted((folder / "passages").glob("*.yaml")):
        reading.passages(path)
    if (folder / "events.yaml").exists():
        reading.events(folder / "events.yaml")
    dataset = reading.optional(folder / "dataset.yaml", Dataset)
    ledger = reading.optional(folder / "ledger.yaml", Ledger) or (Ledger(), Lines(None, 1))
    if reading.problems or report is None or references is None:
        raise BrokenSource(reading.problems)
    sections = {section.code: section.title for section in report[0].sections}
    order = list(sections)
    reading.files.sort(key=lambda file: order.index(file.section) if file.section in order else 99)
    return Source(
        report=report[0],
        sections=sections,
        passages={passage.id: passage for file in reading.files for passage in file.passages},
        section_of={passage.id: file.section for file in reading.files for passage in file.passages},
        events=tuple(reading.found_events),
        references=references,
        places=reading.places,
        bibliography=folder / "references.bib",
        ledger=ledger[0],
        ledger_place=Place(folder / "ledger.yaml", ledger[1], ()),
        dataset=dataset[0] if dataset else None,
    )


class _Reading:
    """One reading of the folder: what has been found, and what is wrong with it."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.files: list[PassageFile] = []
        self.found_events: list[Event] = []
        self.places: dict[str, Place] = {}

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What a reader returns, or ``None`` where the file is broken."""
        try:
            return read()
        except BrokenSource as broken:
            self.problems.extend(broken.problems)
            return None

    def optional(self, path: Path, model: type[Model]) -> tuple[Model, Lines] | None:
        """The record of a file and the lines of its parts, or ``None`` where the file is broken or not there."""
        return self.attempt(lambda: read_yaml(path, model)) if path.exists() else None

    def passages(self, path: Path) -> None:
        """Take in one file of the register."""
        if (read := self.attempt(lambda: read_yaml(path, PassageFile))) is None:
            return
        file, lines = read
        self.files.append(file)
        for index, passage in enumerate(file.passages):
            self._place(passage.id, Place(path, lines, ("passages", index)), "passage")

    def events(self, path: Path) -> None:
        """Take in the file of events."""
        if (read := self.attempt(lambda: read_yaml(path, EventFile))) is None:
            return
        file, lines = read
        for index, event in enumerate(file.events):
            self.found_events.append(event)
            self._place(event.id, Place(path, lines, ("events", index)), "event")

    def _place(self, id: str, place: Place, noun: str) -> None:
        if id in self.places:
            first = self.places[id]
            message = f"{noun} “{id}” stands also at {first.path}:{first.line()}"
            self.problems.append(Problem(place.path, place.line("id"), "duplicate-id", message, "give it an id of its own"))
        self.places[id] = place
