"""The blocks at the end of every entry's page. To add one, write a function here with ``@entry_block``; this is their order."""

from docutils import nodes

from dossier.graph import Dossier, Index
from dossier.locale import N_, _
from dossier.model.kinds import KINDS, nav_label
from dossier.model.page import Page
from dossier.views.figures import every_report
from dossier.views.links import citation, finding_link, xref
from dossier.views.nodes import Content, bullets, fields, folded, heading, joined, table
from dossier.views.registry import entry_block

OPEN = 15
"""The number of findings from other pages that are listed openly; more are folded under the title of each page."""


@entry_block("passages-tied", N_("Passages tied to it"))
def _ties(dossier: Dossier, page: Page) -> list[nodes.Element]:
    """Return the table of the passages to which an entry is tied, and how."""
    tied = dossier.passages_tied_to[page.docname]
    ways = {dossier.source.report.ties[tie.tie] for _passage, tie in tied}
    one_way = len(tied) > 1 and len(ways) == 1
    rows: list[list[Content]] = []
    for passage, tie in tied:
        place, way = dossier.source.locator((passage.id,)), [] if one_way else [dossier.source.report.ties[tie.tie]]
        rows.append([xref("passage", passage.id), place, *way, [f"{tie.why} ", *citation(tie.evidence)]])
    head = (_("Passage"), _("Section"), *([] if one_way else [_("How it is tied")]), _("Why"))
    caption = _("Passages, each {tie}").format(tie=min(ways)) if one_way else _("Passages and how they are tied")
    return [table("table-ties", caption, head, rows, "ties")] if rows else []


@entry_block("findings-elsewhere", N_("Findings on other pages"))
def _elsewhere(dossier: Dossier, page: Page) -> list[nodes.Element]:
    """Return the findings on other pages that bear on this entry, by page."""
    elsewhere = (finding for finding in dossier.findings_about[page.key] if finding.page is not page)
    by_page = Index((finding.page.docname, finding_link(finding)) for finding in elsewhere)
    made: list[nodes.Element] = []
    many = sum(map(len, by_page.values())) > OPEN
    for docname, items in by_page.items():
        title, listed = dossier.pages[docname].title, bullets(items, "findings-list")
        made += [folded(f"{title} ({len(items)})", listed)] if many else [heading(title, 3), listed]
    return made


@entry_block("over-the-series", N_("Across the series of reports"))
def _estimates(dossier: Dossier, page: Page) -> list[nodes.Element]:
    """Return the values of an entry's estimates in the reports of the series."""
    if (series := dossier.source.series) is None or not dossier.page_with("estimates"):
        return []
    found = (estimate for estimate in series.estimates if estimate.entry == page.docname)
    rows = [(estimate.title, value) for estimate in found for value in every_report(series, estimate)]
    return [fields(rows, "related")] if rows else []


@entry_block("related", N_("Related"))
def _related(dossier: Dossier, page: Page) -> list[nodes.Element]:
    """Return the entries that share a finding with this one, name it or are named by it, by kind."""
    found = [(kind, entries) for kind, entries in dossier.related(page.key).items() if entries]
    rows = [(KINDS[kind].plural, joined(xref(kind, each.id, nav_label(each)) for each in entries)) for kind, entries in found]
    return [fields(rows, "related")] if rows else []
