"""The files of the export, and the description that comes with them: a Data Package, version 2."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dossier.export.formats import FORMATS, SEPARATOR, Format
from dossier.export.table import Column, Table
from dossier.export.tables import tables
from dossier.graph import Dossier
from dossier.model.publication import Dataset, Release

FOLDER = "data"
"""Where the files stand below the root of the site."""
_PROFILES = "https://datapackage.org/profiles/2.0"


@dataclass(frozen=True)
class File:
    """A file of the export.

    :param name: its name in the folder of the export
    :param table: the table that it holds, or ``None`` for the description of the package
    """

    name: str
    format: str
    content: bytes
    table: Table | None = None

    @property
    def mediatype(self) -> str:
        """Its format as the registry of media types names it."""
        return next(form.mediatype for form in FORMATS if form.name == self.format)

    @property
    def sha256(self) -> str:
        """The checksum of its content."""
        return hashlib.sha256(self.content).hexdigest()


@lru_cache(maxsize=1)
def files(dossier: Dossier) -> tuple[File, ...]:
    """Every file of the export; none where the source folder has no ``dataset.yaml``.

    They are made once a build, so that a page that prints checksums and the files on disk agree.
    """
    dataset = dossier.source.dataset
    if dataset is None:
        return ()
    made = tables(dossier)
    data = [(form, File(f"{t.name}.{form.name}", form.name, form.write(t).encode(), t)) for t in made for form in FORMATS]
    package = json.dumps(_package(dossier, dataset, data), ensure_ascii=False, indent=1) + "\n"
    releases = [File(f"releases/{release.version}.json", "json", _release(release)) for release in dossier.source.releases]
    return (*(file for _, file in data), File("datapackage.json", "json", package.encode()), *releases)


def _release(release: Release) -> bytes:
    """A release as its file in the source folder has it: every statement with its words, findings with checksum and evidence."""
    return (json.dumps(release.model_dump(mode="json", exclude_unset=True), ensure_ascii=False, indent=1) + "\n").encode()


def _package(dossier: Dossier, dataset: Dataset, data: list[tuple[Format, File]]) -> dict[str, Any]:
    report = dossier.source.report
    cited = [dossier.source.references[key] for key in (report.reference, report.digest) if key in dossier.source.references]
    sources = [{"title": f"{item.label}: {item.title}", "path": item.address} for item in cited]
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": dataset.name,
        "title": dataset.title,
        "description": dataset.description,
        **({"homepage": dossier.address} if dossier.address else {}),
        **_version(dossier),
        "licenses": [dataset.licence.model_dump()],
        "contributors": [person.model_dump() for person in dataset.contributors],
        "sources": [{name: text for name, text in source.items() if text} for source in sources],
        "resources": [_resource(form, file, file.table) for form, file in data if file.table],
    }


def _version(dossier: Dossier) -> dict[str, str]:
    """The last release and its day, from which the data may have moved on; the Data Package wants a moment."""
    last = dossier.source.releases[-1:]
    return {"version": last[0].version, "created": f"{last[0].date}T00:00:00Z"} if last else {}


def _resource(form: Format, file: File, table: Table) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": f"{table.name}-{form.name}",
        "path": file.name,
        "title": table.title,
        "description": table.description,
        "format": form.name,
        "mediatype": form.mediatype,
        "encoding": "utf-8",
        # Frictionless, which many validate with, counts no bytes of JSON and takes any number for a fault.
        **({"bytes": len(file.content)} if form.joins_lists else {}),
        "hash": f"sha256:{file.sha256}",
        "type": "table",
        "rows": len(table.rows),
        "fields": len(table.columns),
        "schema": _schema(form, table),
    }


def _schema(form: Format, table: Table) -> dict[str, Any]:
    foreign = [
        {"fields": [column.name], "reference": {"resource": f"{column.refers_to}-{form.name}", "fields": ["id"]}}
        for column in table.columns
        if column.refers_to
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_field(form, column, column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": foreign} if foreign else {}),
    }


def _field(form: Format, column: Column, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "list":
        field |= {"delimiter": SEPARATOR} if form.joins_lists else {"type": "array"}
    constraints = {
        **({"required": True} if required else {}),
        **({"enum": list(column.values)} if column.values else {}),
        **({"pattern": column.pattern} if column.pattern else {}),
    }
    return field | ({"constraints": constraints} if constraints else {})
