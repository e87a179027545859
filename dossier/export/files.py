"""The files of the export in all formats, and their description: a Data Package, version 2.

To add a format, write a function that serializes a table, and add it to ``FORMATS``.
"""

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import to_json

from dossier.export.tables import Column, Table, registered, tables
from dossier.files import sync_folder
from dossier.graph import Dossier, findings_within
from dossier.locale import _
from dossier.model.page import Page
from dossier.model.source import without_empty
from dossier.parser.source import RELEASES

FOLDER = "data"
"""The folder of the files, relative to the root of the site."""
_PACKAGE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"
SEPARATOR = "; "
"""The separator between the items of a list in CSV."""


class Format(NamedTuple):
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
    return json.dumps(value, ensure_ascii=False) if column.type in ("array", "object", "boolean") else str(value)


def json_bytes(content: Any) -> bytes:
    """Serialize content as JSON in the layout of all exported files."""
    return to_json(content, indent=1) + b"\n"


CSV = Format("csv", "text/csv", as_csv, joins_lists=True)
# The Frictionless validator does not count the bytes of JSON files, and reports any size as an error.
JSON = Format("json", "application/json", lambda table: json_bytes(table.rows), counts_bytes=False)

FORMATS = (CSV, JSON)
"""The formats in which all tables are exported."""


class File(NamedTuple):
    """A file of the export.

    :param name: its name in the folder of the export
    :param holds: its content, in a sentence
    :param table: its table, or ``None`` for the description of the package and for releases
    """

    name: str
    format: Format
    content: bytes
    holds: str
    table: Table | None = None

    @property
    def sha256(self) -> str:
        """The checksum of its content."""
        return hashlib.sha256(self.content).hexdigest()


@lru_cache(maxsize=1)
def files(dossier: Dossier) -> tuple[File, ...]:
    """Return all files of the export, made once per build, so that checksums on pages match the files on disk."""
    made = tables(dossier).items()
    pairs = ((name, table, form) for name, table in made for form in FORMATS)
    data = [File(f"{name}.{form.name}", form, form.write(table), table.description, table) for name, table, form in pairs]
    about = _("What the tables hold, column by column, with the licence and the checksum of each file.")
    package = File(_PACKAGE, JSON, json_bytes(_package(dossier, data)), about)
    folder, released = dossier.source.bibliography.parent, _("Release {version}, as it was published.")
    names = _releases(dossier).items()
    releases = (File(name, JSON, (folder / name).read_bytes(), released.format(version=it)) for name, it in names)
    return (*data, package, *releases)


def names_of_files(dossier: Dossier) -> list[str]:
    """Return the names of all files of the export, which are made only if they are needed."""
    return [*(f"{table}.{form.name}" for table in registered() for form in FORMATS), _PACKAGE, *_releases(dossier)]


def _releases(dossier: Dossier) -> dict[str, str]:
    """Return the version of each release, by the name of its file."""
    return {f"{RELEASES}/{release.version}.json": release.version for release in dossier.source.releases}


def _package(dossier: Dossier, data: list[File]) -> dict[str, Any]:
    dataset, report, last = dossier.source.dataset, dossier.source.report, dossier.source.last_release
    cited = dossier.source.cited((report.reference, report.digest))
    sources = [{"title": f"{item.label}: {item.title}", "path": item.address} for item in cited]
    return without_empty({
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        "homepage": dossier.address,
        # The last release; the data may be newer. The standard requires a timestamp.
        **({"version": last.version, "created": f"{last.date}T00:00:00Z"} if last else {}),
        "licenses": [dataset.licence.model_dump()] if dataset.licence else [],
        "contributors": [person.model_dump() for person in dataset.contributors],
        "sources": list(map(without_empty, sources)),
        "resources": [_resource(file, file.table) for file in data if file.table],
    })  # fmt: skip


def _resource(file: File, table: Table) -> dict[str, Any]:
    form = file.format
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": file.name.replace(".", "-"),
        "path": file.name,
        "title": table.title,
        "description": table.description,
        "format": form.name,
        "mediatype": form.mediatype,
        "encoding": "utf-8",
        **({"bytes": len(file.content)} if form.counts_bytes else {}),
        "hash": f"sha256:{file.sha256}",
        "type": "table",
        "rows": len(table.rows),
        "fields": len(table.columns),
        "schema": _schema(form, table),
    }


def _schema(form: Format, table: Table) -> dict[str, Any]:
    referring = [column for column in table.columns if column.refers_to]
    keys = [{"fields": [it.name], "reference": {"resource": f"{it.refers_to}-{form.name}", "fields": ["id"]}} for it in referring]
    return without_empty({
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(form, column, column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": keys,
    })  # fmt: skip


def _field(form: Format, column: Column, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "list":
        field |= {"delimiter": SEPARATOR} if form.joins_lists else {"type": "array"}
    constraints = without_empty({"required": required, "enum": list(column.values), "pattern": column.pattern})
    return field | without_empty({"constraints": constraints})


SLICES = "findings"
"""The subfolder of the export for files of single entries, in folders like those of the pages."""


def slice_of(dossier: Dossier, page: Page) -> str:
    """Return the path of an entry's file of findings, relative to the folder of the export; empty if it has no findings."""
    return f"{SLICES}/{page.docname}.csv" if page.kind and findings_within(dossier, page.key) else ""


def slices(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each entry with findings, by its path, with the same columns and order as the full table.

    It has the findings of the entry and of its parts.
    """
    table = tables(dossier)["findings"]
    by_id = {row["id"]: row for row in table.rows}
    for page in dossier.entries.values():
        if name := slice_of(dossier, page):
            ids = sorted(finding.id for finding in findings_within(dossier, page.key))
            yield name, as_csv(replace(table, rows=tuple(by_id[id] for id in ids)))


def has_all(dossier: Dossier, site: Path) -> bool:
    """Return whether all files of the export are in a site."""
    names = (*names_of_files(dossier), *filter(None, (slice_of(dossier, page) for page in dossier.pages.values())))
    return all((site / FOLDER / name).exists() for name in names)


def write_files(dossier: Dossier, site: Path) -> None:
    """Write all changed files of the export, and remove the files of entries that no longer have findings.

    :param site: root folder of the site
    """
    contents = {file.name: file.content for file in files(dossier)} | dict(slices(dossier))
    sync_folder(site / FOLDER, contents, f"{SLICES}/**/*")
