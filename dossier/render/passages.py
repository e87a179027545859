"""A passage as the register prints it."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from dossier.records.source import Figure, Passage
from dossier.render.findings import correction_note
from dossier.render.make import Content, box, bullets, citation, claim_link, fields, paragraph, span, standing, table, xref
from dossier.seal import Dossier

TIES = {
    "named": "named there",
    "described": "described there without its number",
    "mandate": "the mandate behind what is reported",
    "subject": "placed by us, by subject",
}


def passage_body(dossier: Dossier, docname: str, id: str) -> list[nodes.Node]:
    """Everything that the register holds on a passage, and the findings that rest on it."""
    passage = dossier.source.passages[id]
    made: list[nodes.Node] = [paragraph(passage.paraphrase, "paraphrase"), fields(_facts(dossier, docname, passage), "card")]
    if passage.corrections:
        notes = [correction_note(dossier, docname, note) for note in passage.corrections]
        made += [paragraph("Corrections and doubts", "label-line"), box(notes, "corrections")]
    if passage.figures:
        made += [paragraph("Figures", "label-line"), figure_table(docname, passage.figures)]
    if passage.evidence:
        items: list[Content] = [
            [nodes.Text(f"{item.supports} "), *citation(docname, [item.reference])] for item in passage.evidence
        ]
        made += [paragraph("Evidence", "label-line"), bullets(items, "evidence")]
    made += [paragraph("Cited by", "label-line"), _cited_by(dossier, docname, id)]
    return made


def _facts(dossier: Dossier, docname: str, passage: Passage) -> Iterator[tuple[str, Content]]:
    report = dossier.source.report
    yield "Record", standing(passage.status)
    yield f"Place in {report.symbol}", dossier.source.locator((passage.id,))
    yield "Paragraph", str(passage.paragraph) if passage.paragraph else "not known: the text was not available"
    yield f"Form in the {report.digest_name}", passage.kind.replace("-", " ")
    for term, values in (("Places", passage.places), ("States", passage.states), ("Bodies", passage.bodies)):
        if values:
            yield term, "; ".join(values)
    for term, values in (("Groups", passage.groups), ("People", passage.people)):
        if values:
            yield term, "; ".join(values)
    for dated in passage.dates:
        note = f" {dated.note}" if dated.note else ""
        text = f"{dated.date}: {dated.what} ({dated.status}).{note} "
        yield "Date", [nodes.Text(text), *citation(docname, dated.evidence)]
    for tie in passage.resolutions:
        known = ("resolution", tie.resolution) in dossier.entries
        name = xref(docname, "resolution", tie.resolution) if known else nodes.Text(f"resolution {tie.resolution}")
        text = f", {TIES[tie.tie]}: {tie.why[:1].lower() + tie.why[1:]} "
        yield "Resolution", [name, nodes.Text(text), *citation(docname, tie.evidence)]
    if passage.unverified:
        yield "Unverified", "; ".join(passage.unverified)
    if passage.notes:
        yield "Note", passage.notes


def _cited_by(dossier: Dossier, docname: str, id: str) -> nodes.Node:
    claims = dossier.claims_from(id)
    return bullets([claim_link(dossier, docname, claim) for claim in claims], "cited-by")


def amount(figure: Figure) -> str:
    """A figure as text, with its bounds and the word that limits it."""
    if figure.min is not None and figure.max is not None:
        shown = f"{figure.min:,.0f} to {figure.max:,.0f}"
    else:
        value = next((bound for bound in (figure.value, figure.max, figure.min) if bound is not None), None)
        shown = "no number given" if value is None else f"{value:,.0f}"
    return shown if figure.qualifier == "exactly" or shown.startswith("no") else f"{figure.qualifier} {shown}"


def figure_table(docname: str, figures: tuple[Figure, ...]) -> nodes.table:
    """A table of figures."""
    rows: list[list[Content]] = [
        [
            figure.subject,
            span(f"{amount(figure)} {figure.unit}", "amount"),
            figure.as_of,
            standing(figure.status),
            [nodes.Text(f"{figure.note} " if figure.note else ""), *citation(docname, figure.evidence)],
        ]
        for figure in figures
    ]
    return table(("What", "Figure", "As of", "Record", "Note"), rows, "figures")
