"""The Python part of the harbour dossier: one kind of entry, the quay."""

from __future__ import annotations

from pydantic import Field

from dossier.model.kinds import EntryMeta, Kind, Row
from dossier.model.page import Page
from dossier.model.site import Site


class QuayMeta(EntryMeta):
    """Front matter of a quay."""

    length: int = Field(description="its length in metres")
    opened: str = Field("", description="the year in which it was opened")


def _card(page: Page) -> list[Row]:
    return [Row("Length", f"{page.meta.length} metres"), *([Row("Opened", page.meta.opened)] if page.meta.opened else [])]


SITE = Site(kinds=(Kind("quay", "quays", "Quay", "Quays", QuayMeta, card=_card, named=True),))
