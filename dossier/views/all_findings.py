"""The table of all findings, and the form above it by which a reader narrows it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from docutils import nodes
from sphinx.addnodes import only
from sphinx.util.osutil import relative_uri

from dossier.export.table import address, choices
from dossier.graph import Dossier, LinkedFinding
from dossier.kinds import KINDS
from dossier.model.source import Correction
from dossier.model.support import CORRECTED, LABELS
from dossier.views.narrowing import Choice, narrowed
from dossier.views.nodes import Content, badge, inlines, joined, span, table, xref
from dossier.views.registry import view

DIRECTIVE = "findings-table"
TABLE = "table-findings"
"""The address of the table on its page."""

ANY, NONE = "any", "none"
"""What a reader chooses to see every finding that follows a correction, or none."""


@view(DIRECTIVE)
def findings_table(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every finding in one table, those with a single source first."""
    findings = sorted(dossier.findings.values(), key=lambda finding: (bool(finding.support.sources), finding.page.title))
    rows: list[list[Content]] = [
        [
            xref(docname, "finding", finding.id, dossier.text(finding)),
            badge(finding.support),
            ", ".join(finding.correction_kinds) or "no",
            joined([[span(label, f"about-{kind}")] for kind, label in _about(dossier, finding)], "; "),
        ]
        for finding in findings
    ]
    head = ("Finding", "Support", CORRECTED.capitalize(), "About")
    made = table(TABLE, "All findings, those with a single source first", head, rows, "findings-table", "sortable")
    return narrowed(made, _choices(dossier), [_values(finding) for finding in findings], "findings")


def filtered(dossier: Dossier, docname: str, content: Content, **chosen: str) -> list[nodes.Node]:
    """A link to the table of all findings, narrowed to some of them; the content alone, where no page has that table."""
    listed = dossier.page_with(DIRECTIVE)
    if not listed:
        return inlines(content)
    query = f"?{urlencode(chosen)}" if chosen else ""
    link = nodes.reference("", "", *inlines(content), refuri=f"{relative_uri(address(docname), address(listed))}{query}")
    bare = nodes.inline("", "", *(node.deepcopy() for node in link.children))
    return [only("", link, expr="builder_html"), only("", bare, expr="not builder_html")]


def _about(dossier: Dossier, finding: LinkedFinding) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for id in finding.facets[kind]:
            yield kind, dossier.labels.get((kind, id), id)


def _values(finding: LinkedFinding) -> Iterator[tuple[str, str]]:
    """What a finding has of each property, by the names of properties and values in the address."""
    yield "support", finding.support.id
    yield "correction", ANY if finding.corrected else NONE
    yield from (("correction", kind) for kind in finding.correction_kinds)
    yield from ((kind, id) for kind in KINDS for id in finding.facets[kind])
    yield from (("state", nodes.make_id(state)) for state in finding.states)


def _choices(dossier: Dossier) -> list[Choice]:
    kinds = {kind: kind for kind in choices(Correction, "kind")}
    corrections = {ANY: "corrected", NONE: "not corrected"} | kinds
    made = [
        Choice("support", "Support", LABELS),
        Choice("correction", CORRECTED.capitalize(), corrections),
    ]
    for kind in KINDS.values():
        named = sorted((dossier.labels.get((name, id), id), id) for name, id in dossier.entries if name == kind.name)
        made.append(Choice(kind.name, kind.singular, {id: label for label, id in named}))
    states = sorted({state for finding in dossier.findings.values() for state in finding.states})
    return [*made, Choice("state", "State", {nodes.make_id(state): state for state in states})]
