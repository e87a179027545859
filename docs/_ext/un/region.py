"""Regions and their parts."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from dossier.kinds import EntryMeta, Kind, Row
from dossier.model.page import Page


class RegionMeta(EntryMeta):
    """Front matter of a region."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report on which the page mainly rests")
    part_of: str = Field("", description="id of the region of which this one is a part")


def _card(page: Page) -> list[Row]:
    part_of = page.meta.part_of
    return [Row("Part of", kind="region", ids=(part_of,))] if part_of else []


def _thing(page: Page) -> dict[str, Any]:
    return {"@type": "Place", "name": page.title}


KIND = Kind(
    "region",
    "regions",
    "Region",
    "Regions",
    RegionMeta,
    card=_card,
    links={"part_of": "region"},
    part_of="part_of",
    named=True,
    thing=_thing,
)
