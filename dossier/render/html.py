"""What is particular to HTML pages: anchors on headings, the page's own context, the search page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.writers.html5 import HTML5Translator

from dossier import upstream
from dossier.domain import domain_of
from dossier.kinds import KINDS
from dossier.render.navigation import Navigation

SCRIPTS = ("scripts/furo.js",)
"""Scripts that the pages need of those that Sphinx and the theme would load."""


class Translator(HTML5Translator):
    """Sphinx's translator, with the address of a section on its heading.

    A search engine lands on headings; Sphinx puts the address on the section around them.
    """

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section without an id."""
        self.section_level += 1
        classes = " ".join(node["classes"])
        self.body.append(f'<section class="{classes}">\n' if classes else "<section>\n")

    def visit_title(self, node: nodes.title) -> None:
        """Open a heading with the id of its section."""
        if isinstance(node.parent, nodes.section):
            node["ids"] = node.parent["ids"]
        super().visit_title(node)


def prepare_builder(app: Sphinx) -> None:
    """Leave out Sphinx's own search index, which drops every number (``builder-inited``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the templates what the page shows around its text (``html-page-context``, before the theme)."""
    domain = domain_of(app.env)
    if not hasattr(domain, "navigation"):
        domain.navigation = Navigation(app.env)
    navigation: Navigation = domain.navigation
    upstream.skip_theme_navigation(context)
    context["script_files"] = [script for script in context["script_files"] if _wanted(script)]
    context["navigation"] = navigation.parts(pagename)
    context["breadcrumbs"] = [(navigation.title(docname), docname) for docname in navigation.above(pagename)]
    page = domain.sealed.pages.get(pagename)
    context["page_kind"] = page.kind if page else ""
    context["page_kind_title"] = KINDS[page.kind].singular if page and page.kind else ""
    context["description"] = page.meta.summary if page and page.meta is not None else ""
    context["report"] = domain.sealed.source.report


def _wanted(script: Any) -> bool:
    filename = str(getattr(script, "filename", script))
    return filename.startswith(SCRIPTS) or filename.removeprefix("_static/") in SCRIPTS or "dossier" in filename


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that have no text of their own (``html-collect-pages``)."""
    yield "search", {"title": "Search"}, "search.html"
