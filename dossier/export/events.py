"""The table of events."""

from __future__ import annotations

from dossier.export.table import Column, Table, choices, rows
from dossier.graph import Dossier
from dossier.model.source import Event


def events(dossier: Dossier) -> Table:
    """Everything dated that bears on the report."""
    columns = (
        Column("id", "string", "Id of the event."),
        Column("date", "string", "The year, the month or the day, as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD."),
        Column("title", "string", "What happened, in a few words."),
        Column("text", "string", "What happened."),
        Column("kind", "string", "What it belongs to.", values=choices(Event, "kind")),
        Column("passages", "list", "Passages that speak of it."),
        Column("evidence", "list", "Keys of the references that record it."),
        Column("resolution", "string", "Id of the resolution that was adopted, if it is an adoption."),
    )
    found = sorted(dossier.source.events, key=lambda event: (event.date, event.id))
    return Table("events", "Events", "One event a row, by date.", ("id",), columns, rows(columns, found))
