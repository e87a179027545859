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

    The items of a list are joined by ``SEPARATOR``; an array of records and an object are JSON.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(column, row[column.name]) for column in table.columns] for row in table.rows)
    return text.getvalue()


def _cell(column: Column, value: Any) -> str:
    if value in (None, [], {}):
        return ""
    if column.type == "list":
        return SEPARATOR.join(value)
    if column.type in ("array", "object", "boolean"):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


@dataclass(frozen=True)
class Format:
    """A format of data files.

    :param write: the text of a table in it
    :param joins_lists: whether a list of texts is one text with ``SEPARATOR`` between the items
    """

    name: str
    mediatype: str
    write: Callable[[Table], str]
    joins_lists: bool


FORMATS = (Format("csv", "text/csv", as_csv, True), Format("json", "application/json", as_json, False))
