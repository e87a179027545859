"""What lives for one build: the records of the source, the linked dossier, what modules derive from them for all pages, and what
pages look up in it while they are made, by which a page can tell later that it is out of date.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar, cast
from weakref import WeakKeyDictionary

from pydantic import BaseModel
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

from dossier.export.tables import fingerprint
from dossier.graph import Dossier, LinkedFinding
from dossier.model.page import Page
from dossier.model.publication import Release
from dossier.model.reference import Reference
from dossier.parser.source import Source

P = TypeVar("P")


class BuildState:
    """What one build knows; nothing of it is pickled.

    :ivar source: the records of the source folder, from the start
    :ivar dossier: these and the pages, linked, once all pages are read
    :ivar lookups: what pages look up in it
    :ivar last_changes: the day on which each page was last changed, by its path, where that is told
    :ivar rules: the process that applies the rules, if they have one of their own
    """

    source: Source
    dossier: Dossier
    lookups: "Lookups"

    def __init__(self) -> None:
        self.last_changes: dict[str, str] = {}
        self.rules = ParallelTasks(1)
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


def forget(env: BuildEnvironment) -> None:
    """Let go of the state of the build of an environment, which holds that environment as long as it is kept."""
    _STATES.pop(env, None)


SITES = ("html", "dirhtml")
"""The builders that make the site, with its data and all else that stands beside the pages."""


def makes_site(app: Sphinx) -> bool:
    """Whether the site is built, and not an edition or something else."""
    return app.builder.name in SITES


Lookup = tuple[Any, ...]
"""A look-up: the names of the attributes, then the arguments of a method or the key of a mapping, if only that was asked for."""


class PageName(str):
    """The docname of a page that is the argument of a look-up."""


class Lookups:
    """The look-ups of the pages that are made, and what each finds in a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.made: dict[str, set[Lookup]] = defaultdict(set)
        """Those of each page, by docname."""
        self._dossier = dossier
        self.checksum = cache(self._checksum)
        self._records: dict[int, tuple[str, object]] = {}
        """The checksum of each record, by its address in memory, and the record, so that no other one takes that address."""

    def anew(self, docname: str) -> Dossier:
        """The dossier for a page that is about to be made, which forgets what was looked up for it before."""
        self.made[docname] = set()
        return self.of(docname)

    def of(self, docname: str) -> Dossier:
        """The dossier for a page, which notes what is looked up in it."""
        return cast(Dossier, _Watched(self._dossier, (), self.made[docname].add))

    def _checksum(self, lookup: Lookup) -> str:
        """A checksum of what a look-up finds."""
        said = repr(self._said(self._find(lookup)))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def _find(self, lookup: Lookup) -> object:
        name, *rest = lookup
        found: Any = getattr(self._dossier, name)
        if name == "source":
            found = getattr(found, rest.pop(0))
        rest = [self._dossier.pages.get(part) if isinstance(part, PageName) else part for part in rest]
        try:
            found = found(*rest) if callable(found) else found[rest[0]] if rest else found
            return found if name != "entries" else [(page, page.meta) for page in ([found] if rest else found.values())]
        except (AttributeError, LookupError):  # of what is gone
            return None

    def _said(self, found: object) -> object:
        """What a page may show of something that it has looked up; of a record, a checksum."""
        if isinstance(found, Mapping):
            return [(key, self._said(value)) for key, value in found.items()]
        if isinstance(found, BaseModel | Dossier | LinkedFinding | Page | Reference):
            return self._record(found)
        return [self._said(part) for part in found] if isinstance(found, list | tuple) else found

    def _record(self, record: object) -> str:
        if id(record) not in self._records:
            checksum = hashlib.sha256(repr(self._shown(record)).encode()).hexdigest()
            self._records[id(record)] = checksum, record
        return self._records[id(record)][0]

    def _shown(self, record: object) -> object:
        """What a page may show of a record: of a page its title."""
        if isinstance(record, Page):
            return record.docname, record.kind, record.title
        if isinstance(record, LinkedFinding):
            text, page, found = record.text, self._said(record.page), record.record
            facts = (found.passages, found.evidence, found.corrects, record.section, sorted(record.facets.items()))
            return record.id, text, page, facts, record.how_sure, record.states
        if isinstance(record, Reference):
            return replace(record, line=0)
        if isinstance(record, Release):
            return record.version, record.date, repr(record.findings), record.sha256
        return (fingerprint(record), record.source.dataset, record.source.style) if isinstance(record, Dossier) else record


class _Watched:
    """A dossier or its source, for one page."""

    def __init__(self, of: object, path: Lookup, note: Callable[[Lookup], None]) -> None:
        self._of, self._path, self._note = of, path, note

    def __getattr__(self, name: str) -> Any:
        found, lookup = getattr(self._of, name), (*self._path, name)
        if name == "source":
            return _Watched(found, lookup, self._note)
        if callable(found):
            return self._watched(found, lookup)
        if isinstance(found, Mapping):
            return _WatchedMapping(found, lookup, self._note)
        self._note(lookup)
        return found

    def _watched(self, method: Callable[..., Any], lookup: Lookup) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            if not any(isinstance(argument, LinkedFinding) for argument in arguments):
                names = (PageName(part.docname) if isinstance(part, Page) else part for part in arguments)
                self._note((*lookup, *names))
            return method(*arguments)

        return call


class _WatchedMapping(Mapping[Any, Any]):
    """A mapping, for one page: of a key, only what it has is noted, and else all of it."""

    def __init__(self, of: Mapping[Any, Any], lookup: Lookup, note: Callable[[Lookup], None]) -> None:
        self._of, self._lookup, self._note = of, lookup, note

    def __getitem__(self, key: Any) -> Any:
        self._note((*self._lookup, key))
        return self._of[key]

    def __iter__(self) -> Iterator[Any]:
        self._note(self._lookup)
        return iter(self._of)

    def __len__(self) -> int:
        self._note(self._lookup)
        return len(self._of)

    def items(self) -> Any:
        """All of it, which is one look-up, and not one for each key."""
        self._note(self._lookup)
        return self._of.items()

    def values(self) -> Any:
        """All that it holds."""
        self._note(self._lookup)
        return self._of.values()
