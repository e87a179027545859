"""Drawing with detroit, a port of D3: elements, lengths relative to the page, keys, and axes with the marks of figures.

A chart has no fixed size. Horizontal lengths are in per cent of the available width and vertical ones in em, so that phones and
wide screens show the text at the size that the reader has chosen. Colours come from the style sheet; those in the drawing are a
fallback. The marks tell apart exact numbers, ranges, bounds and approximations.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple

from dossier.locale import N_, _
from dossier.model.source import LEAST, MOST, Measure

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
    """Return a number with at most two decimals, such as "12.5" or "3"."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


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


def line(parent: Element, x: tuple[float, float], y: tuple[float, float], class_: str, **attributes: str) -> Element:
    """Add a line between two points, horizontally in per cent of the width and vertically in em."""
    ends = {"x1": percent(x[0]), "x2": percent(x[1]), "y1": em(y[0]), "y2": em(y[1])}
    return add(parent, "line", **ends, class_=class_, stroke="currentColor", **attributes)


def circle(parent: Element, x: float, y: float, radius: float, **attributes: str) -> Element:
    """Add a circle, whose centre is horizontally in per cent of the width and vertically in em, like its radius."""
    return add(parent, "circle", cx=percent(x), cy=em(y), r=em(radius), **attributes)


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
    return KEY * math.ceil(marks / KEYS)


def ring_path(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Return closed outlines as SVG path data: integers, each point relative to the one before."""
    made = []
    at = (0, 0)
    for points in rings:
        steps = ((x - before[0], y - before[1]) for before, (x, y) in pairwise([at, *points]))
        made.append("m" + "l".join(f"{x}{y}" if y < 0 else f"{x} {y}" for x, y in steps) + "z")
        at = points[0]
    return "".join(made)


class Mark(Enum):
    """A kind of mark, in the order of the key."""

    NUMBER = N_("number")
    ABOUT = N_("about")
    RANGE = N_("range")
    ABOUT_RANGE = N_("about, range")
    UPPER = N_("at most")
    LOWER = N_("at least")

    @property
    def means(self) -> str:
        """Its meaning, for the key of a chart."""
        return _(self.value)

    @property
    def is_point(self) -> bool:
        """Whether it marks a single number."""
        return self in (Mark.NUMBER, Mark.ABOUT)

    @property
    def is_about(self) -> bool:
        """Whether it marks an approximation."""
        return self in (Mark.ABOUT, Mark.ABOUT_RANGE)


def mark_of(measure: Measure) -> Mark:
    """Return the mark of a figure, according to its bounds and its qualifier."""
    if measure.limit in MOST:
        return Mark.UPPER
    if measure.limit in LEAST:
        return Mark.LOWER
    if measure.bounds[1] is not None:
        return Mark.ABOUT_RANGE if measure.limit else Mark.RANGE
    return Mark.ABOUT if measure.limit else Mark.NUMBER


def marks_of(measures: Iterable[Measure]) -> list[Mark]:
    """Return the kinds of mark that some figures use, in the order of the key."""
    used = {mark_of(measure) for measure in measures}
    return [mark for mark in Mark if mark in used]


def ends(measure: Measure, top: float) -> tuple[float, float]:
    """Return the start and end of the mark of a figure; for a bound, one of them is 0 or the top of the axis."""
    low, high = measure.bounds
    assert low is not None, "a mark has a number"
    if measure.limit in MOST:
        return 0, low
    if measure.limit in LEAST:
        return low, top
    return low, low if high is None else high


class Span(NamedTuple):
    """An interval on an axis, in fractional years or in units of the chart's width."""

    start: float
    end: float

    def overlaps(self, other: "Span") -> bool:
        """Return whether it overlaps another."""
        return self.start < other.end and other.start < self.end


def span_of(iso: str) -> Span:
    """Return the span of a year, month or day in ISO format."""
    year = int(iso[:4])
    if len(iso) == 4:
        return Span(year, year + 1)
    start = year + (date.fromisoformat(f"{iso}-01"[:10]).timetuple().tm_yday - 1) / 366
    return Span(start, start) if len(iso) == 10 else Span(start, start + 30 / 366)


class Axis(NamedTuple):
    """The direction of an axis: to the right, in per cent of the width, or upwards, in em.

    :param half: half the thickness of a mark, in em
    """

    is_upright: bool
    half: float

    def at(self, names: str, along: Sequence[float], beside: Sequence[float]) -> dict[str, str]:
        """Return lengths along and across the axis as attributes; ``names`` lists the horizontal ones, then the vertical ones."""
        across, down = (map(em, beside), along) if self.is_upright else (map(percent, along), beside)
        return dict(zip(names.split(), [*across, *map(em, down)], strict=True))

    def line(self, parent: Element, ends: tuple[float, float], beside: tuple[float, float], **attributes: str) -> None:
        """Draw a line."""
        add(parent, "line", **self.at("x1 x2 y1 y2", ends, beside), stroke="currentColor", **attributes)


ACROSS, UPWARDS = Axis(False, 0.42), Axis(True, 0.32)
EDGE = 12
"""The distance from the left edge, in per cent of the width, within which a mark has no room on its left."""


def draw_mark(parent: Element, mark: Mark, low: float, high: float, beside: float, axis: Axis) -> None:
    """Draw a mark from its low to its high end."""
    if mark is Mark.NUMBER:
        add(parent, "circle", **axis.at("cx cy", [low], [beside]), r=em(0.85 * axis.half), class_="mark")
        return
    if mark in (Mark.RANGE, Mark.ABOUT_RANGE):
        start, size = min(low, high), abs(high - low)
        add(parent, "rect", **axis.at("x width y height", [start, size], [beside - axis.half / 2, axis.half]), class_="mark")
    elif not mark.is_point:
        axis.line(parent, (low, high), (beside, beside), class_="mark-open", stroke_width="5", stroke_dasharray="2 4")
    for end in dict.fromkeys({Mark.UPPER: (high,), Mark.LOWER: (low,)}.get(mark, (low, high))):
        axis.line(parent, (end, end), (beside - axis.half, beside + axis.half), class_="mark-cap", stroke_width="3")
    if mark.is_about and axis.is_upright:
        add(parent, "text", "~", x=em(beside), y=em(high - 0.2), class_="mark-word", text_anchor="middle")
    elif mark.is_about:
        shift = -0.95 if low > EDGE else -0.8 if mark is Mark.ABOUT_RANGE else 0.3
        text(parent, "~", low, beside + 0.33, dx=shift, class_="mark-word")
