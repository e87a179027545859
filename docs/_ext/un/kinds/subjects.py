"""Subjects to which the report devotes sections: regions, pillars of the response, themes of the threat."""

from pydantic import Field

from dossier.model.kinds import EntryMeta, Kind, Row
from dossier.model.page import Page


class SubjectMeta(EntryMeta):
    """Front matter of a subject."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report that the page is mainly based on")


class RegionMeta(SubjectMeta):
    """Front matter of a region."""

    part_of: str = Field("", description="id of the region that this one is part of")


def _region_card(page: Page) -> list[Row]:
    part_of = page.meta.part_of
    return [Row("Part of", kind="region", ids=(part_of,))] if part_of else []


REGION = Kind(
    "region",
    "regions",
    "Region",
    "Regions",
    RegionMeta,
    card=_region_card,
    links={"part_of": "region"},
    part_of="part_of",
    named=True,
    thing=lambda page: {"@type": "Place", "name": page.title},
)
PILLAR = Kind("pillar", "pillars", "Pillar", "Pillars", SubjectMeta)
THREAT = Kind("threat", "threat", "Threat theme", "Threat themes", SubjectMeta, column_name="threats")
