"""Actors."""

import re
from typing import Any, Literal

from pydantic import Field

from dossier.model.kinds import EntryMeta, EntryNames, Kind, Row
from dossier.model.page import Page


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

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its names in any language, besides the full name and the acronym."""
        return (*self.aliases, *(name for field in _LANGUAGES for name in getattr(self, field)))

    head: str = Field("", description="who headed it at the date of the report")
    founded: str = Field("", description="when it was founded, and by what")
    mandate: str = Field("", description="its purpose, in one line")
    listing: str = Field("", description="its entry in a sanctions list of the Security Council, with the date of listing")
    website: str = Field("", pattern=r"^(https://\S+)?$", description="the address of its own website")


_LANGUAGES = {"arabic": "ar", "chinese": "zh", "french": "fr", "russian": "ru", "spanish": "es"}
_GROUPS = {"united-nations": "United Nations", "partner": "Partners and other organizations", "armed-group": "Armed groups"}


def _actor_card(page: Page) -> list[Row]:
    meta = page.meta
    rows = [
        Row("Group", _group(page)),
        Row("Type", meta.type[:1].upper() + meta.type[1:]),
        Row("Name", meta.name),
        Row("Acronym", meta.acronym),
        Row("Also called", ", ".join(meta.aliases)),
        *(
            Row(f"In {field.capitalize()}", ("، " if tag == "ar" else ", ").join(getattr(meta, field)), language=tag)
            for field, tag in _LANGUAGES.items()
        ),
        Row("Head", meta.head),
        Row("Founded", meta.founded),
        Row("Mandate", meta.mandate),
        Row("Sanctions listing", meta.listing),
        Row("Website", meta.website.removeprefix("https://"), address=meta.website),
    ]
    return [row for row in rows if row.text]


def _actor_names(page: Page) -> EntryNames:
    meta = page.meta
    names = tuple(name for name in (meta.name, meta.acronym) if name)
    text = meta.acronym if meta.acronym and meta.acronym in page.title else page.title.partition(" (")[0]
    heads = tuple(re.split(r", | \(", head)[0].strip() for head in meta.head.split(";") if head)
    return EntryNames(names, meta.other_names, text, people=heads)


def _organization(page: Page) -> dict[str, Any]:
    meta = page.meta
    others = [name for name in (meta.acronym, *meta.other_names) if name]
    thing = {"@type": "Organization", "name": meta.name, "alternateName": others}
    return thing | ({"sameAs": meta.website} if meta.website else {})


def _group(page: Page) -> str:
    return _GROUPS.get(page.meta.group, "")


ACTOR = Kind(
    "actor",
    "actors",
    "Actor",
    "Actors",
    ActorMeta,
    group=_group,
    card=_actor_card,
    names=_actor_names,
    named=True,
    thing=_organization,
)
