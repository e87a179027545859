"""Fills the placeholders of a page from the linked dossier, as the page is written."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import SphinxPostTransform

from dossier.build import build_of
from dossier.graph import Dossier
from dossier.lookups import Lookups
from dossier.model.page import Page
from dossier.parser.markup import keys_of
from dossier.views import entries, retired
from dossier.views.findings import furnish_finding, furnish_provision, legend
from dossier.views.registry import fill, placeholder


class FillPlaceholders(SphinxPostTransform):
    """Fill the empty places of a page, before citations (5) and cross-references (10) are resolved."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Fill in statements, then views, then the entry around them; look up what is cited, too."""
        docname = self.env.current_document.docname
        dossier = build_of(self.env).part(Lookups).anew(docname)
        for box in list(self.document.findall(nodes.container)):
            if "finding" in box:
                furnish_finding(dossier, docname, box)
            elif "provision" in box:
                furnish_provision(docname, box)
        for place in list(self.document.findall(placeholder)):
            place.replace_self(fill(dossier, docname, place))
        page = dossier.pages.get(docname)
        if page and page.meta is not None and page.meta.summary:
            self._entry(dossier, page)
        if page and page.findings:
            self._legend(dossier, page)
        for top in list(self.document.findall(nodes.section))[:1]:
            top.extend(retired.retired_from(dossier, docname))
        for link in self.document.findall(pending_xref):
            if link["refdomain"] == "cite":
                dossier.source.known(tuple(keys_of(link["reftarget"])))

    def _entry(self, dossier: Dossier, page: Page) -> None:
        top = next(self.document.findall(nodes.section), None)
        if top is None:
            return
        above = entries.summary(page, page.docname)
        if page.kind:
            above += entries.card(dossier, page)
            top.extend(entries.ties(dossier, page))
            top.extend(entries.elsewhere(dossier, page))
            top.extend(entries.related(dossier, page))
        top[1:1] = above

    def _legend(self, dossier: Dossier, page: Page) -> None:
        """Say what holds for all findings, above the first part of the page that has any."""
        first: Any = next((box for box in self.document.findall(nodes.container) if "finding" in box), None)
        while first is not None and isinstance(first.parent.parent, nodes.section):
            first = first.parent
        if first is not None:
            first.parent.insert(first.parent.index(first), legend(dossier, page.docname))
