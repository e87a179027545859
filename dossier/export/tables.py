"""All tables of the export. A new one is a function here, and no more."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from dossier.export.entries import entries
from dossier.export.events import events
from dossier.export.findings import findings
from dossier.export.passages import figures, passages
from dossier.export.references import references
from dossier.export.series import estimates, reports
from dossier.export.table import Table
from dossier.graph import Dossier

_MADE = {make.__name__: make for make in (findings, passages, entries, figures, events, reports, estimates, references)}


@lru_cache(maxsize=1)
def tables(dossier: Dossier) -> tuple[Table, ...]:
    """Every table, filled from the sealed records; made once a build."""
    return tuple(make(dossier) for make in _MADE.values())


@lru_cache(maxsize=1)
def fingerprint(dossier: Dossier) -> str:
    """A checksum of all rows, by which a page that shows many of them can tell that one has changed."""
    return hashlib.sha256(repr([table.rows for table in tables(dossier)]).encode()).hexdigest()
