"""The home page: example queries, counts of findings, and key figures."""

from __future__ import annotations

import pytest

from tests.support import Built, Outcome, Site, links, text_of


def test_example_queries_link_to_answers(built_ports: Built) -> None:
    page = built_ports.page("views")
    examples = page.select_one(".search-box + .search-examples")
    assert links(examples) == [("Ostrel & its quay", "regions/lower-river.html#ostrel-barges-2030")]


def test_findings_are_counted_by_support(built_ports: Built) -> None:
    counts = [text_of(item) for item in built_ports.page("views").select(".support-counts > li")]
    assert counts == ["5 Findings", "3 Corroborated", "2 Single source", "1 Summary corrected"]


def test_key_figure_links_to_its_finding(built_ports: Built) -> None:
    figure, link = built_ports.page("views").select(".key-figures > li")
    assert [text_of(line) for line in figure.select("p")] == [
        "About 4,000",
        "Ostrel handled about 4,000 barges in 2030, by the count of the Office.",
        "Corroborated by 1 other source, on the same matter 2030",
    ]
    assert links(link) == [("barges in 2030", "regions/lower-river.html#ostrel-barges-2030")]


@pytest.mark.parametrize("line", ["about 5,000 | barges in 2030", "about 4,000 | barges in 2031"])
def test_key_figure_must_be_in_text_of_finding(ports: Site, line: str) -> None:
    ports.edit("pages/views.md", "about 4,000 | barges in 2030", line)
    missing = next(words for words in line.split(" | ") if words not in ("about 4,000", "barges in 2030"))
    place = "(pages/regions/lower-river.md:21)"
    expected = f"pages/views.md:12: [key-figure] the finding “ostrel-barges-2030” {place} does not contain “{missing}”; "
    assert ports.check() == Outcome(1, "", f"{expected}write the id of a finding, a colon, and words of that finding\n")
