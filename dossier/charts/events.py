"""A chart of events: each in the lane of its kind, at its date, as exact as the date is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dossier.charts.svg import SMALL, Element, Link, anchor, chart, em, line, percent, put, text
from dossier.formatting import long_date
from dossier.model.source import Event

WIDTH = 20
"""The width of the narrowest chart, in the size of its text: there no two marks of a lane may overlap."""
RADIUS = 0.35
"""The radius of the mark of an event, in the size of the text."""
STEP = 0.9
"""How far the rows of a lane stand apart."""
HEAD, GAP, AXIS, KEY = 1.5, 0.6, 2.2, 1.35
"""Heights: of the name of a lane, of what parts two lanes, of the years, of a line of the key."""
PRECISION = {10: "day known", 7: "month known", 4: "only the year known"}
"""What is known of a date, by its length."""


class Span(NamedTuple):
    """What is known of a date: the years, with fractions, between which it lies."""

    start: float
    end: float


def span_of(iso: str) -> Span:
    """The span of a year, a month or a day."""
    year = int(iso[:4])
    if len(iso) == 4:
        return Span(year, year + 1)
    first = date.fromisoformat(f"{iso}-01"[:10])
    start = year + (first.timetuple().tm_yday - 1) / 366
    return Span(start, start) if len(iso) == 10 else Span(start, start + 30 / 366)


@dataclass(frozen=True)
class EventChart:
    """The drawing.

    :param events: the events by date
    :param docname: the page that lists them, if one does
    """

    id: str
    title: str
    events: Sequence[Event]
    kinds: Sequence[str]
    docname: str

    def draw(self, link: Link) -> str:
        """The drawing as SVG."""
        lanes = {kind: self.lane(kind) for kind in self.kinds}
        heights = {kind: HEAD + STEP * (1 + max(rows)) + GAP for kind, rows in lanes.items()}
        known = [length for length in PRECISION if any(len(event.date) == length for event in self.events)]
        foot = sum(heights.values())
        made = chart(self.id, self.title, self.description, foot + AXIS + KEY * len(known), links=bool(self.docname))
        self._draw_years(made, foot)
        top = 0.0
        for kind, rows in lanes.items():
            lane = put(made, "g", class_=f"lane lane-{kind}", data_kind=kind)
            text(lane, kind.capitalize(), 0, top + 1, size=SMALL, class_="lane-name")
            for event, row in zip(self.of(kind), rows, strict=True):
                self._draw_event(lane, event, top + HEAD + STEP * (row + 0.5), link)
            top += heights[kind]
        _draw_key(made, known, foot + AXIS)
        return str(made)

    @property
    def years(self) -> range:
        """The years of the axis."""
        return range(int(self.events[0].date[:4]), int(max(event.date for event in self.events)[:4]) + 1)

    @property
    def description(self) -> str:
        """How many events there are, of which kinds, and from when to when."""
        kinds = "; ".join(f"{kind}: {len(self.of(kind))}" for kind in self.kinds)
        return f"{len(self.events)} events from {self.years[0]} to {self.years[-1]}. {kinds.capitalize()}."

    def of(self, kind: str) -> list[Event]:
        """The events of a kind."""
        return [event for event in self.events if event.kind == kind]

    def lane(self, kind: str) -> list[int]:
        """For each event of a kind, the row in which it stands, so that none covers another."""
        ends: list[float] = []
        rows = []
        for event in self.of(kind):
            start, end = (WIDTH * self.x(year) / 100 for year in span_of(event.date))
            row = next((index for index, taken in enumerate(ends) if taken <= start - RADIUS), len(ends))
            ends[row : row + 1] = [end + RADIUS]
            rows.append(row)
        return rows

    def x(self, year: float) -> float:
        """Where a year stands, in per cent of the width."""
        return 100 * (year - self.years[0]) / len(self.years)

    def _draw_years(self, parent: Element, foot: float) -> None:
        axis = put(parent, "g", class_="years")
        for start, end in pairwise([*self.years, self.years[-1] + 1]):
            x = self.x(start)
            line(axis, (x, x), (0, foot), class_="grid", stroke="currentColor", stroke_opacity=".15")
            text(axis, str(start), (x + self.x(end)) / 2, foot + 1.1, size=SMALL, class_="tick", text_anchor="middle")
        line(axis, (0, 100), (foot, foot), class_="axis", stroke="currentColor")

    def _draw_event(self, parent: Element, event: Event, y: float, link: Link) -> None:
        name = f"{long_date(event.date)}: {event.title}"
        place = anchor(parent, name, link(self.docname, f"event-{event.id}") if self.docname else "", tooltip=True)
        place.attr("data-event", event.id)
        start, end = map(self.x, span_of(event.date))
        _draw_mark(place, len(event.date), start, end, y)


def _draw_mark(parent: Element, length: int, start: float, end: float, y: float) -> None:
    """A disc for a day, a ring for a month, a bar for a year."""
    if length == 4:
        put(parent, "rect", x=percent(start), y=em(y - 0.2), width=percent(end - start), height=em(0.4), class_="mark")
        return
    ring = {"fill": "none", "stroke": "currentColor", "stroke_width": "2"} if length == 7 else {}
    shape = "mark-ring" if ring else "mark"
    put(parent, "circle", cx=percent((start + end) / 2), cy=em(y), r=em(RADIUS - 0.06 * bool(ring)), class_=shape, **ring)


def _draw_key(parent: Element, known: Sequence[int], top: float) -> None:
    key = put(parent, "g", class_="key")
    for index, length in enumerate(known):
        y = top + KEY * index + 0.7
        sample = put(key, "svg", width="3em", height="1em", overflow="visible")
        _draw_mark(sample, length, 10 if length == 4 else 40, 85 if length == 4 else 40, y)
        text(key, PRECISION[length], 0, y + 0.33, dx=3.4, size=SMALL, class_="key-word")
