"""Themes of the threat."""

from __future__ import annotations

from pydantic import Field

from dossier.kinds import EntryMeta, Kind


class ThreatMeta(EntryMeta):
    """Front matter of a theme of the threat."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report on which the page mainly rests")


KIND = Kind("threat", "threat", "Threat theme", "Threat themes", ThreatMeta, several="threats")
