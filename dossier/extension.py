"""The wiring: which step runs at which event of a Sphinx build, in the order in which they come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from dossier import search, upstream
from dossier.check import check
from dossier.domain import NAME, DossierDomain, domain_of
from dossier.export.tables import fingerprint
from dossier.export.write import write_files
from dossier.pictures import directives as picture_directives
from dossier.pictures import nodes as picture_nodes
from dossier.pictures.drawn_on import drawn_on
from dossier.problem import BrokenSource, Problem
from dossier.read.pages import read_page
from dossier.read.source import read_source
from dossier.read.text import read_text
from dossier.records.page import Page
from dossier.render import bibliography, contribute, directives, feed, front, html, references, rules, views
from dossier.render.builder import PageBuilder
from dossier.render.furnish import Furnish
from dossier.render.navigation import Navigation, captioned
from dossier.seal import Dossier

logger = logging.getLogger(__name__)


class SourceError(SystemExit):
    """The data or a page cannot be read: each problem stands on a line of its own.

    It ends the process with these lines; to an error of another class Sphinx would add a traceback.
    """


def load_source(app: Sphinx) -> None:
    """Read the evidence, before any page (``builder-inited``).

    :raises SourceError: if it is broken
    """
    try:
        domain_of(app.env).source = read_source(source_folder(app))
    except BrokenSource as broken:
        raise SourceError(str(broken)) from None


def refuse_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Stop before reading a page that is no text (``env-before-read-docs``).

    :raises SourceError: if there is one
    """
    problems = []
    for docname in sorted(docnames):
        try:
            read_text(Path(shown(Path(env.doc2path(docname)))))
        except BrokenSource as broken:
            problems += broken.problems
    if problems:
        raise SourceError(str(BrokenSource(problems)))


def source_folder(app: Sphinx) -> Path:
    """The folder of the evidence."""
    folder = Path(app.confdir, app.config.dossier_source).resolve()
    return Path(shown(folder))


def shown(path: Path) -> str:
    """A path as messages show it: from the working folder, where it is below that."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def collect_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Read the records of a page out of its text (``source-read``)."""
    path = app.env.doc2path(docname)
    if path.suffix == ".md":
        page, problems = read_page(docname, Path(shown(Path(path))), source[0])
        domain_of(app.env).note_page(page, problems)


def reread_registers(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Say which pages print a section that has other passages than at the last build (``env-get-outdated``)."""
    domain = domain_of(env)
    before, now = domain.sections, domain.source.passages_by_section
    domain.data["sections"] = now
    printed = [(block.argument, page) for page in domain.pages.values() for block in page.blocks if block.name == "passages"]
    return [page.docname for code, page in printed if before.get(code) != now.get(code)]


def seal(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Link and check everything once it is read, and say which pages are out of date (``env-updated``)."""
    domain = domain_of(env)
    domain.sealed = Dossier(domain.source, domain.pages)
    domain.navigation = Navigation(env)
    label_for_std(env, domain)
    problems = {problem for found in domain.problems.values() for problem in found}
    for problem in sorted(problems.union(check(domain.sealed))):
        warn(problem)
    frame = _frame(env, domain)
    fresh = {docname: print_of(domain, docname, frame) for docname in sorted(env.found_docs)}
    stale = [docname for docname, print_ in fresh.items() if domain.prints.get(docname) != print_]
    domain.data["prints"] = fresh
    return stale


def warn(problem: Problem) -> None:
    """Give a problem as a warning with type, subtype and place."""
    location = f"{problem.path}:{problem.line}"
    logger.warning("%s; %s", problem.message, problem.cure, type=NAME, subtype=problem.rule, location=location)


def label_for_std(env: BuildEnvironment, domain: DossierDomain) -> None:
    """Give each object a label, so that a project without this extension can link to it too: ``finding-ID``."""
    labels = env.domains.standard_domain.anonlabels
    titled = env.domains.standard_domain.labels
    for id, label, type_, docname, anchor, _ in domain.get_objects():
        labels[f"{type_}-{id}".lower()] = (docname, anchor)
        titled[f"{type_}-{id}".lower()] = (docname, anchor, label)


def print_of(domain: DossierDomain, docname: str, frame: str) -> str:
    """A fingerprint of everything that a page shows and that stands elsewhere.

    :param frame: a fingerprint of what stands around the text of every page
    """
    digest = hashlib.sha256(frame.encode())
    page = domain.sealed.pages.get(docname)
    if page is not None:
        for part in _drawn_on(domain, page):
            digest.update(repr(part).encode())
    return digest.hexdigest()


def _frame(env: BuildEnvironment, domain: DossierDomain) -> str:
    titles = [(docname, env.titles[docname].astext()) for docname in sorted(env.titles)]
    tree = (list(captioned(env)), sorted(env.toctree_includes.items()))
    shown = repr((titles, tree, domain.sealed.source.report, domain.sealed.labels))
    return hashlib.sha256(shown.encode()).hexdigest()


def _drawn_on(domain: DossierDomain, page: Page) -> Iterator[object]:
    """The records on which the furniture of a page draws."""
    dossier = domain.sealed
    keys = {dossier.source.report.reference, dossier.source.report.digest, *dossier.references_of(page)}
    passages = {id for finding in page.findings for id in finding.passages}
    codes = {block.argument for block in page.blocks if block.name == "passages"}
    passages |= {id for code in codes for id in dossier.source.passages_by_section.get(code, ())}
    passages |= {passage.id for passage, _ in dossier.passages_tied_to(page.id)}
    for id in sorted(passages):
        passage = dossier.source.passages.get(id)
        yield passage, dossier.register_page(id) if passage else "", dossier.source.section_of.get(id)
        keys |= passage.references if passage else set()
        if codes:
            yield [(claim.id, dossier.text(claim), claim.standing, claim.page.docname) for claim in dossier.claims_from(id)]
    yield [dossier.source.references.get(key) for key in sorted(keys)]
    yield [(mention, domain.find(mention.role, mention.target)) for mention in _all_mentions(page)]
    if page.kind:
        claims = dossier.claims_on(page.kind, page.id)
        yield [(claim.id, dossier.text(claim), claim.standing, claim.page.docname, claim.page.title) for claim in claims]
        yield [(entry.docname, entry.title) for group in dossier.related(page.kind, page.id).values() for entry in group]
        yield [part.title for part in dossier.parts_of(page.id)]
    if any(block.name == "key-figures" for block in page.blocks):
        yield [(claim.id, dossier.text(claim), claim.standing, claim.page.docname) for claim in dossier.claims.values()]
    if any(block.name == "entries" for block in page.blocks):
        yield [(key, entry.meta, len(dossier.claims_on(*key))) for key, entry in dossier.entries.items()]
    if any(block.name in views.DIRECTIVES for block in page.blocks):
        yield fingerprint(dossier), dossier.source.dataset, dossier.source.ledger
    yield from drawn_on(dossier, page)
    if any(block.name == "changes" for block in page.blocks):
        standing = [(claim.id, claim.page.docname) for claim in dossier.claims.values()]
        yield dossier.source.releases, dossier.source.ledger.retired, standing
    yield [stone for stone in dossier.source.ledger.retired if stone.stood_on == page.docname]


def _all_mentions(page: Page) -> Iterator[Any]:
    yield from page.mentions
    for statement in (*page.findings, *page.provisions):
        yield from statement.mentions


def export(app: Sphinx, exception: Exception | None) -> None:
    """Write the data files beside the pages (``build-finished``)."""
    if exception is None and app.builder.name == "html":
        write_files(domain_of(app.env).sealed, Path(app.outdir))


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the parts to a Sphinx application."""
    upstream.collect_garbage_less()
    upstream.remember_plugins()
    upstream.remember_options()
    bibliography.register()
    app.add_config_value("dossier_source", "../source", "env", types=[str])
    app.add_config_value("dossier_repository", "", "html", types=[str])
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(upstream.IndexedBibtexDomain, override=True)
    app.add_domain(DossierDomain)
    app.add_node(directives.view)
    front.register(app)
    picture_nodes.register(app)
    every: dict[str, type[SphinxDirective]] = {**directives.DIRECTIVES, **front.DIRECTIVES, **views.DIRECTIVES}
    every.update(picture_directives.DIRECTIVES)
    every["rules"] = rules.RulesDirective
    for name, directive in every.items():
        app.add_directive_to_domain(NAME, name, directive)
    app.add_post_transform(Furnish)
    app.add_post_transform(references.Group)
    app.add_builder(PageBuilder, override=True)
    app.set_translator("html", html.Translator)
    app.connect("builder-inited", load_source)
    app.connect("builder-inited", html.prepare_builder)
    app.connect("env-get-outdated", reread_registers)
    app.connect("env-get-outdated", html.remove_pages)
    app.connect("env-before-read-docs", refuse_unreadable)
    app.connect("source-read", collect_page)
    app.connect("env-updated", seal, priority=600)
    app.connect("html-collect-pages", html.collect_pages)
    app.connect("html-collect-pages", search.describe_search)
    app.connect("html-page-context", html.add_context, priority=400)
    app.connect("html-page-context", contribute.add_context)
    app.connect("html-page-context", feed.add_context)
    app.connect("doctree-resolved", search.write_view, priority=900)
    app.connect("doctree-resolved", contribute.add_report_links, priority=950)
    app.connect("build-finished", feed.write_feed)
    app.connect("build-finished", export, priority=800)
    app.connect("build-finished", search.write_index, priority=900)
    return {"version": "1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
