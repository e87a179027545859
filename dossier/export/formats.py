"""The formats of the export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dossier.export.table import Column, Table

SEPARATOR = "; "
"""What stands between the items of a list in CSV."""


def as_json(table: Table) -> str:
    """The rows as an array of objects."""
    return json.dumps(table.rows, ensure_ascii=False, indent=1) + "\n"


def as_csv(table: Table) -> str:
    """The rows as lines after a line of names, as RFC 4180 has it.

    The items of a list are joined by ``SEPARATOR``; an array of records is JSON.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(column, row[column.name]) for column in table.columns] for row in table.rows)
    return text.getvalue()


def _cell(column: Column, value: Any) -> str:
    if value is None or value == []:
        return ""
    if column.type == "list":
        return SEPARATOR.join(value)
    if column.type in ("array", "boolean"):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


@dataclass(frozen=True)
class Format:
    """A format of data files.

    :param write: the text of a table in it
    :param is_tabular: whether the description of the files gives columns and rows for it; the JSON of a table is an array of
        objects, which the standard does not count as tabular data, and has the same names and rows
    """

    name: str
    mediatype: str
    write: Callable[[Table], str]
    is_tabular: bool


FORMATS = (Format("csv", "text/csv", as_csv, True), Format("json", "application/json", as_json, False))
