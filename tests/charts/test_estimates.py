"""The series of reports: its table, the charts of its estimates, and comparisons with other reports."""

from __future__ import annotations

import re

import pytest
from bs4 import Tag

from tests.support import Built, Site, links, text_of

MARKS = {
    "1": [("rect", "mark"), ("line", "mark-cap"), ("line", "mark-cap")],
    "2": [("line", "mark-cap"), ("text", "mark-word")],
    "3": [],
    "4": [("line", "mark-open"), ("line", "mark-cap"), ("line", "mark-open"), ("line", "mark-cap")],
}
"""The marks of each report: a range, an approximate number, nothing, and two bounds."""


@pytest.fixture(scope="module")
def page(built_ports: Built) -> Tag:
    return built_ports.page("views")


def find_group(page: Tag, estimate: str, report: str) -> Tag:
    found = page.select_one(f'svg[aria-labelledby="chart-{estimate}-title"] g[data-report="{report}"]')
    assert found is not None
    return found


def read_em(tag: Tag, name: str) -> float:
    return float(str(tag[name]).removesuffix("em"))


def find_height(page: Tag, estimate: str, number: str) -> float:
    """Return the vertical position of a number on the axis."""
    ticks = page.select(f'svg[aria-labelledby="chart-{estimate}-title"] .units .tick')
    lines = page.select(f'svg[aria-labelledby="chart-{estimate}-title"] .units .grid')
    return next(read_em(line, "y1") for tick, line in zip(ticks, lines, strict=True) if tick.text == number)


@pytest.mark.parametrize("report", MARKS)
def test_shape_of_mark_shows_qualifier(page: Tag, report: str) -> None:
    shown = [(tag.name, tag["class"][0]) for tag in find_group(page, "barges", report).select("[class^=mark]")]
    assert shown == MARKS[report]


def test_range_spans_its_bounds_and_single_bound_is_open_ended(page: Tag) -> None:
    origin, two_thousand = find_height(page, "barges", "0"), find_height(page, "barges", "2,000")
    unit = (origin - two_thousand) / 2000
    bar = find_group(page, "barges", "1").rect
    assert bar is not None
    assert [read_em(bar, "y"), read_em(bar, "y") + read_em(bar, "height")] == pytest.approx(
        [origin - 3500 * unit, origin - 2000 * unit], abs=0.03
    )
    lower, upper = find_group(page, "barges", "4").select(".mark-open")
    assert [read_em(lower, "y1"), read_em(upper, "y1"), read_em(upper, "y2")] == pytest.approx(
        [origin - 5000 * unit, origin, origin - 7000 * unit], abs=0.03
    )


def test_report_without_seen_estimate_is_marked(page: Tag) -> None:
    seen = {
        estimate: ["seen" if find_group(page, estimate, report).select_one(".seen") else "unseen" for report in MARKS]
        for estimate in ("barges", "pilots")
    }
    assert seen == {"barges": ["seen", "seen", "unseen", "seen"], "pilots": ["seen", "unseen", "seen", "unseen"]}


def test_charts_are_listed_above_them(page: Tag) -> None:
    line = next(part for part in page.select("p") if text_of(part).startswith("Estimates: "))
    assert [address for _, address in links(line)] == [f"#{title['id']}" for title in page.select("h3[id^=estimate-]")] != []


def test_reports_have_same_positions_in_all_charts(page: Tag) -> None:
    places = [[find_group(page, estimate, report).circle["cx"] for report in MARKS] for estimate in ("barges", "pilots")]  # type: ignore[index]
    assert places[0] == places[1] == sorted(places[0], key=lambda x: float(str(x).removesuffix("%")))


def test_table_has_estimates_with_qualifiers_and_sources(page: Tag) -> None:
    rows = [[text_of(cell) for cell in row.select("th, td")] for row in page.select("#estimate-barges-table tbody tr")]
    assert rows == [
        ["First, May 2029", "2,000 to 3,500 (report)", "[Commission, 2034]"],
        ["Second, May 2031", "about 4,000 (report)", "[Gauge Office, May 2031]"],
        ["Fourth, May 2033", "more than 5,000, ferries included (briefing)", "[Commission, 2034]"],
        ["Fourth, May 2033", "up to 7,000 (report or not: unclear)", "[Commission, 2034] By another count."],
    ]
    assert "Not seen: third." in text_of(page)


def test_description_has_every_estimate(page: Tag) -> None:
    text = text_of(page.select_one("#chart-barges-desc"))
    assert text == (
        "First: 2,000 to 3,500 barges; second: about 4,000 barges; fourth: more than 5,000 barges, or up to 7,000 barges; "
        "not seen: third."
    )


def test_table_of_reports_has_symbols_dates_mandates_and_presentations(page: Tag) -> None:
    rows = [[text_of(cell) for cell in row.select("th, td")][:3] for row in page.select("#series-table tbody tr")]
    source = "[Commission, 2034]"
    assert rows == [
        [
            "1. RP/2029/4",
            f"18 May 2029, printed; under resolution 114 (2029) {source}",
            f"1 June 2029, 21st meeting (RA/PV.21), by Edda Vane, with Ole Brandt {source}",
        ],
        ["2. RP/2031/7", "20 May 2031, printed [RP/2031/7]; mandate not seen", "not seen"],
        ["3. not seen", f"May 2032, issued {source}; mandate not seen", "not seen"],
        ["4. RP/2033/2", f"May 2033, issued {source}; mandate not seen", f"announced for June 2033 {source}"],
    ]
    assert [text_of(cell) for cell in page.select("#series-table strong")] == ["2. RP/2031/7"]


def test_table_of_reports_has_estimates_of_each_report(page: Tag) -> None:
    cells = page.select("#series-table tbody td:nth-of-type(3)")
    assert [text_of(cell) for cell in cells] == [
        "Barges handled at Ostrel: 2,000 to 3,500 (report); Pilots: 12 (report)",
        "Barges handled at Ostrel: about 4,000 (report)",
        "Pilots: a handful (report)",
        "Barges handled at Ostrel: more than 5,000, ferries included (briefing), or up to 7,000 (report or not: unclear)",
    ]
    assert links(cells[0]) == [("Barges handled at Ostrel", "#estimate-barges"), ("Pilots", "#estimate-pilots")]


def test_table_of_reports_marks_report_without_seen_estimate(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("source/series.yaml", "{report: 3, words: a handful", "{report: 4, words: a handful")
    rebuilt_ports.edit("source/series.yaml", "not_seen: [2, 4]", "not_seen: [2, 3]")
    row = rebuilt_ports.build(only="views").page("views").select_one("#report-3")
    assert [text_of(cell) for cell in row.select("td")][2] == "none seen"


def test_document_symbols_link_to_official_texts(whole_site: Built) -> None:
    rows = whole_site.page("report/series").select("#series-table tbody tr")
    symbols = [[(text_of(link), str(link["href"])) for link in row.select("a.official")] for row in rows]
    assert len(symbols) > 1 and all(symbols[:-1]), "every report but the last has a symbol"
    assert [address for row in symbols for _, address in row] == [
        f"https://undocs.org/en/{text}" for row in symbols for text, _ in row
    ]


def test_finding_shows_estimates_of_neighbouring_reports(built_ports: Built) -> None:
    line = built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 .other-reports")
    assert text_of(line) == (
        "In other reports, barges handled at Ostrel: first (May 2029), 2,000 to 3,500; third (May 2032), not seen; "
        "fourth (May 2033), more than 5,000 (ferries included; briefing), or up to 7,000 (report or not: unclear)."
    )
    assert links(line) == [("barges handled at Ostrel", "../views.html#estimate-barges")]
    assert built_ports.page("regions/lower-river").select_one("#silt-in-the-channel .other-reports") is None


def test_table_of_figures_shows_estimates_of_neighbouring_reports(page: Tag) -> None:
    row = page.select_one("#figure-ostrel-barges")
    assert "In other reports, barges handled at Ostrel: first (May 2029)" in text_of(row)


def test_entry_of_estimate_lists_values_of_all_reports(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit(
        "source/series.yaml", "  figure: ostrel-barges\n", "  figure: ostrel-barges\n  entry: actors/harbour-board\n"
    )
    block = rebuilt_ports.build(only="actors/harbour-board").page("actors/harbour-board").select_one("#over-the-series + dl")
    assert block and [text_of(part) for part in block.select("dt, p")] == [
        "Barges handled at Ostrel:",
        "First (May 2029), 2,000 to 3,500 [Commission, 2034]",
        "Second (May 2031), about 4,000 [Gauge Office, May 2031]",
        "Fourth (May 2033), more than 5,000 (ferries included; briefing), or up to 7,000 (report or not: unclear) "
        "[Commission, 2034]",
        "All reports, with a chart",
    ]
    assert links(block)[-1] == ("All reports, with a chart", "../views.html#estimate-barges")

    rebuilt_ports.edit("source/series.yaml", "entry: actors/harbour-board", "entry: actors/nobody")
    assert rebuilt_ports.check().lines == [
        "source/series.yaml:36: [unknown-entry] barges names the entry “actors/nobody”, which has no page; "
        "use the path of a page, without suffix"
    ]


def test_role_links_to_estimate(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit(
        "pages/regions/river.md", "# The whole river\n", "# The whole river\n\nSee {estimate}`barges` and {estimate}`boats`.\n"
    )
    assert rebuilt_ports.check().lines == [
        "pages/regions/river.md:7: [unknown-target] there is no estimate “boats”; use the id of an estimate"
    ]
    found = rebuilt_ports.build(only="regions/river").page("regions/river")
    assert ("Barges handled at Ostrel", "../views.html#estimate-barges") in links(found)


def test_columns_for_mandates_and_presentations_are_optional(rebuilt_ports: Site) -> None:
    path = rebuilt_ports.folder / "source/series.yaml"
    lines = re.sub(r"^  (mandate|presentation):.*\n(    .*\n)*", "", path.read_text(), flags=re.MULTILINE)
    rebuilt_ports.write("source/series.yaml", lines)
    head, first, *_ = rebuilt_ports.build(only="views").page("views").select("#series-table tr")
    assert [text_of(cell) for cell in head.select("th")] == ["Report", "Date", "Estimates"]
    assert [text_of(cell) for cell in first.select("th, td")][:2] == ["1. RP/2029/4", "18 May 2029, printed [Commission, 2034]"]


def test_site_without_series_has_no_charts_or_comparisons(rebuilt_ports: Site) -> None:
    rebuilt_ports.remove("source/series.yaml")
    built = rebuilt_ports.build(only="views regions/lower-river")
    assert built.page("views").select("#series-table, .picture-estimate") == []
    assert built.page("regions/lower-river").select(".other-reports") == []
