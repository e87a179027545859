"""Drawing with detroit, a port of D3: its elements and scales, and lengths relative to the page.

A chart has no fixed size. Horizontal lengths are in per cent of the available width and vertical ones in em, so that phones and
wide screens show the text at the size that the reader has chosen. Colours come from the style sheet; those in the drawing are a
fallback.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

Element = Any
"""A detroit element; detroit has no type hints."""
Link = Callable[[str, str], str]
"""A function that returns the address of an anchor on a page, given by docname, relative to the page being written."""
SIZE = 14
"""The font size of a chart in pixels, unless a style sheet sets another."""
SMALL = 0.857
"""The size of small text, in em."""
KEY, KEYS = 1.6, 2
"""The height of a line of a key in em, and the number of marks on it."""


def d3() -> Any:
    """Return the module detroit, imported on first use: this takes a tenth of a second, and most builds draw no picture."""
    import detroit

    return detroit


def number(value: float) -> str:
    """Return a number with at most three decimals, such as "12.5" or "3"."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """Return a length in per cent of the width."""
    return f"{number(value)}%"


def em(value: float) -> str:
    """Return a length in em."""
    return f"{number(value)}em"


def add(parent: Element, name: str, words: str = "", **attributes: str) -> Element:
    """Add an element; underscores in attribute names become hyphens, and a trailing one is dropped."""
    made = parent.append(name)
    node = made.node()
    for key, value in attributes.items():
        node.set(key.rstrip("_").replace("_", "-"), value)
    node.text = words or None
    return made


def text(parent: Element, words: str, x: float, y: float, *, dx: float = 0, size: float = 1, **attributes: str) -> Element:
    """Add text.

    :param x: the position of its anchor, in per cent of the width
    :param y: the position of its baseline, in em of the chart
    :param dx: a shift to the right of ``x``, in em of the chart
    :param size: its font size, in em of the chart
    """
    if size != 1:
        attributes["font_size"] = em(size)
    if dx:
        attributes["dx"] = em(dx / size)
    return add(parent, "text", words, x=percent(x), y=em(y / size), **attributes)


def line(parent: Element, ends: tuple[float, float], y: tuple[float, float], **attributes: str) -> Element:
    """Add a line between two ends, horizontally in per cent of the width and vertically in em."""
    return add(parent, "line", x1=percent(ends[0]), x2=percent(ends[1]), y1=em(y[0]), y2=em(y[1]), **attributes)


def chart(id: str, title: str, description: str, height: float, *, links: bool = False) -> Element:
    """Return a chart that is as wide as the page allows.

    :param height: its height, in em
    :param links: whether it contains links, so that its role is a group rather than an image
    """
    made = d3().create("svg")
    made.attr("class", "chart").attr("width", "100%").attr("height", em(height))
    made.attr("font-size", str(SIZE)).attr("fill", "currentColor").attr("overflow", "visible")
    return named(made, id, title, description, links=links)


def named(made: Element, id: str, title: str, description: str, *, links: bool) -> Element:
    """Give a drawing its ARIA role, its name, and its description, which is not read where links say the same."""
    made.attr("role", "group" if links else "img").attr("aria-labelledby", f"{id}-title")
    if not links:
        made.attr("aria-describedby", f"{id}-desc")
    add(made, "title", title, id=f"{id}-title")
    add(made, "desc", description, id=f"{id}-desc")
    return made


def anchor(parent: Element, name: str, href: str, *, tooltip: bool = False) -> Element:
    """Add a link with an accessible name.

    :param href: its target; if empty, a group is added instead of a link
    :param tooltip: whether to show the name as a tooltip as well
    """
    made = add(parent, "a", href=href, aria_label=name) if href else add(parent, "g", role="img", aria_label=name)
    if tooltip:
        add(made, "title", name)
    return made


def draw_key(parent: Element, marks: Sequence[tuple[Callable[[Element], None], str]], top: float) -> None:
    """Add the key of a chart, with two marks per line.

    :param marks: functions that draw a mark into a sample 2.5 em wide, each with the mark's meaning
    """
    made = add(parent, "g", class_="key")
    for index, (draw, means) in enumerate(marks):
        row, column = divmod(index, KEYS)
        place = add(made, "svg", x=percent(100 / KEYS * column), y=em(top + KEY * row), overflow="visible")
        draw(add(place, "svg", width="2.5em", height="1em", overflow="visible"))
        text(place, means, 0, 1.03, dx=3, size=SMALL, class_="key-word")


def key_height(marks: int) -> float:
    """Return the height in em of a key with a number of marks."""
    return KEY * -(-marks // KEYS)


def ring_path(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Return closed outlines as SVG path data: integers, each point relative to the one before."""
    made = []
    at = (0, 0)
    for points in rings:
        steps = ((x - before[0], y - before[1]) for before, (x, y) in pairwise([at, *points]))
        made.append("m" + "l".join(f"{x}{y}" if y < 0 else f"{x} {y}" for x, y in steps) + "z")
        at = points[0]
    return "".join(made)
