"""A picture on a page: what its directive asks for, what stands around the drawing, the HTML of it.

Each drawing is also an image in a file of its own, which another site can show with neither a frame nor a script of ours.
"""

import math
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Protocol

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from dossier.charts.svg import SIZE, Element, Link
from dossier.export.files import FOLDER
from dossier.files import put_all
from dossier.graph import Dossier
from dossier.locale import _
from dossier.parser.directives import PictureRequest, parse_request
from dossier.views.forms import THEME, templates
from dossier.views.nodes import Content, folded, on_site, paragraph, sentence, span
from dossier.views.registry import V, ViewDirective, view

IMAGES = "pictures"
"""Where the images stand below the root of the site, in a folder for each page."""
EDGE = 12
"""What is left free above and below such a chart, in pixels."""


class PictureDirective(ViewDirective):
    """A picture: the title is its argument; the rule ``picture`` says what is wrong with the rest."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("summary", "rows", "columns"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Leave a place for it."""
        name = self.name.rpartition(":")[2]
        title = self.arguments[0] if self.arguments else ""
        return [self.place(parse_request(name, title, self.options.items(), "\n".join(self.content)))]


def picture_view(name: str) -> Callable[[V], V]:
    """Register a function as the view of a picture."""
    return view(name, PictureDirective)


class Draws(Protocol):
    """Something that can be drawn once the address of every page is known."""

    def draw(self, link: Link) -> Element:
        """The drawing as SVG."""


class picture(nodes.General, nodes.Element):
    """A figure: its caption, its drawing, its notes and its table."""


class picture_caption(nodes.General, nodes.Element):
    """The title and the summary of a picture."""


class drawing(nodes.General, nodes.Element):
    """The drawing of a picture, which its attribute ``of`` makes."""


def id_of(request: PictureRequest) -> str:
    """The address of a picture on its page."""
    return nodes.make_id(f"picture-{request.title}")


def framed(request: PictureRequest, *shown: nodes.Node) -> list[nodes.Node]:
    """A picture: its caption, then what shows it and what stands below that."""
    words = picture_caption("", paragraph(request.title, "picture-title"), paragraph(request.summary, "picture-summary"))
    return [picture("", words, *shown, ids=[id_of(request)], classes=["picture", f"picture-{request.name}"])]


def source(dossier: Dossier, docname: str, request: PictureRequest, content: Content, table: str) -> nodes.paragraph:
    """What a picture rests on; on the site, its own address, and its data as a file where such a file is written.

    :param table: the exported table that has them
    """
    link = nodes.reference("", _("Link to this picture"), refuri=f"#{id_of(request)}")
    places = sentence("{link}.", link=link)
    if dossier.source.dataset is not None:
        file = nodes.reference("", f"{table}.csv", refuri=relative_uri(dossier.url(docname), f"{FOLDER}/{table}.csv"))
        places = sentence(_("Data: {file}. {link}."), file=file, link=link)
    origin = span(sentence(_("Source: {source}."), source=content), "picture-origin")
    return paragraph([origin, " ", on_site(span(places))], "picture-source")


def as_table(table: nodes.table) -> nodes.admonition:
    """The table of a picture, which a reader can open."""
    return folded(_("The same as a table"), table)


def _draw(translator: HTML5Translator, node: drawing) -> None:
    def link(docname: str, anchor: str) -> str:
        uri = translator.builder.get_relative_uri(translator.docnames[0], docname)
        return f"{uri.partition('#')[0]}#{anchor}" if anchor else uri

    of: Draws = node["of"]
    translator.body.append(f"{of.draw(link)}\n")
    raise nodes.SkipNode


def _open(tag: str, translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(translator.starttag(node, tag))


def _close(tag: str, translator: HTML5Translator, node: nodes.Element) -> None:
    translator.body.append(f"</{tag}>\n")


def register(app: Sphinx) -> None:
    """Make the nodes known to the builders, all of which write HTML."""
    for kind, tag in ((picture, "figure"), (picture_caption, "figcaption")):
        app.add_node(kind, html=(partial(_open, tag), partial(_close, tag)))
    app.add_node(drawing, html=(_draw, None))


def write_drawings(app: Sphinx, doctree: nodes.document, docname: str) -> str:
    """Write the drawings of the pictures of a page, and remove those that it has no more.

    :return: their folder, below the root of the site
    """
    drawn = [node for node in doctree.findall(drawing) if "picture-key" not in node.parent["classes"]]
    palette = _palette(app) if drawn else ""
    images = {f"{node.parent['ids'][0]}.svg": _image(node["of"].draw(lambda docname, anchor: ""), palette) for node in drawn}
    put_drawings(app, docname, images)
    return f"{IMAGES}/{docname}"


def put_drawings(app: Sphinx, docname: str, images: Mapping[str, bytes]) -> None:
    """Write the images of a page, by their names, and remove all others that it had."""
    put_all(Path(app.outdir, IMAGES, docname), images)


def _palette(app: Sphinx) -> str:
    """The style sheets of the site's own, as one."""
    paths = (Path(app.outdir, "_static", name) for name, _ in app.config.html_css_files)
    return "".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def _image(made: Element, palette: str) -> bytes:
    """A drawing, on a ground of its own and with the style that it has on a page: a map fills the image, a chart has an edge.

    A chart follows the width of the image, as it does that of a page; its height is the same at every width.
    """
    if box := made.attr("viewBox"):
        size, place = {"viewBox": box}, {}
    else:
        height = math.ceil(SIZE * float(made.attr("height").removesuffix("em"))) + 2 * EDGE
        size = {"width": "100%", "height": str(height)}
        place = {"x": "2%", "y": str(EDGE), "width": "96%", "overflow": "visible"}
    text = templates(THEME).get_template("drawing.svg").render(size=size, place=place, palette=palette, drawing=str(made))
    return text.encode()
