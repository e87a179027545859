"""Parser of the source folder: report, register, bibliography, events and published data."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData
from pydantic import BaseModel, ValidationError

from dossier.model.house_style import Style, Waiver, WaiverFile
from dossier.model.map import FeatureCollection, Map, Rings
from dossier.model.problem import BrokenSource, Problem, attempt
from dossier.model.publication import Dataset, Ledger, Release
from dossier.model.series import Series
from dossier.model.source import SETTING, Event, EventFile, Figure, Passage, PassageFile, Reference, Report
from dossier.parser.bibliography import read_references
from dossier.parser.yaml import Model, Place, read_yaml

BIBLIOGRAPHY, RELEASES = "references.bib", "releases"


def _read_json(path: Path, model: type[Model]) -> Model:
    """Return the record in a JSON file.

    :raises BrokenSource: if the file cannot be read, or does not conform to the schema
    """
    try:
        return model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return read_yaml(path, model)[0]  # JSON is valid YAML, and the YAML parser reports errors with their lines


def read_release(path: Path) -> Release:
    """Return the release in a file.

    :raises BrokenSource: if the file is invalid, has been edited, or is named after another version
    """
    release = _read_json(path, Release)
    if release.version != path.stem:
        message = f"the file of release {release.version} has the name of {path.stem}"
        raise BrokenSource([Problem(path, 1, "release", message, f"name it {release.version}.json")])
    return release


def read_shapes(path: Path) -> dict[str, Rings]:
    """Return the polygons of each feature of a GeoJSON file, by id.

    :raises BrokenSource: if the file does not exist, or is not a collection of polygon features
    """
    return {feature.id: feature.geometry.coordinates for feature in _read_json(path, FeatureCollection).features}


@dataclass(frozen=True)
class Source:
    """Everything in the source folder.

    :param sections: section titles of the report by code, in report order
    :param section_of: section code of each passage
    :param events: events by date
    :param places: location of each section, passage, figure and event
    :param files: location of each record that has its own file, by the name of that file
    :param ledger: published ids
    :param releases: findings as of each release, oldest first
    :param style: house style of the report
    :param waivers: exceptions to rules
    :param dataset: metadata of the exported data
    :param map: map of entries, if there is one
    :param shapes: polygons of its areas, by the id of the entry, and those of all ``land``
    :param series: series of reports that the report belongs to, if described
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
    dataset: Dataset
    style: Style
    waivers: tuple[Waiver, ...]
    map: Map | None
    shapes: dict[str, Rings]
    series: Series | None

    def locator(self, passage_ids: tuple[str, ...]) -> str:
        """Return the headings of the sections of passages, in report order."""
        codes = {self.section_of[id] for id in passage_ids if id in self.section_of}
        return "; ".join(title for code, title in self.sections.items() if code in codes)

    def passages_with(self, ids: Iterable[str]) -> list[Passage]:
        """Return the passages with some ids, omitting unknown ids."""
        return [self.passages[id] for id in ids if id in self.passages]

    def figures_of(self, passage_ids: Iterable[str]) -> list[Figure]:
        """Return the figures of the passages with some ids."""
        return [figure for passage in self.passages_with(passage_ids) for figure in passage.figures]

    def cited(self, keys: Iterable[str]) -> list[Reference]:
        """Return the references with some keys, omitting unknown keys."""
        return [self.references[key] for key in keys if key in self.references]

    @property
    def last_release(self) -> Release | None:
        """The last release, if there is one."""
        return self.releases[-1] if self.releases else None

    @cached_property
    def passages_by_section(self) -> dict[str, list[str]]:
        """Ids of the passages of each section, by its code."""
        return {code: [id for id, of in self.section_of.items() if of == code] for code in self.sections}


def read_source(folder: Path, parsed: BibliographyData | None = None) -> Source:
    """Return the records of the source folder.

    :param parsed: the content of the bibliography, if it has been parsed already
    :raises BrokenSource: if any file is invalid; it lists all problems of all files
    """
    reading = _Reading(folder)
    report = reading.report = reading.record("report", Report, needed=True)
    for index, section in enumerate(report.sections if report else ()):
        reading.place(section.code, reading.files["report"].at("sections", index), "section")
    tiers = tuple(report.tiers) if report else ()
    references = attempt(reading.problems, read_references, folder / BIBLIOGRAPHY, tiers, parsed)
    registers = [reading.items(path, PassageFile, "passages") for path in sorted((folder / "passages").glob("[!.]*.yaml"))]
    if report and not registers:
        cure = "add a file with the passages of each section of the report"
        reading.problems.append(Problem(folder / "passages", 1, "missing-file", "there are no passages", cure))
    events = reading.items(folder / "events.yaml", EventFile, "events") if (folder / "events.yaml").exists() else None
    dataset = reading.record("dataset", Dataset)
    style = reading.record("style", Style) or Style()
    waivers = reading.record("exceptions", WaiverFile) or WaiverFile()
    releases = [attempt(reading.problems, read_release, path) for path in sorted((folder / RELEASES).glob("[!.]*.json"))]
    ledger = reading.record("ledger", Ledger) or Ledger()
    map_ = reading.record("map", Map)
    shapes = attempt(reading.problems, read_shapes, folder / map_.shapes) if map_ else None
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
        events=tuple(sorted(events.events, key=lambda event: (event.date, event.id))) if events else (),
        references=references,
        places=reading.places,
        files=reading.files,
        bibliography=folder / BIBLIOGRAPHY,
        ledger=ledger,
        releases=tuple(sorted(filter(None, releases), key=lambda release: release.order)),
        dataset=dataset or Dataset(name=report.reference, title=report.title),
        style=style,
        waivers=waivers.exceptions,
        map=map_,
        shapes=shapes or {},
        series=series,
    )


class _Reading:
    """The parser of the source folder, with the places and problems found so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.files: dict[str, Place] = {}
        self.places: dict[str, Place] = {}
        self.report: Report | None = None

    def record(self, name: str, model: type[Model], *, needed: bool = False) -> Model | None:
        """Return the record of a file, or ``None`` if it is invalid or missing."""
        path = self.folder / f"{name}.yaml"
        read = attempt(self.problems, read_yaml, path, model) if needed or path.exists() else None
        record, self.files[name] = read or (None, Place(path))
        return record

    def items(self, path: Path, model: type[Model], name: str) -> Model | None:
        """Return the record of a file of passages or events, or ``None`` if it is invalid; the places of its items are kept."""
        record, place = attempt(self.problems, read_yaml, path, model, self.report) or (None, Place(path))
        for index, item in enumerate(getattr(record, name, ())):
            self.place(item.id, place.at(name, index), name.removesuffix("s"))
            for at, figure in enumerate(getattr(item, "figures", ())):
                self.place(figure.id, place.at(name, index, "figures", at), "figure")
        return record

    def place(self, id: str, place: Place, noun: str) -> None:
        """Keep the place of something with an id, which must be its own."""
        if id in self.places:
            first = self.places[id]
            message = f"{noun} “{id}” is also at {first.path}:{first.line()}"
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
    """Return the text of each JSON Schema, by path, with the allowed values that the report there sets."""
    report, _ = read_yaml(folder / "report.yaml", Report)

    def with_words(part: dict[str, Any]) -> dict[str, Any]:
        """Replace the name of a setting with the values that the report sets."""
        setting = part.pop(SETTING, "")
        return {**part, "enum": list(getattr(report, setting))} if setting else part

    made = {name: json.loads(json.dumps(model.model_json_schema()), object_hook=with_words) for name, model in MODELS.items()}
    texts = {name: json.dumps(schema, indent=2, ensure_ascii=False) for name, schema in made.items()}
    return {folder / f"{name}.schema.json": f"{text}\n" for name, text in texts.items()}
