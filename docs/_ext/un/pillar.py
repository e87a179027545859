"""Pillars of the response."""

from __future__ import annotations

from pydantic import Field

from dossier.kinds import EntryMeta, Kind


class PillarMeta(EntryMeta):
    """Front matter of a pillar."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report on which the page mainly rests")


KIND = Kind("pillar", "pillars", "Pillar", "Pillars", PillarMeta)
