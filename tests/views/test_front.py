"""The front page shows example queries, the support of the findings, and the key figures."""

from __future__ import annotations

import pytest

from tests.support import Built, Outcome, Site, links, text_of


def test_examples_of_what_may_be_asked_lead_to_the_answer(built_ports: Built) -> None:
    page = built_ports.page("views")
    said = page.select_one(".search-box + .search-examples")
    assert links(said) == [("Ostrel & its quay", "regions/lower-river.html#ostrel-barges-2030")]


def test_the_findings_of_each_support_are_counted(built_ports: Built) -> None:
    said = [text_of(item) for item in built_ports.page("views").select(".support-counts > li")]
    assert said == ["5 Findings", "3 Corroborated", "2 Single source", "1 Summary corrected"]


def test_a_key_figure_leads_to_the_finding_whose_words_it_repeats(built_ports: Built) -> None:
    whole, part = built_ports.page("views").select(".key-figures > li")
    assert [text_of(line) for line in whole.select("p")] == [
        "About 4,000",
        "Ostrel handled about 4,000 barges in 2030, by the count of the Office.",
        "Corroborated by 1 other source, on the same matter 2030",
    ]
    assert links(part) == [("barges in 2030", "regions/lower-river.html#ostrel-barges-2030")]


@pytest.mark.parametrize("line", ["about 5,000 | barges in 2030", "about 4,000 | barges in 2031"])
def test_a_key_figure_that_its_finding_does_not_say_is_named(ports: Site, line: str) -> None:
    ports.edit("pages/views.md", "about 4,000 | barges in 2030", line)
    lost = next(words for words in line.split(" | ") if words not in ("about 4,000", "barges in 2030"))
    place = "(pages/regions/lower-river.md:21)"
    said = f"pages/views.md:12: [key-figure] the finding “ostrel-barges-2030” {place} does not contain “{lost}”; "
    assert ports.check() == Outcome(1, "", f"{said}write the id of a finding, a colon, and words of that finding\n")
