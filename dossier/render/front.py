"""What a first page offers: a search box, and the figures that readers ask for most, each with its finding."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from dossier.read.markup import key_figures as read_key_figures
from dossier.render.directives import view
from dossier.render.make import claim_link, paragraph, span
from dossier.seal import Dossier


class search_box(nodes.General, nodes.Element):
    """A form that leads to the search page; nothing where there is no such page."""


class SearchBoxDirective(SphinxDirective):
    """A search box in the text of a page."""

    def run(self) -> list[nodes.Node]:
        """Place the box."""
        return [search_box()]


class KeyFiguresDirective(SphinxDirective):
    """Findings by the figure that they give.

    Each line of the content is the id of a finding, a colon, and the words of that finding to set large.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave a place for the figures."""
        return [view(view="key-figures", subject=[(id, words) for id, words, _ in read_key_figures(self.content)])]


DIRECTIVES = {"search-box": SearchBoxDirective, "key-figures": KeyFiguresDirective}


def key_figures(dossier: Dossier, docname: str, figures: list[tuple[str, str]]) -> list[nodes.Node]:
    """A list of figures, each with the finding whose words it repeats; the rule ``key-figure`` names what no finding says."""
    items = [
        nodes.list_item(
            "",
            paragraph(span(words[:1].upper() + words[1:], "amount"), "amount-line"),
            paragraph(claim_link(dossier, docname, dossier.claims[id])),
        )
        for id, words in figures
        if id in dossier.claims
    ]
    return [nodes.bullet_list("", *items, classes=["key-figures"])]


def write_search_box(translator: HTML5Translator, node: search_box) -> None:
    """Write the form.

    :raises nodes.SkipNode: always, for there is nothing in it
    """
    action = translator.builder.get_relative_uri(translator.docnames[0], "search")
    translator.body.append(
        f'<form class="search-box large" method="get" action="{action}" role="search" aria-label="Whole site">\n'
        '<label for="search-large">Search for a place, a body, a resolution or a number</label>\n'
        '<input id="search-large" type="search" name="q" autocomplete="off">\n'
        '<button type="submit">Search</button>\n</form>\n'
    )
    raise nodes.SkipNode


def skip(translator: nodes.NodeVisitor, node: search_box) -> None:
    """Write nothing.

    :raises nodes.SkipNode: always
    """
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Make the node known to the builders."""
    write, leave = (write_search_box, None), (skip, None)
    app.add_node(search_box, html=write, epub=leave, latex=leave, text=leave, man=leave, texinfo=leave)
