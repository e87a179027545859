"""Estimates over the reports of a series: for each a chart on the same axis of time, and its numbers in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from docutils import nodes

from dossier.charts.events import span_of
from dossier.charts.marks import APPROXIMATE, APPROXIMATE_RANGE, LOWER, MARKS, NUMBER, RANGE, UPPER, Mark, ends, mark_of
from dossier.charts.nodes import drawing, picture
from dossier.charts.svg import SMALL, Element, Link, chart, d3, em, line, percent, put, text
from dossier.formatting import dollars, grouped, long_date, measured, ordinal_in_words
from dossier.graph import Dossier
from dossier.model.series import Estimate, EstimateValue, Series, SeriesReport
from dossier.views.figures import in_numbers, values_of
from dossier.views.nodes import Content, citation, heading, paragraph, span, table
from dossier.views.registry import view

NOT_SEEN = "not seen"
HEAD = ("Report", "Estimate", "Sources")
WHERE = {"report": "report", "briefing": "briefing", "unclear": "report or not: unclear"}
LEFT, RIGHT = 17, 97
"""Between what shares of the width, in per cent, the axis of time runs; the numbers of the other axis stand left of it."""
TOP, HEIGHT, LANE, YEARS, KEY = 1.9, 8.5, 1.1, 1.5, 1.35
"""Heights, in the size of the text: above the plot, of it, of the lane of the reports, of the years, of a line of the key."""
TICKS = 4
"""About how many numbers stand on the axis of a chart."""
HALF = 0.32
"""Half the width of a mark."""
HEADROOM = 1.08
"""How far an axis reaches beyond the highest number."""


@view("estimates")
def estimate_charts(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every estimate of the series, with the key of the marks above them."""
    series = dossier.source.series
    if series is None or not series.estimates:
        return []
    shown = [node for estimate in series.estimates for node in _estimate(dossier, docname, series, estimate)]
    return [picture("", drawing(of=Key(series)), ids=["estimates-key"], classes=["picture", "picture-key"]), *shown]


def _estimate(dossier: Dossier, docname: str, series: Series, estimate: Estimate) -> list[nodes.Node]:
    title = heading(estimate.title, 3, f"estimate-{estimate.id}")
    drawn = drawing(of=EstimateChart(estimate, series.reports, dossier.ordinal))
    note = [paragraph([f"{estimate.note} ", *citation(docname, estimate.evidence)], "picture-note")] if estimate.note else []
    rows = [_row(docname, series, estimate, value) for value in estimate.values]
    numbers = table(f"estimate-{estimate.id}-table", f"{estimate.title}, by report", HEAD, rows, "estimates")
    unseen = [paragraph(f"{NOT_SEEN.capitalize()}: {_ordinals(estimate.not_seen)}.", "picture-note")] if estimate.not_seen else []
    return [title, picture("", drawn, numbers, *unseen, *note, classes=["picture", "picture-estimate"])]


def _row(docname: str, series: Series, estimate: Estimate, value: EstimateValue) -> list[Content]:
    report = series.report(value.report)
    when = f", {long_date(report.date[:7])}" if report else ""
    symbol = f" ({report.symbol})" if report and report.symbol else ""
    scope = f", {value.scope}" if value.scope else ""
    note = f" {value.note}" if value.note else ""
    return [
        f"{ordinal_in_words(value.report).capitalize()}{when}{symbol}",
        [span(in_numbers(estimate, value), "amount"), f"{scope} ({WHERE[value.said_in]})"],
        [*citation(docname, value.evidence), note],
    ]


def _ordinals(numbers: Sequence[int]) -> str:
    """Some ordinals in words, runs of three and more as such: "first to fourth, ninth, tenth"."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])]
    return ", ".join(
        f"{ordinal_in_words(run[0])} to {ordinal_in_words(run[-1])}" if len(run) > 2 else ", ".join(map(ordinal_in_words, run))
        for run in runs
    )


@dataclass(frozen=True)
class EstimateChart:
    """The drawing: reports from left to right at their dates, what they say above, and whether they were seen to say it below.

    :param own: the ordinal of the report that the dossier is about, or 0
    """

    estimate: Estimate
    reports: Sequence[SeriesReport]
    own: int

    def draw(self, link: Link) -> str:
        """The drawing as SVG."""
        made = chart(f"chart-{self.estimate.id}", self.estimate.title, self.description, TOP + HEIGHT + LANE + YEARS)
        drawn = [value for value in self.estimate.values if value.bounds[0] is not None]
        most = max((bound for value in drawn for bound in value.bounds if bound is not None), default=1)
        scale = d3().scale_linear([0, most * HEADROOM], [TOP + HEIGHT, TOP]).nice(TICKS)
        self._draw_axis(made, scale)
        _draw_years(made, self.reports)
        for report in self.reports:
            self._draw_report(made, report, scale)
        return str(made)

    @property
    def description(self) -> str:
        """What the reports were seen to say, in words."""
        told = [
            f"{ordinal_in_words(ordinal)}: {', or '.join(_in_words(self.estimate, value) for value in values)}"
            for ordinal, values in _by_report(self.estimate)
        ]
        unseen = [f"{NOT_SEEN}: {_ordinals(self.estimate.not_seen)}"] if self.estimate.not_seen else []
        shown = "; ".join([*told, *unseen])
        return f"{shown[:1].upper()}{shown[1:]}."

    def _draw_axis(self, parent: Element, scale: Element) -> None:
        axis = put(parent, "g", class_="units", data_unit=self.estimate.unit)
        in_millions = self.estimate.unit == "USD"
        unit = "Million United States dollars" if in_millions else self.estimate.unit
        text(axis, unit[:1].upper() + unit[1:], 0, 1, size=SMALL, class_="unit")
        for tick in scale.ticks(TICKS):
            y = scale(tick)
            line(axis, (LEFT, 100), (y, y), class_="grid", stroke="currentColor", stroke_opacity=".3")
            shown = dollars(tick).removeprefix("$").removesuffix(" million") if in_millions else grouped(tick)
            text(axis, shown, LEFT - 2, y + 0.3, size=SMALL, class_="tick", text_anchor="end")

    def _draw_report(self, parent: Element, report: SeriesReport, scale: Element) -> None:
        values = values_of(self.estimate, report.ordinal)
        x = _x(report.date, self.reports)
        own = " own" if report.ordinal == self.own else ""
        group = put(parent, "g", class_=f"report{own}", data_report=str(report.ordinal))
        if own:
            line(group, (x, x), (TOP, TOP + HEIGHT + LANE), class_="own-line", stroke="currentColor", stroke_opacity=".3")
        place = put(group, "svg", x=percent(x), overflow="visible")
        _draw_seen(place, bool(values), TOP + HEIGHT + LANE / 2)
        for index, value in enumerate(value for value in values if value.bounds[0] is not None):
            low, high = ends(value, scale.get_domain()[1])
            _draw_mark(place, mark_of(value), 2.4 * HALF * index, scale(low), scale(high))


@dataclass(frozen=True)
class Key:
    """What the marks of the charts mean, once for all of them."""

    series: Series

    def draw(self, link: Link) -> str:
        """The drawing as SVG."""
        used = {mark_of(value) for estimate in self.series.estimates for value in estimate.values if value.bounds[0] is not None}
        marks = [mark for mark in MARKS if mark in used]
        made = chart("estimates-key", "Key of the charts", self.description, KEY * (len(marks) + 2))
        key = put(made, "g", class_="key")
        for index, mark in enumerate(marks):
            middle, half = KEY * index + 0.65, 0 if mark in (NUMBER, APPROXIMATE) else 0.45
            _draw_mark(put(key, "svg", x=em(1), overflow="visible"), mark, 0, middle + half, middle - half)
            _word(key, mark.means, index)
        for index, (seen, means) in enumerate(_SEEN, len(marks)):
            _draw_seen(put(key, "svg", x=em(1), overflow="visible"), seen, KEY * index + 0.65)
            _word(key, means, index)
        return str(made)

    @property
    def description(self) -> str:
        """What the charts have in common."""
        first, last = self.series.reports[0], self.series.reports[-1]
        return f"Every chart runs from the first report, {long_date(first.date)}, to the last, {long_date(last.date)}."


_SEEN = ((True, "below: a report that was seen to give an estimate"), (False, "below: a report of which none was seen"))


def _word(parent: Element, words: str, index: int) -> None:
    text(parent, words, 0, KEY * index + 0.95, dx=2.4, size=SMALL, class_="key-word")


def _by_report(estimate: Estimate) -> Iterator[tuple[int, list[EstimateValue]]]:
    for ordinal in sorted({value.report for value in estimate.values}):
        yield ordinal, values_of(estimate, ordinal)


def _in_words(estimate: Estimate, value: EstimateValue) -> str:
    return value.words or measured(value.bounds, value.limit, estimate.unit)


def _years(reports: Sequence[SeriesReport]) -> range:
    return range(int(reports[0].date[:4]), int(reports[-1].date[:4]) + 2)


def _at(year: float, years: range) -> float:
    return LEFT + (RIGHT - LEFT) * (year - years[0]) / (len(years) - 1)


def _x(date: str, reports: Sequence[SeriesReport]) -> float:
    """Where a date stands, in per cent of the width."""
    return _at(sum(span_of(date)) / 2, _years(reports))


def _draw_years(parent: Element, reports: Sequence[SeriesReport]) -> None:
    """The axis of time: every second year has its number, so that they have room on a phone."""
    axis = put(parent, "g", class_="years")
    foot = TOP + HEIGHT
    line(axis, (LEFT, 100), (foot, foot), class_="axis", stroke="currentColor")
    years = _years(reports)
    for year in years[::2]:
        x = _at(year, years)
        line(axis, (x, x), (foot, foot + 0.3), class_="axis", stroke="currentColor")
        text(axis, str(year), x, foot + LANE + 1.1, size=SMALL, class_="tick", text_anchor="middle")


def _draw_seen(parent: Element, seen: bool, y: float) -> None:
    """A disc for a report that was seen to give an estimate, an open ring for another."""
    ring = {} if seen else {"fill": "none", "stroke": "currentColor", "stroke_width": "1"}
    put(parent, "circle", cx="0", cy=em(y), r=em(0.2 if seen else 0.17), class_="seen" if seen else "unseen", **ring)


def _draw_mark(parent: Element, mark: Mark, x: float, low: float, high: float) -> None:
    """A mark between two heights: upright, for time runs across."""
    if mark is NUMBER:
        put(parent, "circle", cx=em(x), cy=em(low), r=em(0.9 * HALF), class_="mark")
        return
    if mark in (RANGE, APPROXIMATE_RANGE):
        put(parent, "rect", x=em(x - HALF / 2), y=em(high), width=em(HALF), height=em(low - high), class_="mark")
    elif mark in (UPPER, LOWER):
        dashes = {"stroke_width": "4", "stroke_dasharray": "2 3"}
        put(parent, "line", x1=em(x), x2=em(x), y1=em(low), y2=em(high), class_="mark-open", stroke="currentColor", **dashes)
    for y in dict.fromkeys({UPPER: (high,), LOWER: (low,)}.get(mark, (low, high))):
        cap = {"class_": "mark-cap", "stroke": "currentColor", "stroke_width": "3"}
        put(parent, "line", x1=em(x - HALF), x2=em(x + HALF), y1=em(y), y2=em(y), **cap)
    if mark in (APPROXIMATE, APPROXIMATE_RANGE):
        put(parent, "text", "~", x=em(x), y=em(high - 0.2), text_anchor="middle", class_="mark-word")
