"""Axes, and the marks of figures on them, which tell apart exact numbers, ranges, bounds and approximations."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from dossier.charts.svg import Element, add, em, percent, text
from dossier.locale import N_, _
from dossier.model.source import LEAST, MOST, Measure


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
    first = date.fromisoformat(f"{iso}-01"[:10])
    start = year + (first.timetuple().tm_yday - 1) / 366
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
