"""What a picture is in a document tree, and the HTML of it."""

from __future__ import annotations

from typing import Protocol

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from dossier.charts.svg import Link


class Draws(Protocol):
    """Something that can be drawn once the address of every page is known."""

    def draw(self, link: Link) -> str:
        """The drawing as SVG."""


class picture(nodes.General, nodes.Element):
    """A figure: its caption, its drawing, its notes and its table."""


class picture_caption(nodes.General, nodes.Element):
    """The title and the summary of a picture."""


class drawing(nodes.General, nodes.Element):
    """The drawing of a picture, which its attribute ``of`` makes."""


def draw(translator: HTML5Translator, node: drawing) -> None:
    """Write the SVG.

    :raises nodes.SkipNode: always, for there is nothing below it
    """

    def link(docname: str, anchor: str) -> str:
        address = translator.builder.get_relative_uri(translator.docnames[0], docname)
        return f"{address.partition('#')[0]}#{anchor}" if anchor else address

    of: Draws = node["of"]
    translator.body.append(f"{of.draw(link)}\n")
    raise nodes.SkipNode


def open_picture(translator: HTML5Translator, node: picture) -> None:
    """Open a figure."""
    translator.body.append(translator.starttag(node, "figure"))


def close_picture(translator: HTML5Translator, node: picture) -> None:
    """Close it."""
    translator.body.append("</figure>\n")


def open_caption(translator: HTML5Translator, node: picture_caption) -> None:
    """Open the caption of a figure."""
    translator.body.append("<figcaption>\n")


def close_caption(translator: HTML5Translator, node: picture_caption) -> None:
    """Close it."""
    translator.body.append("</figcaption>\n")


def register(app: Sphinx) -> None:
    """Make the nodes known to the builders, all of which write HTML."""
    app.add_node(picture, html=(open_picture, close_picture))
    app.add_node(picture_caption, html=(open_caption, close_caption))
    app.add_node(drawing, html=(draw, None))
