"""The look-ups that each page makes in the dossier while it is written; at the next build they show whether it is stale."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, cast

from pydantic import BaseModel

from dossier.graph import Dossier, LinkedFinding
from dossier.model.page import Page
from dossier.model.publication import Release
from dossier.model.source import Reference

Lookup = tuple[Any, ...]
"""A look-up: attribute names, then the arguments of a method or the key of a mapping, if there are any."""
WHOLE: Lookup = ("whole",)
"""The look-up of all records."""


class PageName(str):
    """The docname of a page passed as an argument, which stands for the page in a look-up."""


class Lookups:
    """The look-ups that pages make in a dossier, and a checksum of each result."""

    def __init__(self, dossier: Dossier) -> None:
        self.made: dict[str, set[Lookup]] = defaultdict(set)
        """The look-ups of each page, by docname."""
        self.known: dict[Lookup, str] = {}
        """The checksums known so far."""
        self._dossier = dossier
        self._records: dict[int, tuple[str, object]] = {}
        """The checksum of each record, by ``id()``, with the record itself, so that its id is not reused."""

    def start_page(self, docname: str) -> Dossier:
        """Return a recording view of the dossier for a page about to be written, and clear its earlier look-ups."""
        self.made[docname] = set()
        return self.of(docname)

    def of(self, docname: str) -> Dossier:
        """Return a view of the dossier that records what a page looks up in it."""
        return cast(Dossier, _Watched(self._dossier, (), self.made[docname].add))

    def checksum(self, lookup: Lookup) -> str:
        """Return a checksum of the result of a look-up."""
        if lookup not in self.known:
            visible = repr(self._visible(self._find(lookup)))
            self.known[lookup] = hashlib.sha256(visible.encode()).hexdigest()[:16]
        return self.known[lookup]

    def _find(self, lookup: Lookup) -> object:
        name, *rest = lookup
        found: Any = getattr(self._dossier, name)
        if name == "source":
            found = getattr(found, rest.pop(0))
        rest = [self._dossier.pages.get(part) if isinstance(part, PageName) else part for part in rest]
        try:
            found = found(*rest) if callable(found) else found[rest[0]] if rest else found
            return found if name != "entries" else [(page, page.meta) for page in ([found] if rest else found.values())]
        except (AttributeError, LookupError):  # the record has been removed
            return None

    def _visible(self, found: object) -> object:
        """Return the part of a result that a page may show; for a record, a checksum."""
        if isinstance(found, str):
            return found
        if isinstance(found, list | tuple):
            return [self._visible(part) for part in found]
        if isinstance(found, BaseModel | Dossier | LinkedFinding | Page | Reference):
            return self._record(found)
        return [(key, self._visible(value)) for key, value in found.items()] if isinstance(found, Mapping) else found

    def _record(self, record: object) -> str:
        if id(record) not in self._records:
            checksum = hashlib.sha256(repr(self._visible_fields(record)).encode()).hexdigest()
            self._records[id(record)] = checksum, record
        return self._records[id(record)][0]

    def _visible_fields(self, record: object) -> object:
        """Return the fields of a record that another page may show, such as the title of a page."""
        if isinstance(record, Page):
            return record.docname, record.kind, record.title
        if isinstance(record, LinkedFinding):
            text, page, found = record.text, self._visible(record.page), record.record
            facts = (found.passages, found.evidence, found.corrects, record.section, sorted(record.facets.items()))
            return record.id, text, page, facts, record.assessment, record.states
        if isinstance(record, Reference):
            return replace(record, line=0)
        if isinstance(record, Release):
            return record.version, record.date, repr(record.findings), record.sha256
        return self._everything(record) if isinstance(record, Dossier) else record

    def _everything(self, dossier: Dossier) -> object:
        """Return all of a dossier except the prose of its pages other than terms, which no other page shows."""
        shown = {part.name for part in fields(dossier.source)} - {"places", "files"}  # locations, which only messages show
        source = [self.checksum(("source", name)) for name in sorted(shown)]
        pages = [
            (self._visible(page), page.front, [replace(it, line=0, at={}, mentions=()) for it in page.provisions])
            for page in dossier.pages.values()
        ]
        cited = [[*dossier.references_of(page)] for page in dossier.pages.values()]
        blocks = [(docname, block) for docname, page in dossier.pages.items() for block in page.blocks]
        directives = [(docname, block.name, block.argument) for docname, block in blocks if block.kind == "directive"]
        archived = {version: sorted(paths) for version, paths in dossier.archived.items()}
        site = [dossier.address, *map(dossier.url, dossier.pages), dossier.editions, archived]
        return source, pages, cited, directives, self._visible(dossier.findings), dossier.terms, site


class _Watched:
    """A proxy of a dossier, or of its source, that records the look-ups of one page."""

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
    """A proxy of a mapping that records the look-ups of one page: a single key, or the whole mapping."""

    def __init__(self, of: Mapping[Any, Any], lookup: Lookup, note: Callable[[Lookup], None]) -> None:
        self._of, self._lookup, self._note = of, lookup, note

    def __getitem__(self, key: Any) -> Any:
        self._note((*self._lookup, key))
        return self._of[key]

    def _whole(self) -> Mapping[Any, Any]:
        self._note(self._lookup)
        return self._of

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def items(self) -> Any:
        """Return all items, recorded as one look-up rather than one per key."""
        return self._whole().items()

    def values(self) -> Any:
        """Return all values, recorded as one look-up."""
        return self._whole().values()
