"""The view of all places where the digest is corrected or doubted."""

from __future__ import annotations

from collections import defaultdict

from docutils import nodes

from dossier.export.table import choices
from dossier.graph import Dossier
from dossier.model.source import Correction, Passage
from dossier.views.narrowing import Choice, narrowed
from dossier.views.nodes import Content, citation, joined, name_rows, span, table, xref
from dossier.views.registry import view

_SURE = {"high": "certain", "medium": "likely", "low": "uncertain"}


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
    head = ("Passage", f"The {digest} had", "Read here as", "Kind", "How sure", "Evidence", "Applied in")
    made = table(
        "table-discrepancies", "Corrections and doubts, in the order of the report", head, rows, "discrepancies", "sortable"
    )
    name_rows(made, list(dossier.corrections))
    kinds = {kind: kind for kind in choices(Correction, "kind")}
    offered = [Choice("kind", "Kind", kinds), Choice("sure", "How sure", {word: word for word in _SURE.values()})]
    values = [[("kind", correction.kind), ("sure", _sure(correction)[0])] for _, correction in dossier.corrections.values()]
    return narrowed(made, offered, values, "corrections and doubts")


def _row(docname: str, passage: Passage, correction: Correction, place: int, findings: list[str]) -> list[Content]:
    reading = [correction.reading or "no other reading", *([f" ({correction.note})"] if correction.note else [])]
    return [
        span([xref(docname, "passage", passage.id)], f"order-{place}"),
        correction.digest,
        reading,
        correction.kind,
        span(*_sure(correction)),
        citation(docname, correction.evidence) or "none",
        joined([[xref(docname, "finding", id)] for id in findings]) or "no finding",
    ]


def _sure(correction: Correction) -> tuple[str, str]:
    """How sure a reading is, in a word, and its place in the order; of a doubt, which has none, the last place."""
    if not correction.corrects:
        return "", f"order-{len(_SURE) + 1}"
    return _SURE[correction.confidence], f"order-{list(_SURE).index(correction.confidence) + 1}"
