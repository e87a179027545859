"""Pictures on a page: the directive, the caption and source around the drawing, and their HTML.

Each drawing is also written to an image file, which other sites can embed without a frame or a script.
"""

import math
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from dossier.charts.svg import SIZE, Element
from dossier.files import sync_folder
from dossier.graph import Dossier
from dossier.locale import _
from dossier.parser.directives import PictureRequest, parse_request
from dossier.views.forms import THEME, templates
from dossier.views.links import file_link
from dossier.views.nodes import Content, folded, on_site, paragraph, sentence, span
from dossier.views.registry import ViewDirective, view

IMAGES = "pictures"
"""The folder of the image files, below the root of the site, with a folder for each page."""
EDGE = 12
"""The margin above and below a chart in an image file, in pixels."""


class PictureDirective(ViewDirective):
    """A picture, with its title as the argument; the rule ``picture`` reports invalid options and content."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("summary", "rows", "columns"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return a placeholder for the picture."""
        name = self.name.rpartition(":")[2]
        return [self.place(parse_request(name, "".join(self.arguments), self.options.items(), "\n".join(self.content)))]


picture_view = partial(view, directive=PictureDirective)
"""Registers a function as the view of a picture."""


class picture(nodes.General, nodes.Element):
    """A figure: its caption, its drawing, its notes and its table."""


class picture_caption(nodes.General, nodes.Element):
    """The title and the summary of a picture."""


class drawing(nodes.General, nodes.Element):
    """The drawing of a picture.

    Its attribute ``draw`` is a function that draws it as SVG once the addresses of all pages are known; it takes a function that
    returns them. When the page is written, the result becomes its attribute ``drawn``.
    """


def framed(request: PictureRequest, *shown: nodes.Node) -> list[nodes.Node]:
    """Return a picture: its caption, then the given nodes, such as its drawing and notes."""
    words = picture_caption("", paragraph(request.title, "picture-title"), paragraph(request.summary, "picture-summary"))
    return [picture("", words, *shown, ids=[request.id], classes=["picture", f"picture-{request.name}"])]


def source(dossier: Dossier, docname: str, request: PictureRequest, content: Content, table: str) -> nodes.paragraph:
    """Return the source line of a picture; on the site it also links to the picture and to its data.

    :param table: the name of the exported table with the data
    """
    link = nodes.reference("", _("Link to this picture"), refuri=f"#{request.id}")
    places = sentence(_("Data: {file}. {link}."), file=file_link(dossier, docname, f"{table}.csv"), link=link)
    origin = span(sentence(_("Source: {source}."), source=content), "picture-origin")
    return paragraph([origin, " ", on_site(span(places))], "picture-source")


def as_table(table: nodes.table) -> nodes.admonition:
    """Return the table of a picture, in a block that a reader can open."""
    return folded(_("As a table"), table)


def _draw(translator: HTML5Translator, node: drawing) -> None:
    def link(docname: str, anchor: str) -> str:
        uri = translator.builder.get_relative_uri(translator.docnames[0], docname)
        return f"{uri}#{anchor}" if anchor else uri

    node["drawn"] = node["draw"](link)
    translator.body.append(f"{node['drawn']}\n")
    raise nodes.SkipNode


def _open(tag: str, translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, tag))


def _close(tag: str, translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(f"</{tag}>\n")


def register(app: Sphinx) -> None:
    """Register the nodes with the builders, all of which write HTML."""
    for kind, tag in ((picture, "figure"), (picture_caption, "figcaption")):
        app.add_node(kind, html=(partial(_open, tag), partial(_close, tag)))
    app.add_node(drawing, html=(_draw, None))


def write_drawings(app: Sphinx, doctree: nodes.document, docname: str) -> str:
    """Write the image files of the pictures on a page that has just been written, and remove stale ones.

    :return: their folder, below the root of the site
    """
    drawn = [node for node in doctree.findall(drawing) if "picture-key" not in node.parent["classes"]]
    palette = _palette(app) if drawn else ""
    images = {f"{node.parent['ids'][0]}.svg": _image(node["drawn"], palette) for node in drawn}
    sync_folder(Path(app.outdir, IMAGES, docname), images, "*")  # folders in it belong to other pages
    return f"{IMAGES}/{docname}"


def _palette(app: Sphinx) -> str:
    """Return the site's own style sheets, concatenated."""
    paths = (Path(app.outdir, "_static", name) for name, _ in app.config.html_css_files)
    return "".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def _image(made: Element, palette: str) -> bytes:
    """Return a drawing as an image file with a background and the styles of a page; a map fills the image, a chart has margins.

    A chart adapts to the width of the image, as on a page; its height is the same at every width. Its links become groups.
    """
    for link in made.node().iter("a"):
        link.tag, link.attrib["role"] = "g", "img"
        del link.attrib["href"]
    if box := made.attr("viewBox"):
        size, place = {"viewBox": box}, {}
    else:
        height = math.ceil(SIZE * float(made.attr("height").removesuffix("em"))) + 2 * EDGE
        size = {"width": "100%", "height": str(height)}
        place = {"x": "2%", "y": str(EDGE), "width": "96%", "overflow": "visible"}
    text = templates(THEME).get_template("drawing.svg").render(size=size, place=place, palette=palette, drawing=str(made))
    return text.encode()
