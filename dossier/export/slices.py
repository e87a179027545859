"""Slices of the table of findings: for each entry a file with the findings that bear on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier.export.formats import as_csv
from dossier.export.tables import tables
from dossier.graph import Dossier
from dossier.model.page import Page

FOLDER = "findings"
"""Where they stand in the folder of the export, in folders like those of the pages."""


def slice_of(dossier: Dossier, page: Page) -> str:
    """The file of a page, below the folder of the export; nothing, where no finding bears on it."""
    has_one = dossier.source.dataset and page.kind and dossier.findings_on(page.kind, page.id)
    return f"{FOLDER}/{page.docname}.csv" if has_one else ""


def slices(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    """The file of each entry, by its path below their folder, in the columns and the order of the whole table."""
    if dossier.source.dataset is None:
        return
    (table,) = (table for table in tables(dossier) if table.name == "findings")
    by_id = {row["id"]: row for row in table.rows}
    for (kind, id), page in dossier.entries.items():
        if slice_of(dossier, page):
            rows = tuple(by_id[id] for id in sorted(finding.id for finding in dossier.findings_on(kind, id)))
            yield f"{page.docname}.csv", as_csv(replace(table, rows=rows)).encode()
