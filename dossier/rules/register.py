"""Rules on the register: its figures, its dates, its events and its sections agree with one another."""

from collections.abc import Iterator
from itertools import pairwise

from dossier.graph import Dossier
from dossier.locale.formatting import measured
from dossier.model.source import Figure, Passage
from dossier.parser.quantities import Quantity, quantities
from dossier.parser.source import Place
from dossier.rules.registry import Found, rule
from dossier.rules.sources import Stated, texts_of
from dossier.rules.walk import directives, events, passages


def _figures(dossier: Dossier) -> Iterator[tuple[Passage, Figure, Place, int]]:
    for passage, place in passages(dossier):
        for index, figure in enumerate(passage.figures):
            yield passage, figure, place, index


@rule(
    "figure-source", "A figure is stated by its passage: in the paraphrase, a corrected reading, or the evidence that it names."
)
def _figure_source(dossier: Dossier) -> Found:
    for passage, figure, place, index in _figures(dossier):
        low, high = figure.bounds
        of_record = figure.origin == "record"
        texts = texts_of(passage) if of_record else (passage.paraphrase, *(note.reading for note in passage.corrections))
        stated = Stated(texts, references=dossier.source.known(figure.evidence) if of_record else ())
        kinds = {"per cent": ("percent",), "USD": ("money",)}.get(figure.unit, ("number", "ordinal"))
        if low is not None and not any(stated.has(Quantity(kind, low, "", 0, high)) for kind in kinds):
            shown = f"{low:,.10g}" if high is None else f"{low:,.10g} to {high:,.10g}"
            message = f"{figure.id} gives {shown} {figure.unit}, which the texts of {passage.id} do not state"
            field = next(name for name in ("value", "min", "max") if getattr(figure, name) is not None)
            yield place.path, place.line("figures", index, field), message, "correct the figure, or the paraphrase"


@rule("figure-coverage", "Every figure of the register is stated by a finding on its passage.")
def _figure_coverage(dossier: Dossier) -> Found:
    for passage, figure, place, index in _figures(dossier):
        findings = dossier.findings_from(passage.id)
        alike = [other.id for other in passage.figures if other.bounds == figure.bounds]
        stated = [each for finding in findings for each in quantities(finding.text)]
        times = sum((quantity.value, quantity.high) == figure.bounds for quantity in stated)
        if figure.bounds[0] is not None and findings and alike.index(figure.id) >= times:
            number = measured(figure.bounds, figure.limit, figure.unit)
            cure = f"correct the one that states it otherwise, or state it in one with “:from: {passage.id}”"
            yield place.path, place.line("figures", index, "id"), f"no finding on {passage.id} states {figure.id}: {number}", cure


@rule("event-order", "Events stand in the order of their dates.")
def _event_order(dossier: Dossier) -> Found:
    for (before, _), (event, place) in pairwise(events(dossier)):
        if event.date < before.date:
            message = f"{event.id} is of {event.date}, and the event above it of {before.date}"
            yield place.path, place.line("date"), message, "correct the date, or move the event"


@rule("event-entry", "The entry that an event names has a page.")
def _event_entry(dossier: Dossier) -> Found:
    for event, place in events(dossier):
        if event.entry and event.entry not in dossier.pages:
            message = f"{event.id} names the entry “{event.entry}”, which has no page"
            yield place.path, place.line("entry"), message, "use the name of a page, such as folder/id"


@rule("unknown-section", "A passage belongs to a section of the report, and so does a page that names one.")
def _unknown_section(dossier: Dossier) -> Found:
    sections = dossier.source.sections
    cure = f"use one of {', '.join(sections)}"
    for passage, place in passages(dossier):
        section = dossier.source.section_of[passage.id]
        if section not in sections or not passage.id.startswith(f"{section}-"):
            yield place.path, place.line("id"), f"{passage.id} stands in a file of section {section}", cure
    for page in dossier.pages.values():
        for section in getattr(page.meta, "sections", ()):
            if section not in sections:
                yield page.path, page.meta_lines["sections"], f"the report has no section {section}", cure


@rule("unprinted-section", "Every section of the register is printed by one page.")
def _unprinted_section(dossier: Dossier) -> Found:
    sections, printed = dossier.source.sections, dict[str, str]()
    for page, block in directives(dossier, "passages"):
        code = block.argument
        if code in printed:
            yield page.path, block.line, f"section {code} is printed also at {printed[code]}", "keep one of the two"
            continue
        printed[code] = f"{page.path}:{block.line}"
        if code not in sections:
            yield page.path, block.line, f"the report has no section {code}", f"use one of {', '.join(sections)}"
        elif page.title.rpartition(": ")[2].casefold() not in sections[code].casefold():
            message = f"the section is called “{sections[code]}”, and the title of this page does not end so"
            yield page.path, page.headings[0].line, message, "correct one of the two"
    place = dossier.source.files["report"]
    for index, code in enumerate(sections):
        if code not in printed:
            cure = f"add a page with “:::{{passages}} {code}”"
            yield place.path, place.line("sections", index), f"no page prints the passages of section {code}", cure
