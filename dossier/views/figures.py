"""Views of figures: those of the register, those in other reports of the series, and the key figures."""

import re
from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes

from dossier.graph import Dossier, findings_stating, support_of
from dossier.locale import _, capitalized, long_date, measured, ordinal, ordinal_in_words, uncapitalized
from dossier.model.series import Estimate, EstimateValue, Presentation, Series, SeriesReport
from dossier.model.source import Figure, Passage, support_labels
from dossier.parser.directives import ContentRow, rows_of
from dossier.parser.quantities import quantities
from dossier.views.forms import Choice, with_filter
from dossier.views.links import badge, citation, evidence_of, linked_entry, same_as_file, xref
from dossier.views.nodes import Content, enumerated, inlines, joined, paragraph, sentence, spaced, span, table
from dossier.views.registry import ViewDirective, view


@view("figures")
def figures_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All figures of the register in a sortable table, with filters by section and support."""
    sections, section_of = dossier.source.sections, dossier.source.section_of
    found = [*dossier.figures.values()]
    ids = [f"figure-{figure.id}" for _passage, figure in found]
    made = figure_table(dossier, found, "table-figures", _("Figures, in the order of the report"), "sortable", ids=ids)
    by_section, by_support = _("Section of the report"), _("Support")
    choices = [Choice("section", by_section, dict(sections)), Choice("support", by_support, support_labels())]
    values = [[("section", section_of[passage.id]), ("support", support_of(dossier, figure).id)] for passage, figure in found]
    return [same_as_file(dossier, docname, "figures"), *with_filter(made, choices, values, _("{shown} of {all} figures"))]


def figure_table(
    dossier: Dossier, found: list[tuple[Passage, Figure]], id: str, caption: str, *classes: str, ids: Iterable[str] = ()
) -> nodes.table:
    """Return a table of figures, each with its origin, its support and the findings that state it.

    :param ids: the ids of the rows, if they have any
    """
    head = (_("What"), _("Figure"), _("As of"), _("Stated by"), _("Support"), _("Passage"), _("Findings"))
    rows = [_figure_row(dossier, passage, figure) for passage, figure in found]
    return table(id, caption, head, rows, "figures", *classes, ids=ids)


def _figure_row(dossier: Dossier, passage: Passage, figure: Figure) -> list[Content]:
    support = badge(support_of(dossier, figure), is_short=True)
    estimate = dossier.estimate_by_figure.get(figure.id)
    others = spaced(other_reports(dossier, estimate)) if estimate else []
    stating = joined(xref("finding", finding.id) for finding in findings_stating(dossier, passage, figure))
    return [
        figure.subject,
        amount_cell(figure),
        as_of(figure),
        origin(dossier, figure),
        [support, *spaced(figure.note), *spaced(evidence_of(dossier, figure.evidence)), *others],
        xref("passage", passage.id),
        stating or (_("no number to state") if figure.bounds[0] is None else _("no finding states it")),
    ]


def origin(dossier: Dossier, figure: Figure) -> str:
    """Return the name of the source that states a figure: the summary, or the public record."""
    return dossier.source.report.digest_name if figure.origin == "summary" else _("public record")


def amount(figure: Figure) -> str:
    """Return a figure with its bounds, its unit and its qualifier, such as "up to"."""
    return measured(figure.bounds, figure.limit, figure.unit)


def amount_cell(figure: Figure) -> Content:
    """Return a figure as the content of a table cell; an estimate is marked as one."""
    number = span(amount(figure), "amount")
    return sentence(_("{amount} (estimate)"), amount=number) if figure.qualifier == "estimate" else number


def as_of(figure: Figure) -> str:
    """Return the time to which a figure applies, such as "July 2019", "early 2019" or "since 2012"."""
    form = {"since": _("since {date}"), "early": _("early {date}")}.get(figure.period, "{date}")
    return form.format(date=long_date(figure.as_of))


class KeyFiguresDirective(ViewDirective):
    """Key figures, each with the finding that states it.

    Each line of the content is the id of a finding, a colon, and the words of that finding to set large. After a vertical bar,
    the words that describe the figure may follow; by default the whole finding is shown.
    """

    optional_arguments = 0
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a placeholder for the figures."""
        return [self.place(rows_of(self.content))]


@view("key-figures", KeyFiguresDirective)
def key_figures(dossier: Dossier, docname: str, figures: Sequence[ContentRow]) -> list[nodes.Node]:
    """A list of figures, each with the finding it quotes; the rule ``key-figure`` reports words that are not in the finding."""
    items = [nodes.list_item("", *_key_figure(dossier, figure)) for figure in figures if figure.id in dossier.findings]
    return [nodes.bullet_list("", *items, classes=["key-figures"])]


def _key_figure(dossier: Dossier, figure: ContentRow) -> Iterator[nodes.paragraph]:
    (quoted, explanation), finding = figure.words, dossier.findings[figure.id]
    unbroken = re.sub(r"(?<=\d) (\w+) (?=\d)", "\u00a0\\1\u00a0", quoted)  # the two numbers of a range
    yield paragraph(span(capitalized(unbroken), "amount"), "amount-line")
    yield paragraph(xref("finding", figure.id, explanation or finding.text))
    yield paragraph([badge(finding.support), " ", span(_date(dossier, figure), "date")])


def _date(dossier: Dossier, figure: ContentRow) -> str:
    """Return the time to which a key figure applies: that of the same figure in the register, or else that of the report."""
    stated = {quantity.bounds for quantity in quantities(figure.words[0])}
    passages = (dossier.source.passages[id] for id in dossier.findings[figure.id].record.passages)
    dates = (as_of(known) for passage in passages for known in passage.figures if known.bounds in stated)
    return capitalized(next(dates, dossier.source.report.as_of))


@view("series")
def series_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The reports of the series, in a table."""
    series = dossier.source.series
    if series is None:
        return []
    formal = any(report.mandate or report.presentation for report in series.reports)
    dates = (_("Date and mandate"), _("Presentation")) if formal else (_("Date"),)
    head = (_("Report"), *dates, _("Estimates"))
    rows = [[*_report_row(dossier, report, formal), _estimates_of(dossier, series, report)] for report in series.reports]
    ids = [anchor_of_report(report.ordinal) for report in series.reports]
    return [table("series-table", series.title, head, rows, "series", ids=ids)]


def anchor_of_report(ordinal: int) -> str:
    """Return the anchor of a report in the table of the series."""
    return f"report-{ordinal}"


def _report_row(dossier: Dossier, report: SeriesReport, formal: bool) -> list[Content]:
    """Return the cells of a report; a series that is not ``formal`` has neither mandates nor presentations."""
    name = f"{report.ordinal}. {report.symbol or _('not seen')}"
    dated = {"printed": _("{date}, printed"), "issued": _("{date}, issued"), "circulated": _("{date}, circulated")}
    date = dated[report.dated].format(date=long_date(report.date))
    note = [f". {report.note}"] if report.note else []
    same = report.mandate and report.mandate.evidence == report.evidence  # then given once, after the mandate
    mandate = _mandate(dossier, report) if formal else []
    cells: list[Content] = [
        nodes.strong("", name) if report.ordinal == dossier.ordinal else name,
        [date, *spaced(citation(() if same else report.evidence)), *mandate, *note],
        _presentation(dossier, report.presentation) if report.presentation else span(_("not seen"), "absent"),
    ]
    return cells if formal else cells[:2]


def _mandate(dossier: Dossier, report: SeriesReport) -> list[nodes.Node]:
    mandate = report.mandate
    if mandate is None:
        return inlines(_("; mandate not seen"))
    name = linked_entry(dossier, mandate.entry, mandate.entry)
    return sentence(_("; under {mandate} {sources}"), mandate=name, sources=citation(mandate.evidence))


def _presentation(dossier: Dossier, presentation: Presentation) -> Content:
    """Return when, at which meeting, by whom and in which form a report was presented, with citations."""
    symbol, cited = presentation.press_release, dossier.source.cited(presentation.evidence)
    is_new = symbol and all(reference.label != symbol for reference in cited)
    press = _("press release {symbol}").format(symbol=symbol) if is_new else ""
    parts = (_day(presentation), _meeting(presentation), _presenters(presentation), presentation.form, press)
    facts = ", ".join(filter(None, parts))
    return [f"{facts}. {presentation.note} " if presentation.note else f"{facts} ", *citation(presentation.evidence)]


def _day(presentation: Presentation) -> str:
    stages = {"announced": _("announced for {day}"), "expected": _("expected in {day}")}
    day = long_date(presentation.date)
    return stages.get(presentation.stage, "{day}").format(day=day) if day else _("day not seen")


def _meeting(presentation: Presentation) -> str:
    if presentation.meeting is None:
        return _("statements in {record}").format(record=presentation.record) if presentation.record else ""
    text = _("{ordinal} meeting ({record})") if presentation.record else _("{ordinal} meeting")
    return text.format(ordinal=ordinal(presentation.meeting), record=presentation.record)


def _presenters(presentation: Presentation) -> str:
    if not presentation.presenters:
        return ""
    first, *others = presentation.presenters
    text = _("by {first}, with {others}") if others else _("by {first}")
    return text.format(first=first, others=enumerated(others) if others else "")


def _estimates_of(dossier: Dossier, series: Series, report: SeriesReport) -> Content:
    """Return the estimates seen in a report or its presentation, each linked to its chart if a page has the charts."""
    linked = bool(dossier.page_with("estimates"))
    parts = []
    for estimate in series.estimates:
        if values := [stated(estimate, value) for value in values_of(estimate, report.ordinal)]:
            name = xref("estimate", estimate.id) if linked else estimate.title
            parts.append(sentence("{name}: {values}", name=name, values=joined(values, _(", or "))))
    return joined(parts, "; ") or span(_("none seen"), "absent")


def stated(estimate: Estimate, value: EstimateValue) -> Content:
    """Return the value in a report, with what it counts, and where it is stated."""
    scope = f", {value.scope}" if value.scope else ""
    return [span(value_in_words(estimate, value), "amount"), f"{scope} ({_said_in(value)})"]


def _said_in(value: EstimateValue) -> str:
    return {"report": _("report"), "briefing": _("briefing"), "unclear": _("report or not: unclear")}[value.said_in]


def value_in_words(estimate: Estimate, value: EstimateValue, *, with_unit: bool = False) -> str:
    """Return the value in a report, such as "2,500 to 4,000"; or the words of the source, if it gives no number."""
    number = measured(value.bounds, value.limit, estimate.unit)
    return value.words or (number if with_unit else number.removesuffix(f" {estimate.unit}"))


def values_of(estimate: Estimate, ordinal: int) -> list[EstimateValue]:
    """Return the values of an estimate in the report with an ordinal."""
    return [value for value in estimate.values if value.report == ordinal]


def other_reports(dossier: Dossier, estimate: Estimate) -> list[nodes.Node]:
    """Return a sentence on the values in the nearest earlier and later reports, and in the next one; nothing if none was seen."""
    series, own = dossier.source.series, dossier.ordinal
    seen = sorted({value.report for value in estimate.values})
    nearest = [at for at in seen if at < own][-1:] + [at for at in seen if at > own][:1]
    if series is None or not own or not nearest or not dossier.page_with("estimates"):
        return []
    following = {own + 1} & {*estimate.not_seen}
    values = "; ".join(_value_in_report(series, estimate, at) for at in sorted({*nearest, *following}))
    link = xref("estimate", estimate.id, uncapitalized(estimate.title))
    if len(seen) - (own in seen) == len(nearest):
        return sentence(_("In other reports, {estimate}: {values}."), estimate=link, values=values)
    every = xref("estimate", estimate.id, _("all reports"))
    text, title = _("In the nearest reports, {estimate}: {values}; {all}."), uncapitalized(estimate.title)
    return sentence(text, estimate=title, values=values, all=every)


def every_report(series: Series, estimate: Estimate) -> Iterator[Content]:
    """Yield the value in each report with its sources, then a link to the chart, which also lists the reports not seen."""
    for at in dict.fromkeys(value.report for value in estimate.values):
        text = _value_in_report(series, estimate, at)
        keys = dict.fromkeys(key for value in values_of(estimate, at) for key in value.evidence)
        yield [f"{capitalized(text)} ", *citation(keys)]
    yield xref("estimate", estimate.id, _("All reports, with a chart"))


def _value_in_report(series: Series, estimate: Estimate, ordinal: int) -> str:
    report = series.report(ordinal)
    month = f" ({long_date(report.date[:7])})" if report else ""
    text = _(", or ").join(_scoped(estimate, value) for value in values_of(estimate, ordinal)) or _("not seen")
    return f"{ordinal_in_words(ordinal)}{month}, {text}"


def _scoped(estimate: Estimate, value: EstimateValue) -> str:
    remarks = "; ".join(filter(None, (value.scope, _said_in(value) if value.said_in != "report" else "")))
    return value_in_words(estimate, value) + (f" ({remarks})" if remarks else "")
