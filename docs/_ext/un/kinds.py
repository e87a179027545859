"""Kinds of entry: regions, pillars of the response, resolutions, actors and themes of the threat.

To add one, write the model of its front matter and the kind, and name the kind in ``KINDS``.
"""

import re
from operator import attrgetter
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from dossier.locale import capitalized, long_date, ordinal, uncapitalized
from dossier.model.kinds import EntryMeta, EntryNames, Kind, Row
from dossier.model.page import Page
from dossier.model.source import IsoDate, ReferenceKey
from un.symbols import language_versions, official_address, press_release_address


class SubjectMeta(EntryMeta):
    """Front matter of a subject to which the report devotes sections."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report that the page is mainly based on")


class RegionMeta(SubjectMeta):
    """Front matter of a region."""

    part_of: str = Field("", description="id of the region that this one is part of")


REGION = Kind(
    "region",
    "regions",
    "Region",
    "Regions",
    RegionMeta,
    card=lambda page: [Row("Part of", kind="region", ids=(page.meta.part_of,))] if page.meta.part_of else [],
    links={"part_of": "region"},
    part_of="part_of",
    named=True,
    thing=lambda page: {"@type": "Place", "name": page.title},
)
PILLAR = Kind("pillar", "pillars", "Pillar", "Pillars", SubjectMeta)
THREAT = Kind("threat", "threat", "Threat theme", "Threat themes", SubjectMeta, column_name="threats")

COUNCIL = "S/RES/"
"""The prefix of symbols of resolutions of the Security Council."""


class ResolutionMeta(EntryMeta):
    """Front matter of a resolution."""

    symbol: str = Field(description="its document symbol")
    official_title: str = Field(
        "", description="its official title, if the document has one; most resolutions of the Security Council have none"
    )
    year: int = Field(description="the year of its adoption")
    subject: str = Field(description="what it is about, in a few words of ours")
    short: str = Field("", description="a shorter form of the subject for lists, if the subject is long")
    adopted: IsoDate = Field(description="the day of its adoption")
    meeting: str | int = Field("", description="the meeting at which it was adopted")
    record: str = Field(
        "", description="the symbol of the record of that meeting; for the Security Council, derived from the meeting"
    )
    press_release: str = Field("", description="the symbol of the press release on its adoption")
    vote: str = Field("", description="the vote, for-against-abstaining")
    chapter_vii: bool | None = Field(
        None, description="whether it was adopted under Chapter VII of the Charter, if a source says so or denies it"
    )
    agenda: str = Field("", description="the agenda item")
    status: str = Field("", description='its later status, if a source states it: "Superseded by resolution 2 (1946)"')
    status_date: IsoDate = Field("", description="the date from which the status applies")
    pillars: tuple[str, ...] = Field((), description="pillars of the response under which we list it by subject")
    preamble: ReferenceKey = Field("", description="the reference from which its preamble is known")
    builds_on: tuple[str, ...] = Field((), description="resolutions, by id, that its preamble recalls or reaffirms")
    followed_by: tuple[str, ...] = Field((), description="later resolutions, by id, whose preamble recalls or reaffirms it")

    @model_validator(mode="before")
    @classmethod
    def has_a_record(cls, given: Any) -> Any:
        """Derive the record of a Security Council meeting from its number."""
        meeting = given.get("meeting") if isinstance(given, dict) else None
        if isinstance(meeting, int) and str(given.get("symbol")).startswith(COUNCIL):
            return {"record": f"S/PV.{meeting}", **given}
        return given

    @model_validator(mode="after")
    def status_has_a_date(self) -> Self:
        """Check that a status has a date."""
        if bool(self.status) != bool(self.status_date):
            raise ValueError("status and status_date belong together; give both or neither")
        return self


def _resolution_label(page: Page) -> str:
    """Return number and year in United Nations editorial style: "resolution 2396 (2017)"."""
    if page.id.isdigit():
        return f"resolution {page.id} ({page.meta.year})"
    return uncapitalized(page.title) if page.title.startswith("Resolution") else page.title


def _resolution_nav_label(page: Page) -> str:
    """Return the label of a resolution in lists: "2396: Returning fighters"."""
    return f"{page.id if page.id.isdigit() else page.meta.symbol}: {page.meta.short or page.meta.subject}"


CHAPTER_VII = {True: "Yes", False: "No", None: "Not checked"}


def _resolution_card(page: Page) -> list[Row]:
    meta = page.meta
    return [
        Row("Symbol", meta.symbol, address=official_address(meta.symbol)),
        Row("Official text", versions=language_versions(meta.symbol)),
        Row("Title", meta.official_title),
        Row("Subject", meta.subject),
        Row("Adopted", long_date(meta.adopted)),
        Row("Meeting", ordinal(meta.meeting) if isinstance(meta.meeting, int) else meta.meeting),
        Row("Meeting record", meta.record, address=official_address(meta.record)),
        Row("Press release", meta.press_release, address=press_release_address(meta.press_release, meta.year)),
        Row("Vote", meta.vote),
        Row("Under Chapter VII", CHAPTER_VII[meta.chapter_vii] if meta.symbol.startswith(COUNCIL) else ""),
        Row("Agenda item", meta.agenda),
        Row("Status", f"{meta.status} (from {long_date(meta.status_date)})" if meta.status else ""),
        Row("Preamble", "" if meta.preamble else "Not seen in full"),
        Row("Builds on", kind="resolution", ids=meta.builds_on),
        Row("Followed by", kind="resolution", ids=meta.followed_by),
        Row("Placed under", kind="pillar", ids=meta.pillars),
    ]


_SYMBOL = re.compile(r"[A-Z]+/(?:RES/)?(?P<number>\d+(?:/\d+)*)")


def _resolution_names(page: Page) -> EntryNames:
    """Return the names of a resolution: its symbol, its number, and the number of the meeting that adopted it."""
    symbol = _SYMBOL.match(page.meta.symbol)
    if symbol is None:
        return EntryNames((page.meta.symbol,))
    number, meeting = symbol["number"], page.meta.meeting
    met = (str(meeting),) if isinstance(meeting, int) else ()
    return EntryNames((page.meta.symbol, symbol[0], number, f"Resolution {number}"), text=number, via=met)


def _legislation(page: Page) -> dict[str, Any]:
    meta = page.meta
    return {"@type": "Legislation", "name": page.title, "legislationIdentifier": meta.symbol, "legislationDate": meta.adopted}


RESOLUTION = Kind(
    "resolution",
    "resolutions",
    "Resolution",
    "Resolutions",
    ResolutionMeta,
    label=_resolution_label,
    nav_label=_resolution_nav_label,
    about=attrgetter("meta.subject"),
    card=_resolution_card,
    links={"builds_on": "resolution", "followed_by": "resolution", "pillars": "pillar"},
    names=_resolution_names,
    thing=_legislation,
)


class ActorMeta(EntryMeta):
    """Front matter of an actor."""

    # The fact card shows only fields that are set; the evidence of the page covers all of them.
    group: Literal["united-nations", "partner", "armed-group", ""] = Field(
        "", description="the group of actors under which it is listed"
    )
    type: str = Field(description="its type of actor, in lower case")
    name: str = Field(description="its full name")
    acronym: str = Field("", description="its acronym")
    arabic: tuple[str, ...] = Field((), description="its names in Arabic")
    chinese: tuple[str, ...] = Field((), description="its names in Chinese")
    french: tuple[str, ...] = Field((), description="its names in French")
    russian: tuple[str, ...] = Field((), description="its names in Russian")
    spanish: tuple[str, ...] = Field((), description="its names in Spanish")

    head: str = Field("", description="who headed it at the date of the report")
    founded: str = Field("", description="when it was founded, and by what")
    mandate: str = Field("", description="its purpose, in one line")
    listing: str = Field("", description="its entry in a sanctions list of the Security Council, with the date of listing")
    website: str = Field("", pattern=r"^(https://\S+)?$", description="the address of its own website")

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its names in any language, besides the full name and the acronym."""
        return (*self.aliases, *(name for field in _LANGUAGES for name in getattr(self, field)))


_LANGUAGES = {"arabic": "ar", "chinese": "zh", "french": "fr", "russian": "ru", "spanish": "es"}
_GROUPS = {"united-nations": "United Nations", "partner": "Partners and other organizations", "armed-group": "Armed groups"}


def _actor_card(page: Page) -> list[Row]:
    meta = page.meta
    return [
        Row("Type", capitalized(meta.type)),
        Row("Name", meta.name if meta.name not in page.title else ""),
        Row("Acronym", meta.acronym if f"({meta.acronym})" not in page.title else ""),
        Row("Also called", ", ".join(meta.aliases)),
        *(
            Row(f"In {field.capitalize()}", ("، " if tag == "ar" else ", ").join(getattr(meta, field)), language=tag)
            for field, tag in _LANGUAGES.items()
        ),
        Row("Head in July 2019", meta.head),
        Row("Founded", meta.founded),
        Row("Mandate", meta.mandate),
        Row("Sanctions listing", meta.listing),
        Row("Website", meta.website.removeprefix("https://"), address=meta.website),
    ]


def _actor_names(page: Page) -> EntryNames:
    meta = page.meta
    names = tuple(name for name in (meta.name, meta.acronym) if name)
    text = meta.acronym if meta.acronym and meta.acronym in page.title else page.title.partition(" (")[0]
    heads = tuple(re.split(r", | \(", head)[0].strip() for head in meta.head.split(";") if head)
    return EntryNames(names, meta.other_names, text, people=heads)


def _organization(page: Page) -> dict[str, Any]:
    meta = page.meta
    others = [name for name in (meta.acronym, *meta.other_names) if name]
    return {"@type": "Organization", "name": meta.name, "alternateName": others, "sameAs": meta.website}


ACTOR = Kind(
    "actor",
    "actors",
    "Actor",
    "Actors",
    ActorMeta,
    group=lambda page: _GROUPS.get(page.meta.group, ""),
    about=attrgetter("meta.type"),
    card=_actor_card,
    names=_actor_names,
    named=True,
    thing=_organization,
)

KINDS = (REGION, PILLAR, RESOLUTION, ACTOR, THREAT)
"""The kinds, in the order of lists of kinds."""
