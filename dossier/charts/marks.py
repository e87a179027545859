"""How a figure is marked on an axis: a range as a range, a bound as a bound, an approximation as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from dossier.charts.svg import Element, em, line, percent, put, text
from dossier.model.series import LEAST, MOST

HALF = 0.42
"""Half the height of a mark, in the size of the text."""
EDGE = 12
"""Per cent of the width within which a mark has no room on its left."""


class Measure(Protocol):
    """What has a number or bounds, and a word that limits it: a figure, an estimate."""

    @property
    def limit(self) -> str:
        """The word, or nothing."""

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The number, or the lower bound, and the upper bound of a range."""


class Mark(NamedTuple):
    """A sort of mark.

    :param means: what it says of the number, for the key of a chart
    :param draw: draws it from its low to its high end, in per cent, on a line so far down
    """

    means: str
    draw: Callable[[Element, float, float, float], None]


def _dot(parent: Element, low: float, high: float, y: float) -> None:
    put(parent, "circle", cx=percent(low), cy=em(y), r=em(0.8 * HALF), class_="mark")


def _tick(parent: Element, low: float, high: float, y: float) -> None:
    _cap(parent, low, y)
    text(parent, "~", low, y + 0.33, dx=0.3 if low < EDGE else -0.95, class_="mark-word")


def _bar(parent: Element, low: float, high: float, y: float) -> None:
    put(parent, "rect", x=percent(low), y=em(y - HALF / 2), width=percent(high - low), height=em(HALF), class_="mark")
    _cap(parent, low, y)
    _cap(parent, high, y)


def _about_bar(parent: Element, low: float, high: float, y: float) -> None:
    _bar(parent, low, high, y)
    text(parent, "~", low, y + 0.33, dx=-0.95 if low > EDGE else -0.8, class_="mark-word")


def _upper(parent: Element, low: float, high: float, y: float) -> None:
    _open(parent, low, high, y)
    _cap(parent, high, y)


def _lower(parent: Element, low: float, high: float, y: float) -> None:
    _open(parent, low, high, y)
    _cap(parent, low, y)


def _cap(parent: Element, x: float, y: float) -> None:
    line(parent, (x, x), (y - HALF, y + HALF), class_="mark-cap", stroke="currentColor", stroke_width="3")


def _open(parent: Element, low: float, high: float, y: float) -> None:
    line(parent, (low, high), (y, y), class_="mark-open", stroke="currentColor", stroke_width="5", stroke_dasharray="2 4")


NUMBER = Mark("number", _dot)
APPROXIMATE = Mark("about", _tick)
RANGE = Mark("range", _bar)
APPROXIMATE_RANGE = Mark("about, range", _about_bar)
UPPER = Mark("at most", _upper)
LOWER = Mark("at least", _lower)
MARKS = (NUMBER, APPROXIMATE, RANGE, APPROXIMATE_RANGE, UPPER, LOWER)


def mark_of(measure: Measure) -> Mark:
    """The sort of mark that a figure gets, by its bounds and by the word that limits it."""
    if measure.limit in MOST:
        return UPPER
    if measure.limit in LEAST:
        return LOWER
    approximate = bool(measure.limit)
    if measure.bounds[1] is not None:
        return APPROXIMATE_RANGE if approximate else RANGE
    return APPROXIMATE if approximate else NUMBER


def ends(measure: Measure, top: float) -> tuple[float, float]:
    """Where the mark of a figure begins and ends; that of a bound is open towards 0 or towards the top of the axis."""
    low, high = measure.bounds
    assert low is not None, "a mark has a number"
    if measure.limit in MOST:
        return 0, low
    if measure.limit in LEAST:
        return low, top
    return low, low if high is None else high
