"""The text of a page outside the site: nothing in it is folded or pressed, and every link leads somewhere.

It works on the HTML of the page, in which pictures are drawn already.
"""

from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from sphinx.errors import ExtensionError

SVG = "http://www.w3.org/2000/svg"

NAMING = ("id", "aria-labelledby", "aria-describedby", "headers")
"""Attributes whose values are ids of the page, with spaces between."""

OFFERS = {"headerlink", "cites", "report-problem"}
"""Classes of links by which a site offers something: its addresses, its forms of citation, a form to report a problem."""

Element = ElementTree.Element


def parse(body: str, docname: str) -> Element:
    """The elements of a page's text, by their plain names.

    :raises ExtensionError: if it is not well formed, which no text of a page can make it
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
    """Open what is folded, and take away what only a site can do.

    The permanent link of a finding becomes its id in words, by which it can be cited.
    """
    link_cards(text)
    for element in text.iter():
        element.attrib.pop("tabindex", None)
        if element.tag in ("details", "summary"):
            element.tag = "div" if element.tag == "details" else "p"
            element.attrib.pop("open", None)
        if "finding-source" in classes(element):
            for link in element.findall("a"):
                if "headerlink" in classes(link):
                    link.tag, link.text = "span", link.get("href", "")
                    link.attrib = {"class": "finding-address"}
        for link in [child for child in element if not OFFERS.isdisjoint(classes(child))]:
            remove(element, link)


def link_cards(text: Element) -> None:
    """Let the title of a card be its link, which on the site lies over the whole card."""
    cards = [element for element in text.iter("div") if "sd-card" in classes(element)]
    for card in cards:
        titles = [part for part in card.iter("div") if "sd-card-title" in classes(part)]
        links = [child for child in card if "sd-stretched-link" in classes(child)]
        for title, link in zip(titles, links, strict=False):
            card.remove(link)
            link.text, title.text = title.text, None
            link[:], title[:] = list(title), [link]


def relink(text: Element, address: Callable[[str], str | None]) -> None:
    """Change the address of every link; a link without one becomes plain text.

    :param address: the new address for an address, or ``None`` where nothing is to be linked
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
    """Give another name to every id, and to what points to one by an attribute."""
    for element in text.iter():
        for attribute in NAMING:
            if attribute in element.attrib:
                element.set(attribute, " ".join(name(id) for id in element.attrib[attribute].split()))


def lower_headings(text: Element, by: int) -> None:
    """Move every heading down by some levels, as far as there are any; a class keeps the level that it had: ``was-h2``."""
    for element in text.iter():
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            element.set("class", " ".join([*classes(element), f"was-{element.tag}"]))
            element.tag = f"h{min(6, int(element.tag[1]) + by)}"


def style_drawings(text: Element, style: str) -> None:
    """Put a style sheet into every drawing, for programs that keep drawings apart from the page around them."""
    for drawing in text.iter("svg"):
        made = ElementTree.Element("style")
        made.text = style
        drawing.insert(0, made)


def ids(text: Element) -> Iterator[str]:
    """Every id of a text."""
    return (element.attrib["id"] for element in text.iter() if "id" in element.attrib)


def classes(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def remove(parent: Element, child: Element) -> None:
    """Take an element out and leave the words that follow it."""
    at = list(parent).index(child)
    if child.tail and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)
