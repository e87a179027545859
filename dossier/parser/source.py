"""Reading the source folder: the report, the register of passages, the bibliography, the events, what is published."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dossier.model.house_style import Style, Waiver, WaiverFile
from dossier.model.map import FeatureCollection, Map, Rings
from dossier.model.problem import BrokenSource, Problem
from dossier.model.publication import Dataset, Ledger, Release
from dossier.model.reference import Reference
from dossier.model.series import Series
from dossier.model.source import SETTING, Event, EventFile, Passage, PassageFile, Report
from dossier.parser.bibliography import read_references
from dossier.parser.text import read_text
from dossier.parser.yaml import Lines, Location, Model, read_yaml, said_of

RELEASES = "releases"


def read_release(path: Path) -> Release:
    """The release that a file holds.

    :raises BrokenSource: if the file is broken, has been edited, or is named after another version
    """
    try:
        release = Release.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        # JSON is YAML too, and that reader says what is wrong, and on which line.
        release, _ = read_yaml(path, Release)
    if release.version != path.stem:
        message = f"the file of release {release.version} is named after {path.stem}"
        raise BrokenSource([Problem(path, 1, "release", message, f"name it {release.version}.json")])
    return release


def read_shapes(path: Path) -> dict[str, Rings]:
    """The polygons of each feature of a GeoJSON file, by id.

    :raises BrokenSource: if there is no such file, or it holds no features made of polygons
    """
    try:
        found = FeatureCollection.model_validate_json(read_text(path))
    except ValidationError as error:
        message, _ = said_of(error.errors()[0])
        raise BrokenSource([Problem(path, 1, "schema", message, "make it anew, as the file beside it says")]) from None
    return {feature.id: feature.geometry.coordinates for feature in found.features}


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

    def line_of(self, words: str, *below: int | str) -> int:
        """The line where words stand in the part or in what stands below it, or where that begins."""
        return self.lines.where(words, (*self.location, *below))


@dataclass(frozen=True)
class Source:
    """Everything in the source folder.

    :param sections: titles of the report's sections by code, in the order of the report
    :param section_of: the code of the section of each passage
    :param places: where each passage, figure and event stands
    :param files: where each record stands that has a file of its own, by the name of that file
    :param ledger: the ids that have been published
    :param releases: the findings as they stood at each release, the first first
    :param style: the house style of the report
    :param waivers: the exceptions to rules
    :param dataset: what the exported data say of themselves; without it nothing is exported
    :param map: the map of entries, if there is one
    :param shapes: the polygons of its areas, by the id of the entry, and those of all ``land``
    :param series: the series of reports to which the report belongs, if it is described
    """

    report: Report
    sections: dict[str, str]
    passages: dict[str, Passage]
    section_of: dict[str, str]
    events: tuple[Event, ...]
    references: dict[str, Reference]
    places: dict[str, Place]
    files: dict[str, Place]
    bibliography: Path
    ledger: Ledger
    releases: tuple[Release, ...]
    dataset: Dataset | None
    style: Style
    waivers: tuple[Waiver, ...]
    map: Map | None
    shapes: dict[str, Rings]
    series: Series | None

    def locator(self, passage_ids: tuple[str, ...]) -> str:
        """The pinpoint of passages in the report: the headings of their sections, in the report's order."""
        codes = {self.section_of[id] for id in passage_ids if id in self.section_of}
        return "; ".join(title for code, title in self.sections.items() if code in codes)

    def known(self, keys: Iterable[str]) -> list[Reference]:
        """The references of some keys, but for those that the bibliography does not have."""
        return [self.references[key] for key in keys if key in self.references]

    @cached_property
    def passages_by_section(self) -> dict[str, list[str]]:
        """Ids of the passages of each section, by its code."""
        return {code: [id for id, of in self.section_of.items() if of == code] for code in self.sections}


def read_source(folder: Path) -> Source:
    """The records of the source folder.

    :raises BrokenSource: if any file is broken; it names every problem of every file
    """
    reading = _Reading(folder)
    report = reading.report = reading.record("report", Report, needed=True)
    references = reading.attempt(lambda: read_references(folder / "references.bib", tuple(report.tiers) if report else ()))
    registers = [reading.items(path, PassageFile, "passages") for path in sorted((folder / "passages").glob("[!.]*.yaml"))]
    events = reading.items(folder / "events.yaml", EventFile, "events") if (folder / "events.yaml").exists() else None
    dataset = reading.record("dataset", Dataset)
    style = reading.record("style", Style) or Style()
    waivers = reading.record("exceptions", WaiverFile) or WaiverFile()
    releases = [reading.attempt(partial(read_release, path)) for path in sorted((folder / RELEASES).glob("[!.]*.json"))]
    ledger = reading.record("ledger", Ledger) or Ledger()
    map_ = reading.record("map", Map)
    shapes = reading.attempt(partial(read_shapes, folder / map_.shapes)) if map_ else None
    series = reading.record("series", Series)
    if reading.problems or report is None or references is None:
        raise BrokenSource(reading.problems)
    sections = {section.code: section.title for section in report.sections}
    order = {code: place for place, code in enumerate(sections)}
    read = sorted(filter(None, registers), key=lambda file: order.get(file.section, len(order)))
    return Source(
        report=report,
        sections=sections,
        passages={passage.id: passage for file in read for passage in file.passages},
        section_of={passage.id: file.section for file in read for passage in file.passages},
        events=events.events if events else (),
        references=references,
        places=reading.places,
        files=reading.files,
        bibliography=folder / "references.bib",
        ledger=ledger,
        releases=tuple(sorted(filter(None, releases), key=lambda release: release.order)),
        dataset=dataset,
        style=style,
        waivers=waivers.exceptions,
        map=map_,
        shapes=shapes or {},
        series=series,
    )


class _Reading:
    """One reading of the folder: what has been found, and what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.files: dict[str, Place] = {}
        self.places: dict[str, Place] = {}
        self.report: Report | None = None

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What a reader returns, or ``None`` where the file is broken."""
        try:
            return read()
        except BrokenSource as broken:
            self.problems.extend(broken.problems)
            return None

    def record(self, name: str, model: type[Model], *, needed: bool = False) -> Model | None:
        """The record of a file, or ``None`` where that is broken or not there."""
        path = self.folder / f"{name}.yaml"
        read = self.attempt(lambda: read_yaml(path, model)) if needed or path.exists() else None
        self.files[name] = Place(path, read[1] if read else Lines(None, 1), ())
        return read[0] if read else None

    def items(self, path: Path, model: type[Model], name: str) -> Model | None:
        """The record of a file that holds passages or events, whose places are kept, or ``None`` where it is broken."""
        if (read := self.attempt(lambda: read_yaml(path, model, self.report))) is None:
            return None
        for index, item in enumerate(getattr(read[0], name)):
            self._place(item.id, Place(path, read[1], (name, index)), name.removesuffix("s"))
            for at, figure in enumerate(getattr(item, "figures", ())):
                self._place(figure.id, Place(path, read[1], (name, index, "figures", at)), "figure")
        return read[0]

    def _place(self, id: str, place: Place, noun: str) -> None:
        if id in self.places:
            first = self.places[id]
            message = f"{noun} “{id}” stands also at {first.path}:{first.line()}"
            self.problems.append(Problem(place.path, place.line("id"), "duplicate-id", message, "give it an id of its own"))
        self.places[id] = place


MODELS: dict[str, type[BaseModel]] = {
    "dataset": Dataset,
    "events": EventFile,
    "exceptions": WaiverFile,
    "ledger": Ledger,
    "map": Map,
    "passages": PassageFile,
    "release": Release,
    "report": Report,
    "series": Series,
    "style": Style,
}


def schemas(folder: Path) -> dict[Path, str]:
    """The text of each schema, by the path where it belongs; words that the report sets are those of the report there."""
    report, _ = read_yaml(folder / "report.yaml", Report)
    return {
        folder / f"{name}.schema.json": json.dumps(_with_words(model.model_json_schema(), report), indent=2, ensure_ascii=False)
        + "\n"
        for name, model in MODELS.items()
    }


def _with_words(schema: Any, report: Report) -> Any:
    """A schema with the words that the report sets in place of the name of each setting."""
    if isinstance(schema, list):
        return [_with_words(item, report) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _with_words(item, report) for name, item in schema.items() if name != SETTING}
    return {**made, "enum": list(getattr(report, schema[SETTING]))} if SETTING in schema else made
