"""A heat map: a table of how many findings bear on both of two entries, with a linked mark for each finding.

Entries whose row would be empty are named below the table.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from docutils import nodes

from dossier.charts.picture import framed, picture_view, source
from dossier.graph import Dossier, LinkedFinding, entries_of, findings_within
from dossier.locale import _
from dossier.model.kinds import KINDS
from dossier.model.page import Page
from dossier.model.source import support_labels
from dossier.parser.directives import PictureRequest
from dossier.views.links import entry_links, xref
from dossier.views.nodes import Content, body_rows, joined, paragraph, sentence, span, table

LEVELS = 4
"""The number of tones, not counting that of an empty cell."""


class Cell(NamedTuple):
    """A cell of the table, for the entries of its row and column."""

    row: Page
    column: Page
    findings: Sequence[LinkedFinding]


def _content(dossier: Dossier, cell: Cell) -> Content:
    """Return the number of findings of a cell and a mark for each, or a note that the report is silent."""
    if not cell.findings:
        return span(_("silent"), "silent")
    return joined([span(str(len(cell.findings)), "count"), *(_mark(dossier, finding) for finding in cell.findings)], " ")


def _mark(dossier: Dossier, finding: LinkedFinding) -> nodes.inline:
    """Return the linked mark of a finding, whose hidden text names the support that its form shows."""
    link = xref("finding", finding.id, f"{finding.support.label}: {dossier.names[finding.id]}")
    return span(link, "met", f"support-{finding.support.id}")


@picture_view("heat-map")
def heat_map(dossier: Dossier, docname: str, request: PictureRequest) -> list[nodes.Node]:
    """The heat map of entries of two kinds, which is itself a table of numbers and links."""
    down, across = entries_of(dossier, request.down), entries_of(dossier, request.across)
    if not down or not across:
        return []
    bearing = {page.docname: findings_within(dossier, page.key) for page in (*down, *across)}
    columns = {column.docname: {finding.id for finding in bearing[column.docname]} for column in across}
    cells = [
        [Cell(row, column, [each for each in bearing[row.docname] if each.id in columns[column.docname]]) for column in across]
        for row in down
    ]
    counted = [] if all(map(_is_silent, cells)) else [_table(dossier, request, cells)]
    from_ = source(dossier, docname, request, _("the findings of this site"), "findings")
    return framed(request, _key(cells), *counted, *_silent(dossier, cells), from_)


def _table(dossier: Dossier, request: PictureRequest, cells: Sequence[Sequence[Cell]]) -> nodes.table:
    """Return the table; cells with findings have an id, and a tone according to their number."""
    columns = [xref(*cell.column.key, cell.column.title) for cell in cells[0]]
    shown = [row for row in cells if not _is_silent(row)]
    rows: list[list[Content]] = [
        [entry_links(dossier, request.down, [row[0].row.id]), *(_content(dossier, cell) for cell in row)] for row in shown
    ]
    head: tuple[Content, ...] = (KINDS[request.down].singular, *columns)
    made = table(f"matrix-{request.down}-{request.across}", _caption(cells), head, rows, "heat")
    most = max(len(cell.findings) for row in cells for cell in row)
    for drawn, row in zip(body_rows(made), shown, strict=True):
        for place, cell in zip(list(drawn.findall(nodes.entry))[1:], row, strict=True):
            if cell.findings:
                place["ids"].append(f"cell-{cell.row.id}-{cell.column.id}")
                place["classes"].append(f"level-{math.ceil(LEVELS * len(cell.findings) / most)}")
    return made


def _is_silent(row: Sequence[Cell]) -> bool:
    return not any(cell.findings for cell in row)


def _silent(dossier: Dossier, cells: Sequence[Sequence[Cell]]) -> list[nodes.paragraph]:
    """Return a paragraph that names the entries without any finding in their row, if there are any."""
    links = entry_links(dossier, cells[0][0].row.kind, [row[0].row.id for row in cells if _is_silent(row)])
    return [paragraph(sentence(_("Silent in every column: {entries}."), entries=links), "heat-silent")] if links else []


def _caption(cells: Sequence[Sequence[Cell]]) -> str:
    all_ = [cell for row in cells for cell in row]
    most = max(len(cell.findings) for cell in all_)
    pairs = "; ".join(f"{cell.row.title}, {cell.column.title}" for cell in all_ if len(cell.findings) == most)
    text = _("{count} of {all} pairs have findings; the most, {most}: {pairs}")
    return text.format(count=sum(bool(cell.findings) for cell in all_), all=len(all_), most=most, pairs=pairs)


def _key(cells: Sequence[Sequence[Cell]]) -> nodes.paragraph:
    used = {finding.support.id for row in cells for cell in row for finding in cell.findings}
    marks = [span(label, "support", f"support-{id}") for id, label in support_labels().items() if id in used]
    marks.append(span(_("\u2013 silent"), "none"))
    return paragraph(sentence(_("Each mark is a finding, and links to it: {marks}"), marks=joined(marks, " ")), "heat-key")
