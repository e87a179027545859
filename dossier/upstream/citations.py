"""Citations and bibliographies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

import pybtex.plugin
from docutils import nodes
from pybtex.database import Entry
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation, _FilterVisitor

from dossier.upstream.override import instead_of

remember_plugins = instead_of(pybtex.plugin, "_load_entry_point")(lru_cache(maxsize=None)(pybtex.plugin._load_entry_point))
"""Look up a plugin once, not once a citation.

sphinxcontrib-bibtex asks for the plain-text backend at every citation, and pybtex scans all installed distributions each time:
some 3 to 9 milliseconds a citation. It can go when ``pybtex.plugin.find_plugin`` keeps what it has found.
"""


class IndexedBibtexDomain(BibtexDomain):
    """sphinxcontrib-bibtex's domain, which looks at the citations of a key instead of at all citations.

    Upstream scans the whole bibliography twice for every citation resolved, and formats it anew each time. It can go when
    upstream keeps its citations by key, and what it has formatted.
    """

    by_key: dict[str, list[Citation]]
    resolved: dict[tuple[str, ...], nodes.Element]
    cited_on: dict[str, set[str]]

    def env_updated(self) -> Iterable[str]:
        """Format the bibliographies, then index their citations."""
        self.cited_on = defaultdict(set)
        for reference in self.citation_refs:
            for target in reference.targets:
                self.cited_on[target.key].add(reference.docname)
        updated = super().env_updated()
        self.by_key, self.resolved = defaultdict(list), {}
        for citation in self.citations:
            self.by_key[citation.key].append(citation)
        return updated

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Entry]]:
        """Choose the entries of a bibliography as upstream does, which goes through all citations of the site for each entry."""
        made = self.bibliographies[bibliography_key]
        try:
            for entry in self.get_entries(made.bibfiles):
                key = made.keyprefix + entry.key
                asked = _FilterVisitor(entry, bibliography_key.docname, self.cited_on.get(key, set()))  # type: ignore[no-untyped-call]
                if asked.visit(made.filter_) or entry.key in made.keys:
                    yield key, entry
        except ValueError:
            yield from super().get_filtered_entries(bibliography_key)

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
