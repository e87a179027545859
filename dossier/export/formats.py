"""Formats of the exported tables. To add one, write a function that makes the bytes of a table, and add it to ``FORMATS``."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from dossier.export.table import Column, Table

SEPARATOR = "; "
"""What stands between the items of a list in CSV."""


@dataclass(frozen=True)
class Format:
    """A format of data files.

    :param name: the suffix of its files
    :param write: makes the content of the file of a table
    :param joins_lists: whether a list of texts is one text with ``SEPARATOR`` between the items
    :param counts_bytes: whether the description of a file gives its size
    """

    name: str
    mediatype: str
    write: Callable[[Table], bytes]
    joins_lists: bool = False
    counts_bytes: bool = True


def as_csv(table: Table) -> bytes:
    """The rows as lines after a line of names, as RFC 4180 has it.

    The items of a list are joined by ``SEPARATOR``; an array of records and an object are JSON.
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


def as_json(table: Table) -> bytes:
    """The rows as an array of objects."""
    return json_bytes(table.rows)


def json_bytes(content: Any) -> bytes:
    """JSON as all files of the export have it."""
    return to_json(content, indent=1) + b"\n"


CSV = Format("csv", "text/csv", as_csv, joins_lists=True)
# Frictionless, which many validate with, counts no bytes of JSON and takes any number for a fault.
JSON = Format("json", "application/json", as_json, counts_bytes=False)

FORMATS = (CSV, JSON)
"""The formats in which every table is exported."""
