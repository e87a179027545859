"""Furnishing: as a page is written, its empty places are filled from the sealed dossier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from dossier.charts.views import VIEWS as PICTURES
from dossier.domain import domain_of
from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.views import changelog, counts, discrepancies, downloads, entries, figures, front, references, retired, timeline
from dossier.views.directives import view
from dossier.views.findings import furnish_finding, furnish_provision
from dossier.views.passages import passage_body

VIEWS: dict[str, Callable[[Dossier, str, Any], list[nodes.Node]]] = {
    "passage": passage_body,
    "entries": entries.entry_table,
    "key-figures": front.key_figures,
    "standings": front.standings,
    "figures": figures.figures_view,
    "timeline": timeline.timeline_view,
    "discrepancies": discrepancies.discrepancies_view,
    "downloads": downloads.downloads_view,
    "columns": downloads.columns_view,
    "counts": counts.counts_view,
    "labels": references.labels_view,
    "retired": retired.retired_view,
    "changes": changelog.changes_view,
    **PICTURES,
}


class Furnish(SphinxPostTransform):
    """Fill the empty places of a page, before citations (5) and cross-references (10) are resolved."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Furnish statements, then views, then the entry around them."""
        dossier = domain_of(self.env).sealed
        docname = self.env.current_document.docname
        for box in list(self.document.findall(nodes.container)):
            if "finding" in box:
                furnish_finding(dossier, docname, box)
            elif "provision" in box:
                furnish_provision(docname, box)
        for place in list(self.document.findall(view)):
            place.replace_self(VIEWS[place["view"]](dossier, docname, place["subject"]))
        page = dossier.pages.get(docname)
        if page and page.meta is not None and page.meta.summary:
            self._entry(dossier, page)
        for top in list(self.document.findall(nodes.section))[:1]:
            top.extend(retired.retired_from(dossier, docname))

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
