"""Facets: by what a reader can narrow a search. A finding has facets of its own, and every other part those of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sphinx.environment import BuildEnvironment

from dossier.build import build_of
from dossier.graph import Dossier, Key, LinkedFinding
from dossier.html.navigation import Navigation
from dossier.kinds import KINDS, kind_of_folder, linked_ids, wholes_of
from dossier.model.support import CORRECTED

Values = dict[Key, str]
"""The values of facets that something has: the label of each, by facet and id."""


def facets_of_page(env: BuildEnvironment, docname: str) -> Values:
    """The facets of a page: its kind, and the entries that it is about.

    A page that is no entry is of the kind whose folder it stands in, or else of the kind that its part of the site is called.
    """
    build = build_of(env)
    page = build.dossier.pages.get(docname)
    folder = docname.partition("/")[0]
    kind = kind_of_folder(folder)
    own = {("kind", kind.name if kind else folder): kind.singular if kind else build.part(Navigation).top(docname)}
    if page is None or not page.kind or page.meta is None:
        return own
    keys = {(page.kind, page.id), *((kind, id) for kind, ids in linked_ids(page).values() for id in ids)}
    return own | _entries(build.dossier, keys)


def facets_of_finding(dossier: Dossier, finding: LinkedFinding) -> Values:
    """The facets of a finding: what it bears on, the States that it concerns, its support and what of it was corrected."""
    keys = {(kind, id) for kind, ids in finding.facets.items() for id in ids}
    states: Values = {("state", state): state for state in finding.states}
    corrected: Values = {("corrected", kind): kind.capitalize() for kind in finding.correction_kinds}
    return _entries(dossier, keys) | states | corrected | {("support", finding.support.id): finding.support.label}


def _entries(dossier: Dossier, keys: Iterable[Key]) -> Values:
    """Entries and what they are part of."""
    found = {above for key in keys for above in (key, *_above(dossier, *key))}
    return {key: dossier.entries[key].title for key in sorted(found & dossier.entries.keys())}


def _above(dossier: Dossier, kind: str, id: str) -> Iterator[Key]:
    page = dossier.entries.get((kind, id))
    if page is not None:
        above, ids = wholes_of(page)
        yield from ((above, parent) for parent in ids)


def labelled(values: Iterable[Mapping[Key, str]]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Every facet with its name, what it is called, and its values: the id and the label of each."""
    known = {key: label for some in values for key, label in some.items()}
    own = {"corrected": CORRECTED.capitalize()}
    names = [name for name in ("kind", "support", "corrected", *KINDS, "state") if any(name == facet for facet, _ in known)]
    return [
        (
            name,
            KINDS[name].singular if name in KINDS else own.get(name, name.capitalize()),
            sorted((id, label) for (facet, id), label in known.items() if facet == name),
        )
        for name in names
    ]
