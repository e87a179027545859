"""Resolutions of United Nations organs."""

from __future__ import annotations

from datetime import date

from dossier.kinds.base import EntryMeta, Kind, Row
from dossier.records.page import Page
from dossier.records.source import IsoDate


class ResolutionMeta(EntryMeta):
    """Front matter of a resolution.

    :ivar symbol: its document symbol
    :ivar subject: what it is about, in a few words of ours
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


def long_date(iso: str) -> str:
    """A date as United Nations editorial style has it: "21 December 2017"."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def _card(page: Page) -> list[Row]:
    meta = page.meta
    rows = [
        Row("Symbol", meta.symbol),
        Row("Subject", meta.subject),
        Row("Adopted", long_date(meta.adopted) if len(meta.adopted) == 10 else meta.adopted),
        Row("Meeting", _ordinal(meta.meeting)),
        Row("Vote", meta.vote),
        Row("Chapter VII", "Adopted under Chapter VII of the Charter" if meta.chapter_vii else ""),
        Row("Agenda item", meta.agenda),
        Row("Builds on", kind="resolution", ids=meta.builds_on),
        Row("Followed by", kind="resolution", ids=meta.followed_by),
        Row("Placed under", kind="pillar", ids=meta.pillars),
    ]
    return [row for row in rows if row.text or row.ids]


def _ordinal(meeting: str | int) -> str:
    if not isinstance(meeting, int):
        return meeting
    ending = {1: "st", 2: "nd", 3: "rd"}.get(meeting % 10, "th") if meeting % 100 not in (11, 12, 13) else "th"
    return f"{meeting}{ending}"


def _links(page: Page) -> dict[str, tuple[str, tuple[str, ...]]]:
    meta = page.meta
    return {
        "builds_on": ("resolution", meta.builds_on),
        "followed_by": ("resolution", meta.followed_by),
        "pillars": ("pillar", meta.pillars),
    }


KIND = Kind("resolution", "resolutions", "Resolution", "Resolutions", ResolutionMeta, _label, _card, _links)
