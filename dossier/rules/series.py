"""Rules on the series of reports: in order, linked, complete, and no more exact than its sources."""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import pairwise

from dossier.graph import Dossier
from dossier.model.series import Estimate, Series, SeriesReport
from dossier.parser.quantities import Quantity, quantities
from dossier.parser.yaml import Location
from dossier.rules.registry import Check, Found, rule
from dossier.rules.sources import Stated

Below = tuple[Location, str, str]
"""Where something is wrong in the file, what, and what to do about it."""
_ONE_OF_TWO = "correct one of the two"
_ANNOTATE = "check it, and let the annotation in the bibliography say so"


def _of_the_file(find: Callable[[Dossier, Series], Iterator[Below]]) -> Check:
    """A rule on the file of the series, if there is one."""

    @wraps(find)
    def check(dossier: Dossier) -> Found:
        series, place = dossier.source.series, dossier.source.files["series"]
        for location, message, cure in find(dossier, series) if series else ():
            yield place.path, place.line(*location), message, cure

    return check


@rule("series-order", "The reports of a series stand in the order of their ordinals and dates, each before it was presented.")
@_of_the_file
def _series_order(dossier: Dossier, series: Series) -> Iterator[Below]:
    for index, (above, report) in enumerate(pairwise(series.reports), 1):
        if report.ordinal <= above.ordinal:
            message = f"report {report.ordinal} stands below report {above.ordinal}"
            yield ("reports", index, "ordinal"), message, "correct the ordinal, or move the report"
        if report.date < above.date:
            message = f"report {report.ordinal} is of {report.date}, and report {above.ordinal} of {above.date}"
            yield ("reports", index, "date"), message, _ONE_OF_TWO
    for index, report in enumerate(series.reports):
        shown = report.presentation
        if shown and shown.date and shown.date < report.date[: len(shown.date)]:
            message = f"report {report.ordinal} is of {report.date}, and was presented on {shown.date}"
            yield ("reports", index, "presentation", "date"), message, _ONE_OF_TWO


@rule("series-link", "What a series names is there: the report itself, mandates, figures, and the reports of each estimate.")
@_of_the_file
def _series_link(dossier: Dossier, series: Series) -> Iterator[Below]:
    report, own = dossier.source.report, series.report(dossier.ordinal)
    if own is None:
        yield ("reports",), f"the series does not have {report.symbol}", "add it, or correct the symbol"
    elif own.date != report.date:
        message = f"{own.symbol} is of {own.date} here, and of {report.date} in the report"
        yield ("reports", series.reports.index(own), "date"), message, _ONE_OF_TWO
    for index, other in enumerate(series.reports):
        if other.mandate and other.mandate.entry not in dossier.pages:
            message = f"report {other.ordinal} names the entry “{other.mandate.entry}”, which has no page"
            yield ("reports", index, "mandate", "entry"), message, "use the path of a page, without suffix"
    for index, estimate in enumerate(series.estimates):
        for below, message, cure in _incomplete(dossier, series, estimate):
            yield ("estimates", index, *below), message, cure


def _incomplete(dossier: Dossier, series: Series, estimate: Estimate) -> Iterator[Below]:
    known = {report.ordinal for report in series.reports}
    seen = {value.report for value in estimate.values}
    if estimate.figure and estimate.figure not in dossier.figures:
        yield ("figure",), f"there is no figure “{estimate.figure}”", "use the id of a figure of the register"
    for index, value in enumerate(estimate.values):
        if value.report not in known:
            cure = "correct the ordinal, or add the report"
            yield ("values", index, "report"), f"the series has no report {value.report}", cure
    for ordinal in sorted(known - seen - set(estimate.not_seen)):
        yield ("not_seen",), f"{estimate.id} says nothing of report {ordinal}", f"give its value, or add {ordinal} to “not_seen”"
    for ordinal in sorted(set(estimate.not_seen) & seen):
        message = f"{estimate.id} has a value for report {ordinal}, which stands in “not_seen”"
        yield ("not_seen",), message, "remove one of the two"


@rule(
    "series-figure", "An estimate has for this report the numbers of the figure of the register, and the word that limits them."
)
@_of_the_file
def _series_figure(dossier: Dossier, series: Series) -> Iterator[Below]:
    for index, estimate in enumerate(series.estimates):
        if estimate.figure not in dossier.figures:
            continue
        figure = dossier.figures[estimate.figure][1]
        own = [(at, value) for at, value in enumerate(estimate.values) if value.report == dossier.ordinal]
        if not any((value.bounds, value.limit) == (figure.bounds, figure.limit) for _, value in own):
            below: Location = ("values", own[0][0], "report") if own else ("figure",)
            message = f"{estimate.id} does not have {figure.id} of the register for report {dossier.ordinal}"
            yield ("estimates", index, *below), message, _ONE_OF_TWO


@rule("series-source", "The dates, meetings and numbers of a series are stated by the evidence beside them.")
@_of_the_file
def _series_source(dossier: Dossier, series: Series) -> Iterator[Below]:
    for index, report in enumerate(series.reports):
        for below, shown in _undated(dossier, report):
            message = f"“{shown}” of report {report.ordinal} is stated by none of the sources named there"
            yield ("reports", index, *below), message, _ANNOTATE
    for index, estimate in enumerate(series.estimates):
        kind = {"per cent": "percent", "USD": "money"}.get(estimate.unit, "number")
        for at, value in enumerate(estimate.values):
            low, high = value.bounds
            known = dossier.source.known(value.evidence)
            if low is not None and not Stated(references=known).has(Quantity(kind, low, "", 0, high)):
                message = f"{estimate.id} has for report {value.report} a number that none of the sources named there states"
                yield ("estimates", index, "values", at), message, _ANNOTATE


def _undated(dossier: Dossier, report: SeriesReport) -> Iterator[tuple[Location, str]]:
    stated = Stated([dossier.source.report.date], references=dossier.source.known(report.evidence))
    if not all(map(stated.has, quantities(report.date))):
        yield ("date",), report.date
    if (shown := report.presentation) is None:
        return
    stated = Stated(references=dossier.source.known(shown.evidence))
    if not all(map(stated.has, quantities(shown.date))):
        yield ("presentation", "date"), shown.date
    if shown.meeting is not None and not any(stated.has(Quantity(kind, shown.meeting, "", 0)) for kind in ("ordinal", "number")):
        yield ("presentation", "meeting"), str(shown.meeting)
