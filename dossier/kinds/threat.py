"""Themes of the threat."""

from __future__ import annotations

from dossier.kinds.base import EntryMeta, Kind, no_card, no_links, title_of


class ThreatMeta(EntryMeta):
    """Front matter of a theme of the threat.

    :ivar sections: codes of the sections of the report on which the page mainly rests
    """

    sections: tuple[str, ...]


KIND = Kind("threat", "threat", "Threat theme", "Threat themes", ThreatMeta, title_of, no_card, no_links)
