"""The furniture of an entry: card, findings from other pages, related entries."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from dossier.graph import Dossier, ordered
from dossier.kinds import KINDS, Row
from dossier.model.page import Page
from dossier.views.nodes import (
    Content,
    bullets,
    citation,
    fields,
    finding_link,
    folded,
    heading,
    joined,
    paragraph,
    span,
    table,
    version,
    xref,
)
from dossier.views.registry import ViewDirective, view

OPEN = 15
"""How many findings from other pages are listed openly; of more, each page's are folded under its title."""

ELSEWHERE = "findings-elsewhere"
"""The address, on the page of an entry, of the findings that stand on other pages."""


def summary(page: Page, docname: str) -> list[nodes.Node]:
    """The summary under the title, with its sources."""
    content: list[nodes.Node] = [nodes.Text(page.meta.summary)]
    if getattr(page.meta, "evidence", ()):
        content += [nodes.Text(" "), *citation(docname, page.meta.evidence)]
    return [paragraph(content, "summary")]


def card(dossier: Dossier, page: Page) -> list[nodes.Node]:
    """The fact card under the summary."""
    rows = [(row.term, _value(page.docname, row)) for row in KINDS[page.kind].card(page)]
    rows += _counts(dossier, page)
    return [fields(rows, "card")] if rows else []


def _value(docname: str, row: Row) -> Content:
    if row.ids:
        return joined([[xref(docname, row.kind, id)] for id in row.ids])
    if row.versions:
        return joined([[version(*known)] for known in row.versions])
    if row.address:
        return nodes.reference("", row.text, refuri=row.address)
    return span(row.text, f"language-{row.language}") if row.language else row.text


def _counts(dossier: Dossier, page: Page) -> Iterator[tuple[str, Content]]:
    sections = getattr(page.meta, "sections", ())
    if sections:
        titles = [dossier.source.sections[code] for code in sections if code in dossier.source.sections]
        yield "Sections", "; ".join(titles)
    if parts := dossier.parts_of(page.kind, page.id):
        yield "Parts", joined([[xref(page.docname, part.kind, part.id)] for part in parts])
    findings = dossier.findings_on(page.kind, page.id)
    here = sum(finding.page is page for finding in findings)
    there = len(findings) - here
    counted: list[list[nodes.Node]] = [[nodes.Text(f"{here} on this page")]] if here else []
    counted += [[nodes.reference("", f"{there} on other pages", refid=ELSEWHERE)]] if there else []
    if counted:
        yield "Findings", joined(counted)


def ties(dossier: Dossier, page: Page) -> list[nodes.Node]:
    """The passages to which an entry is tied, and how."""
    tied = dossier.passages_tied_to(page)
    if not tied:
        return []
    rows: list[list[Content]] = [
        [
            xref(page.docname, "passage", passage.id),
            dossier.source.locator((passage.id,)),
            dossier.source.report.ties[tie.tie],
            [nodes.Text(f"{tie.why} "), *citation(page.docname, tie.evidence)],
        ]
        for passage, tie in tied
    ]
    return [
        heading("Passages tied to it", 2, "passages-tied"),
        table("table-ties", "Passages and how they are tied", ("Passage", "Section", "How it is tied", "Why"), rows, "ties"),
    ]


def elsewhere(dossier: Dossier, page: Page) -> list[nodes.Node]:
    """Findings that stand on other pages and bear on this entry, by page."""
    by_page: dict[str, list[Content]] = {}
    for finding in dossier.findings_on(page.kind, page.id):
        if finding.page is not page:
            by_page.setdefault(finding.page.docname, []).append(finding_link(dossier, page.docname, finding))
    if not by_page:
        return []
    made: list[nodes.Node] = [heading("Findings on other pages", 2, ELSEWHERE)]
    many = sum(map(len, by_page.values())) > OPEN
    for docname, items in by_page.items():
        title, listed = dossier.pages[docname].title, bullets(items, "findings-list")
        made += [folded(f"{title} ({len(items)})", listed)] if many else [heading(title, 3), listed]
    return made


def related(dossier: Dossier, page: Page) -> list[nodes.Node]:
    """Entries that share a finding with this one, by kind."""
    groups = dossier.related(page.kind, page.id)
    rows: list[tuple[str, Content]] = [
        (KINDS[kind].plural, joined([[xref(page.docname, kind, entry.id)] for entry in entries]))
        for kind, entries in groups.items()
        if entries
    ]
    return [heading("Related", 2, "related"), fields(rows, "related")] if rows else []


class EntriesDirective(ViewDirective):
    """A table of all entries of a kind."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place for the table."""
        return [self.place(self.arguments[0])] if self.arguments[0] in KINDS else []


@view("entries", EntriesDirective)
def entry_table(dossier: Dossier, docname: str, kind: str) -> list[nodes.Node]:
    """All entries of a kind."""
    pages = ordered(page for (name, _), page in dossier.entries.items() if name == kind)
    rows: list[list[Content]] = [
        [xref(docname, kind, page.id), _about(page), str(len(dossier.findings_on(kind, page.id)))] for page in pages
    ]
    head = (KINDS[kind].singular, "About", "Findings")
    return [table(f"table-{kind}", f"All {KINDS[kind].plural.lower()}", head, rows, "entries")]


def _about(page: Page) -> str:
    if page.meta is None:
        return ""
    return str(getattr(page.meta, "subject", "") or getattr(page.meta, "type", "") or page.meta.summary)
