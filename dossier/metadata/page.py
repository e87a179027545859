"""Each page described as JSON-LD, which browsers hold for data and do not run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

from dossier.build import BuildState, build_of
from dossier.html.contribute import last_change
from dossier.html.navigation import Navigation
from dossier.kinds import KINDS
from dossier.metadata import things
from dossier.metadata.site import Site, site_of
from dossier.metadata.things import Node, known
from dossier.model.page import Page


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the templates the description of the page (``html-page-context``)."""
    if doctree is None:
        return
    build, site = build_of(app.env), site_of(app)
    about = _about(app, build, site, pagename)
    described = known({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": site.address(pagename),
        "url": site.address(pagename),
        "name": build.part(Navigation).title(pagename),
        "description": context.get("description", ""),
        "dateModified": last_change(app.env, pagename),
        "inLanguage": app.config.language,
        "isPartOf": known({"@type": "WebSite", "name": site.name, "url": site.base}),
        "breadcrumb": things.path(_steps(app, build, site, pagename)) if site.base else {},
        "about": about,
        "mainEntity": _main(build, site, pagename, doctree),
    })  # fmt: skip
    context["linked_data"] = _script(described)


def _about(app: Sphinx, build: BuildState, site: Site, docname: str) -> Node:
    """The report, or the subject of an entry."""
    page = build.dossier.pages.get(docname)
    if Matcher(app.config.dossier_about_report)(docname):
        root = site.address(app.config.root_doc)
        return things.report(build.dossier, root and f"{root}#report")
    return known(KINDS[page.kind].thing(page)) if page and page.kind and page.meta is not None else {}


def _main(build: BuildState, site: Site, docname: str, doctree: nodes.document) -> Node:
    """What the page is there for, where that is data or a list of terms."""
    page = build.dossier.pages.get(docname)
    if page and _has(page, "downloads"):
        address = site.address(docname)
        return things.dataset(build.dossier, site, address and f"{address}#dataset")
    return things.terms(doctree, site, docname, build.part(Navigation).title(docname))


def _has(page: Page, directive: str) -> bool:
    return any(block.name == directive for block in page.blocks)


def _steps(app: Sphinx, build: BuildState, site: Site, docname: str) -> Iterator[tuple[str, str]]:
    root = app.config.root_doc
    yield build.dossier.source.report.symbol, site.address(root)
    for step in [*build.part(Navigation).above(docname), docname]:
        if step != root:
            yield build.part(Navigation).title(step), site.address(step)


def _script(described: Node) -> str:
    """A node as the content of a script: nothing in it can end that."""
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
