"""What stands where a finding stood that has been taken back, or that stands on another page now."""

from __future__ import annotations

from docutils import nodes

from dossier.graph import Dossier
from dossier.model.publication import Tombstone
from dossier.views.nodes import box, doc, heading, paragraph, span, xref
from dossier.views.registry import view


@view("retired")
def retired_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every tombstone, by id."""
    stones = [dossier.tombstones[id] for id in sorted(dossier.tombstones)]
    made = [node for stone in stones for node in _tombstone(dossier, docname, stone, 2)]
    return made or [paragraph("No finding has been retired so far.")]


def retired_from(dossier: Dossier, docname: str) -> list[nodes.Node]:
    """What is said of findings that stood on a page, so that their old addresses still say something."""
    retired = [node for stone in dossier.stones_on(docname) for node in _tombstone(dossier, docname, stone)]
    moved = [node for id in dossier.left(docname) for node in _moved(docname, id)]
    return [*_part("Retired findings", "retired", retired), *_part("Findings that stand elsewhere now", "moved", moved)]


def _part(title: str, anchor: str, made: list[nodes.Node]) -> list[nodes.Node]:
    return [heading(title, 2, anchor), box(made, "retired")] if made else []


def _tombstone(dossier: Dossier, docname: str, stone: Tombstone, level: int = 3) -> list[nodes.Node]:
    place = xref(docname, "finding", stone.finding) if stone.finding else doc(docname, stone.page or "")
    text = dossier.last_text(stone.id)
    said = [paragraph(["Withdrawn: ", span(text, "del")], "withdrawn")] if text else []
    why = paragraph([f"This finding was retired. {stone.why} Read instead: ", place, nodes.Text(".")], "tombstone")
    return [heading(stone.id, level, stone.id), why, *said]


def _moved(docname: str, id: str) -> list[nodes.Node]:
    place = xref(docname, "finding", id, id)
    return [heading(id, 3, id), paragraph(["This finding stands on another page now: ", place, nodes.Text(".")], "tombstone")]
