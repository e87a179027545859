"""Overrides of code that we depend on.

Each says why it is there and when it can go; the tests tell when upstream has mended it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pybtex.plugin
from docutils import nodes
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


def skip_theme_navigation(context: dict[str, Any]) -> None:
    """Keep the theme from resolving, rendering and parsing the tree of all pages anew for every page.

    The sidebar is ours (``dossier.render.navigation``), so the theme's own, which grows with the square of the pages, is never
    shown. It can go when Furo computes its tree on demand.
    """
    context["toctree"] = lambda **options: ""


class IndexedBibtexDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which looks at the citations of a key instead of at all citations.

    Upstream scans the whole bibliography twice for every citation resolved. It can go when upstream keeps its citations by key.
    """

    by_key: dict[str, list[Citation]]

    def env_updated(self) -> Iterable[str]:
        """Format the bibliographies, then index their citations."""
        updated = super().env_updated()
        self.by_key = defaultdict(list)
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
        """Resolve a citation as upstream does, among the citations of its keys only."""
        everything = self.citations
        keys = (part.key for part in parse_citation_targets(target))
        self.data["citations"] = [citation for key in keys for citation in self.by_key.get(key, ())]
        try:
            return super().resolve_xref(env, fromdocname, builder, typ, target, node, contnode)
        finally:
            self.data["citations"] = everything
