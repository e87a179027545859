"""The table of references."""

from __future__ import annotations

from dossier.export.table import Column, Table, rows
from dossier.graph import Dossier
from dossier.model.reference import Reference


def references(dossier: Dossier) -> Table:
    """Every document of the bibliography, with the pages and passages that cite it."""

    def pages(reference: Reference) -> list[str]:
        return [page.docname for page in dossier.pages_citing(reference.key)]

    def passages(reference: Reference) -> list[str]:
        return [passage.id for passage in dossier.passages_naming(reference.key)]

    tiers = list(dossier.source.report.tiers)
    columns = (
        Column("key", "string", "Key of the reference."),
        Column("label", "string", "What a citation prints."),
        Column("title", "string", "Title, or a description where the note says so."),
        Column("publisher", "string", "Publisher."),
        Column("date", "string", "Date of publication, as far as it is known."),
        Column("url", "string", "Address; empty for copies that serve as provenance only.", lambda item: item.address),
        Column("kind", "string", "What kind of source it is."),
        Column("tier", "string", f"How near it is to the report: {', '.join(tiers[:-1])} or {tiers[-1]}."),
        Column("annotation", "string", "What it says, in our words."),
        Column("note", "string", "What to beware of."),
        Column("pages", "list", "Pages that rest something on it.", pages),
        Column("passages", "list", "Passages whose record names it.", passages),
    )
    found = sorted(dossier.source.references.values(), key=lambda item: item.key)
    return Table("references", "References", "One document a row, by key.", ("key",), columns, rows(columns, found))
