"""The state of one build: the source, the linked dossier, and objects derived from them."""

from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

from dossier.domain.lookups import Lookups
from dossier.graph import Dossier
from dossier.parser.source import Source

P = TypeVar("P")


class BuildState:
    """The state of one build, which is never pickled.

    :ivar source: the records of the source folder; set before any page is read
    :ivar source_times: when each of its files was last changed, by path
    :ivar dossier: the source and the pages, linked; set once all pages are read
    :ivar lookups: what each page looks up in the dossier
    :ivar is_same: whether all records are those of the last build
    :ivar last_changes: the date of each page's last change, by path; empty unless a repository is configured
    :ivar rules: the process that applies the rules, if they have one of their own
    """

    source: Source
    source_times: dict[str, int]
    dossier: Dossier
    lookups: Lookups

    def __init__(self) -> None:
        self.is_same = False
        self.last_changes: dict[str, str] = {}
        self.rules = ParallelTasks(1)
        self._parts: dict[type[object], object] = {}

    def keep(self, part: object) -> None:
        """Store an object under its class, replacing any earlier one."""
        self._parts[type(part)] = part

    def get(self, kind: type[P]) -> P | None:
        """Return the stored object of a class, if there is one."""
        return cast(P | None, self._parts.get(kind))

    def part(self, kind: type[P]) -> P:
        """Return the stored object of a class."""
        return cast(P, self._parts[kind])


_STATES: WeakKeyDictionary[BuildEnvironment, BuildState] = WeakKeyDictionary()


def build_of(env: BuildEnvironment) -> BuildState:
    """Return the build state of an environment, creating it if necessary."""
    if env not in _STATES:
        _STATES[env] = BuildState()
    return _STATES[env]


def last_change(env: BuildEnvironment, docname: str) -> str:
    """Return the date of a page's last change in ISO format; empty if it is not known."""
    return build_of(env).last_changes.get(str(env.doc2path(docname, base=False)), "")


def forget(env: BuildEnvironment) -> None:
    """Drop the build state of an environment; otherwise the state keeps the environment in memory."""
    _STATES.pop(env, None)


SITES = ("html", "dirhtml")
"""The builders that write the site, with its data files and everything else beside the pages."""


def makes_site(app: Sphinx) -> bool:
    """Return whether the builder writes the site, rather than an edition or something else."""
    return app.builder.name in SITES
