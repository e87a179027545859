"""Functions that adapt the text of a page for editions: nothing is collapsed or interactive, and every link has a target.

They work on the HTML of the page, in which pictures are already drawn.
"""

from collections.abc import Callable
from xml.etree import ElementTree

from sphinx.errors import ExtensionError

SVG = "http://www.w3.org/2000/svg"

NAMING = ("id", "aria-labelledby", "aria-describedby", "headers")
"""The attributes whose values are ids, separated by spaces."""

Element = ElementTree.Element


def parse(body: str, docname: str) -> Element:
    """Parse the text of a page into elements without namespaces in their names.

    :raises ExtensionError: if it is not well-formed XML, which the content of a page cannot cause
    """
    try:
        text = ElementTree.fromstring(f'<div class="text">{body}</div>')
    except ElementTree.ParseError as error:
        raise ExtensionError(f"the text of {docname} is not well-formed XML: {error}") from None
    for element in text.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    for drawing in text.iter("svg"):
        drawing.set("xmlns", SVG)
    return text


def adapt(text: Element) -> None:
    """Expand collapsed blocks, and remove regions that scroll from the order of the keyboard."""
    for element in text.iter():
        element.attrib.pop("tabindex", None)
        if element.tag in ("details", "summary"):
            element.tag = "div" if element.tag == "details" else "p"
            element.attrib.pop("open", None)


def relink(text: Element, address: Callable[[str], str | None]) -> None:
    """Change the address of every link; a link without a new address becomes plain text.

    :param address: a function that returns the new address for an address, or ``None`` to remove the link
    """
    for element in text.iter():
        if "href" not in element.attrib:
            continue
        new = address(element.attrib.pop("href"))
        if new is not None:
            element.set("href", new)
        elif element.tag == "a":
            element.tag = "g" if "aria-label" in element.attrib else "span"


def rename(text: Element, name: Callable[[str], str]) -> None:
    """Rename every id, and the references to ids in attributes."""
    for element in text.iter():
        for attribute in NAMING:
            if attribute in element.attrib:
                element.set(attribute, " ".join(name(id) for id in element.attrib[attribute].split()))


def lower_headings(text: Element, by: int) -> None:
    """Lower every heading by a number of levels, at most to ``h6``; a class such as ``was-h2`` keeps the original level."""
    for element in text.iter():
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            element.set("class", f"{element.get('class', '')} was-{element.tag}".lstrip())
            element.tag = f"h{min(6, int(element.tag[1]) + by)}"


def style_drawings(text: Element, style: str) -> None:
    """Insert a style sheet into every drawing, for programs that do not apply the styles of the page to drawings."""
    for drawing in text.iter("svg"):
        made = ElementTree.Element("style")
        made.text = style
        drawing.insert(0, made)
