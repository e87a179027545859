"""The table of all findings, and the form above it by which a reader narrows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from dossier.export.table import address, choices
from dossier.graph import Dossier, LinkedFinding
from dossier.kinds import KINDS
from dossier.model.source import Correction
from dossier.model.support import CORRECTED, LABELS
from dossier.views.nodes import Content, badge, inlines, joined, span, table, xref
from dossier.views.registry import view

DIRECTIVE = "findings-table"
TABLE = "table-findings"
"""The address of the table on its page."""

ANY, NONE = "any", "none"
"""What a reader chooses to see every finding that follows a correction, or none."""


class Choice(NamedTuple):
    """A property of findings by which the table can be narrowed.

    :param name: its name in the address
    :param values: its values, each with its label and the number of findings that have it
    """

    name: str
    label: str
    values: Sequence[tuple[str, str, int]]


class table_filter(nodes.General, nodes.Element):
    """The form above a table: its ``choices``, and the id of the ``table``; nothing where no script can run."""


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
    body = next(made.findall(nodes.tbody))
    for row, finding in zip(body.findall(nodes.row), findings, strict=True):
        row["classes"] += [f"has-{name}-{value}" for name, value in _values(finding)]
    return [only("", table_filter(choices=_choices(dossier), table=TABLE), expr="builder_html"), made]


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


def _choices(dossier: Dossier) -> list[Choice]:
    counted = Counter(pair for finding in dossier.findings.values() for pair in _values(finding))
    kinds = {kind: kind for kind in choices(Correction, "kind")}
    corrections = {ANY: "corrected", NONE: "not corrected"} | kinds
    labels: list[tuple[str, str, dict[str, str]]] = [
        ("support", "Support", {id: label for id, label in LABELS.items()}),
        ("correction", CORRECTED.capitalize(), corrections),
    ]
    for kind in KINDS.values():
        named = sorted((dossier.labels.get((name, id), id), id) for name, id in dossier.entries if name == kind.name)
        labels.append((kind.name, kind.singular, {id: label for label, id in named}))
    made = (
        Choice(name, label, [(id, text, counted[name, id]) for id, text in values.items() if counted[name, id]])
        for name, label, values in labels
    )
    return [choice for choice in made if choice.values]


def write_filter(translator: HTML5Translator, node: table_filter) -> None:
    """Write the form, hidden until a script makes it work.

    :raises nodes.SkipNode: always, for there is nothing in it
    """
    body = translator.body
    body.append(f'<form class="table-filter" data-table="{node["table"]}" hidden>\n')
    for choice in node["choices"]:
        body.append(f'<label>{escape(choice.label)} <select name="{choice.name}">\n<option value="">All</option>\n')
        body += [f'<option value="{escape(id)}">{escape(label)} ({count})</option>\n' for id, label, count in choice.values]
        body.append("</select></label>\n")
    body.append('<button type="reset">Show all</button>\n<output></output>\n</form>\n')
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Make the node known to the builders."""
    leave = (skip, None)
    app.add_node(table_filter, html=(write_filter, None), latex=leave, text=leave, man=leave, texinfo=leave)


def skip(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing.

    :raises nodes.SkipNode: always
    """
    raise nodes.SkipNode
