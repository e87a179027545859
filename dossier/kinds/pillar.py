"""Pillars of the response."""

from __future__ import annotations

from dossier.kinds.base import EntryMeta, Kind, no_card, no_links, title_of


class PillarMeta(EntryMeta):
    """Front matter of a pillar.

    :ivar sections: codes of the sections of the report on which the page mainly rests
    """

    sections: tuple[str, ...]


KIND = Kind("pillar", "pillars", "Pillar", "Pillars", PillarMeta, title_of, no_card, no_links)
