"""Entries side by side by theme: tables of some, and the stock from which a script makes one of any."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from dossier.graph import Dossier, LinkedFinding, findings_stating, ordered, support_of
from dossier.kinds import KINDS, Kind
from dossier.model.page import Page
from dossier.views.nodes import Content, bullets, finding_link, joined, short_badge, span, table, xref
from dossier.views.passages import amount, as_of
from dossier.views.registry import ViewDirective, view

GENERAL = "In general"
"""What is said of an entry on no theme; the script has it too."""

FIGURES = "figures"
"""The theme under which the figures stand."""


class compare_form(nodes.General, nodes.Element):
    """The form by which a reader chooses what to compare, and below it the stock of findings; both for scripts alone.

    Its attribute ``kinds`` has the name and label of each kind, whether it is a theme, and the id and title of its entries.
    """


class CompareDirective(ViewDirective):
    """A kind and the ids of two or more of its entries; without them, a form to choose some."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Leave a place for the table or the form."""
        kind, *ids = self.arguments[0].split() if self.arguments else [""]
        if self.arguments and (kind not in KINDS or len(ids) < 2):
            raise self.error(f"write a kind of entry ({', '.join(KINDS)}) and the ids of two or more of its entries")
        return [self.place((kind, ids))]


@view("compare", CompareDirective)
def compare_view(dossier: Dossier, docname: str, asked: tuple[str, list[str]]) -> list[nodes.Node]:
    """The table that is asked for, or the form."""
    kind, ids = asked
    return [_table(dossier, docname, kind, ids)] if ids else [_form(dossier, docname)]


def _is_theme(kind: Kind) -> bool:
    """Whether a kind follows the sections of the report."""
    return "sections" in kind.meta.model_fields


def _entries(dossier: Dossier, kind: str) -> list[Page]:
    return ordered(page for (name, _), page in dossier.entries.items() if name == kind)


def _table(dossier: Dossier, docname: str, kind: str, ids: list[str]) -> nodes.table:
    """A row for what is on no theme, one for each theme that any of the entries has, and one for their figures."""
    found = [dossier.findings_on(kind, id) for id in ids]
    kinds = [other.name for other in KINDS.values() if _is_theme(other) and other.name != kind]
    themes = [page for other in kinds for page in _entries(dossier, other)]
    general = [[finding for finding in each if not any(finding.facets[other] for other in kinds)] for each in found]
    rows: list[list[Content]] = [[GENERAL, *(_cell(dossier, docname, cell) for cell in general)]] if any(general) else []
    for theme in themes:
        cells = [[finding for finding in each if theme.id in finding.facets[theme.kind]] for each in found]
        if any(cells):
            rows.append([xref(docname, theme.kind, theme.id, theme.title), *(_cell(dossier, docname, cell) for cell in cells)])
    figures = [[_items(parts) for about, parts in _figures(dossier) if about & {f.id for f in each}] for each in found]
    if any(figures):
        rows.append([FIGURES.capitalize(), *(joined(each, " ") or "none" for each in figures)])
    titles = [dossier.labels.get((kind, id), id) for id in ids]
    head: list[Content] = ["Theme", *(xref(docname, kind, id) for id in ids)]
    return table(f"compare-{'-'.join(ids)}", f"{' and '.join(titles)} by theme", head, rows, "compared")


def _cell(dossier: Dossier, docname: str, findings: list[LinkedFinding]) -> Content:
    return joined([_items(finding_link(dossier, docname, finding)) for finding in findings], " ") or span("silent", "silent")


def _items(parts: list[nodes.Node]) -> list[nodes.Node]:
    return [span(parts, "item")]


def _figures(dossier: Dossier) -> Iterator[tuple[set[str], list[nodes.Node]]]:
    """Every figure with its date and support, and ids of the findings that state it."""
    for passage, figure in dossier.figures.values():
        said = f"{figure.subject}: {amount(figure)}, {as_of(figure)} "
        parts: list[nodes.Node] = [nodes.Text(said), short_badge(support_of(dossier, figure))]
        yield {finding.id for finding in findings_stating(dossier, passage, figure)}, parts


def _form(dossier: Dossier, docname: str) -> only:
    """The form, with every finding and figure, each with classes of the entries on which it bears."""
    stock = [(_bearing(finding), finding_link(dossier, docname, finding)) for finding in dossier.findings.values()]
    for about, parts in _figures(dossier):
        stated = {name for id in about for name in _bearing(dossier.findings[id])}
        stock.append(([*sorted(stated), FIGURES], parts))
    listed = bullets([parts for _, parts in stock], "findings-list")
    for item, (bearing, _) in zip(listed.findall(nodes.list_item), stock, strict=True):
        item["classes"] += bearing
    kinds = [
        (kind.name, kind.plural, _is_theme(kind), [(page.id, page.title) for page in _entries(dossier, kind.name)])
        for kind in KINDS.values()
        if _is_theme(kind) or kind.named
    ]
    return only("", compare_form("", listed, kinds=kinds), expr="builder_html")


def _bearing(finding: LinkedFinding) -> list[str]:
    return [f"on-{kind}-{id}" for kind, ids in finding.facets.items() for id in ids]


def open_form(translator: HTML5Translator, node: compare_form) -> None:
    """Write the form, hidden until a script makes it work, and open the stock."""
    options = "".join(f'<option value="{name}">{escape(label)}</option>' for name, label, _, _ in node["kinds"])
    translator.body.append(f'<form class="compare-form" hidden>\n<label>Compare <select name="kind">{options}</select></label>\n')
    for name, label, is_theme, entries in node["kinds"]:
        translator.body.append(f'<fieldset name="{name}"{" data-theme" if is_theme else ""}><legend>{escape(label)}</legend>\n')
        boxes = (f'<label><input type="checkbox" value="{id}"> {escape(title)}</label>\n' for id, title in entries)
        translator.body += [*boxes, "</fieldset>\n"]
    translator.body.append(
        '<output></output>\n</form>\n<div class="table-region" role="region" tabindex="0" aria-label="Comparison" hidden></div>\n'
        '<template class="compare-stock" data-pagefind-ignore>\n'
    )


def close_form(translator: HTML5Translator, node: compare_form) -> None:
    """Close the stock."""
    translator.body.append("</template>\n")


def register(app: Sphinx) -> None:
    """Make the node known to the builders."""
    app.add_node(compare_form, html=(open_form, close_form))
