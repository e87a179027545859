"""Resolutions of United Nations organs."""

from __future__ import annotations

import re
from typing import Any

from dossier.kinds.base import Called, EntryMeta, Kind, Row
from dossier.records.page import Page
from dossier.records.source import IsoDate
from dossier.style import long_date, ordinal
from dossier.symbols import meeting_called, resolution_called


class ResolutionMeta(EntryMeta):
    """Front matter of a resolution.

    :ivar symbol: its document symbol
    :ivar year: the year of its adoption
    :ivar subject: what it is about, in a few words of ours
    :ivar adopted: the day of its adoption
    :ivar meeting: the meeting at which it was adopted
    :ivar vote: the vote, for-against-abstaining
    :ivar chapter_vii: true only where a source says that it was adopted under Chapter VII of the Charter
    :ivar agenda: the agenda item
    :ivar pillars: pillars of the response under which we place it by subject
    :ivar builds_on: earlier resolutions, by id
    :ivar followed_by: later resolutions, by id
    """

    symbol: str
    year: int
    subject: str
    adopted: IsoDate
    meeting: str | int = ""
    vote: str = ""
    chapter_vii: bool = False
    agenda: str = ""
    pillars: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()


def _label(page: Page) -> str:
    """The number with the year, as United Nations editorial style has it: "resolution 2396 (2017)"."""
    if page.id.isdigit():
        return f"resolution {page.id} ({page.meta.year})"
    return page.title[:1].lower() + page.title[1:] if page.title.startswith("Resolution") else page.title


def _card(page: Page) -> list[Row]:
    meta = page.meta
    rows = [
        Row("Symbol", meta.symbol),
        Row("Subject", meta.subject),
        Row("Adopted", long_date(meta.adopted)),
        Row("Meeting", ordinal(meta.meeting) if isinstance(meta.meeting, int) else meta.meeting),
        Row("Vote", meta.vote),
        Row("Chapter VII", "Adopted under Chapter VII of the Charter" if meta.chapter_vii else ""),
        Row("Agenda item", meta.agenda),
        Row("Builds on", kind="resolution", ids=meta.builds_on),
        Row("Followed by", kind="resolution", ids=meta.followed_by),
        Row("Placed under", kind="pillar", ids=meta.pillars),
    ]
    return [row for row in rows if row.text or row.ids]


def _links(page: Page) -> dict[str, tuple[str, tuple[str, ...]]]:
    kinds = {"builds_on": "resolution", "followed_by": "resolution", "pillars": "pillar"}
    return {field: (kind, getattr(page.meta, field, ())) for field, kind in kinds.items()}


_SYMBOL = re.compile(r"(?P<organ>[A-Z]+)/(?:RES/)?(?P<number>\d+(?:/\d+)*)")


def _called(page: Page) -> Called:
    """Readers call it by its number, with or without year and organ, and in whatever form they remember of its symbol."""
    symbol = _SYMBOL.match(page.meta.symbol)
    if symbol is None:
        return Called((page.meta.symbol,))
    organ, number = symbol.groups()
    years = ["", f" {page.meta.year}", f" of {page.meta.year}"]
    meeting = page.meta.meeting
    met = tuple(meeting_called(meeting, organ[0])) if isinstance(meeting, int) else ()
    names = tuple(f"{name}{when}" for name in resolution_called(organ, number) for when in years)
    return Called(names, text=number, through=met)


def _thing(page: Page) -> dict[str, Any]:
    meta = page.meta
    return {"@type": "Legislation", "name": page.title, "legislationIdentifier": meta.symbol, "legislationDate": meta.adopted}


KIND = Kind("resolution", "resolutions", "Resolution", "Resolutions", ResolutionMeta, _label, _card, _links, _called, _thing)
