"""The view of all places where the digest is corrected or doubted."""

from __future__ import annotations

from collections import defaultdict

from docutils import nodes

from dossier.graph import Dossier
from dossier.model.source import Correction, Passage
from dossier.views.nodes import Content, citation, joined, name_rows, span, table, xref
from dossier.views.registry import view

_ORDER = {"high": 1, "medium": 2, "low": 3}


@view("discrepancies")
def discrepancies_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every correction and doubt of the register in one table, which a script lets a reader sort."""
    applying: dict[str, list[str]] = defaultdict(list)
    for finding in dossier.findings.values():
        for id in finding.record.corrects:
            applying[id].append(finding.id)
    digest = dossier.source.report.digest_name
    rows = [
        _row(docname, passage, correction, place, applying[correction.id])
        for place, (passage, correction) in enumerate(dossier.corrections.values(), 1)
    ]
    head = ("Passage", f"The {digest} has", "Read as", "Kind", "Confidence", "Evidence", "Applied in")
    made = table(
        "table-discrepancies", "Corrections and doubts, in the order of the report", head, rows, "discrepancies", "sortable"
    )
    name_rows(made, list(dossier.corrections))
    return [made]


def _row(docname: str, passage: Passage, correction: Correction, place: int, findings: list[str]) -> list[Content]:
    reading = [correction.reading or "no other reading", *([f" ({correction.note})"] if correction.note else [])]
    return [
        span([xref(docname, "passage", passage.id)], f"order-{place}"),
        correction.digest,
        reading,
        correction.kind,
        span(correction.confidence, f"order-{_ORDER[correction.confidence]}"),
        citation(docname, correction.evidence) or "none",
        joined([[xref(docname, "finding", id)] for id in findings]) or "no finding",
    ]
