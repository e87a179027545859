"""The views of the exported files: what there is to download, and what each column means."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.osutil import relative_uri

from dossier.export.files import FOLDER, File, files
from dossier.export.table import address
from dossier.export.tables import tables
from dossier.graph import Dossier
from dossier.parser.directives import TABLES
from dossier.views.nodes import Content, paragraph, table
from dossier.views.registry import ViewDirective, view

_TYPES = {"list": "list of texts", "array": "list of records"}


@view("downloads")
def downloads_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The files with their size and checksum, made of the bytes that are written."""
    dataset = dossier.source.dataset
    if dataset is None:
        return [paragraph("No data are exported.")]
    licence = nodes.reference("", dataset.licence.name, refuri=dataset.licence.path, reftitle=dataset.licence.title)
    rows = [_row(docname, file, licence.deepcopy()) for file in files(dossier.whole)]
    head = ("File", "Format", "Rows", "Columns", "Bytes", "Licence", "SHA-256")
    return [table("table-files", "Files to download", head, rows, "downloads")]


def _row(docname: str, file: File, licence: nodes.reference) -> list[Content]:
    counts = (f"{len(file.table.rows):,}", f"{len(file.table.columns)}") if file.table else ("", "")
    return [
        nodes.reference("", file.name, refuri=relative_uri(address(docname), f"{FOLDER}/{file.name}")),
        file.format.upper(),
        *counts,
        f"{len(file.content):,}",
        licence,
        nodes.literal("", file.sha256, classes=["checksum"]),
    ]


class ColumnsDirective(ViewDirective):
    """The columns of an exported table."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place for the columns."""
        return [self.place(self.arguments[0])] if self.arguments[0] in TABLES else []


@view("columns", ColumnsDirective)
def columns_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The columns of a table.

    :param subject: the name of the table
    """
    shown = next(table for table in tables(dossier.whole) if table.name == subject)
    rows: list[list[Content]] = [
        [nodes.literal("", column.name), _TYPES.get(column.type, column.type), _meaning(column.description, column.values)]
        for column in shown.columns
    ]
    made = table(f"columns-{subject}", f"Columns of {subject}", ("Column", "Type", "Meaning"), rows, "columns")
    return [paragraph(shown.description), made]


def _meaning(description: str, values: tuple[str, ...]) -> str:
    return f"{description} One of: {', '.join(values)}." if values else description
