"""What stands where a finding stood that has been taken back."""

from __future__ import annotations

from docutils import nodes

from dossier.graph import Dossier
from dossier.model.publication import Tombstone
from dossier.views.nodes import box, doc, heading, paragraph, xref
from dossier.views.registry import view


@view("retired")
def retired_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every tombstone, by id."""
    stones = [dossier.tombstones[id] for id in sorted(dossier.tombstones)]
    return [node for stone in stones for node in _tombstone(docname, stone)] or [paragraph("No finding has been retired so far.")]


def retired_from(dossier: Dossier, docname: str) -> list[nodes.Node]:
    """The tombstones of findings that stood on a page, so that their old addresses still say something."""
    made = [node for stone in dossier.retired_from(docname) for node in _tombstone(docname, stone)]
    return [heading("Retired findings", 2, "retired"), box(made, "retired")] if made else []


def _tombstone(docname: str, stone: Tombstone) -> list[nodes.Node]:
    place = xref(docname, "finding", stone.finding) if stone.finding else doc(docname, stone.page or "")
    return [
        heading(stone.id, 3, stone.id),
        paragraph([f"This finding was retired. {stone.why} Read instead: ", place, nodes.Text(".")], "tombstone"),
    ]
