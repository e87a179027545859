"""Pictures on a page: the directive, the caption and source around the drawing, and their HTML."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from dossier.graph import Dossier
from dossier.locale import _
from dossier.parser.directives import PictureRequest, parse_request
from dossier.views.links import data_file
from dossier.views.nodes import Content, folded, on_site, paragraph, sentence, span
from dossier.views.registry import V, ViewDirective, view


class PictureDirective(ViewDirective):
    """A picture, with its title as the argument; the rule ``picture`` reports invalid options and content."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("summary", "rows", "columns"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return a placeholder for the picture."""
        name = self.name.rpartition(":")[2]
        title = self.arguments[0] if self.arguments else ""
        return [self.place(parse_request(name, title, self.options.items(), "\n".join(self.content)))]


def picture_view(name: str) -> Callable[[V], V]:
    """Register a function as the view of a picture."""
    return view(name, PictureDirective)


class picture(nodes.General, nodes.Element):
    """A figure: its caption, its drawing, its notes and its table."""


class picture_caption(nodes.General, nodes.Element):
    """The title and the summary of a picture."""


class drawing(nodes.General, nodes.Element):
    """The drawing of a picture.

    Its attribute ``of`` is an object that draws it as SVG once the addresses of all pages are known: the method ``draw`` takes a
    function that returns them.
    """


def id_of(request: PictureRequest) -> str:
    """Return the id of a picture on its page."""
    return nodes.make_id(f"picture-{request.title}")


def framed(request: PictureRequest, *shown: nodes.Node) -> list[nodes.Node]:
    """Return a picture: its caption, then the given nodes, such as its drawing and notes."""
    words = picture_caption("", paragraph(request.title, "picture-title"), paragraph(request.summary, "picture-summary"))
    return [picture("", words, *shown, ids=[id_of(request)], classes=["picture", f"picture-{request.name}"])]


def source(dossier: Dossier, docname: str, request: PictureRequest, content: Content, table: str) -> nodes.paragraph:
    """Return the source line of a picture; on the site it also links to the picture and to its data, if they are exported.

    :param table: the name of the exported table with the data
    """
    link = nodes.reference("", _("Link to this picture"), refuri=f"#{id_of(request)}")
    places = sentence("{link}.", link=link)
    if dossier.source.dataset is not None:
        file = data_file(dossier, docname, f"{table}.csv")
        places = sentence(_("Data: {file}. {link}."), file=file, link=link)
    origin = span(sentence(_("Source: {source}."), source=content), "picture-origin")
    return paragraph([origin, " ", on_site(span(places))], "picture-source")


def as_table(table: nodes.table) -> nodes.admonition:
    """Return the table of a picture, in a block that a reader can open."""
    return folded(_("The same as a table"), table)


def _draw(translator: HTML5Translator, node: drawing) -> None:
    def link(docname: str, anchor: str) -> str:
        uri = translator.builder.get_relative_uri(translator.docnames[0], docname)
        return f"{uri.partition('#')[0]}#{anchor}" if anchor else uri

    translator.body.append(f"{node['of'].draw(link)}\n")
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
