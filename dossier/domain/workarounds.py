"""Workarounds for faults in libraries, until these are mended there.

Each part names the report of it upstream. Where a library has changed so that there is nothing left to put right, or so that it
does not fit any more, the build goes on without it and says so in one line.
"""

import atexit
import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from operator import itemgetter
from typing import Any

import pybtex.plugin
from docutils import nodes
from docutils.frontend import OptionParser, Values
from pybtex.database import Entry
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinxcontrib.bibtex import domain as bibtex
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

logger = logging.getLogger(__name__)


def put_right(app: Sphinx) -> None:
    """Apply every workaround, as the extension is set up."""
    for work_around in (collect_garbage_less, register_backend, index_citations, keep_options, keep_defaults):
        try:
            work_around(app)
        except (AttributeError, ImportError) as reason:
            logger.info("dossier: nothing to put right any more by %s: %s", work_around.__name__, reason)


def collect_garbage_less(app: Sphinx) -> None:
    """Let Python look for garbage every million new objects, and not as it ends.

    Trees of nodes are all cycles and live long; looking for garbage among them takes a third of a build.
    Reported: https://github.com/python/cpython/issues/124567.
    """
    gc.set_threshold(1_000_000, 10, 10)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def register_backend(app: Sphinx) -> None:
    """Register pybtex's plain-text backend, so that it is not looked for among all installed packages at every citation.

    Reported: docs/contributing/upstream.md, 1.
    """
    backend = pybtex.plugin.find_plugin("pybtex.backends", "plaintext")
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", backend, force=True)


class IndexedBibtexDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, which looks at the citations of a key instead of at all citations.

    Reported: docs/contributing/upstream.md, 2.
    """

    by_key: dict[str, list[Citation]]
    resolved: dict[tuple[str, ...], nodes.Element]
    cited_on: dict[str, set[str]]
    formatted: object = None
    """The citations, in the order in which the bibliographies were formatted, if this process has done so."""

    def env_updated(self) -> Iterable[str]:
        """Format the bibliographies, if anything is new, then index their citations.

        Upstream keeps the nodes of a bibliography and fills them as its page is written: in a process that writes the page again,
        each entry would stand there twice.
        """
        for bibliography in self.bibliographies.values():
            for node in bibliography.citation_nodes.values():
                node.clear()
        self.cited_on = defaultdict(set)
        for reference in self.citation_refs:
            for target in reference.targets:
                self.cited_on[target.key].add(reference.docname)
        cited = sorted(((reference.docname, reference.targets) for reference in self.citation_refs), key=itemgetter(0))
        listed = {citation.bibliography_key for citation in self.citations}
        if listed != self.bibliographies.keys() or self.formatted != cited:
            super().env_updated()
            self.formatted = cited
        self.by_key, self.resolved = defaultdict(list), {}
        for citation in self.citations:
            self.by_key[citation.key].append(citation)
        return ()

    def get_filtered_entries(self, bibliography_key: BibliographyKey) -> Iterable[tuple[str, Entry]]:
        """Choose the entries of a bibliography as upstream does, which goes through all citations of the site for each entry."""
        made = self.bibliographies[bibliography_key]
        try:
            for entry in self.get_entries(made.bibfiles):
                key = made.keyprefix + entry.key
                asked = bibtex._FilterVisitor(entry, bibliography_key.docname, self.cited_on.get(key, set()))  # type: ignore[no-untyped-call]
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


def index_citations(app: Sphinx) -> None:
    """Put our domain in the place of that of sphinxcontrib-bibtex, if that still has what ours is made of."""
    bibtex._FilterVisitor  # noqa: B018
    app.add_domain(IndexedBibtexDomain, override=True)


def keep_options(app: Sphinx) -> None:
    """Let Sphinx have docutils list its options once, not once a page: two milliseconds a page.

    It comes from https://github.com/sphinx-doc/sphinx/pull/13672; Sphinx 9.1 has it no longer.
    """
    replace("sphinx.util.docutils", "OptionParser", remembered_options)


def keep_defaults(app: Sphinx) -> None:
    """Do the same for MyST: another two milliseconds a page.

    Reported: docs/contributing/upstream.md, 3.
    """
    replace("myst_parser.mdit_to_docutils.base", "get_default_settings", remembered_defaults)


def replace(module: str, name: str, ours: Callable[..., Any]) -> None:
    """Put a function of ours into a module under a name that it has already.

    :raises AttributeError: if it has none of that name
    """
    owner = import_module(module)
    getattr(owner, name)
    setattr(owner, name, ours)


def remembered_options(components: Iterable[Any], defaults: Mapping[str, Any], read_config_files: bool) -> OptionParser:
    """The options of docutils, listed once for the same parts and defaults; with these they hold a whole build."""
    key = repr((tuple(map(_class, components)), sorted(defaults.items()), read_config_files))
    if key not in _made:
        for old in [*_made][: 1 - MOST]:
            del _made[old]
        _made[key] = OptionParser(components=components, defaults=dict(defaults), read_config_files=read_config_files)
    return _made[key]


_made: dict[str, OptionParser] = {}
MOST = 3
"""How many lists of options are kept."""


def _class(part: Any) -> type:
    return part if isinstance(part, type) else type(part)


def remembered_defaults(parser: type) -> Values:
    """The defaults of a parser's options."""
    return _options(parser).get_default_values()


@cache
def _options(parser: type) -> OptionParser:
    return OptionParser(components=(parser,))
