"""A reader sees entries side by side, theme by theme."""

from __future__ import annotations

from tests.support import Built, links, text_of


def test_each_theme_has_the_findings_of_each_entry_and_says_where_there_are_none(built_ports: Built) -> None:
    table = built_ports.page("views").select_one("#compare-lower-river-upper-river")
    head, *rows = table.select("tr")
    assert [text_of(cell) for cell in head.select("th")] == ["Theme", "Lower river", "Upper river"]
    said = {text_of(row.th): [text_of(cell) for cell in row.select("td")] for row in rows}
    assert said["Silting"][1].startswith("Two of five locks stood still, which Silting made worse. Corroborated")
    assert said["Figures"] == [
        "barges handled at Ostrel: about 4,000 barges, 2030 Corroborated silt taken from the channel: "
        "up to 600,000 cubic metres, 2030 Corroborated",
        "none",
    ]
    assert ("Two of five locks stood still, which Silting made worse.", "regions/upper-river.html#locks-stood-still") in links(
        table
    )


def test_a_comparison_is_folded_under_its_title_and_the_number_of_its_findings(built_ports: Built) -> None:
    block = built_ports.page("views").select_one("#compare-lower-river-upper-river").find_parent("details")
    assert text_of(block.summary) == "Lower river and Upper river by theme (3)"


def test_the_form_offers_every_entry_of_a_kind_and_stays_hidden_without_a_script(built_ports: Built) -> None:
    form = built_ports.page("views").select_one("form.compare-form")
    assert form.has_attr("hidden")
    assert [box["value"] for box in form.select("fieldset[name=region] input")] == ["river", "lower-river", "upper-river"]


def test_a_whole_has_the_findings_of_its_parts_apart_from_those_with_a_column_of_their_own(built_ports: Built) -> None:
    table = built_ports.page("views").select_one("#compare-river-lower-river")
    assert [text_of(cell) for cell in table.select("thead th")] == ["Theme", "The whole river without Lower river", "Lower river"]
    there = {row.th and text_of(row.th): [links(cell) for cell in row.select("td")] for row in table.select("tbody tr")}
    whole, part = ([address.partition("#")[2] for _, address in cell] for cell in there["Silting"])
    assert whole == ["locks-stood-still"]
    assert part == ["silt-in-the-channel"]


def test_the_form_says_which_entries_are_parts_of_another(built_ports: Built) -> None:
    boxes = built_ports.page("views").select("form.compare-form fieldset[name=region] input")
    assert {box["value"]: box.get("data-parts") for box in boxes} == {
        "river": "lower-river upper-river", "lower-river": None, "upper-river": None,
    }  # fmt: skip
