"""Workarounds for bugs in libraries, until they are fixed upstream.

Each names its upstream report. If a library has changed so that a workaround no longer applies, it is skipped and the build logs
one line.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

import pybtex.plugin
from docutils import nodes
from pybtex.backends.plaintext import Backend
from pybtex.database import Entry
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinxcontrib.bibtex import domain as bibtex
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

from dossier.graph import Index

logger = logging.getLogger(__name__)


def apply_workarounds(app: Sphinx) -> None:
    """Apply every workaround, when the extension is set up."""
    for work_around in (register_backend, index_citations):
        try:
            work_around(app)
        except (AttributeError, ImportError) as reason:
            logger.info("dossier: the workaround %s no longer applies: %s", work_around.__name__, reason)


def register_backend(app: Sphinx) -> None:
    """Register pybtex's plain-text backend, so that pybtex does not search all installed packages for it at every citation.

    Reported: docs/contributing/upstream.md, 1.
    """
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", Backend, force=True)


class IndexedBibtexDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex with an index, so that a look-up does not scan all citations.

    Reported: docs/contributing/upstream.md, 2.
    """

    by_key: Index[str, Citation]
    resolved: dict[tuple[str, ...], nodes.Element]
    cited_on: Index[str, str]

    def env_updated(self) -> Iterable[str]:
        """Format the bibliographies if citations or the files have changed since, then index their entries.

        Upstream keeps the nodes of a bibliography and fills them when its page is written. They are cleared here, because a
        process that writes the page again would otherwise add every entry a second time.
        """
        for bibliography in self.bibliographies.values():
            for node in bibliography.citation_nodes.values():
                node.clear()
        self.cited_on = Index((target.key, reference.docname) for reference in self.citation_refs for target in reference.targets)
        cited = sorted(((reference.docname, reference.targets) for reference in self.citation_refs), key=itemgetter(0))
        files = {path: file.mtime for path, file in self.bibdata.bibfiles.items()}
        listed = {citation.bibliography_key for citation in self.citations}
        if listed != self.bibliographies.keys() or self.data.get("formatted") != (cited, files):
            super().env_updated()
            self.data["formatted"] = cited, files
        self.by_key, self.resolved = Index((citation.key, citation) for citation in self.citations), {}
        return ()

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Entry]]:
        """Yield the entries of a bibliography, as upstream does, but without scanning all citations for each entry."""
        made = self.bibliographies[bibliography_key]
        try:
            for entry in self.get_entries(made.bibfiles):
                key = made.keyprefix + entry.key
                asked = bibtex._FilterVisitor(entry, bibliography_key.docname, set(self.cited_on[key]))  # type: ignore[no-untyped-call]
                if asked.visit(made.filter_) or entry.key in made.keys:
                    yield key, entry
        except ValueError:
            yield from super().get_filtered_entries(bibliography_key)

    def resolve_xref(  # type: ignore[override]
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, *rest: Any
    ) -> nodes.Element:
        """Resolve a citation as upstream does, but search only the citations of its keys, and cache by relative address."""
        everything = self.citations
        keys = [part.key for part in parse_citation_targets(target)]
        found = [citation for key in keys for citation in self.by_key[key]]
        addresses = (builder.get_relative_uri(fromdocname, citation.bibliography_key.docname) for citation in found)
        known = (builder.name, typ, target, *addresses)
        if known not in self.resolved:
            self.data["citations"] = found
            try:
                made = super().resolve_xref(env, fromdocname, builder, typ, target, *rest)
            finally:
                self.data["citations"] = everything
            if len(found) < len(keys):
                return made
            self.resolved[known] = made
        return self.resolved[known].deepcopy()


def index_citations(app: Sphinx) -> None:
    """Replace the domain of sphinxcontrib-bibtex with ours, if it still has the class that ours uses."""
    bibtex._FilterVisitor  # noqa: B018
    app.add_domain(IndexedBibtexDomain, override=True)
