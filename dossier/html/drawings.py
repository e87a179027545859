"""Drawings as images, each in a file of its own, which another site can show with neither a frame nor a script of ours."""

import math
from collections.abc import Mapping
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from dossier.charts.picture import drawing
from dossier.charts.svg import SIZE, Element
from dossier.files import put_all
from dossier.views.forms import THEME, templates

FOLDER = "pictures"
"""Where the images stand below the root of the site, in a folder for each page."""

EDGE = 12
"""What is left free above and below a chart, in pixels."""


def write_drawings(app: Sphinx, doctree: nodes.document, docname: str) -> str:
    """Write the drawings of the pictures of a page, and remove those that it has no more.

    :return: their folder, below the root of the site
    """
    drawn = [node for node in doctree.findall(drawing) if "picture-key" not in node.parent["classes"]]
    palette = _palette(app) if drawn else ""
    images = {f"{node.parent['ids'][0]}.svg": _image(node["of"].draw(_nowhere), palette) for node in drawn}
    put_drawings(app, docname, images)
    return f"{FOLDER}/{docname}"


def _nowhere(docname: str, anchor: str) -> str:
    """No address: nobody can follow a link in an image."""
    return ""


def put_drawings(app: Sphinx, docname: str, images: Mapping[str, bytes]) -> None:
    """Write the images of a page, by their names, and remove all others that it had."""
    put_all(Path(app.outdir, FOLDER, docname), images)


def _palette(app: Sphinx) -> str:
    """The style sheets of the site's own, as one."""
    paths = (Path(app.outdir, "_static", name) for name, _ in app.config.html_css_files)
    return "".join(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def _image(made: Element, palette: str) -> bytes:
    """A drawing, on a ground of its own and with the style that it has on a page."""
    size, place = _room(made)
    text = templates(THEME).get_template("drawing.svg").render(size=size, place=place, palette=palette, drawing=str(made))
    return text.encode()


def _room(made: Element) -> tuple[dict[str, str], dict[str, str]]:
    """The size of the image of a drawing, and where in it that stands: a map fills it, a chart has an edge around it.

    A chart follows the width of the image, as it does that of a page; its height is the same at every width.
    """
    if box := made.attr("viewBox"):
        return {"viewBox": box}, {}
    height = math.ceil(SIZE * float(made.attr("height").removesuffix("em")))
    return {"width": "100%", "height": str(height + 2 * EDGE)}, {"x": "2%", "y": str(EDGE), "width": "96%", "overflow": "visible"}
