"""Rules on the series of reports: in order, linked, complete, and no more exact than its sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.model.series import Estimate, Series, SeriesReport
from dossier.model.source import Figure
from dossier.parser.quantities import Quantity, quantities
from dossier.parser.yaml import Location
from dossier.rules.registry import rule
from dossier.rules.sources import Stated

Wrong = tuple[Location, str, str]
"""Where something is wrong in the file, what, and what to do."""


@rule("series-order", "The reports of a series stand in the order of their ordinals and dates, each before it was presented.")
def series_order(dossier: Dossier) -> Iterator[Problem]:
    """Find reports whose ordinal or date comes before that of the one above, and those that were presented before their date."""
    series = dossier.source.series
    for location, message, cure in _disordered(series) if series else ():
        yield Problem(
            dossier.source.series_place.path, dossier.source.series_place.line(*location), "series-order", message, cure
        )


def _disordered(series: Series) -> Iterator[Wrong]:
    for index, (above, report) in enumerate(pairwise(series.reports), 1):
        if report.ordinal <= above.ordinal:
            message = f"report {report.ordinal} stands below report {above.ordinal}"
            yield ("reports", index, "ordinal"), message, "correct the ordinal, or move the report"
        if report.date < above.date:
            message = f"report {report.ordinal} is of {report.date}, and report {above.ordinal} of {above.date}"
            yield ("reports", index, "date"), message, "correct one of the two"
    for index, report in enumerate(series.reports):
        shown = report.presentation
        if shown and shown.date and shown.date < report.date[: len(shown.date)]:
            message = f"report {report.ordinal} is of {report.date}, and was presented on {shown.date}"
            yield ("reports", index, "presentation", "date"), message, "correct one of the two"


@rule("series-link", "What a series names is there: the report itself, mandates, figures, and the reports of each estimate.")
def series_link(dossier: Dossier) -> Iterator[Problem]:
    """Find names in the series that lead nowhere, and reports of which an estimate says nothing or two things."""
    series = dossier.source.series
    for location, message, cure in _unlinked(dossier, series) if series else ():
        yield Problem(dossier.source.series_place.path, dossier.source.series_place.line(*location), "series-link", message, cure)


def _unlinked(dossier: Dossier, series: Series) -> Iterator[Wrong]:
    report = dossier.source.report
    own = series.report(dossier.ordinal)
    if own is None:
        yield ("reports",), f"the series does not have {report.symbol}", "add it, or correct the symbol"
    elif own.date != report.date:
        index = series.reports.index(own)
        yield (
            ("reports", index, "date"),
            f"{own.symbol} is of {own.date} here, and of {report.date} in the report",
            "correct one of the two",
        )
    for index, other in enumerate(series.reports):
        mandate = other.mandate
        if mandate and mandate.entry not in dossier.pages:
            message = f"report {other.ordinal} names the entry “{mandate.entry}”, which has no page"
            yield ("reports", index, "mandate", "entry"), message, "use the path of a page, without suffix"
    for index, estimate in enumerate(series.estimates):
        for below, message, cure in _incomplete(dossier, series, estimate):
            yield ("estimates", index, *below), message, cure


def _incomplete(dossier: Dossier, series: Series, estimate: Estimate) -> Iterator[Wrong]:
    if estimate.figure and estimate.figure not in dossier.figures:
        yield ("figure",), f"there is no figure “{estimate.figure}”", "use the id of a figure of the register"
    known = {report.ordinal for report in series.reports}
    seen = {value.report for value in estimate.values}
    for index, value in enumerate(estimate.values):
        if value.report not in known:
            yield (
                ("values", index, "report"),
                f"the series has no report {value.report}",
                "correct the ordinal, or add the report",
            )
    for ordinal in sorted(known - seen - set(estimate.not_seen)):
        message = f"{estimate.id} says nothing of report {ordinal}"
        yield ("not_seen",), message, f"give its value, or add {ordinal} to “not_seen”"
    for ordinal in sorted(set(estimate.not_seen) & seen):
        yield (
            ("not_seen",),
            f"{estimate.id} has a value for report {ordinal}, which stands in “not_seen”",
            "remove one of the two",
        )


@rule(
    "series-figure", "An estimate has for this report the numbers of the figure of the register, and the word that limits them."
)
def series_figure(dossier: Dossier) -> Iterator[Problem]:
    """Find estimates that give for this report something else than the register does."""
    series, place = dossier.source.series, dossier.source.series_place
    for index, estimate in enumerate(series.estimates if series else ()):
        if estimate.figure in dossier.figures:
            figure = dossier.figures[estimate.figure][1]
            own = [at for at, value in enumerate(estimate.values) if value.report == dossier.ordinal]
            alike = [at for at in own if _agrees(estimate, at, figure)]
            if not alike:
                location: Location = ("estimates", index, *(("values", own[0], "report") if own else ("figure",)))
                message = f"{estimate.id} does not have {figure.id} of the register for report {dossier.ordinal}"
                yield Problem(place.path, place.line(*location), "series-figure", message, "correct one of the two")


def _agrees(estimate: Estimate, at: int, figure: Figure) -> bool:
    value = estimate.values[at]
    return value.bounds == figure.bounds and value.limit == figure.limit


@rule("series-source", "The dates, meetings and numbers of a series are stated by the evidence beside them.")
def series_source(dossier: Dossier) -> Iterator[Problem]:
    """Find dates and numbers of the series that the annotations of their references do not state."""
    series, place = dossier.source.series, dossier.source.series_place
    cure = "check it, and let the annotation in the bibliography say so"
    for location, message in _unstated(dossier, series) if series else ():
        yield Problem(place.path, place.line(*location), "series-source", message, cure)


def _unstated(dossier: Dossier, series: Series) -> Iterator[tuple[Location, str]]:
    for index, report in enumerate(series.reports):
        for below, shown in _undated(dossier, report):
            yield ("reports", index, *below), f"“{shown}” of report {report.ordinal} is stated by none of the sources named there"
    for index, estimate in enumerate(series.estimates):
        kind = {"per cent": "percent", "USD": "money"}.get(estimate.unit, "number")
        for at, value in enumerate(estimate.values):
            low, high = value.bounds
            known = dossier.source.known(value.evidence)
            if low is not None and not Stated(references=known).has(Quantity(kind, low, "", 0, high)):
                message = f"{estimate.id} has for report {value.report} a number that none of the sources named there states"
                yield ("estimates", index, "values", at), message


def _undated(dossier: Dossier, report: SeriesReport) -> Iterator[tuple[Location, str]]:
    stated = Stated([dossier.source.report.date], references=dossier.source.known(report.evidence))
    if not all(map(stated.has, quantities(report.date))):
        yield ("date",), report.date
    shown = report.presentation
    if shown is None:
        return
    stated = Stated(references=dossier.source.known(shown.evidence))
    if not all(map(stated.has, quantities(shown.date))):
        yield ("presentation", "date"), shown.date
    if shown.meeting is not None and not any(stated.has(Quantity(kind, shown.meeting, "", 0)) for kind in ("ordinal", "number")):
        yield ("presentation", "meeting"), str(shown.meeting)
