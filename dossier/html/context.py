"""The template context of a page: its place in the site, its citation, its previews, and a link to edit it."""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from docutils import nodes
from sphinx.application import Sphinx

from dossier.charts.picture import write_drawings
from dossier.cite import CitationFormat, citation_formats, citation_style, citations
from dossier.domain.build import build_of, last_change
from dossier.export.files import FOLDER, slice_of
from dossier.files import write_if_changed
from dossier.graph import Dossier, count_within
from dossier.html.navigation import Navigation
from dossier.html.previews import write_previews
from dossier.locale import is_right_to_left, language_name, long_date
from dossier.model.page import Page
from dossier.model.publication import Citation
from dossier.views.findings import CITE_BLOCK, cite_anchor

CITE = "cite"
"""The folder of the citation files, below the root of the site, with subfolders like those of the pages."""

FEED = "changes.atom"

BRANCH = "main"
"""The branch from which the site is published."""


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add what a page shows around its text to the template context (``html-page-context``)."""
    dossier, navigation = build_of(app.env).lookups.of(pagename), build_of(app.env).part(Navigation)
    page = dossier.pages.get(pagename)
    context["contents"] = context.get("toc", "") if context.get("display_toc") else ""
    context["navigation"] = partial(navigation.parts, pagename)
    indexes = filter(None, map(dossier.page_with, ("names", "findings-table")))
    context["indexes"] = [(navigation.title(docname), docname) for docname in indexes]
    context["breadcrumbs"] = [(navigation.title(docname), docname) for docname in navigation.above(pagename)]
    context["dossier"] = dossier
    context["page_kind"] = page.kind if page else ""
    context["description"] = dossier.summary_of(pagename)
    context["report"] = dossier.source.report
    context["release"] = (last.version, long_date(last.date)) if (last := dossier.source.last_release) else None
    context["furniture"] = list(_furniture(doctree)) if doctree else []
    context["feed"] = FEED if log_of_changes(dossier) else ""
    context["language_of_page"] = page.language if page else ""
    context["languages"] = [(name, tag, language_name(tag)) for tag, name in dossier.languages.items() if name != pagename]
    context["language_attributes"] = language_attributes
    _parents, *neighbours = getattr(app.builder, "relations", {}).get(pagename, ("", "", ""))
    for way, neighbour in zip(("prev", "next"), neighbours, strict=True):
        if neighbour in dossier.languages.values():
            context[way] = None
    if doctree and page:
        given = _citation(app, dossier, page)
        context["citation"] = {} if page.language else given
        if name := slice_of(dossier, page):
            context["slice"] = {"file": f"{FOLDER}/{name}", "findings": count_within(dossier, page)}
        context["earlier"] = earlier(dossier, pagename)
        context["previews"] = write_previews(app, doctree, pagename)
        context["drawings"] = write_drawings(app, doctree, pagename)
    if doctree and app.config.dossier_repository:
        day = last_change(app.env, pagename)
        path = quote(f"{app.srcdir.name}/{pagename}.md")
        context["edit_address"] = f"{app.config.dossier_repository}/edit/{BRANCH}/{path}"
        context["last_change"] = (day, long_date(day)) if day else ()


def language_attributes(language: str) -> str:
    """Return the HTML attributes for text in a language: ``lang``, and ``dir`` if it is written from right to left."""
    direction = ' dir="rtl"' if is_right_to_left(language) else ""
    return f' lang="{language}"{direction}' if language else ""


def _furniture(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield the text and id of the main headings of generated blocks, which are not in Sphinx's table of contents."""
    for rubric in doctree.findall(nodes.rubric):
        if rubric["ids"] and rubric.get("heading-level") == 2:
            yield rubric.astext(), rubric["ids"][0]


def log_of_changes(dossier: Dossier) -> str:
    """Return the docname of the change log; empty while there are no releases."""
    return dossier.page_with("changes") if dossier.source.releases else ""


def earlier(dossier: Dossier, docname: str) -> list[tuple[str, str]]:
    """Return the titles of the releases at which the site has a page, newest first, each with the address of the page then."""
    found = ((release.title, dossier.earlier(docname, release.version)) for release in reversed(dossier.source.releases))
    return [(title, address) for title, address in found if address]


def _citation(app: Sphinx, dossier: Dossier, page: Page) -> dict[str, Any]:
    """Write the citation files of a page, and return what its template shows of them.

    A page in another language has none, because readers would not cite it.
    """
    made = citations(dossier, page, app.config.project)
    files = citation_files(page.docname)
    for form, name in files.items():
        write_if_changed(Path(app.outdir, name), b"" if page.language else form.write(made).encode())
    format_citation = citation_style()[1]
    return {
        "block": CITE_BLOCK,
        "text": format_citation(made[0]),
        "files": [(form.name, name) for form, name in files.items()],
        "findings": [(cite_anchor(it.finding), format_citation(it)) for it in made[1:]],
        "missing": [] if made[0].address else [(_address_in(form), form.end) for form in files],
    }


@cache
def _address_in(form: CitationFormat) -> str:
    """Return what a format adds to a citation for its address, with a placeholder."""
    any_page = Citation("key", "page", "title", "site", "", "summary", "source")
    bare, whole = (form.write([any_page._replace(address=address)]).rstrip() for address in ("", "{address}"))
    return whole.removesuffix(form.end).removeprefix(bare.removesuffix(form.end))


def citation_files(docname: str) -> dict[CitationFormat, str]:
    """Return the path of the citation file of a page in each format, below the root of the site."""
    return {form: f"{CITE}/{docname}{form.suffix}" for form in citation_formats()}
