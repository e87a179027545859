"""The tables of the series: its reports, and what they estimate."""

from __future__ import annotations

from typing import Any

from dossier.export.table import PARTIAL_DATE, Column, Table, choices, rows
from dossier.graph import Dossier
from dossier.model.series import Estimate, EstimateValue, Presentation, SeriesReport
from dossier.site import site

Seen = tuple[Estimate, int, EstimateValue | None]
"""An estimate, the ordinal of a report, and what that report was seen to say, if anything."""


def reports(dossier: Dossier) -> Table:
    """Every report of the series."""
    columns = (
        Column("ordinal", "integer", "Its place in the series."),
        Column("symbol", "string", "Its document symbol; empty, if it was not seen."),
        Column("url", "string", "The official address of its text.", lambda report: site().address_of(report.symbol)),
        Column("date", "string", "Its date.", pattern=PARTIAL_DATE),
        Column("dated", "string", "What date that is.", values=choices(SeriesReport, "dated")),
        Column(
            "mandate", "string", "The page of the entry that asks for it, without suffix; empty, if it was not seen.", _mandate
        ),
        Column("stage", "string", "Whether it is known that it was presented.", _told("stage")),
        Column(
            "presented", "string", "The date of its presentation, as far as it was seen.", _told("date"), pattern=PARTIAL_DATE
        ),
        Column("form", "string", "In what form it was presented, if not in a meeting.", _told("form")),
        Column("meeting", "integer", "The number of that meeting.", _told("meeting")),
        Column(
            "record",
            "string",
            "The symbol of the record of that meeting, or of the document with the statements.",
            _told("record"),
        ),
        Column("press_release", "string", "The symbol of the press release on it.", _told("press_release")),
        Column("presenters", "list", "Who presented it, and who else briefed.", _told("presenters", ())),
        Column("evidence", "list", "Keys of the references that say so.", _evidence),
        Column("note", "string", "What to beware of.", _note),
    )
    found = dossier.source.series.reports if dossier.source.series else ()
    return Table("reports", "Reports", "One report of the series a row, by ordinal.", ("ordinal",), columns, rows(columns, found))


def _told(field: str, otherwise: Any = None) -> Any:
    """What the presentation of a report has in a field."""
    return lambda report: getattr(report.presentation, field) if report.presentation else otherwise


def _mandate(report: SeriesReport) -> str:
    return report.mandate.entry if report.mandate else ""


def _evidence(report: SeriesReport) -> list[str]:
    parts = (report, report.mandate, report.presentation)
    return list(dict.fromkeys(key for part in parts if part is not None for key in part.evidence))


def _note(report: SeriesReport) -> str:
    shown = report.presentation or Presentation()
    return " ".join(filter(None, (report.note, shown.note)))


def estimates(dossier: Dossier) -> Table:
    """Every estimate of the series for every report, seen or not."""
    columns = (
        Column("id", "string", "Id of the row: the estimate, the ordinal of the report, and which of several it is.", _id),
        Column("estimate", "string", "Id of the estimate.", lambda seen: seen[0].id),
        Column("title", "string", "What is estimated.", lambda seen: seen[0].title),
        Column("report", "integer", "The ordinal of the report.", lambda seen: seen[1]),
        Column("seen", "boolean", "Whether such an estimate was seen.", lambda seen: seen[2] is not None),
        Column("value", "number", "The number, where there is one.", _said("value")),
        Column("min", "number", "The lower bound, of a range or alone.", _said("min")),
        Column("max", "number", "The upper bound, of a range or alone.", _said("max")),
        Column("unit", "string", "The unit.", lambda seen: seen[0].unit),
        Column("qualifier", "string", "The word that must go with the number.", _said("qualifier")),
        Column("words", "string", "The estimate in words, where the source has no number.", _said("words")),
        Column("said_in", "string", "Whether the report says it or the briefing on it; or “unclear”.", _said("said_in")),
        Column("scope", "string", "What it counts, where that is not quite what the title says.", _said("scope")),
        Column("as_of", "string", "The time to which it applies, where it is stated.", _said("as_of")),
        Column(
            "figure",
            "string",
            "Id of the figure of the register that has it for the report of this site.",
            lambda seen: seen[0].figure,
            refers_to="figures",
        ),
        Column("evidence", "list", "Keys of the references that state it.", _said("evidence", ())),
        Column("note", "string", "What to beware of.", _said("note")),
    )
    found = [row for estimate in dossier.estimates.values() for row in _rows(estimate)]
    description = "What one report was seen to say of one thing a row, or that nothing was seen, by estimate and report."
    return Table("estimates", "Estimates", description, ("id",), columns, rows(columns, found))


def _rows(estimate: Estimate) -> list[Seen]:
    seen: list[Seen] = [(estimate, value.report, value) for value in estimate.values]
    return sorted([*seen, *((estimate, ordinal, None) for ordinal in estimate.not_seen)], key=lambda row: row[1])


def _id(seen: Seen) -> str:
    estimate, ordinal, value = seen
    alike = [other for other in estimate.values if other.report == ordinal]
    which = next((place for place, other in enumerate(alike, 1) if other is value), 1)
    return f"{estimate.id}-{ordinal}" if which == 1 else f"{estimate.id}-{ordinal}-{which}"


def _said(field: str, otherwise: Any = None) -> Any:
    """What an estimate has in a field, where it was seen."""
    return lambda seen: getattr(seen[2], field) if seen[2] else otherwise
