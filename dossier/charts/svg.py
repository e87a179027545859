"""Drawing with detroit, a port of D3: its elements, its scales, and lengths that follow the page.

A chart has no size of its own. Across, it is measured in per cent of the room that it has; down, in the size of its text, so that
a phone and a wide screen show the same text at the size that the reader has chosen. Colours are those of the style sheet; what
the drawing says itself is for readers without one.
"""

from collections.abc import Callable, Sequence
from typing import Any

Element = Any
"""An element of detroit, which has no types."""
Link = Callable[[str, str], str]
"""The address of a page, by its name, and of an anchor on it, as seen from the page that is being written."""
SIZE = 14
"""The size of the text of a chart, in pixels, where no style sheet says otherwise."""
SMALL = 0.857
"""The size of small text, as a share of that of the chart."""
KEY, KEYS = 1.6, 3
"""The height of a line of a key, and how many marks stand on it."""


def d3() -> Any:
    """detroit, loaded with the first picture: that takes a tenth of a second, and most edits draw none."""
    import detroit

    return detroit


def number(value: float) -> str:
    """A number to three decimals at most: "12.5", "3"."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A length across a chart."""
    return f"{number(value)}%"


def em(value: float) -> str:
    """A length in the size of the text of a chart."""
    return f"{number(value)}em"


def put(parent: Element, name: str, words: str = "", **attributes: str) -> Element:
    """Add an element; underscores in the names of attributes stand for hyphens, and one at the end for nothing."""
    made = parent.append(name)
    for key, value in attributes.items():
        made.attr(key.rstrip("_").replace("_", "-"), value)
    return made.text(words) if words else made


def text(parent: Element, words: str, x: float, y: float, *, dx: float = 0, size: float = 1, **attributes: str) -> Element:
    """Add a text.

    :param x: where it is anchored, in per cent
    :param y: its base line, in the size of the text of the chart
    :param dx: how far it is moved to the right of ``x``, in the same unit
    :param size: its own size, as a share of that
    """
    if size != 1:
        attributes["font_size"] = em(size)
    if dx:
        attributes["dx"] = em(dx / size)
    return put(parent, "text", words, x=percent(x), y=em(y / size), **attributes)


def line(parent: Element, ends: tuple[float, float], y: tuple[float, float], **attributes: str) -> Element:
    """Add a line between two ends: across in per cent, down in the size of the text."""
    return put(parent, "line", x1=percent(ends[0]), x2=percent(ends[1]), y1=em(y[0]), y2=em(y[1]), **attributes)


def chart(id: str, title: str, description: str, height: float, *, links: bool = False) -> Element:
    """A chart without a size of its own.

    :param height: its height, in the size of its text
    :param links: whether it has links in it, so that it is a group of them and not one image
    """
    made = d3().create("svg")
    made.attr("class", "chart").attr("width", "100%").attr("height", em(height))
    made.attr("font-size", str(SIZE)).attr("fill", "currentColor").attr("overflow", "visible")
    return named(made, id, title, description, links=links)


def named(made: Element, id: str, title: str, description: str, *, links: bool) -> Element:
    """Give a drawing its role, its name and its description."""
    made.attr("role", "group" if links else "img")
    made.attr("aria-labelledby", f"{id}-title").attr("aria-describedby", f"{id}-desc")
    put(made, "title", title, id=f"{id}-title")
    put(made, "desc", description, id=f"{id}-desc")
    return made


def anchor(parent: Element, name: str, href: str, *, tooltip: bool = False) -> Element:
    """Add a link with an accessible name.

    :param href: where it leads; without it there is a group in its place
    :param tooltip: whether the name is also shown to the pointer
    """
    made = put(parent, "a", href=href, aria_label=name) if href else put(parent, "g", role="img", aria_label=name)
    if tooltip:
        put(made, "title", name)
    return made


def draw_key(parent: Element, marks: Sequence[tuple[Callable[[Element], None], str]], top: float) -> None:
    """Add what the marks of a chart mean, three on a line.

    :param marks: what draws a mark into a sample two and a half letters wide, each with its meaning
    """
    made = put(parent, "g", class_="key")
    for index, (draw, means) in enumerate(marks):
        row, column = divmod(index, KEYS)
        place = put(made, "svg", x=percent(100 / KEYS * column), y=em(top + KEY * row), overflow="visible")
        draw(put(place, "svg", width="2.5em", height="1em", overflow="visible"))
        text(place, means, 0, 1.03, dx=3, size=SMALL, class_="key-word")


def key_height(marks: int) -> float:
    """How much room so many marks and their meanings take."""
    return KEY * -(-marks // KEYS)


def ring_path(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Closed outlines as the data of a path: whole numbers, each point relative to the one before."""
    made = []
    at = (0, 0)
    for points in rings:
        steps = []
        for point in points:
            steps.append((point[0] - at[0], point[1] - at[1]))
            at = point
        made.append("m" + "l".join(f"{x}{y}" if y < 0 else f"{x} {y}" for x, y in steps) + "z")
        at = points[0]
    return "".join(made)
