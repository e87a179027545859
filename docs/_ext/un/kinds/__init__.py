"""Kinds of entry. A new one is a module here, and is named in ``KINDS``."""

from un.kinds.actor import ACTOR
from un.kinds.resolution import RESOLUTION
from un.kinds.subjects import PILLAR, REGION, THREAT

KINDS = (REGION, PILLAR, RESOLUTION, ACTOR, THREAT)
"""The kinds, in the order in which lists of kinds have them."""
