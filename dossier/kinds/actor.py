"""Actors: bodies, partners and groups."""

from __future__ import annotations

from typing import Any

from dossier.kinds.base import Called, EntryMeta, Kind, Row, no_links, title_of
from dossier.model.page import Page


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
    rows = [
        Row("Type", meta.type[:1].upper() + meta.type[1:]),
        Row("Name", meta.name),
        Row("Acronym", meta.acronym),
        Row("Also called", ", ".join(meta.aliases)),
        Row("In Arabic", "، ".join(meta.arabic), language="ar"),
        Row("Sanctions listing", meta.listing),
    ]
    return [row for row in rows if row.text]


def _called(page: Page) -> Called:
    meta = page.meta
    names = tuple(name for name in (meta.name, meta.acronym) if name)
    text = meta.acronym if meta.acronym and meta.acronym in page.title else page.title.partition(" (")[0]
    return Called(names, (*meta.aliases, *meta.arabic), text)


def _thing(page: Page) -> dict[str, Any]:
    meta = page.meta
    others = [name for name in (meta.acronym, *meta.aliases, *meta.arabic) if name]
    return {"@type": "Organization", "name": meta.name, "alternateName": others}


KIND = Kind("actor", "actors", "Actor", "Actors", ActorMeta, title_of, _card, no_links, _called, _thing)
