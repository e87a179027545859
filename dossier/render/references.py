"""The references of the bibliography: grouped by kind, each with the pages that rest something on it."""

from __future__ import annotations

from typing import Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.domain import domain_of
from dossier.records.reference import Reference
from dossier.render.make import box, doc, joined, paragraph, span, xref
from dossier.seal import Dossier


def references_view(dossier: Dossier, docname: str, kinds: str) -> list[nodes.Node]:
    """A box for the references of some kinds, to be filled once the bibliography is made.

    :param kinds: the kinds, with spaces between
    """
    made = box([], "references")
    made["kinds"] = kinds.split()
    return [made]


class Group(SphinxPostTransform):
    """Say of each reference where it is cited and put it with those of its kind.

    It runs after sphinxcontrib-bibtex has made the bibliography (5) and before cross-references are resolved (10).
    """

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Move what the boxes of the page ask for; what no box asks for stays in the bibliography."""
        dossier = domain_of(self.env).sealed
        docname = self.env.current_document.docname
        made = cast(BibtexDomain, self.env.domains["cite"]).citations
        keys = {item.citation_id: item.key for item in made if item.bibliography_key.docname == docname}
        if not keys:
            return
        boxes: dict[str, nodes.container] = {}
        for found in self.document.findall(nodes.container):
            boxes.update(dict.fromkeys(cast(list[str], found.get("kinds", [])), found))
        for entry in list(self.document.findall(nodes.citation)):
            reference = dossier.source.references.get(keys.get(entry["ids"][0], ""))
            if reference is None:
                continue
            entry += _cited(dossier, docname, reference)
            if reference.kind in boxes:
                entry.parent.remove(entry)
                boxes[reference.kind] += entry


def _cited(dossier: Dossier, docname: str, reference: Reference) -> nodes.paragraph:
    """Which pages rest something on a reference, and which passages name it."""
    report = dossier.source.report
    if reference.key in (report.reference, report.digest):
        return paragraph("Cited in every finding.", "cited-on")
    parts: list[nodes.Node] = []
    if pages := dossier.pages_citing(reference.key):
        parts += [span("Cited on: ", "label"), *joined([[doc(docname, page.docname)] for page in pages]), nodes.Text(". ")]
    if passages := dossier.passages_naming(reference.key):
        links = joined([[xref(docname, "passage", passage.id)] for passage in passages])
        parts += [span("Named in the register: ", "label"), *links, nodes.Text(".")]
    return paragraph(parts or "Cited nowhere at present.", "cited-on")
