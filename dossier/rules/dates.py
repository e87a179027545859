"""Rules on dates: each is a day that there was, and the same wherever it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.model.reference import Reference
from dossier.model.source import DATE
from dossier.parser.quantities import quantities
from dossier.rules.registry import rule

_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_KEY = re.compile(r"-(\d{4}-\d{2}(?:-\d{2})?)$")
_LENGTHS = {"day": 10, "month": 7, "year": 4, "early in year": 4}


def _is_real(value: str) -> bool:
    if not _ISO.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


@rule("no-date", "A date is a day, month or year of the calendar, and as precise as it says.")
def no_date(dossier: Dossier) -> Iterator[Problem]:
    """Find dates of the data and of entries that the calendar does not have, or that are more or less precise than said."""
    for path, line, value in _dates(dossier):
        if not _is_real(value):
            cure = "write a year, a month or a day, as 2017, 2017-12 or 2017-12-21"
            yield Problem(path, line, "no-date", f"“{value}” is no date", cure)
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        for index, dated in enumerate(passage.dates):
            if len(dated.date) != _LENGTHS[dated.precision]:
                message = f"“{dated.date}” is not precise to the {dated.precision.split()[-1]}"
                line = place.line("dates", index, "precision")
                yield Problem(place.path, line, "no-date", message, "correct the date or its precision")


def _dates(dossier: Dossier) -> Iterator[tuple[Path, int, str]]:
    source = dossier.source
    yield source.report_place.path, source.report_place.line("date"), source.report.date
    for id, passage in source.passages.items():
        for index, dated in enumerate(passage.dates):
            yield source.places[id].path, source.places[id].line("dates", index, "date"), dated.date
    for event in source.events:
        yield source.places[event.id].path, source.places[event.id].line("date"), event.date
    for item in source.references.values():
        if item.date:
            yield Path(item.path), item.line_of("date"), item.date
    for page in dossier.pages.values():
        for name, field in type(page.meta).model_fields.items() if page.meta is not None else ():
            if DATE in field.metadata and (value := getattr(page.meta, name)):
                yield Path(page.path), page.front_line(name), value


@rule("reference-date", "The date of a document is the one that its label and its key give, and its key is that of its symbol.")
def reference_date(dossier: Dossier) -> Iterator[Problem]:
    """Find references whose key, label and date disagree."""
    yield from _report(dossier)
    for item in dossier.source.references.values():
        if _symbol_key(item.label) not in ("", item.key, item.key.removesuffix("-copy")):
            message = f"the key “{item.key}” is not that of “{item.label}”"
            cure = f"correct the label, or use “{_symbol_key(item.label)}”"
            yield Problem(Path(item.path), item.line_of("label"), "reference-date", message, cure)
        for named, value in _other_dates(item) if _symbol_key(item.label) != item.key else ():
            if not (item.date.startswith(value) or (item.date and value.startswith(item.date) and named == "key")):
                message = f"the {named} of “{item.key}” gives {value}, and its date is {item.date or 'missing'}"
                yield Problem(Path(item.path), item.line_of("date"), "reference-date", message, "correct one of the two")


def _report(dossier: Dossier) -> Iterator[Problem]:
    """Where the report is called otherwise than in the bibliography."""
    report, place = dossier.source.report, dossier.source.report_place
    for item in dossier.source.known([report.reference]):
        for field, given, wanted in (("symbol", report.symbol, item.label), ("date", report.date, item.date)):
            if wanted and given != wanted:
                message = f"the {field} of the report is {given} here, and {wanted} in the bibliography"
                yield Problem(place.path, place.line(field), "reference-date", message, "correct one of the two")


def _symbol_key(label: str) -> str:
    """The key of a document whose label is nothing but its symbol, or nothing."""
    found = re.fullmatch(r"((?:[A-Z]+/)+[A-Z0-9./]*\d)(?: \((?:\d{4}|copy)\))?", label)
    return re.sub(r"[^a-z0-9]+", "-", found[1].lower()) if found else ""


def _other_dates(item: Reference) -> Iterator[tuple[str, str]]:
    if found := _KEY.search(item.key):
        yield "key", found[1]
    for quantity in quantities(item.label):
        if quantity.kind == "date":
            digits = f"{quantity.value:.0f}"
            yield "label", "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))
