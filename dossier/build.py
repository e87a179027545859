"""What lives for one build: the records of the source, the linked dossier, and what modules make of them for all pages."""

from __future__ import annotations

from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.graph import Dossier
from dossier.parser.source import Source

P = TypeVar("P")


class BuildState:
    """What one build knows; nothing of it is pickled.

    :ivar source: the records of the source folder, from the start
    :ivar dossier: these and the pages, linked, once all pages are read
    """

    source: Source
    dossier: Dossier

    def __init__(self) -> None:
        self._parts: dict[type[object], object] = {}

    def keep(self, part: object) -> None:
        """Keep a part of the build under its class, in place of the one before."""
        self._parts[type(part)] = part

    def part(self, kind: type[P]) -> P:
        """The part of a class, which has been kept."""
        return cast(P, self._parts[kind])


_STATES: WeakKeyDictionary[BuildEnvironment, BuildState] = WeakKeyDictionary()


def build_of(env: BuildEnvironment) -> BuildState:
    """The state of the build of an environment."""
    return _STATES.setdefault(env, BuildState())


SITES = ("html", "dirhtml")
"""The builders that make the site, with its data and all else that stands beside the pages."""


def makes_site(app: Sphinx) -> bool:
    """Whether the site is built, and not an edition or something else."""
    return app.builder.name in SITES
