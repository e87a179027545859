"""Actors: bodies, partners and groups."""

from __future__ import annotations

from dossier.kinds.base import EntryMeta, Kind, Row, no_links, title_of
from dossier.records.page import Page


class ActorMeta(EntryMeta):
    """Front matter of an actor.

    :ivar type: what sort of actor it is, in lower case
    :ivar name: its full name
    :ivar acronym: its acronym
    :ivar arabic: its names in Arabic
    :ivar listing: its entry in a sanctions list of the Security Council, and when it was made
    """

    type: str
    name: str
    acronym: str = ""
    arabic: tuple[str, ...] = ()
    listing: str = ""


def _card(page: Page) -> list[Row]:
    meta = page.meta
    rows = [Row("Type", meta.type[:1].upper() + meta.type[1:]), Row("Name", meta.name)]
    optional = {
        "Acronym": meta.acronym,
        "Also called": ", ".join(meta.aliases),
        "In Arabic": "، ".join(meta.arabic),
        "Sanctions listing": meta.listing,
    }
    return rows + [Row(term, text) for term, text in optional.items() if text]


KIND = Kind("actor", "actors", "Actor", "Actors", ActorMeta, title_of, _card, no_links)
