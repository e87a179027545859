"""Estimates across the reports of a series: for each, a chart on a common time axis and a table of its numbers."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from docutils import nodes

from dossier.charts import svg
from dossier.charts.picture import drawing, picture
from dossier.graph import Dossier
from dossier.locale import _, capitalized, dollars, grouped, long_date, ordinal_in_words
from dossier.model.series import Estimate, EstimateValue, Series, SeriesReport
from dossier.views.figures import stated, value_in_words, values_of
from dossier.views.links import citation, xref
from dossier.views.nodes import Content, heading, joined, paragraph, sentence, table
from dossier.views.registry import view

LEFT, RIGHT = 17, 97
"""The start and end of the time axis, in per cent of the width; the numbers of the other axis are left of it."""
TOP, HEIGHT, LANE, YEARS = 2.9, 8.5, 1.1, 1.5
"""Heights in em: the space above the plot, the plot, the lane of reports, and the years."""
TICKS = 4
"""The approximate number of ticks on the axis of a chart."""
HEADROOM = 1.08
"""The end of an axis, as a multiple of the highest number."""


@view("estimates")
def estimate_charts(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All estimates of the series, after links to each and the key of the marks."""
    series = dossier.source.series
    if series is None or not series.estimates:
        return []
    shown = [node for estimate in series.estimates for node in _estimate(dossier, series, estimate)]
    listed = joined((xref("estimate", estimate.id, estimate.title) for estimate in series.estimates), "; ")
    key = picture("", drawing(draw=partial(_draw_key, series)), ids=["estimates-key"], classes=["picture", "picture-key"])
    return [paragraph(sentence(_("Estimates: {estimates}."), estimates=listed)), key, *shown]


def _estimate(dossier: Dossier, series: Series, estimate: Estimate) -> list[nodes.Node]:
    title = heading(estimate.title, 3, f"estimate-{estimate.id}")
    drawn = drawing(draw=EstimateChart(estimate, series.reports, dossier.ordinal).draw)
    rows = [_row(series, estimate, value) for value in estimate.values]
    caption, head = _("{estimate}, by report").format(estimate=estimate.title), (_("Report"), _("Estimate"), _("Sources"))
    shown: list[nodes.Node] = [drawn, table(f"estimate-{estimate.id}-table", caption, head, rows, "estimates")]
    if estimate.not_seen:
        shown.append(paragraph(_("Not seen: {reports}.").format(reports=_ordinals(estimate.not_seen)), "picture-note"))
    if estimate.note:
        shown.append(paragraph([f"{estimate.note} ", *citation(estimate.evidence)], "picture-note"))
    return [title, picture("", *shown, ids=[f"chart-{estimate.id}"], classes=["picture", "picture-estimate"])]


def _row(series: Series, estimate: Estimate, value: EstimateValue) -> list[Content]:
    report = series.report(value.report)
    when = f", {long_date(report.date[:7])}" if report else ""
    note = f" {value.note}" if value.note else ""
    return [f"{ordinal_in_words(value.report).capitalize()}{when}", stated(estimate, value), [*citation(value.evidence), note]]


def _ordinals(numbers: Sequence[int]) -> str:
    """Return ordinals in words, with runs of three or more as ranges: "first to fourth, ninth, tenth"."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0])]
    return ", ".join(map(_run, runs))


def _run(numbers: Sequence[int]) -> str:
    words = list(map(ordinal_in_words, numbers))
    return _("{first} to {last}").format(first=words[0], last=words[-1]) if len(words) > 2 else ", ".join(words)


class EstimateChart(NamedTuple):
    """The drawing of a chart: the values in the reports by date and, below, whether each report was seen to give one.

    :param own: the ordinal of the report that the dossier is about, or 0
    """

    estimate: Estimate
    reports: Sequence[SeriesReport]
    own: int

    def draw(self, link: svg.Link) -> svg.Element:
        """Return the drawing as SVG."""
        made = svg.chart(f"chart-{self.estimate.id}", self.estimate.title, self.description, TOP + HEIGHT + LANE + YEARS)
        drawn = [value for value in self.estimate.values if value.bounds[0] is not None]
        most = max((bound for value in drawn for bound in value.bounds if bound is not None), default=1)
        scale = svg.d3().scale_linear([0, most * HEADROOM], [TOP + HEIGHT, TOP]).nice(TICKS)
        years = range(int(self.reports[0].date[:4]), int(self.reports[-1].date[:4]) + 2)
        time = svg.d3().scale_linear([years[0], years[-1]], [LEFT, RIGHT])
        self._draw_axis(made, scale)
        _draw_years(made, time, years)
        for report in self.reports:
            self._draw_report(made, report, time, scale)
        return made

    @property
    def description(self) -> str:
        """The values in the reports, in words."""
        parts = []
        for ordinal in sorted({value.report for value in self.estimate.values}):
            values = [value_in_words(self.estimate, value, with_unit=True) for value in values_of(self.estimate, ordinal)]
            parts.append(f"{ordinal_in_words(ordinal)}: {_(', or ').join(values)}")
        if self.estimate.not_seen:
            parts.append(_("not seen: {reports}").format(reports=_ordinals(self.estimate.not_seen)))
        return f"{capitalized('; '.join(parts))}."

    def _draw_axis(self, parent: svg.Element, scale: svg.Element) -> None:
        axis = svg.add(parent, "g", class_="units", data_unit=self.estimate.unit)
        in_millions = self.estimate.unit == "USD"
        unit = _("Million United States dollars") if in_millions else self.estimate.unit
        svg.text(axis, capitalized(unit), 0, 1, size=svg.SMALL, class_="unit")
        for tick in scale.ticks(TICKS):
            y = scale(tick)
            svg.line(axis, (LEFT, 100), (y, y), "grid", stroke_opacity=".3")
            shown = dollars(tick).removeprefix("$").removesuffix(" million") if in_millions else grouped(tick)
            svg.text(axis, shown, LEFT - 2, y + 0.3, size=svg.SMALL, class_="tick", text_anchor="end")

    def _draw_report(self, parent: svg.Element, report: SeriesReport, time: svg.Element, scale: svg.Element) -> None:
        values = values_of(self.estimate, report.ordinal)
        drawn = [value for value in values if value.bounds[0] is not None]
        x = time(sum(svg.span_of(report.date)) / 2)
        own = " own" if report.ordinal == self.own else ""
        group = svg.add(parent, "g", class_=f"report{own}", data_report=str(report.ordinal))
        if own:
            ends = TOP - 0.3, TOP + HEIGHT + LANE
            svg.line(group, (x, x), ends, "own-line", stroke_opacity=".3")
            words = _("{ordinal} report").format(ordinal=ordinal_in_words(self.own))
            svg.text(group, words, x, TOP - 0.5, size=svg.SMALL, class_="tick", text_anchor="middle")
        _draw_seen(bool(values), svg.percent(x), TOP + HEIGHT + LANE / 2, group)
        place = svg.add(group, "svg", x=svg.percent(x), overflow="visible") if drawn else group
        for index, value in enumerate(drawn):
            low, high = svg.ends(value, scale.get_domain()[1])
            svg.draw_mark(place, svg.mark_of(value), scale(low), scale(high), 2.4 * svg.UPWARDS.half * index, svg.UPWARDS)


def _draw_key(series: Series, link: svg.Link) -> svg.Element:
    """Return the key of the marks, common to all charts, as SVG."""
    values = (value for estimate in series.estimates for value in estimate.values)
    marks = svg.marks_of(value for value in values if value.bounds[0] is not None)
    samples = [(partial(_draw_sample, mark), mark.means) for mark in marks]
    for seen, means in ((True, _("below: estimate seen")), (False, _("below: none seen"))):
        samples.append((partial(_draw_seen, seen, svg.em(1), 0.65), means))
    first, last = long_date(series.reports[0].date), long_date(series.reports[-1].date)
    description = _("Every chart runs from the first report, {first}, to the last, {last}.").format(first=first, last=last)
    made = svg.chart("estimates-key", _("Key of the charts"), description, svg.key_height(len(samples)))
    svg.draw_key(made, samples, 0)
    return made


def _draw_sample(mark: svg.Mark, parent: svg.Element) -> None:
    middle, half = 0.65, 0 if mark.is_point else 0.45
    svg.draw_mark(svg.add(parent, "svg", x=svg.em(1), overflow="visible"), mark, middle + half, middle - half, 0, svg.UPWARDS)


def _draw_years(parent: svg.Element, time: svg.Element, years: range) -> None:
    """Draw the time axis; only every second year is labelled, so that the labels fit on a phone."""
    axis = svg.add(parent, "g", class_="years")
    foot = TOP + HEIGHT
    svg.line(axis, (LEFT, 100), (foot, foot), "axis")
    for year in years[::2]:
        svg.text(axis, str(year), time(year), foot + LANE + 1.1, size=svg.SMALL, class_="tick", text_anchor="middle")


def _draw_seen(seen: bool, x: str, y: float, parent: svg.Element) -> None:
    """Draw a disc for a report that was seen to give the estimate, or a ring for any other."""
    ring = {} if seen else {"fill": "none", "stroke": "currentColor"}
    svg.add(parent, "circle", cx=x, cy=svg.em(y), r=svg.em(0.2 if seen else 0.17), class_="seen" if seen else "unseen", **ring)
