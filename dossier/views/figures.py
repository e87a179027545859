"""The view of all figures."""

from __future__ import annotations

from docutils import nodes

from dossier.graph import Dossier, findings_stating, support_of
from dossier.model.source import Figure, Passage
from dossier.model.support import LABELS
from dossier.views.narrowing import Choice, narrowed
from dossier.views.nodes import Content, citation, joined, name_rows, short_badge, table, xref
from dossier.views.passages import amount_cell, as_of
from dossier.views.registry import view
from dossier.views.series import other_reports

HEAD = ("What", "Figure", "As of", "Stated by", "Support", "Passage", "Findings")


@view("figures")
def figures_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every figure of the register in one table, to be sorted, and to be narrowed by section and by support."""
    source = dossier.source
    found = [(passage, figure) for passage in source.passages.values() for figure in passage.figures]
    rows = [figure_row(dossier, docname, passage, figure) for passage, figure in found]
    made = table("table-figures", "Figures, in the order of the report", HEAD, rows, "figures", "sortable")
    name_rows(made, [f"figure-{figure.id}" for _, figure in found])
    choices = [
        Choice("section", "Section of the report", dict(source.sections)),
        Choice("support", "Support", LABELS),
    ]
    values = [
        [("section", source.section_of[passage.id]), ("support", support_of(dossier, figure).id)] for passage, figure in found
    ]
    return narrowed(made, choices, values, "figures")


def origin(dossier: Dossier, figure: Figure) -> str:
    """Who states a figure, in words."""
    return dossier.source.report.digest_name if figure.origin == "digest" else "public record"


def figure_row(dossier: Dossier, docname: str, passage: Passage, figure: Figure) -> list[Content]:
    """A row of a table with the columns of ``HEAD``."""
    note = [nodes.Text(f" {figure.note}")] if figure.note else []
    sources = [nodes.Text(" "), *citation(docname, figure.evidence)] if figure.evidence else []
    estimate = dossier.estimate_of(figure.id)
    others = [nodes.Text(" "), *other_reports(dossier, docname, estimate)] if estimate else []
    stating = [[xref(docname, "finding", finding.id)] for finding in findings_stating(dossier, passage, figure)]
    return [
        figure.subject,
        amount_cell(figure),
        as_of(figure),
        origin(dossier, figure),
        [short_badge(support_of(dossier, figure)), *note, *sources, *others],
        xref(docname, "passage", passage.id),
        joined(stating) or "none states the number",
    ]
