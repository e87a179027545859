"""A chart of events, in a lane for each kind; the marks show the precision of the dates."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, count

from docutils import nodes

from dossier.charts import svg
from dossier.charts.picture import as_table, drawing, framed, picture_view, source
from dossier.graph import Dossier
from dossier.locale import _, long_date
from dossier.model.source import Event
from dossier.parser.directives import PictureRequest
from dossier.views.forms import classes
from dossier.views.links import doc
from dossier.views.nodes import Content, sentence, table

WIDTH = 20
"""The width of the narrowest chart, in em; at this width marks in a row do not overlap."""
RADIUS = 0.4
"""The radius of the mark of an event, in em."""
TARGET = 1.72
"""The distance between marks, and the size of their touch targets, in em: at least 24 pixels."""
LETTER = 0.5
"""The width of a letter of a label, in em."""
YEAR = 2
"""The width of the number of a year, in em."""
CROWD = 2
"""The number of events that widen a year on the axis by the width of an empty year."""
HEAD, GAP, AXIS = 1.5, 0.4, 2.2
"""Heights in em: the name of a lane, the gap between lanes, and the years, which are above and below."""


@picture_view("event-chart")
def event_chart(dossier: Dossier, docname: str, request: PictureRequest) -> list[nodes.Node]:
    """All events, at their dates."""
    events = dossier.source.events
    if not events:
        return []
    kinds = [kind for kind in dossier.source.report.event_kinds if any(event.kind == kind for event in events)]
    listed = dossier.page_with("timeline")
    made = EventChart(request.id, request.title, events, kinds, listed, {row.id: row.label for row in request.rows})
    origin = source(dossier, docname, request, _source(docname, listed), "events")
    return framed(request, drawing(draw=made.draw), origin, as_table(_table(made)))


def _source(docname: str, listed: str) -> Content:
    """Return the source of the chart, the list of events, with its place: below, or on another page."""
    if listed == docname:
        return _("the events listed below, each with its sources")
    if not listed:
        return _("the events listed, each with its sources")
    return sentence(_("the events listed on the page {page}, each with its sources"), page=doc(listed))


def _table(chart: "EventChart") -> nodes.table:
    rows: list[list[Content]] = []
    for year in map(str, chart.years):
        counts = [sum(event.date.startswith(year) for event in chart.events_of(kind)) for kind in chart.kinds]
        rows.append([year, *map(str, counts), str(sum(counts))])
    return table(
        f"{chart.id}-table", _("Events by year"), (_("Year"), *map(str.capitalize, chart.kinds), _("All")), rows, "counts"
    )


@dataclass(frozen=True)
class EventChart:
    """The drawing of a chart of events.

    :param events: the events by date
    :param docname: the page that lists them, if there is one
    :param labels: the labels beside the marks of some events, by id
    """

    id: str
    title: str
    events: Sequence[Event]
    kinds: Sequence[str]
    docname: str
    labels: Mapping[str, str]

    def draw(self, link: svg.Link) -> svg.Element:
        """Return the drawing as SVG."""
        lanes = {kind: self.lane(kind) for kind in self.kinds}
        heights = {kind: HEAD + TARGET * (1 + max(rows)) + GAP for kind, rows in lanes.items()}
        lengths = {len(event.date) for event in self.events}
        precisions = {10: _("day known"), 7: _("month known"), 4: _("year known")}
        known = {length: means for length, means in precisions.items() if length in lengths}
        foot = AXIS + sum(heights.values())
        height = foot + AXIS + svg.key_height(len(known))
        made = svg.chart(self.id, self.title, self.description, height, links=bool(self.docname))
        self._draw_years(made, foot)
        top = AXIS
        for kind, rows in lanes.items():
            lane = svg.add(made, "g", class_=f"lane lane-{kind} {' '.join(classes([('kind', kind)]))}", data_kind=kind)
            svg.text(lane, kind.capitalize(), 0, top + 1, size=svg.SMALL, class_="lane-name")
            for event, row in zip(self.events_of(kind), rows, strict=True):
                self._draw_event(lane, event, top + HEAD + TARGET * (row + 0.5), link)
            top += heights[kind]
        svg.draw_key(made, [(partial(_draw_sample, length), means) for length, means in known.items()], foot + AXIS)
        return made

    @property
    def years(self) -> range:
        """The years of the axis."""
        return range(int(self.events[0].date[:4]), int(self.events[-1].date[:4]) + 1)

    @property
    def description(self) -> str:
        """The number of events, by kind, and the period they cover."""
        kinds = "; ".join(f"{kind}: {len(self.events_of(kind))}" for kind in self.kinds)
        words = _("{count} events from {first} to {last}. {kinds}.")
        return words.format(count=len(self.events), first=self.years[0], last=self.years[-1], kinds=kinds.capitalize())

    def events_of(self, kind: str) -> list[Event]:
        """Return the events of a kind."""
        return [event for event in self.events if event.kind == kind]

    def lane(self, kind: str) -> list[int]:
        """Return the row of each event of a kind, chosen so that neither marks nor labels overlap."""
        rows: defaultdict[int, list[svg.Span]] = defaultdict(list)
        found = []
        for event in self.events_of(kind):
            room = self._room(event)
            row = next(index for index in count() if not any(map(room.overlaps, rows[index])))
            rows[row].append(room)
            found.append(row)
        return found

    @cached_property
    def x(self) -> svg.Element:
        """The scale of fractional years, in per cent of the width; years with more events are wider."""
        counted = Counter(int(event.date[:4]) for event in self.events)
        edges = list(accumulate((1 + counted[year] / CROWD for year in self.years), initial=0.0))
        return svg.d3().scale_linear([*self.years, self.years.stop], [100 * edge / edges[-1] for edge in edges])

    def _room(self, event: Event) -> svg.Span:
        """Return the span of an event on the narrowest chart, with its label on the right, or on the left near the end."""
        start, end = (WIDTH * self.x(year) / 100 for year in svg.span_of(event.date))
        middle, half = (start + end) / 2, max(end - start, TARGET) / 2 if len(event.date) == 4 else TARGET / 2
        label = LETTER * len(self.labels.get(event.id, ""))
        if middle + half + label > WIDTH:
            return svg.Span(middle - half - label, middle + half)
        return svg.Span(middle - half, middle + half + label)

    def _draw_years(self, parent: svg.Element, foot: float) -> None:
        axis = svg.add(parent, "g", class_="years")
        numbered: float = -YEAR
        for year in self.years:
            start, end = self.x(year), self.x(year + 1)
            svg.line(axis, (start, start), (AXIS, foot), "grid", stroke_opacity=".15")
            middle = max((start + end) / 2, 100 * YEAR / WIDTH / 2)
            if WIDTH * middle / 100 >= numbered + YEAR:
                numbered = WIDTH * middle / 100
                side = "start" if start == 0 else "middle"
                for y in (1.1, foot + 1.1):
                    svg.text(axis, str(year), 0 if start == 0 else middle, y, size=svg.SMALL, class_="tick", text_anchor=side)
        svg.line(axis, (0, 100), (foot, foot), "axis")

    def _draw_event(self, parent: svg.Element, event: Event, y: float, link: svg.Link) -> None:
        name = f"{long_date(event.date)}: {event.title}"
        place = svg.anchor(parent, name, link(self.docname, f"event-{event.id}") if self.docname else "", tooltip=True)
        place.attr("data-event", event.id)
        start, end = map(self.x, svg.span_of(event.date))
        svg.circle(place, (start + end) / 2, y, TARGET / 2, class_="target", fill="transparent")
        _draw_mark(place, len(event.date), start, end, y)
        if label := self.labels.get(event.id):
            middle, room = WIDTH * (start + end) / 200, self._room(event)
            left = middle - room.start > room.end - middle
            at = (start if left else end) if len(event.date) == 4 else (start + end) / 2
            shift, side = (-0.7, "end") if left else (0.7, "start")
            svg.text(place, label, at, y + 0.3, dx=shift, size=svg.SMALL, class_="event-label", text_anchor=side)


def _draw_mark(parent: svg.Element, length: int, start: float, end: float, y: float) -> None:
    """Draw a disc for a day, a ring for a month, or a bar for a year."""
    if length == 4:
        width = svg.percent(end - start)
        svg.add(parent, "rect", x=svg.percent(start), y=svg.em(y - 0.2), width=width, height=svg.em(0.4), class_="mark")
        return
    ring = {"fill": "none", "stroke": "currentColor", "stroke_width": "2"} if length == 7 else {}
    svg.circle(parent, (start + end) / 2, y, RADIUS - 0.06 * bool(ring), class_="mark-ring" if ring else "mark", **ring)


def _draw_sample(length: int, parent: svg.Element) -> None:
    _draw_mark(parent, length, 10 if length == 4 else 40, 85 if length == 4 else 40, 0.65)
