"""What is particular to HTML pages: anchors on headings, roles, the page's own context, the search page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.locale import _
from sphinx.writers.html5 import HTML5Translator

from dossier.build import build_of
from dossier.formatting import long_date
from dossier.html import cite_this, moved, previews
from dossier.html.navigation import Navigation
from dossier.kinds import KINDS

THEME = Path(__file__).parents[1] / "theme"
"""The theme of this package: templates, style sheets, scripts."""

MANY = 4
"""Columns from which a table is too wide for a phone."""

LONG = 60
"""Letters after which the text of a field is too long for a narrow column."""

RIGHT_TO_LEFT = {f"language-{tag}" for tag in ("ar", "ckb", "fa", "he", "ps", "ur")}
"""Classes of text that runs from right to left."""


class Translator(HTML5Translator):
    """Sphinx's translator, with the address of a section on its heading, and with what assistive technology needs.

    A search engine lands on headings; Sphinx puts the address on the section around them.
    """

    supported_inline_tags: set[str] = {"del", "ins"}

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._tables: Counter[str] = Counter()
        self._heads: defaultdict[int, str] = defaultdict(str)

    def starttag(self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Open a tag: with its direction, where the language has one; as a note, where it holds corrections."""
        classes: set[str] = set(node.get("classes", ()))
        if RIGHT_TO_LEFT & classes:
            attributes["dir"] = "rtl"
        if "corrections" in classes:
            attributes |= {"role": "note", "aria-label": "Corrections"}
        if label := node.get("aria-label"):
            attributes |= {"aria-label": label} | ({"role": "group"} if isinstance(node, nodes.container) else {})
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

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

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Add the address of a heading for the pointer alone, so that it is not read with the heading.

        The contents of the page lead to the same place by keyboard.
        """
        super().add_permalink_ref(node, title)
        self.body[-1] = self.body[-1].replace('class="headerlink"', 'class="headerlink" aria-hidden="true" tabindex="-1"')

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell; a heading says of what, and an empty cell in the head of a table is the heading of nothing.

        In a table of many columns each cell has the name of its column, for phones, where rows stand one below the other.
        """
        super().visit_entry(node)
        is_head = isinstance(node.parent.parent, nodes.thead)
        if is_head and not node.astext():
            self.body[-1] = self.body[-1].replace("<th", "<td", 1)
            self.context[-1] = "</td>\n"
        else:
            self.body[-1] = self.body[-1].replace("<th", f'<th scope="{"col" if is_head else "row"}"', 1)
        if not is_head and (label := self._heads[node.parent.index(node)]):
            self.body[-1] = self.body[-1].replace("<td", f'<td data-label="{self.attval(label)}"', 1)

    def visit_field(self, node: nodes.Element) -> None:
        """Open a term with its text, which stand or move together; where the text is long, the style sheet is told."""
        super().visit_field(node)
        self.body.append('<div class="long">\n' if len(node[-1].astext()) > LONG else "<div>\n")

    def depart_field(self, node: nodes.field) -> None:
        """Close them."""
        self.body.append("</div>\n")
        super().depart_field(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """Open a reference as an item of a list, in place of roles that have been withdrawn."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<ul class="citation-list">\n')
        self.body.append(self.starttag(node, "li", CLASS="citation"))

    def depart_citation(self, node: nodes.citation) -> None:
        """Close a reference, and the list after the last one."""
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_table(self, node: nodes.table) -> None:
        """Open a table, in a region that can be scrolled with the keyboard and has a name of its own.

        Where the theme wraps a table and gives the wrapper the ids as well, the table itself has none.
        """
        caption = node.next_node(nodes.title)
        section = node.parent
        while not isinstance(section, nodes.section | nodes.document):
            section = section.parent
        name = (caption or section.next_node(nodes.title) or nodes.Text("")).astext()
        self._tables[name] += 1
        self._heads = _heads(node)
        label = f"Table: {name}" if self._tables[name] == 1 else f"Table {self._tables[name]}: {name}"
        self.body.append(f'<div class="table-region" role="region" tabindex="0" aria-label="{self.attval(label)}">\n')
        ids = node["ids"]
        node["ids"] = [id for id in ids if id not in node.parent["ids"]]
        super().visit_table(node)
        node["ids"] = ids

    def depart_table(self, node: nodes.table) -> None:
        """Close a table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")


def _heads(table: nodes.table) -> defaultdict[int, str]:
    """The names of the columns of a table of many or wide columns, by their order."""
    head = table.next_node(nodes.thead)
    entries = head[0].children if head else []
    stacked = len(entries) >= MANY or "compared" in table["classes"]
    return defaultdict(str, enumerate(entry.astext() for entry in entries) if stacked else ())


def prepare_builder(app: Sphinx) -> None:
    """Keep compiled templates; with our theme, leave out Sphinx's search index, which drops every number (``builder-inited``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = not has_our_theme(app)
        if isinstance(app.builder.templates, BuiltinTemplateLoader):
            folder = Path(app.doctreedir, "templates")
            folder.mkdir(parents=True, exist_ok=True)
            app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def remove_pages(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Remove what was written for pages that are gone, by whatever build (``env-get-outdated``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in (removed | cite_this.docnames_below(Path(app.outdir))) - env.found_docs:
            for name in (str(app.builder.get_outfilename(docname)), *cite_this.files_of(docname), previews.file_of(docname)):
                Path(app.outdir, name).unlink(missing_ok=True)
    return []


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the templates what the page shows around its text (``html-page-context``)."""
    dossier, navigation = build_of(app.env).dossier, build_of(app.env).part(Navigation)
    context["contents"] = context.get("toc", "") if context.get("display_toc") else ""
    context["navigation"] = partial(navigation.parts, pagename)
    context["breadcrumbs"] = [(navigation.title(docname), docname) for docname in navigation.above(pagename)]
    context["uri"] = dossier.url
    page = dossier.pages.get(pagename)
    context["page_kind"] = page.kind if page else ""
    context["page_kind_title"] = KINDS[page.kind].singular if page and page.kind else ""
    context["description"] = page.meta.summary if page and page.meta is not None else ""
    context["report"] = dossier.source.report
    context["release"] = next(((last.version, long_date(last.date)) for last in dossier.source.releases[-1:]), None)
    context["furniture"] = list(_furniture(doctree)) if doctree else []


def _furniture(doctree: nodes.document) -> Iterator[tuple[str, str]]:
    """Text and address of the main headings of automatic furniture, which Sphinx's table of contents leaves out."""
    for rubric in doctree.findall(nodes.rubric):
        if rubric["ids"] and rubric.get("heading-level") == 2:
            yield rubric.astext(), rubric["ids"][0]


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The pages that have no text of their own (``html-collect-pages``)."""
    if has_our_theme(app):
        yield "search", {"title": _("Search")}, "search.html"
        yield from moved.pages(app)


def has_our_theme(app: Sphinx) -> bool:
    """Whether pages are written with the theme of this package, or with one that inherits from it."""
    return isinstance(app.builder, StandaloneHTMLBuilder) and THEME in map(Path, app.builder.theme.get_theme_dirs())
