"""Formats of the exported tables. To add one, write a function that serializes a table, and add it to ``FORMATS``."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from dossier.export.table import Column, Table

SEPARATOR = "; "
"""The separator between the items of a list in CSV."""


@dataclass(frozen=True)
class Format:
    """A format of data files.

    :param name: suffix of its files
    :param write: serializes a table
    :param joins_lists: whether a list of texts is a single text, joined by ``SEPARATOR``
    :param counts_bytes: whether the description of a file includes its size
    """

    name: str
    mediatype: str
    write: Callable[[Table], bytes]
    joins_lists: bool = False
    counts_bytes: bool = True


def as_csv(table: Table) -> bytes:
    """Serialize a table as CSV with a header row, as in RFC 4180.

    List items are joined by ``SEPARATOR``; arrays of records and objects are JSON.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_cell(column, row[column.name]) for column in table.columns] for row in table.rows)
    return text.getvalue().encode()


def _cell(column: Column, value: Any) -> str:
    if value in (None, [], {}):
        return ""
    if column.type == "list":
        return SEPARATOR.join(value)
    if column.type in ("array", "object", "boolean"):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def json_bytes(content: Any) -> bytes:
    """Serialize content as JSON in the layout of all exported files."""
    return to_json(content, indent=1) + b"\n"


CSV = Format("csv", "text/csv", as_csv, joins_lists=True)
# The Frictionless validator does not count the bytes of JSON files, and reports any size as an error.
JSON = Format("json", "application/json", lambda table: json_bytes(table.rows), counts_bytes=False)

FORMATS = (CSV, JSON)
"""The formats in which all tables are exported."""
