"""The references of the bibliography, by kind, each with the pages that rest something on it; and the list of them all."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.build import build_of
from dossier.graph import Dossier
from dossier.lookups import Lookups
from dossier.model.page import Page
from dossier.model.reference import Reference
from dossier.views.nodes import bullets, cite, doc, joined, paragraph, span, xref
from dossier.views.registry import directive, view

LISTS = ("bibliography", "references")
"""Directives that print references."""


@directive("references")
class ReferencesDirective(BibliographyDirective):
    """The references of some kinds; a page has one, because each has an id for every reference."""

    required_arguments = 1
    optional_arguments = 0
    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Leave a place for them."""
        if "bibtex_bibliography_count" in self.env.temp_data:
            raise self.error("this page has references already; name all their kinds there, or make a page for these")
        kinds = sorted(self.arguments.pop().split())
        self.options["filter"] = f"kind in {{{', '.join(map(repr, kinds))}}}"
        return list(super().run())


def prints(page: Page, reference: Reference) -> bool:
    """Whether a reference stands on a page."""
    for block in page.blocks:
        if block.name == "bibliography" or (block.name == "references" and reference.kind in block.argument.split()):
            return True
    return False


class SayWhereCited(SphinxPostTransform):
    """Say of each reference where it is cited.

    It runs after sphinxcontrib-bibtex has made the bibliography (5) and before cross-references are resolved (10).
    """

    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Add a line to each reference of the page."""
        docname = self.env.current_document.docname
        dossier = build_of(self.env).part(Lookups).of(docname)
        page = dossier.pages.get(docname)
        if page is None or not any(block.name in LISTS for block in page.blocks):
            return
        known = dict(dossier.source.references)
        made = cast(BibtexDomain, self.env.domains["cite"]).citations
        keys = {item.citation_id: item.key for item in made if item.bibliography_key.docname == docname}
        for entry in self.document.findall(nodes.citation):
            if reference := known.get(keys.get(entry["ids"][0], "")):
                entry += _cited(dossier, docname, reference)


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


@view("labels")
def labels_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every reference by its label, in the order of the alphabet, with a link to where it is set out.

    Each has the address here that it has there, so that an address of the whole bibliography holds.
    """
    ordered = sorted(dossier.source.references.values(), key=lambda reference: (reference.label.casefold(), reference.key))
    made = bullets([cite(docname, reference.key) for reference in ordered], "labels")
    for item, reference in zip(made.children, ordered, strict=True):
        cast(nodes.Element, item)["ids"].append(f"ref-{reference.key}")
    return [made]
