"""The wiring: which step runs at which event of a Sphinx build, in the order in which they come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from dossier import search, upstream
from dossier.check import check
from dossier.domain import NAME, DossierDomain, domain_of
from dossier.problem import BrokenSource, Problem
from dossier.read.pages import read_page
from dossier.read.source import read_source
from dossier.records.page import Page
from dossier.render import bibliography, directives, html
from dossier.render.furnish import Furnish
from dossier.seal import Dossier

logger = logging.getLogger(__name__)


class SourceError(SphinxError):
    """The data cannot be read: each problem stands on a line of its own."""

    category = "The evidence cannot be read"


def load_source(app: Sphinx) -> None:
    """Read the evidence, before any page (``builder-inited``).

    :raises SourceError: if it is broken
    """
    try:
        domain_of(app.env).source = read_source(source_folder(app))
    except BrokenSource as broken:
        raise SourceError(f"\n{broken}") from None


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


def seal(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Link and check everything once it is read, and say which pages are out of date (``env-updated``)."""
    domain = domain_of(env)
    domain.sealed = Dossier(domain.source, domain.pages)
    label_for_std(env, domain)
    problems = {problem for found in domain.problems.values() for problem in found}
    for problem in sorted(problems.union(check(domain.sealed))):
        warn(problem)
    fresh = {docname: print_of(env, domain, docname) for docname in sorted(env.found_docs)}
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


def print_of(env: BuildEnvironment, domain: DossierDomain, docname: str) -> str:
    """A fingerprint of everything that a page shows and that stands elsewhere."""
    digest = hashlib.sha256(_navigation(env).encode())
    page = domain.sealed.pages.get(docname)
    if page is not None:
        for part in _drawn_on(domain, page):
            digest.update(repr(part).encode())
    return digest.hexdigest()


def _navigation(env: BuildEnvironment) -> str:
    titles = [(docname, env.titles[docname].astext()) for docname in sorted(env.titles)]
    return repr((titles, sorted(env.toctree_includes.items())))


def _drawn_on(domain: DossierDomain, page: Page) -> Iterator[object]:
    """The records on which the furniture of a page draws."""
    dossier = domain.sealed
    keys = {dossier.source.report.reference, dossier.source.report.digest, *dossier.references_of(page)}
    passages = {id for finding in page.findings for id in finding.passages}
    codes = {block.argument for block in page.blocks if block.name == "passages"}
    passages |= {id for id, code in dossier.source.section_of.items() if code in codes}
    passages |= {passage.id for passage, _ in dossier.passages_tied_to(page.id)}
    for id in sorted(passages):
        passage = dossier.source.passages.get(id)
        yield passage, dossier.register_page(id) if passage else "", dossier.source.section_of.get(id)
        keys |= passage.references if passage else set()
        if codes:
            yield [(claim.id, dossier.text(claim), claim.standing, claim.page.docname) for claim in dossier.claims_from(id)]
    yield [dossier.source.references.get(key) for key in sorted(keys)]
    yield [(m.role, m.target, dossier.labels.get((m.role, m.target))) for m in _all_mentions(page)]
    if page.kind:
        claims = dossier.claims_on(page.kind, page.id)
        yield [(claim.id, dossier.text(claim), claim.standing, claim.page.docname, claim.page.title) for claim in claims]
        yield [(entry.docname, entry.title) for group in dossier.related(page.kind, page.id).values() for entry in group]
        yield [part.title for part in dossier.parts_of(page.id)]
    if any(block.name == "entries" for block in page.blocks):
        yield [(key, entry.meta, dossier.labels.get(key), len(dossier.claims_on(*key))) for key, entry in dossier.entries.items()]


def _all_mentions(page: Page) -> Iterator[Any]:
    yield from page.mentions
    for statement in (*page.findings, *page.provisions):
        yield from statement.mentions


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the parts to a Sphinx application."""
    upstream.remember_plugins()
    bibliography.register()
    app.add_config_value("dossier_source", "../source", "env", types=[str])
    app.setup_extension("sphinxcontrib.bibtex")
    app.add_domain(upstream.IndexedBibtexDomain, override=True)
    app.add_domain(DossierDomain)
    app.add_node(directives.view)
    for name, directive in directives.DIRECTIVES.items():
        app.add_directive_to_domain(NAME, name, directive)
    app.add_post_transform(Furnish)
    app.set_translator("html", html.Translator)
    app.connect("builder-inited", load_source)
    app.connect("builder-inited", html.prepare_builder)
    app.connect("source-read", collect_page)
    app.connect("env-updated", seal, priority=600)
    app.connect("html-collect-pages", html.collect_pages)
    app.connect("html-page-context", html.add_context, priority=400)
    app.connect("build-finished", search.write_index, priority=900)
    return {"version": "1.0", "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
