"""Regions."""

from pydantic import Field

from dossier.model.kinds import Kind, Row
from dossier.model.page import Page
from un.kinds import SubjectMeta


class RegionMeta(SubjectMeta):
    """Front matter of a region."""

    part_of: str = Field("", description="id of the region of which this one is a part")


def _card(page: Page) -> list[Row]:
    part_of = page.meta.part_of
    return [Row("Part of", kind="region", ids=(part_of,))] if part_of else []


KIND = Kind(
    "region",
    "regions",
    "Region",
    "Regions",
    RegionMeta,
    order=1,
    card=_card,
    links={"part_of": "region"},
    part_of="part_of",
    named=True,
    thing=lambda page: {"@type": "Place", "name": page.title},
)
