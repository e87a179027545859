"""The view of how often entries of two kinds meet in a finding."""

from __future__ import annotations

from docutils import nodes

from dossier.kinds import KINDS
from dossier.records.page import Page
from dossier.render.make import Content, box, bullets, claim_link, heading, span, table, xref
from dossier.seal import Claim, Dossier, ordered

Cells = dict[tuple[str, str], list[Claim]]


def matrix_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """A table of counts, then the findings of each cell that has any.

    :param subject: the kinds of the rows and of the columns, with a space between
    """
    row_kind, column_kind = subject.split()
    down, across = entries_of(dossier, row_kind), entries_of(dossier, column_kind)
    cells = {(row.id, column.id): shared(dossier, row, column) for row in down for column in across}
    rows: list[list[Content]] = [
        [xref(docname, row_kind, row.id), *(_count(row, column, cells[row.id, column.id]) for column in across)] for row in down
    ]
    caption = f"Findings on {KINDS[row_kind].plural.lower()} and {KINDS[column_kind].plural.lower()}"
    head = (KINDS[row_kind].singular, *(column.title for column in across))
    counts = table(f"matrix-{row_kind}-{column_kind}", caption, head, rows, "matrix")
    lists = [node for row in down for column in across for node in _list(dossier, docname, row, column, cells[row.id, column.id])]
    return [counts, box(lists, "cells")]


def entries_of(dossier: Dossier, kind: str) -> list[Page]:
    """The entries of a kind, in the order of the rows and columns."""
    return ordered(page for (name, _), page in dossier.entries.items() if name == kind)


def shared(dossier: Dossier, row: Page, column: Page) -> list[Claim]:
    """The findings that bear on two entries."""
    return [claim for claim in dossier.claims_on(row.kind, row.id) if column.id in claim.facets[column.kind]]


def _count(row: Page, column: Page, claims: list[Claim]) -> Content:
    if not claims:
        return span("silent", "silent")
    title = f"{_findings(claims)}: {row.title}, {column.title}"
    return nodes.reference("", str(len(claims)), refid=cell_anchor(row, column), reftitle=title)


def _list(dossier: Dossier, docname: str, row: Page, column: Page, claims: list[Claim]) -> list[nodes.Node]:
    if not claims:
        return []
    title = heading(f"{row.title}, {column.title}: {_findings(claims)}", 3, cell_anchor(row, column))
    return [title, bullets([claim_link(dossier, docname, claim) for claim in claims], "findings-list")]


def cell_anchor(row: Page, column: Page) -> str:
    """Where the findings of a cell are listed, on the page of the table."""
    return f"cell-{row.id}-{column.id}"


def _findings(claims: list[Claim]) -> str:
    return f"{len(claims)} finding{'s' if len(claims) > 1 else ''}"
