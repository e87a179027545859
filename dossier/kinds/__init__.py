"""The kinds of entry. A new kind is a module here and a line in ``KINDS``."""

from __future__ import annotations

from dossier.kinds import actor, pillar, region, resolution, threat

KINDS = {kind.name: kind for kind in (region.KIND, pillar.KIND, resolution.KIND, actor.KIND, threat.KIND)}
KIND_OF_FOLDER = {kind.folder: kind for kind in KINDS.values()}
