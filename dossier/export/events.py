"""The table of events."""

from __future__ import annotations

from functools import partial

from dossier.export.table import PARTIAL_DATE, Column, Table, rows, support_columns
from dossier.graph import Dossier, support_of


def events(dossier: Dossier) -> Table:
    """Everything dated that bears on the report."""
    columns = (
        Column("id", "string", "Id of the event."),
        Column(
            "date",
            "string",
            "The year, the month or the day, as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD.",
            pattern=PARTIAL_DATE,
        ),
        Column("title", "string", "What happened, in a few words."),
        Column("text", "string", "What happened."),
        Column("kind", "string", "What it belongs to.", values=dossier.source.report.event_kinds),
        *support_columns(partial(support_of, dossier)),
        Column("passages", "list", "Passages that speak of it."),
        Column("evidence", "list", "Keys of the references that record it."),
        Column("entry", "string", "The page of the entry of which it is the beginning, without suffix."),
    )
    found = sorted(dossier.source.events, key=lambda event: (event.date, event.id))
    return Table("events", "Events", "One event a row, by date.", ("id",), columns, rows(columns, found))
