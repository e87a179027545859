"""Pillars of the response."""

from __future__ import annotations

from pydantic import Field

from dossier.kinds.base import EntryMeta, Kind, no_card, no_links, title_of


class PillarMeta(EntryMeta):
    """Front matter of a pillar."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report on which the page mainly rests")


KIND = Kind("pillar", "pillars", "Pillar", "Pillars", PillarMeta, title_of, no_card, no_links)
