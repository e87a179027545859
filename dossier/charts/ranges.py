"""A chart of figures of the register, with an axis for each unit; ranges and bounds are drawn as such."""

import textwrap
from collections.abc import Sequence
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from docutils import nodes

from dossier.charts import svg
from dossier.charts.picture import as_table, drawing, framed, picture_view, source
from dossier.graph import Dossier, support_of
from dossier.locale import capitalized, dollars, grouped
from dossier.model.source import Figure
from dossier.parser.directives import PictureRequest
from dossier.views.figures import amount, figure_table, origin
from dossier.views.links import documents_of

LINE, LANE, GAP = 1.35, 1.5, 0.9
"""Heights in em: a line of text, a mark, and the gap between rows."""
AXIS = 1.3
"""The height of the numbers of an axis, in em."""
LETTERS = 38
"""The maximum length of a label and the number beside it on the narrowest phone, in characters."""
HEADROOM = 1.02
"""The end of an axis, as a multiple of the highest number, which may be approximate."""
TICKS = 4
"""The approximate number of ticks on an axis."""


@picture_view("range-chart")
def range_chart(dossier: Dossier, docname: str, request: PictureRequest) -> list[nodes.Node]:
    """Figures of the register, on an axis for each unit."""
    known = [(*dossier.figures[row.id], row.label) for row in request.rows if row.id in dossier.figures]
    found = [drawn for drawn in known if drawn[1].bounds[0] is not None]
    if not found:
        return []
    bars = [Bar(figure, label, _stated(dossier, figure)) for _passage, figure, label in found]
    figures = [(passage, figure) for passage, figure, _label in found]
    return framed(
        request,
        drawing(draw=partial(_draw, request.id, request.title, bars)),
        source(dossier, docname, request, documents_of(dossier, figures), "figures"),
        as_table(figure_table(dossier, figures, f"{request.id}-table", request.title)),
    )


def _stated(dossier: Dossier, figure: Figure) -> str:
    """Return the origin and the support of a figure, in words."""
    return "; ".join(dict.fromkeys((origin(dossier, figure), support_of(dossier, figure).label.lower())))


class Bar(NamedTuple):
    """A figure of a chart, with its label.

    :param stated: its origin and support, in words
    """

    figure: Figure
    label: str
    stated: str

    @property
    def value(self) -> str:
        """The figure without its unit."""
        return amount(self.figure).removesuffix(f" {self.figure.unit}")

    @property
    def lines(self) -> list[str]:
        """The label, wrapped to leave room for the number."""
        return textwrap.wrap(self.label, LETTERS - len(self.value))

    @property
    def height(self) -> float:
        """Its height, in em."""
        return LINE * (len(self.lines) + 1) + LANE + GAP


def _draw(id: str, title: str, bars: Sequence[Bar], link: svg.Link) -> svg.Element:
    """Return the drawing as SVG: a panel for each unit, in order of appearance, then the key of the marks."""
    panels = [[bar for bar in bars if bar.figure.unit == unit] for unit in dict.fromkeys(bar.figure.unit for bar in bars)]
    marks = svg.marks_of(bar.figure for bar in bars)
    figures = "; ".join(f"{bar.label}: {amount(bar.figure)} ({bar.stated})" for bar in bars)
    made = svg.chart(id, title, f"{capitalized(figures)}.", sum(map(_height, panels)) + svg.key_height(len(marks)))
    y = 0.0
    for panel in panels:
        _draw_panel(made, panel, y)
        y += _height(panel)
    svg.draw_key(made, [(partial(_draw_sample, mark), mark.means) for mark in marks], y)
    return made


def _height(bars: Sequence[Bar]) -> float:
    return LINE + GAP / 2 + sum(bar.height for bar in bars) + AXIS + GAP


def _draw_panel(parent: svg.Element, bars: Sequence[Bar], top: float) -> None:
    unit = bars[0].figure.unit
    most = max(bound for bar in bars for bound in bar.figure.bounds if bound is not None)
    scale = svg.d3().scale_linear([0, max(100, most) if unit == "per cent" else most * HEADROOM], [0, 100]).nice(TICKS)
    write = dollars if unit == "USD" else grouped
    panel = svg.add(parent, "g", class_="units", data_unit=unit)
    svg.text(panel, capitalized(unit), 0, top + 1, size=svg.SMALL, class_="unit")
    y, foot = top + LINE + GAP / 2, top + _height(bars) - AXIS - GAP
    for tick in scale.ticks(TICKS):
        x = scale(tick)
        for end in accumulate((bar.height for bar in bars[1:]), initial=y + bars[0].height):
            svg.line(panel, (x, x), (end - LANE - GAP + 0.25, end), "grid", stroke_opacity=".3")
        side = "start" if x == 0 else "end" if x == 100 else "middle"
        svg.text(panel, write(tick), x, foot + 1.1, size=svg.SMALL, class_="tick", text_anchor=side)
    for bar in bars:
        _draw_bar(panel, bar, scale, y)
        y += bar.height
    svg.line(panel, (0, 100), (foot, foot), "axis")


def _draw_bar(parent: svg.Element, bar: Bar, scale: svg.Element, top: float) -> None:
    row = svg.add(parent, "g", data_figure=bar.figure.id)
    y = top + 1
    for words in bar.lines:
        svg.text(row, words, 0, y, class_="label")
        y += LINE
    svg.text(row, bar.value, 100, y - LINE, class_="value", text_anchor="end", font_weight="bold")
    svg.text(row, bar.stated, 0, y - 0.1, size=svg.SMALL, class_="stated")
    low, high = svg.ends(bar.figure, scale.get_domain()[1])
    svg.draw_mark(row, svg.mark_of(bar.figure), scale(low), scale(high), y + LANE / 2 + 0.25, svg.ACROSS)


def _draw_sample(mark: svg.Mark, parent: svg.Element) -> None:
    svg.draw_mark(parent, mark, 40, 40 if mark.is_point else 100, 0.65, svg.ACROSS)
