"""What goes with every drawing: its title and summary above, its source, its data and its table below."""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import only
from sphinx.util.osutil import relative_uri

from dossier.charts.nodes import picture, picture_caption
from dossier.export.files import FOLDER
from dossier.graph import Dossier
from dossier.parser.directives import Asked
from dossier.views.nodes import Content, folded, inlines, paragraph, span


def id_of(asked: Asked) -> str:
    """The address of a picture on its page."""
    return nodes.make_id(f"picture-{asked.title}")


def framed(asked: Asked, *shown: nodes.Node) -> list[nodes.Node]:
    """A picture: its caption, then what shows it and what stands below that."""
    words = picture_caption("", paragraph(asked.title, "picture-title"), paragraph(asked.summary, "picture-summary"))
    return [picture("", words, *shown, ids=[id_of(asked)], classes=["picture", f"picture-{asked.name}"])]


def source(dossier: Dossier, docname: str, asked: Asked, content: Content, table: str) -> nodes.paragraph:
    """What a picture rests on; on the site, its own address, and its data as a file where such a file is written.

    :param table: the exported table that has them
    """
    places: list[str | nodes.Node] = [nodes.reference("", "Link to this picture", refuri=f"#{id_of(asked)}"), "."]
    if dossier.source.dataset is not None:
        file = nodes.reference("", f"{table}.csv", refuri=relative_uri(dossier.url(docname), f"{FOLDER}/{table}.csv"))
        places = ["Data: ", file, ". ", *places]
    origin = span(["Source: ", *inlines(content), "."], "picture-origin")
    return paragraph([origin, " ", only("", span(places), expr="builder_html")], "picture-source")


def as_table(table: nodes.table) -> nodes.admonition:
    """The table of a picture, to be opened by whoever wants it."""
    return folded("The same as a table", table)
