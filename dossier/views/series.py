"""The series of reports: the table of its reports, and what other reports say beside a claim."""

from __future__ import annotations

from docutils import nodes

from dossier.formatting import long_date, measured, ordinal, ordinal_in_words
from dossier.graph import Dossier
from dossier.model.series import Estimate, EstimateValue, Presentation, Series, SeriesReport
from dossier.views.nodes import Content, citation, inlines, joined, name_rows, paragraph, span, table, xref
from dossier.views.registry import view

HEAD = ("Report", "Date and mandate", "Presentation")
NOT_SEEN = "not seen"


@view("series")
def series_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The reports of the series, in a table."""
    series = dossier.source.series
    if series is None:
        return []
    rows = [_row(dossier, docname, report) for report in series.reports]
    made = table("series-table", series.title, HEAD, rows, "series")
    name_rows(made, [f"report-{report.ordinal}" for report in series.reports])
    return [made]


def _row(dossier: Dossier, docname: str, report: SeriesReport) -> list[Content]:
    name = inlines(f"{report.ordinal}. {report.symbol or NOT_SEEN}")
    date = inlines([f"{long_date(report.date)}, {report.dated} ", *citation(docname, report.evidence)])
    note = inlines(f". {report.note}" if report.note else [])
    return [
        nodes.strong("", "", *name) if report.ordinal == dossier.ordinal else name,
        [*date, *_mandate(dossier, docname, report), *note],
        _presentation(docname, report.presentation) if report.presentation else span(NOT_SEEN, "absent"),
    ]


def _mandate(dossier: Dossier, docname: str, report: SeriesReport) -> list[nodes.Node]:
    mandate = report.mandate
    if mandate is None:
        return [nodes.Text(f"; mandate {NOT_SEEN}")]
    page = dossier.pages.get(mandate.entry)
    name = xref(docname, page.kind, page.id) if page and page.kind else nodes.Text(mandate.entry)
    return [nodes.Text("; under "), name, nodes.Text(" "), *citation(docname, mandate.evidence)]


def _presentation(docname: str, told: Presentation) -> Content:
    """When, in which form and by whom a report was presented, with the documents of that."""
    stage = {"announced": "announced for ", "expected": "expected in "}.get(told.stage, "")
    when = f"{stage}{long_date(told.date)}" if told.date else "day not seen"
    parts: list[list[nodes.Node]] = [inlines(when)]
    if told.meeting is not None:
        parts.append(inlines(f"{ordinal(told.meeting)} meeting{f' ({told.record})' if told.record else ''}"))
    elif told.record:
        parts.append(inlines(f"statements in {told.record}"))
    if told.presenters:
        first, *others = told.presenters
        parts.append(inlines(f"by {first}{_with(others)}"))
    parts += [inlines(words) for words in (told.form, told.press_release and f"press release {told.press_release}") if words]
    note = f". {told.note} " if told.note else " "
    return [*joined(parts), nodes.Text(note), *citation(docname, told.evidence)]


def _with(others: list[str]) -> str:
    return f", with {' and '.join(filter(None, (', '.join(others[:-1]), others[-1])))}" if others else ""


def in_numbers(estimate: Estimate, value: EstimateValue) -> str:
    """What a report was seen to say, without the unit: "2,500 to 4,000"; in words, where it gives no number."""
    return value.words or measured(value.bounds, value.limit, estimate.unit).removesuffix(f" {estimate.unit}")


def values_of(estimate: Estimate, ordinal: int) -> list[EstimateValue]:
    """What the report with an ordinal was seen to say."""
    return [value for value in estimate.values if value.report == ordinal]


def other_reports(dossier: Dossier, docname: str, estimate: Estimate) -> list[nodes.Node]:
    """What the nearest earlier and the nearest later report say, and that the very next one is not among them."""
    series, own = dossier.source.series, dossier.ordinal
    if series is None or not own or not dossier.page_with("estimates"):
        return []
    seen = sorted({value.report for value in estimate.values})
    earlier, later = [at for at in seen if at < own][-1:], [at for at in seen if at > own][:1]
    told = [_said(series, estimate, at) for at in earlier] or [f"earlier reports: {NOT_SEEN}"]
    if own + 1 not in later and series.report(own + 1):
        told.append(f"{ordinal_in_words(own + 1)}: {NOT_SEEN}")
    told += [_said(series, estimate, at) for at in later]
    link = xref(docname, "estimate", estimate.id, _lowered(estimate.title))
    return [nodes.Text("In other reports, "), link, nodes.Text(f": {'; '.join(told)}.")]


def other_reports_line(dossier: Dossier, docname: str, estimate: Estimate) -> list[nodes.Node]:
    """The same as a line below a claim."""
    told = other_reports(dossier, docname, estimate)
    return [paragraph(told, "other-reports")] if told else []


def _said(series: Series, estimate: Estimate, ordinal: int) -> str:
    report = series.report(ordinal)
    month = f" ({long_date(report.date[:7])})" if report else ""
    said = ", or ".join(_scoped(estimate, value) for value in values_of(estimate, ordinal))
    return f"{ordinal_in_words(ordinal)}{month}, {said}"


def _scoped(estimate: Estimate, value: EstimateValue) -> str:
    return f"{in_numbers(estimate, value)}{f' ({value.scope})' if value.scope else ''}"


def _lowered(title: str) -> str:
    """A title within a sentence; a word of capitals keeps them."""
    return title if title[:2].isupper() else f"{title[:1].lower()}{title[1:]}"
