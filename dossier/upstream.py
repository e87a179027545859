"""Overrides of code that we depend on.

Each says why it is there and when it can go; the tests tell when upstream has mended it.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pybtex.plugin
import sphinx.util.docutils
from docutils import nodes
from docutils.frontend import OptionParser
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation


def remember_plugins() -> None:
    """Let pybtex look up a plugin once, not once a citation.

    sphinxcontrib-bibtex asks for the plain-text backend at every citation, and pybtex scans all installed distributions each
    time: some 3 to 9 milliseconds a citation. It can go when ``pybtex.plugin.find_plugin`` keeps what it has found.
    """
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = lru_cache(maxsize=None)(pybtex.plugin._load_entry_point)


def collect_garbage_less() -> None:
    """Let Python look for garbage every 50,000 new objects, not every 700.

    Trees of nodes are all cycles and live long: looking for garbage among them takes a third of a build as it comes. It can go
    when Sphinx sets the threshold itself, or Python's collector leaves old objects alone.
    """
    gc.set_threshold(50_000, 10, 10)


def remember_options() -> None:
    """Let Sphinx have docutils list its options once, not once a page: two milliseconds a page.

    It can go when ``sphinx.util.docutils`` keeps its option parser.
    """
    made: dict[object, OptionParser] = {}

    def make(components: Iterable[Any], defaults: Mapping[str, Any], read_config_files: bool) -> OptionParser:
        classes = tuple(part if isinstance(part, type) else type(part) for part in components)
        key = (classes, repr(sorted(defaults.items())), read_config_files)
        if key not in made:
            made[key] = OptionParser(components=classes, defaults=dict(defaults), read_config_files=read_config_files)
        return made[key]

    sphinx.util.docutils.OptionParser = make  # type: ignore[assignment, attr-defined]


def skip_theme_navigation(context: dict[str, Any]) -> None:
    """Keep the theme from resolving, rendering and parsing the tree of all pages anew for every page.

    The sidebar is ours (``dossier.render.navigation``), so the theme's own, which grows with the square of the pages, is never
    shown. It can go when Furo computes its tree on demand.
    """
    context["toctree"] = lambda **options: ""


class IndexedBibtexDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which looks at the citations of a key instead of at all citations.

    Upstream scans the whole bibliography twice for every citation resolved, and formats it anew each time. It can go when
    upstream keeps its citations by key, and what it has formatted.
    """

    by_key: dict[str, list[Citation]]
    resolved: dict[tuple[str, ...], nodes.Element]

    def env_updated(self) -> Iterable[str]:
        """Format the bibliographies, then index their citations."""
        updated = super().env_updated()
        self.by_key, self.resolved = defaultdict(list), {}
        for citation in self.citations:
            self.by_key[citation.key].append(citation)
        return updated

    def resolve_xref(  # type: ignore[override]
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Resolve a citation as upstream does, among the citations of its keys only, and each once for the pages of a folder."""
        everything = self.citations
        keys = [part.key for part in parse_citation_targets(target)]
        found = [citation for key in keys for citation in self.by_key.get(key, ())]
        addresses = (builder.get_relative_uri(fromdocname, citation.bibliography_key.docname) for citation in found)
        known = (builder.name, typ, target, *addresses)
        if known not in self.resolved:
            self.data["citations"] = found
            try:
                made = super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
            finally:
                self.data["citations"] = everything
            if len(found) < len(keys):
                return made
            self.resolved[known] = made
        return self.resolved[known].deepcopy()
