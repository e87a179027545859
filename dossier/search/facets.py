"""Facets: by what a reader can narrow a search."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sphinx.environment import BuildEnvironment

from dossier.build import build_of
from dossier.graph import Dossier, Key, LinkedFinding
from dossier.html.navigation import Navigation
from dossier.kinds import KINDS, kind_of_folder, linked_ids, wholes_of
from dossier.model.page import Page
from dossier.model.support import CORRECTED

Facets = dict[str, dict[str, str]]
"""The values of each facet that a page has: label by id."""


def facets_of(env: BuildEnvironment, docname: str) -> Facets:
    """The facets of a page: its kind, the entries on which it bears, and how well its findings are supported.

    A page that is no entry is of the kind whose folder it stands in, or else of the kind that its part of the site is called.
    """
    build = build_of(env)
    dossier = build.dossier
    page = dossier.pages.get(docname)
    folder = docname.partition("/")[0]
    kind = kind_of_folder(folder)
    facets: Facets = {"kind": {kind.name: kind.singular} if kind else {folder: build.part(Navigation).top(docname)}}
    if page is not None:
        for of, id in sorted(_bearing(dossier, page)):
            facets.setdefault(of, {})[id] = dossier.entries[of, id].title
        findings = _findings(dossier, page)
        facets["support"] = {finding.support.id: finding.support.label for finding in findings}
        facets["corrected"] = {kind: kind.capitalize() for finding in findings for kind in finding.correction_kinds}
    return facets


def _findings(dossier: Dossier, page: Page) -> list[LinkedFinding]:
    return [dossier.findings[finding.id] for finding in page.findings if dossier.findings[finding.id].page is page]


def _bearing(dossier: Dossier, page: Page) -> set[Key]:
    """The entries on which a page bears: itself, those named in its front matter and findings, and what those are part of."""
    keys = {(kind, id) for finding in _findings(dossier, page) for kind, ids in finding.facets.items() for id in ids}
    if page.kind and page.meta is not None:
        keys |= {(page.kind, page.id), *((kind, id) for kind, ids in linked_ids(page).values() for id in ids)}
    keys |= {above for key in keys for above in _above(dossier, *key)}
    return keys & dossier.entries.keys()


def _above(dossier: Dossier, kind: str, id: str) -> Iterator[Key]:
    page = dossier.entries.get((kind, id))
    if page is not None:
        above, ids = wholes_of(page)
        yield from ((above, parent) for parent in ids)


def write_facets(path: Path, pages: Sequence[tuple[Sequence[str], Facets]]) -> None:
    """Write the facets of the whole site.

    The file has in ``pages`` the index's ids of the parts of each page, and in ``facets`` for each value of a facet its label and
    the numbers of the pages that have it.

    :param pages: the ids of the parts of each page, and its facets
    """
    found: Mapping[str, dict[str, list[object]]] = {"kind": {}, **{kind: {} for kind in KINDS}, "support": {}, "corrected": {}}
    numbers: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (_, facets) in enumerate(pages):
        for name, values in facets.items():
            for id, label in values.items():
                numbers[name, id].append(number)
                found[name][id] = [label, numbers[name, id]]
    kept = {name: dict(sorted(values.items())) for name, values in found.items() if values}
    made = {"pages": [list(ids) for ids, _ in pages], "labels": _labels(kept), "facets": kept}
    path.write_bytes(json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())


def _labels(names: Mapping[str, object]) -> dict[str, str]:
    own = {"corrected": CORRECTED.capitalize()}
    return {name: KINDS[name].singular if name in KINDS else own.get(name, name.capitalize()) for name in names}
