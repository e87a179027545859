"""Range charts, event charts and heat maps: position and shape of the marks, labels and tables."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

import pytest
from bs4 import Tag

from tests.support import Built, Site, text_of

FIGURES = {
    "ostrel-barges": ("about 4,000", "about", 4000, 4000),
    "upstream-barges": ("1,000 to 2,500", "range", 1000, 2500),
    "idle-barges": ("up to 900", "at most", 0, 900),
    "towed-barges": ("at least 300", "at least", 300, 5000),
    "night-share": ("12", "number", 12, 12),
}
"""Figures in the register: label, kind of mark, start and end of the mark."""


class Scale(NamedTuple):
    """A linear axis, reconstructed from its labels."""

    zero: float
    unit: float

    def value(self, percent: str) -> float:
        return (float(percent.rstrip("%")) - self.zero) / self.unit


def read_scale(panel: Tag) -> Scale:
    ticks = [(float(tick.text.replace(",", "")), float(str(tick["x"]).rstrip("%"))) for tick in panel.select("text.tick")]
    (low, start), (high, end) = ticks[0], ticks[-1]
    unit = (end - start) / (high - low)
    for number, x in ticks:
        assert x == pytest.approx(start + (number - low) * unit, abs=0.01), "the axis is not linear"
    return Scale(start - low * unit, unit)


def find_row(picture: Tag, id: str) -> tuple[Tag, Scale]:
    marks = picture.select_one(f'[data-figure="{id}"]')
    assert marks is not None
    assert marks.parent is not None
    return marks, read_scale(marks.parent)


def extent(marks: Tag, scale: Scale) -> tuple[float, float]:
    """Return the start and end of the marks of a row, as values on the axis."""
    ends: list[float] = []
    for tag in marks.select(".mark, .mark-cap, .mark-open"):
        if tag.name == "rect":
            start = float(str(tag["x"]).rstrip("%"))
            ends += [scale.value(str(tag["x"])), scale.value(f"{start + float(str(tag['width']).rstrip('%'))}%")]
        else:
            ends += [scale.value(str(tag[name])) for name in ("x1", "x2", "cx") if name in tag.attrs]
    return min(ends), max(ends)


@pytest.mark.parametrize("id", FIGURES)
def test_figure_is_labelled_with_its_value_and_qualifier(pictures: dict[str, Tag], id: str) -> None:
    marks, _ = find_row(pictures["range-chart"], id)
    assert text_of(marks.select_one(".value")) == FIGURES[id][0]


@pytest.mark.parametrize("id", FIGURES)
def test_mark_is_at_its_value(pictures: dict[str, Tag], id: str) -> None:
    assert extent(*find_row(pictures["range-chart"], id)) == pytest.approx(FIGURES[id][2:], rel=0.002)


def test_percentage_axis_extends_beyond_100(drawn: Site) -> None:
    drawn.edit("source/passages/lower.yaml", "value: 12\n    unit: per cent", "value: 150\n    unit: per cent")
    marks, scale = find_row(drawn.build(only="drawn").page("drawn").select_one(".picture-range-chart"), "night-share")
    assert extent(marks, scale) == pytest.approx((150, 150))
    assert float(str(marks.select_one(".mark")["cx"]).rstrip("%")) <= 100


def test_shape_of_mark_shows_qualifier(pictures: dict[str, Tag]) -> None:
    forms = {
        id: [(tag.name, tag["class"][0]) for tag in find_row(pictures["range-chart"], id)[0].select("[class^=mark]")]
        for id in FIGURES
    }
    assert forms == {
        "ostrel-barges": [("line", "mark-cap"), ("text", "mark-word")],
        "upstream-barges": [("rect", "mark"), ("line", "mark-cap"), ("line", "mark-cap")],
        "idle-barges": [("line", "mark-open"), ("line", "mark-cap")],
        "towed-barges": [("line", "mark-open"), ("line", "mark-cap")],
        "night-share": [("circle", "mark")],
    }


def test_key_explains_marks_in_use(pictures: dict[str, Tag]) -> None:
    assert {text_of(tag) for tag in pictures["range-chart"].select(".key .key-word")} == {
        mark for _, mark, _, _ in FIGURES.values()
    }


def test_bound_has_cap_only_at_its_closed_end(pictures: dict[str, Tag]) -> None:
    caps = {
        id: [scale.value(str(cap["x1"])) for cap in marks.select(".mark-cap")]
        for id in FIGURES
        for marks, scale in [find_row(pictures["range-chart"], id)]
    }
    assert caps["idle-barges"] == pytest.approx([900])
    assert caps["towed-barges"] == pytest.approx([300])


def test_each_unit_has_its_own_axis(pictures: dict[str, Tag]) -> None:
    panels = {
        str(panel["data-unit"]): [str(tag["data-figure"]) for tag in panel.select("[data-figure]")]
        for panel in pictures["range-chart"].select(".units")
    }
    assert panels == {"barges": ["ostrel-barges", "upstream-barges", "idle-barges", "towed-barges"], "per cent": ["night-share"]}


def test_figure_shows_its_source_and_support(pictures: dict[str, Tag]) -> None:
    attributions = [text_of(tag) for tag in pictures["range-chart"].select(".stated")]
    assert attributions == ["Digest; corroborated", *["Digest; single source"] * 4]


def test_description_has_every_figure_with_unit(pictures: dict[str, Tag]) -> None:
    description = text_of(pictures["range-chart"].desc)
    for words in ("about 4,000 barges", "1,000 to 2,500 barges", "up to 900 barges", "at least 300 barges", "12 per cent"):
        assert words in description


def test_event_is_drawn_once_at_its_date(pictures: dict[str, Tag]) -> None:
    places = {str(tag["data-event"]): tag for tag in pictures["event-chart"].select("[data-event]")}
    edges = [float(str(tag["x1"]).rstrip("%")) for tag in pictures["event-chart"].select(".grid")] + [100.0]

    def year(percent: str) -> float:
        x = float(percent.rstrip("%"))
        index = max(index for index, edge in enumerate(edges[:-1]) if edge <= x)
        return 2028 + index + (x - edges[index]) / (edges[index + 1] - edges[index])

    assert set(places) == {"old-quay", "count-begins", "count-ends", "new-quay"}
    bar = places["old-quay"].rect
    assert bar is not None
    assert (year(str(bar["x"])), float(str(bar["width"]).rstrip("%"))) == pytest.approx((2028, edges[1]), rel=1e-4)
    marks = {id: mark for id, tag in places.items() if (mark := tag.select_one("circle[class^=mark]"))}
    at = {id: year(str(mark["cx"])) for id, mark in marks.items()}
    assert at == pytest.approx({"count-begins": 2029.54, "count-ends": 2029.54, "new-quay": 2030.16}, abs=0.01)
    assert {id: mark["class"][0] for id, mark in marks.items()} == {
        "count-begins": "mark-ring", "count-ends": "mark", "new-quay": "mark",
    }  # fmt: skip


def test_events_of_same_kind_do_not_overlap(pictures: dict[str, Tag]) -> None:
    rows = {str(tag["data-event"]): str(tag.circle["cy"]) for tag in pictures["event-chart"].select("[data-event]") if tag.circle}
    assert rows["count-begins"] != rows["count-ends"]


def test_year_with_more_events_is_wider(pictures: dict[str, Tag]) -> None:
    edges = [float(str(tag["x1"]).rstrip("%")) for tag in pictures["event-chart"].select(".grid")] + [100.0]
    quiet, busy, _ = (end - start for start, end in itertools.pairwise(edges))
    assert busy > quiet


def test_event_has_touch_target(pictures: dict[str, Tag]) -> None:
    for place in pictures["event-chart"].select("a[data-event]"):
        target = place.select_one(".target")
        assert target is not None
        assert (target["fill"], target["r"]) == ("transparent", "0.86em")


def test_event_has_label_given_on_page(drawn: Site) -> None:
    drawn.edit(
        "pages/drawn.md", ":summary: Most of it happened early.\n", ":summary: Most of it happened early.\ncount-ends: The end\n"
    )
    chart = drawn.build(only="drawn").page("drawn").select_one(".picture-event-chart")
    assert [text_of(tag) for tag in chart.select("[data-event=count-ends] text, .event-label")] == ["The end"]
    drawn.edit("pages/drawn.md", "count-ends: The", "count-stops: The")
    assert "there is no event “count-stops”" in drawn.check().err


def test_table_counts_drawn_events(pictures: dict[str, Tag]) -> None:
    chart = pictures["event-chart"]
    rows = [[text_of(cell) for cell in row.select("th, td")] for row in chart.select("tbody tr")]
    assert rows == [["2028", "1", "0", "1"], ["2029", "0", "2", "2"], ["2030", "0", "1", "1"]]
    assert sum(int(row[-1]) for row in rows) == len(chart.select("[data-event]"))


def test_heat_map_cell_has_count_and_mark_for_each_finding(built: Built, pictures: dict[str, Tag]) -> None:
    heat = pictures["heat-map"]
    assert [text_of(cell) for cell in heat.select("thead th")] == ["Region", "Dredging"]
    cells = {text_of(row.th): row.td for row in heat.select("tbody tr")}
    assert {name: text_of(cell.select_one(".count, .silent")) for name, cell in cells.items() if cell} == {
        "The whole river": "1", "Upper river": "1",
    }, "a region includes the findings of its parts"  # fmt: skip
    assert text_of(heat.select_one(".heat-silent")) == "Silent in every column: Lower river."
    mark, _ = heat.select(".met")
    assert mark.a is not None
    assert mark.a["href"] == "regions/upper-river.html#locks-stood-still"
    assert re.fullmatch(r"Corroborated: [A-Z].+\.", text_of(mark)), (
        "the accessible name of a mark has the support and text of its finding"
    )
    assert mark["class"] == ["met", "support-corroborated"]
    assert mark.find_parent("td")["class"] == ["level-4"]  # type: ignore[index]
    assert text_of(heat.caption) == "2 of 3 pairs have findings; the most, 1: The whole river, Dredging; Upper river, Dredging"
