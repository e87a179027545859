"""The transform that fills the placeholders of a page when it is written, and adds the blocks of its entry."""

from collections.abc import Iterator
from typing import Any, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.transforms.post_transforms import OnlyNodeTransform, ReferencesResolver, SphinxPostTransform
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.domain.build import build_of
from dossier.graph import Dossier, count_within
from dossier.locale import _
from dossier.model.kinds import KINDS, Row
from dossier.model.page import Page
from dossier.parser.markup import keys_of
from dossier.views.findings import fill_finding, fill_provision, legend
from dossier.views.history import retired_from
from dossier.views.links import citation, entry_links, filtered, version_link, xref
from dossier.views.nodes import Content, fields, folded, joined, paragraph, spaced, span
from dossier.views.references import say_where_cited
from dossier.views.registry import entry_blocks, fill, placeholder

LISTED = 12
"""The number of entries that a row of a card lists openly; more are folded under their number."""


class StartPage(SphinxPostTransform):
    """Start to record what a page looks up, before citations (priority 5) and cross-references (10) in its text are resolved."""

    default_priority = 4

    def run(self, **kwargs: Any) -> None:
        """Forget what the page looked up before, and record which references its text cites."""
        _note_links(self, build_of(self.env).lookups.start_page(self.env.current_document.docname))


class FillPlaceholders(SphinxPostTransform):
    """Fill the placeholders of a page, after the transforms of Sphinx and other extensions, each of which walks the whole page.

    It runs before those that take in the finished page, such as that of the builder ``linkcheck`` (priority 800).
    """

    default_priority = 500

    def run(self, **kwargs: Any) -> None:
        """Fill in the statements, then the views, the entry's blocks and where references are cited, and resolve their links."""
        docname = self.env.current_document.docname
        dossier = build_of(self.env).lookups.of(docname)
        for block in list(self.document.findall(nodes.container)):
            if "finding" in block:
                fill_finding(dossier, docname, block, self.config.dossier_repository)
            elif "provision" in block:
                fill_provision(block)
        for place in list(self.document.findall(placeholder)):
            place.replace_self(fill(dossier, docname, place))
        if page := dossier.pages.get(docname):
            self._add_blocks(dossier, page)
            say_where_cited(dossier, page, self.document, cast(BibtexDomain, self.env.domains["cite"]))
        _note_links(self, dossier)
        for transform in (ReferencesResolver, OnlyNodeTransform):
            transform(self.document).run()

    def _add_blocks(self, dossier: Dossier, page: Page) -> None:
        """Add the blocks under the title and at the end of a page, and the legend above its first finding."""
        if (top := next(self.document.findall(nodes.section), None)) is None:
            return
        sources = spaced(citation(page.evidence))
        above: list[nodes.Node] = [paragraph([page.meta.summary, *sources], "summary")] if page.meta.summary else []
        if page.meta.summary and page.kind:
            above += _card(dossier, page)
            top.extend(entry_blocks(dossier, page))
        top[1:1] = above
        if page.language:
            top["classes"].append(f"language-{page.language}")
        if page.findings:
            _add_legend(dossier, top)
        top.extend(retired_from(dossier, page.docname))


def _add_legend(dossier: Dossier, top: nodes.section) -> None:
    """Add the legend above the first part of a page that has findings."""
    for index, part in enumerate(top.children):
        if any("finding" in block for block in part.findall(nodes.container)):
            top.insert(index, legend(dossier))
            return


def _note_links(transform: SphinxPostTransform, dossier: Dossier) -> None:
    """Record which references are cited on a page, and mark the language of labels on a page in another language."""
    page = dossier.pages.get(transform.env.current_document.docname)
    for link in list(transform.document.findall(pending_xref)):
        if link["refdomain"] == "cite":
            dossier.source.cited(tuple(keys_of(link["reftarget"])))
        elif page and page.language and not link["refexplicit"]:
            link.replace_self(span(link.deepcopy(), f"language-{transform.config.language}"))


def _card(dossier: Dossier, page: Page) -> list[nodes.Node]:
    rows = [(row.term, _value(dossier, row)) for row in KINDS[page.kind].card(page) if row.text or row.ids or row.versions]
    rows += _counts(dossier, page)
    return [fields(rows, "card")] if rows else []


def _value(dossier: Dossier, row: Row) -> Content:
    if row.ids:
        listed = entry_links(dossier, row.kind, row.ids)
        return folded(f"{KINDS[row.kind].plural} ({len(row.ids)})", paragraph(listed)) if len(row.ids) > LISTED else listed
    if row.versions:
        return joined(version_link(*known) for known in row.versions)
    if row.address:
        return nodes.reference("", row.text, refuri=row.address)
    return span(row.text, f"language-{row.language}") if row.language else row.text


def _counts(dossier: Dossier, page: Page) -> Iterator[tuple[str, Content]]:
    if page.sections:
        titles = dossier.source.sections
        yield _("Sections"), "; ".join([titles[code] for code in page.sections if code in titles])
    if parts := dossier.parts_of[page.key]:
        yield _("Parts"), joined(xref(*part.key) for part in parts)
    findings = dossier.findings_about[page.key]
    here = sum(finding.page is page for finding in findings)
    counted: list[Content] = [_("{count} on this page").format(count=here)] if here else []
    if there := len(findings) - here:
        counted.append(nodes.reference("", _("{count} on other pages").format(count=there), refid="findings-elsewhere"))
    all_ = count_within(dossier, page)
    if of_parts := all_ - len(findings):
        counted.append(_("{count} about its parts").format(count=of_parts))
        counted.append(filtered(dossier, page.docname, _("{count} in all").format(count=all_), **{page.kind: page.id}))
    if counted:
        yield _("Findings"), joined(counted)
