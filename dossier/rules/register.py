"""Rules on the register, the events and the series of reports: they agree with themselves, each other and their sources."""

from collections.abc import Callable, Iterator
from functools import wraps
from itertools import pairwise

from dossier.graph import Dossier
from dossier.locale import measured
from dossier.model.problem import nearest
from dossier.model.series import Estimate, Series, SeriesReport
from dossier.parser.quantities import quantities
from dossier.parser.yaml import Location, Place
from dossier.rules.registry import ANNOTATE, CORRECT_ONE, Check, Found, record_rule, rule
from dossier.rules.sources import KIND_OF_UNIT, Stated, texts_of
from dossier.rules.walk import directives, events, figures, passages


@rule("figure-source", "A figure is stated by the paraphrase of its passage, by a corrected reading, or by its own evidence.")
def _figure_source(dossier: Dossier) -> Found:
    for passage, figure, place in figures(dossier):
        low, high = figure.bounds
        of_record = figure.origin == "record"
        texts = texts_of(passage) if of_record else (passage.paraphrase, *(note.reading for note in passage.corrections))
        stated = Stated(texts, references=dossier.source.cited(figure.evidence) if of_record else ())
        kind = KIND_OF_UNIT.get(figure.unit, "number")
        kinds = ("number", "ordinal") if kind in ("number", "ordinal") else (kind,)
        if low is not None and not any(stated.has((kind, low, high)) for kind in kinds):
            shown = f"{low:,.10g}" if high is None else f"{low:,.10g} to {high:,.10g}"
            message = f"{figure.id} gives {shown} {figure.unit}, which is not in the texts of {passage.id}"
            field = next(name for name in ("value", "min", "max") if getattr(figure, name) is not None)
            yield place.path, place.line(field), message, "correct the figure, or the paraphrase"


@rule("figure-coverage", "Every figure of the register is stated by a finding on its passage.")
def _figure_coverage(dossier: Dossier) -> Found:
    for passage, figure, place in figures(dossier):
        findings = dossier.findings_from[passage.id]
        alike = [other.id for other in passage.figures if other.bounds == figure.bounds]
        stated = [each for finding in findings for each in quantities(finding.text)]
        times = sum(quantity.bounds == figure.bounds for quantity in stated)
        if figure.bounds[0] is not None and findings and alike.index(figure.id) >= times:
            number = measured(figure.bounds, figure.limit, figure.unit)
            cure = f"correct the finding that states it otherwise, or state it in a finding with “:from: {passage.id}”"
            yield place.path, place.line("id"), f"no finding on {passage.id} states {figure.id}: {number}", cure


@rule("event-order", "Events are sorted by date.")
def _event_order(dossier: Dossier) -> Found:
    for (before, _), (event, place) in pairwise(sorted(events(dossier), key=lambda found: found[1].line())):
        if event.date < before.date:
            message = f"{event.id} is dated {event.date}, but the event above it {before.date}"
            yield place.path, place.line("date"), message, "correct the date, or move the event"


@rule("unknown-entry", "The entry that an event, a tie of a passage or the series names has a page.")
def _unknown_entry(dossier: Dossier) -> Found:
    known = {id: page.docname for (_, id), page in dossier.entries.items()}
    for place, location, name, who in _named_entries(dossier):
        if name and name not in dossier.pages:
            near = known.get(nearest(name.rpartition("/")[2], known))
            cure = f"did you mean “{near}”?" if near else "use the path of a page, without suffix"
            yield place.path, place.line(*location), f"{who} names the entry “{name}”, which has no page", cure


def _named_entries(dossier: Dossier) -> Iterator[tuple[Place, Location, str | None, str]]:
    """Yield the entries that the data name by the path of their page: the file, where in it, the path, and what names it."""
    for event, place in events(dossier):
        yield place, ("entry",), event.entry, event.id
    for passage, place in passages(dossier):
        for index, tie in enumerate(passage.ties):
            yield place, ("ties", index, "entry"), tie.entry, passage.id
    series, place = dossier.source.series, dossier.source.files["series"]
    for index, report in enumerate(series.reports if series else ()):
        if report.mandate:
            yield place, ("reports", index, "mandate", "entry"), report.mandate.entry, f"report {report.ordinal}"
    for index, estimate in enumerate(series.estimates if series else ()):
        yield place, ("estimates", index, "entry"), estimate.entry, estimate.id


@rule("unknown-section", "The sections that passages and pages name are sections of the report.")
def _unknown_section(dossier: Dossier) -> Found:
    sections = dossier.source.sections
    cure = f"use one of {', '.join(sections)}"
    for passage, place in passages(dossier):
        section = dossier.source.section_of[passage.id]
        if section not in sections:
            yield place.path, 1, f"the report has no section {section}", cure
        elif not passage.id.startswith(f"{section}-"):
            move = f"begin its id with “{section}-”, or move it to the file of its section"
            yield place.path, place.line("id"), f"{passage.id} is in a file of section {section}", move
    for page in dossier.pages.values():
        for section in page.sections:
            if section not in sections:
                yield page.path, page.meta_lines["sections"], f"the report has no section {section}", cure


@rule("unprinted-section", "Every section of the register is shown on exactly one page.")
def _unprinted_section(dossier: Dossier) -> Found:
    sections, printed = dossier.source.sections, dict[str, str]()
    for page, block in directives(dossier, "passages"):
        code = block.argument
        if code in printed:
            yield page.path, block.line, f"section {code} is also shown at {printed[code]}", "keep one of the two"
            continue
        printed[code] = f"{page.path}:{block.line}"
        if code not in sections:
            yield page.path, block.line, f"the report has no section {code}", f"use one of {', '.join(sections)}"
        elif page.headings and page.title.rpartition(": ")[2].casefold() not in sections[code].casefold():
            message = f"the section is called “{sections[code]}”, but the title of this page does not end with that name"
            yield page.path, page.headings[0].line, message, CORRECT_ONE
    place = dossier.source.files["report"]
    for index, code in enumerate(sections):
        if code not in printed:
            cure = f"add a page with “:::{{passages}} {code}”"
            yield place.path, place.line("sections", index), f"no page shows the passages of section {code}", cure


WrongPart = tuple[Location, str, str]
"""The location in the file, what is wrong, and what to do about it."""


def _of_the_file(find: Callable[[Dossier, Series], Iterator[WrongPart]]) -> Check:
    """Make a rule on the file of the series; it does nothing if there is no such file."""

    @wraps(find)
    def check(dossier: Dossier) -> Found:
        series, place = dossier.source.series, dossier.source.files["series"]
        for location, message, cure in find(dossier, series) if series else ():
            yield place.path, place.line(*location), message, cure

    return check


@rule("series-order", "The reports of a series are sorted by ordinal and date, and none is dated later than its presentation.")
@_of_the_file
def _series_order(dossier: Dossier, series: Series) -> Iterator[WrongPart]:
    for index, (above, report) in enumerate(pairwise(series.reports), 1):
        if report.ordinal <= above.ordinal:
            message = f"report {report.ordinal} comes after report {above.ordinal}"
            yield ("reports", index, "ordinal"), message, "correct the ordinal, or move the report"
        if report.date < above.date:
            message = f"report {report.ordinal} is dated {report.date}, but report {above.ordinal} {above.date}"
            yield ("reports", index, "date"), message, CORRECT_ONE
    for index, report in enumerate(series.reports):
        shown = report.presentation
        if shown and shown.date and shown.date < report.date[: len(shown.date)]:
            message = f"report {report.ordinal} is dated {report.date}, but was presented on {shown.date}"
            yield ("reports", index, "presentation", "date"), message, CORRECT_ONE


@rule("series-link", "The reports and figures that a series names exist: the report itself, and those of each estimate.")
@_of_the_file
def _series_link(dossier: Dossier, series: Series) -> Iterator[WrongPart]:
    report, own = dossier.source.report, series.report(dossier.ordinal)
    if own is None:
        yield ("reports",), f"the series does not have {report.symbol}", "add it, or correct the symbol"
    elif own.date != report.date:
        message = f"{own.symbol} is dated {own.date} here, but {report.date} in report.yaml"
        yield ("reports", series.reports.index(own), "date"), message, CORRECT_ONE
    for index, estimate in enumerate(series.estimates):
        for below, message, cure in _incomplete(dossier, series, estimate):
            yield ("estimates", index, *below), message, cure


def _incomplete(dossier: Dossier, series: Series, estimate: Estimate) -> Iterator[WrongPart]:
    known = {report.ordinal for report in series.reports}
    seen = {value.report for value in estimate.values}
    if estimate.figure and estimate.figure not in dossier.figures:
        yield ("figure",), f"there is no figure “{estimate.figure}”", "use the id of a figure of the register"
    for index, value in enumerate(estimate.values):
        if value.report not in known:
            cure = "correct the ordinal, or add the report"
            yield ("values", index, "report"), f"the series has no report {value.report}", cure
    for ordinal in sorted(known - seen - set(estimate.not_seen)):
        yield ("not_seen",), f"{estimate.id} has no value for report {ordinal}", f"add a value, or add {ordinal} to “not_seen”"
    for ordinal in sorted(set(estimate.not_seen) & seen):
        yield ("not_seen",), f"{estimate.id} has a value for report {ordinal}, which is in “not_seen”", "remove one of the two"


@rule("series-figure", "An estimate for this report has the numbers and the qualifier of its figure in the register.")
@_of_the_file
def _series_figure(dossier: Dossier, series: Series) -> Iterator[WrongPart]:
    for index, estimate in enumerate(series.estimates):
        if estimate.figure not in dossier.figures:
            continue
        figure = dossier.figures[estimate.figure][1]
        own = [(at, value) for at, value in enumerate(estimate.values) if value.report == dossier.ordinal]
        if not any((value.bounds, value.limit) == (figure.bounds, figure.limit) for _, value in own):
            below: Location = ("values", own[0][0], "report") if own else ("figure",)
            message = f"{estimate.id} differs from {figure.id} of the register for report {dossier.ordinal}"
            yield ("estimates", index, *below), message, CORRECT_ONE


@record_rule("series-source", "The dates, meetings and numbers of a series are stated by the evidence next to them.")
@_of_the_file
def _series_source(dossier: Dossier, series: Series) -> Iterator[WrongPart]:
    for index, report in enumerate(series.reports):
        for below, shown in _undated(dossier, report):
            message = f"“{shown}” of report {report.ordinal} is in none of the sources named there"
            yield ("reports", index, *below), message, ANNOTATE
    for index, estimate in enumerate(series.estimates):
        kind = KIND_OF_UNIT.get(estimate.unit, "number")
        for at, value in enumerate(estimate.values):
            low, high = value.bounds
            known = dossier.source.cited(value.evidence)
            if low is not None and not Stated(references=known).has((kind, low, high)):
                message = f"the number of {estimate.id} for report {value.report} is in none of the sources named there"
                yield ("estimates", index, "values", at), message, ANNOTATE


def _undated(dossier: Dossier, report: SeriesReport) -> Iterator[tuple[Location, str]]:
    stated = Stated([dossier.source.report.date], references=dossier.source.cited(report.evidence))
    if not all(stated.has(quantity.key) for quantity in quantities(report.date)):
        yield ("date",), report.date
    if (shown := report.presentation) is None:
        return
    stated = Stated(references=dossier.source.cited(shown.evidence))
    if not all(stated.has(quantity.key) for quantity in quantities(shown.date)):
        yield ("presentation", "date"), shown.date
    if shown.meeting is not None and not any(stated.has((kind, shown.meeting, None)) for kind in ("ordinal", "number")):
        yield ("presentation", "meeting"), str(shown.meeting)
