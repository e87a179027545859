"""A passage as the register prints it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.build import build_of
from dossier.formatting import long_date, measured
from dossier.graph import Dossier, support_of
from dossier.kinds import kind_of_folder
from dossier.model.source import Figure, Passage
from dossier.views.findings import correction_note
from dossier.views.nodes import (
    Content,
    box,
    bullets,
    citation,
    fields,
    finding_link,
    heading,
    paragraph,
    short_badge,
    span,
    table,
    xref,
)
from dossier.views.registry import directive, placeholder, view

LONGEST = 64
"""Letters of a passage that stand in its heading."""


@directive("passages")
class PassagesDirective(SphinxDirective):
    """The register of one section of the report: a section of the page for each passage."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a section for each passage, empty but for its title."""
        code = self.arguments[0]
        source = build_of(self.env).source
        if code not in source.sections:
            raise self.error(f"the report has no section “{code}”; use one of {', '.join(source.sections)}")
        found = [source.passages[id] for id in source.passages_by_section[code]]
        return [self._section(passage) for passage in found]

    def _section(self, passage: Passage) -> nodes.section:
        section = nodes.section(ids=[passage.id], classes=["passage"])
        section += nodes.title("", passage_title(passage))
        section += placeholder(view="passage", subject=passage.id)
        return section


def passage_title(passage: Passage) -> str:
    """The id of a passage and its first words."""
    return f"{passage.id}. {shorten(passage.paraphrase, LONGEST, placeholder='…')}"


@view("passage", None)
def passage_body(dossier: Dossier, docname: str, id: str) -> list[nodes.Node]:
    """Everything that the register holds on a passage, and the findings that rest on it."""
    passage = dossier.source.passages[id]
    made: list[nodes.Node] = [paragraph(passage.paraphrase, "paraphrase"), fields(_facts(dossier, docname, passage), "card")]
    if passage.corrections:
        notes = [correction_note(dossier, docname, note) for note in passage.corrections]
        made += [heading("Corrections and doubts", 3), box(notes, "corrections")]
    if passage.figures:
        made += [heading("Figures", 3), figure_table(dossier, docname, passage)]
    if passage.evidence:
        items: list[Content] = [
            [nodes.Text(f"{item.supports} "), *citation(docname, [item.reference])] for item in passage.evidence
        ]
        made += [heading("Evidence", 3), bullets(items, "evidence")]
    made += [heading("Cited by", 3), _cited_by(dossier, docname, id)]
    return made


def _facts(dossier: Dossier, docname: str, passage: Passage) -> Iterator[tuple[str, Content]]:
    report = dossier.source.report
    yield "Support", _support(dossier, passage.id)
    yield f"Place in {report.symbol}", dossier.source.locator((passage.id,))
    if passage.paragraph:
        yield "Paragraph", str(passage.paragraph)
    yield f"Form in the {report.digest_name}", passage.kind.replace("-", " ")
    for term, values in (("Places", passage.places), ("States", passage.states), ("Bodies", passage.bodies)):
        if values:
            yield term, "; ".join(values)
    for term, values in (("Groups", passage.groups), ("People", passage.people)):
        if values:
            yield term, "; ".join(values)
    for dated in passage.dates:
        note = f" {dated.note} " if dated.note else " "
        said = nodes.Text(f"{dated.date}: {dated.what}. ")
        yield "Date", [said, short_badge(dossier.support(dated.evidence)), nodes.Text(note), *citation(docname, dated.evidence)]
    for tie in passage.ties:
        folder, _, entry = tie.entry.rpartition("/")
        kind = kind_of_folder(folder)
        noun = kind.singular if kind else "Entry"
        known = kind and (kind.name, entry) in dossier.entries
        name = xref(docname, kind.name, entry) if kind and known else nodes.Text(f"{noun.lower()} {entry}")
        text = f", {report.ties[tie.tie]}: {tie.why[:1].lower() + tie.why[1:]} "
        yield noun, [name, nodes.Text(text), *citation(docname, tie.evidence)]
    if passage.unverified:
        yield "Unverified", "; ".join(passage.unverified)
    if passage.notes:
        yield "Note", passage.notes


def _support(dossier: Dossier, id: str) -> str:
    """How many of the findings on a passage are corroborated."""
    findings = dossier.findings_from(id)
    return f"{sum(bool(finding.support.sources) for finding in findings)} of {len(findings)} findings corroborated"


def _cited_by(dossier: Dossier, docname: str, id: str) -> nodes.Node:
    findings = dossier.findings_from(id)
    return bullets([finding_link(dossier, docname, finding) for finding in findings], "cited-by")


def amount(figure: Figure) -> str:
    """A figure with its bounds, its unit and the word that limits it."""
    return measured(figure.bounds, figure.limit, figure.unit)


def amount_cell(figure: Figure) -> Content:
    """A figure as a cell of a table, which says of an estimate that it is one."""
    return [span(amount(figure), "amount"), " (estimate)" if figure.qualifier == "estimate" else ""]


def as_of(figure: Figure) -> str:
    """The time to which a figure applies: "July 2019", "early 2019", "since 2012"."""
    return f"{figure.period} {long_date(figure.as_of)}".strip()


def figure_table(dossier: Dossier, docname: str, passage: Passage) -> nodes.table:
    """A table of the figures of a passage."""
    rows: list[list[Content]] = [
        [
            figure.subject,
            amount_cell(figure),
            as_of(figure),
            short_badge(support_of(dossier, figure)),
            [nodes.Text(f"{figure.note} " if figure.note else ""), *citation(docname, figure.evidence)],
        ]
        for figure in passage.figures
    ]
    head = ("What", "Figure", "As of", "Support", "Note")
    return table(f"figures-{passage.id}", f"Figures in {passage.id}", head, rows, "figures")
