"""How a figure is marked on an axis: a range as a range, a bound as a bound, an approximation as one."""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from dossier.charts.svg import Element, em, percent, put, text
from dossier.locale import N_, _
from dossier.model.source import LEAST, MOST, Measure


class Mark(Enum):
    """A sort of mark, in the order of a key."""

    NUMBER = N_("number")
    ABOUT = N_("about")
    RANGE = N_("range")
    ABOUT_RANGE = N_("about, range")
    UPPER = N_("at most")
    LOWER = N_("at least")

    @property
    def means(self) -> str:
        """What it says of the number, for the key of a chart."""
        return _(self.value)

    @property
    def is_point(self) -> bool:
        """Whether it marks one number."""
        return self in (Mark.NUMBER, Mark.ABOUT)

    @property
    def is_about(self) -> bool:
        """Whether it marks what is approximate."""
        return self in (Mark.ABOUT, Mark.ABOUT_RANGE)


def mark_of(measure: Measure) -> Mark:
    """The sort of mark that a figure gets, by its bounds and by the word that limits it."""
    if measure.limit in MOST:
        return Mark.UPPER
    if measure.limit in LEAST:
        return Mark.LOWER
    if measure.bounds[1] is not None:
        return Mark.ABOUT_RANGE if measure.limit else Mark.RANGE
    return Mark.ABOUT if measure.limit else Mark.NUMBER


def marks_of(measures: Iterable[Measure]) -> list[Mark]:
    """The sorts of mark that some figures get."""
    used = {mark_of(measure) for measure in measures}
    return [mark for mark in Mark if mark in used]


def ends(measure: Measure, top: float) -> tuple[float, float]:
    """Where the mark of a figure begins and ends; that of a bound is open towards 0 or towards the top of the axis."""
    low, high = measure.bounds
    assert low is not None, "a mark has a number"
    if measure.limit in MOST:
        return 0, low
    if measure.limit in LEAST:
        return low, top
    return low, low if high is None else high


class Axis(NamedTuple):
    """Which way numbers run: to the right, in per cent of the width, or upwards, in the size of the text.

    :param half: half the thickness of a mark, in the size of the text
    """

    is_upright: bool
    half: float

    def at(self, names: str, along: Sequence[float], beside: Sequence[float]) -> dict[str, str]:
        """Lengths along the axis and beside it, as attributes with the names of those across the page, then of those down it."""
        across, down = (map(em, beside), along) if self.is_upright else (map(percent, along), beside)
        return dict(zip(names.split(), [*across, *map(em, down)], strict=True))

    def line(self, parent: Element, ends: tuple[float, float], beside: tuple[float, float], **attributes: str) -> None:
        """Draw a line."""
        put(parent, "line", **self.at("x1 x2 y1 y2", ends, beside), stroke="currentColor", **attributes)


ACROSS, UPWARDS = Axis(False, 0.42), Axis(True, 0.32)
EDGE = 12
"""Per cent of the width within which a mark has no room on its left."""


def draw_mark(parent: Element, mark: Mark, low: float, high: float, beside: float, axis: Axis) -> None:
    """Draw a mark from its low to its high end."""
    if mark is Mark.NUMBER:
        put(parent, "circle", **axis.at("cx cy", [low], [beside]), r=em(0.85 * axis.half), class_="mark")
        return
    if mark in (Mark.RANGE, Mark.ABOUT_RANGE):
        start, size = min(low, high), abs(high - low)
        put(parent, "rect", **axis.at("x width y height", [start, size], [beside - axis.half / 2, axis.half]), class_="mark")
    elif not mark.is_point:
        axis.line(parent, (low, high), (beside, beside), class_="mark-open", stroke_width="5", stroke_dasharray="2 4")
    for end in dict.fromkeys({Mark.UPPER: (high,), Mark.LOWER: (low,)}.get(mark, (low, high))):
        axis.line(parent, (end, end), (beside - axis.half, beside + axis.half), class_="mark-cap", stroke_width="3")
    if mark.is_about and axis.is_upright:
        put(parent, "text", "~", x=em(beside), y=em(high - 0.2), class_="mark-word", text_anchor="middle")
    elif mark.is_about:
        shift = -0.95 if low > EDGE else -0.8 if mark is Mark.ABOUT_RANGE else 0.3
        text(parent, "~", low, beside + 0.33, dx=shift, class_="mark-word")
