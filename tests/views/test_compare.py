"""Comparisons of entries side by side, by theme."""

from __future__ import annotations

from tests.support import Built, links, text_of


def test_comparison_has_findings_by_theme_and_entry(built_ports: Built) -> None:
    table = built_ports.page("views").select_one("#compare-lower-river-upper-river")
    head, *rows = table.select("tr")
    assert [text_of(cell) for cell in head.select("th")] == ["Theme", "Lower river", "Upper river"]
    cells = {text_of(row.th): [text_of(cell) for cell in row.select("td")] for row in rows}
    assert cells["Silting"][1].startswith("Two of five locks stood still, which Silting made worse. Corroborated")
    assert cells["Figures"] == [
        "barges handled at Ostrel: about 4,000 barges, 2030 Corroborated silt taken from the channel: "
        "up to 600,000 cubic metres, 2030 Corroborated",
        "none",
    ]
    assert ("Two of five locks stood still, which Silting made worse.", "regions/upper-river.html#locks-stood-still") in links(
        table
    )


def test_comparison_is_collapsed_under_title_with_count(built_ports: Built) -> None:
    block = built_ports.page("views").select_one("#compare-lower-river-upper-river").find_parent("details")
    assert text_of(block.summary) == "Lower river and Upper river by theme (3)"


def test_form_lists_entries_and_is_hidden_without_scripts(built_ports: Built) -> None:
    form = built_ports.page("views").select_one("form.compare-form")
    assert form.has_attr("hidden")
    assert [box["value"] for box in form.select("fieldset[name=region] input")] == ["river", "lower-river", "upper-river"]


def test_entry_includes_findings_of_parts_without_own_column(built_ports: Built) -> None:
    table = built_ports.page("views").select_one("#compare-river-lower-river")
    assert [text_of(cell) for cell in table.select("thead th")] == ["Theme", "The whole river without Lower river", "Lower river"]
    findings = {row.th and text_of(row.th): [links(cell) for cell in row.select("td")] for row in table.select("tbody tr")}
    whole, part = ([address.partition("#")[2] for _, address in cell] for cell in findings["Silting"])
    assert whole == ["locks-stood-still"]
    assert part == ["silt-in-the-channel"]


def test_form_has_parts_of_entries(built_ports: Built) -> None:
    boxes = built_ports.page("views").select("form.compare-form fieldset[name=region] input")
    assert {box["value"]: box.get("data-parts") for box in boxes} == {
        "river": "lower-river upper-river", "lower-river": None, "upper-river": None,
    }  # fmt: skip
