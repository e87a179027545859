"""What the front matter of each kind of entry has beside a summary."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from benchmarks.corpus import Link, Section


class Names(Protocol):
    """Where the names of entries and sections are found, and the references that tell of the adoption of each resolution."""

    @property
    def names(self) -> Mapping[str, Sequence[Link]]: ...

    @property
    def adoptions(self) -> Sequence[Mapping[str, str]]: ...

    @property
    def sections(self) -> Sequence[Section]: ...


def front_matter(volume: Names, name: Link, draw: random.Random) -> dict[str, Any]:
    """The fields of one entry."""
    if name.kind == "actor":
        return {"type": "partner organization", "name": f"The {name.title}", "acronym": name.title[:2].upper()}
    if name.kind == "resolution":
        return _resolution(volume, name, draw)
    made: dict[str, Any] = {"sections": [draw.choice(volume.sections).code]}
    tops = volume.names["region"][: len(volume.names["region"]) // 3]
    if name.kind == "region" and tops and name not in tops:
        made["part_of"] = draw.choice(tops).id
    return made


def _resolution(volume: Names, name: Link, draw: random.Random) -> dict[str, Any]:
    """The fields of a resolution."""
    at = [link.id for link in volume.names["resolution"]].index(name.id)
    day = volume.adoptions[at]["date"]
    return {
        "symbol": f"S/RES/{name.id} ({day[:4]})",
        "year": int(day[:4]),
        "subject": f"Matters of {draw.choice(volume.names['threat']).title}",
        "adopted": day,
        "agenda": f"Threats to {draw.choice(volume.names['threat']).title}",
        "pillars": [draw.choice(volume.names["pillar"]).id],
        "builds_on": [volume.names["resolution"][at - 1].id] if _follows(volume, at) else [],
        "followed_by": [volume.names["resolution"][at + 1].id] if _follows(volume, at + 1) else [],
        "evidence": [volume.adoptions[at]["key"]],
    }


def _follows(volume: Names, at: int) -> bool:
    """Whether there is a resolution there, adopted after the one before it."""
    return 0 < at < len(volume.adoptions) and volume.adoptions[at - 1]["date"] < volume.adoptions[at]["date"]
