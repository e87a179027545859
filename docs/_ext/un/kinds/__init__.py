"""Kinds of entry. To add one, add a module here and name it in ``KINDS``."""

from un.kinds.actor import ACTOR
from un.kinds.resolution import RESOLUTION
from un.kinds.subjects import PILLAR, REGION, THREAT

KINDS = (REGION, PILLAR, RESOLUTION, ACTOR, THREAT)
"""The kinds, in the order of lists of kinds."""
