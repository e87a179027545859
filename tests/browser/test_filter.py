"""A reader filters the table of all findings, and the address keeps the filters."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ON_A_PHONE, WITHOUT_JAVASCRIPT

ROWS = "table.findings-table tbody tr"


def shown(page: Page) -> int:
    """Return the number of visible rows."""
    return page.locator(f"{ROWS}:visible").count()


@pytest.mark.parametrize(
    ("place", "choices", "noun"),
    [
        ("data/figures", {"section": "AF", "support": "single-source"}, "figures"),
        ("evidence/discrepancies", {"kind": "fact", "sure": "medium"}, "corrections and doubts"),
    ],
)
def test_a_reader_narrows_other_tables(page: Page, place: str, choices: dict[str, str], noun: str) -> None:
    page.goto(f"{place}.html")
    all_ = page.locator("tr.narrowed").count()
    for choice, value in choices.items():
        page.locator(f"select[name={choice}]").select_option(value)
        shown = page.locator("tr.narrowed:visible").count()
        assert 0 < shown < all_
        expect(page.locator("form.narrowing output")).to_have_text(f"{shown} of {all_} {noun}")
        page.get_by_role("button", name="Clear filters").click()


def test_a_reader_narrows_the_timeline_and_its_chart_to_a_kind(page: Page) -> None:
    page.goto("data/timeline.html")
    page.locator("select[name=kind]").select_option("threat")
    shown = page.locator("dt.narrowed:visible").count()
    expect(page.locator("form.narrowing output")).to_have_text(re.compile(rf"^{shown} of \d+ events$"))
    assert page.locator("svg [data-event]:visible").count() == shown > 0
    expect(page.get_by_role("heading", name="2020")).to_be_hidden()


def test_what_is_known_from_the_summary_alone_is_one_click_from_the_first_page(page: Page, built_site: Path) -> None:
    rows = list(csv.DictReader((built_site / "data/findings.csv").read_text().splitlines()))
    alone = [row for row in rows if row["support"] == "single-source"]
    page.goto("index.html")
    link = page.locator(".support-counts a", has_text="Single source")
    promised = int(link.locator(".amount").inner_text())
    link.click()
    expect(page).to_have_url(re.compile(r"data/findings\.html\?support=single-source$"))
    expect(page.locator("form.narrowing output")).to_have_text(f"{promised} of {len(rows)} findings")
    assert shown(page) == promised == len(alone)
    assert set(map(str.strip, page.locator(f"{ROWS}:visible .support").all_text_contents())) == {"Single source"}


def test_choices_are_not_folded_where_there_is_room_narrow_together_and_stay_in_the_address(page: Page) -> None:
    page.goto("data/findings.html")
    expect(page.get_by_label("Region", exact=True)).to_be_visible()
    expect(page.get_by_text("Filters", exact=True)).to_be_hidden()
    every = shown(page)
    page.get_by_label("Region", exact=True).select_option("west-africa")
    one = shown(page)
    page.get_by_label("Support", exact=True).select_option("corroborated")
    both = shown(page)
    assert every > one > both > 0
    expect(page).to_have_url(re.compile(r"\?support=corroborated&region=west-africa$"))

    page.reload()
    expect(page.get_by_label("Region", exact=True)).to_have_value("west-africa")
    assert shown(page) == both
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"data/findings\.html$"))
    assert shown(page) == every


def test_each_value_promises_what_it_leaves_of_what_else_is_chosen(page: Page) -> None:
    page.goto("data/findings.html?support=single-source")
    region = page.get_by_label("Region", exact=True)
    before = shown(page)
    for offered in region.locator("option").all_inner_texts()[1:4]:
        region.select_option(label=offered)
        expect(region.locator("option:checked")).to_have_text(offered)
        assert offered.endswith(f" ({shown(page)})")
    page.get_by_role("button", name="Clear filters").click()
    expect(page.locator("select[name=support] option[value=single-source]")).to_have_text(f"Single source ({before})")


def test_a_choice_that_there_is_not_shows_everything(page: Page) -> None:
    page.goto("data/findings.html?support=true&region=atlantis")
    assert shown(page) == page.locator(ROWS).count()


@ON_A_PHONE
def test_on_a_phone_many_filters_are_folded_until_some_are_set(page: Page) -> None:
    page.goto("data/findings.html")
    region = page.get_by_label("Region", exact=True)
    expect(region).to_be_hidden()
    expect(page.locator("form.narrowing output")).to_be_in_viewport()
    expect(page.locator(ROWS).first).to_be_in_viewport()
    page.get_by_text("Filters", exact=True).click()
    region.select_option("west-africa")
    page.reload()
    expect(region).to_be_visible()
    page.goto("evidence/discrepancies.html")
    expect(page.get_by_label("Kind", exact=True)).to_be_visible()
    expect(page.get_by_text("Filters", exact=True)).to_be_hidden()


@WITHOUT_JAVASCRIPT
def test_without_javascript_the_whole_table_stands_with_single_sources_first(page: Page) -> None:
    page.goto("data/findings.html?support=single-source")
    expect(page.locator("form.narrowing")).to_be_hidden()
    supports = [re.split(" by |:", text)[0] for text in page.locator(f"{ROWS} .support").all_inner_texts()]
    assert list(dict.fromkeys(supports)) == ["Single source", "Corroborated", "Public record"]


def test_two_tables_on_one_page_are_filtered_apart(page: Page, built_site: Path) -> None:
    filtered = re.compile(r'<form class="narrowing".*?</table>', re.DOTALL)
    second = filtered.search((built_site / "evidence/discrepancies.html").read_text())
    both = filtered.sub(lambda first: first[0] + second[0], (built_site / "data/figures.html").read_text())  # type: ignore[index]
    page.route("**/data/figures.html*", lambda route: route.fulfill(body=both, content_type="text/html"))
    page.goto("data/figures.html")
    figures, corrections = (
        page.locator("table.figures tr.narrowed").count(),
        page.locator("table.discrepancies tr.narrowed").count(),
    )
    said = page.locator("form.narrowing output")
    expect(said).to_have_text([f"{figures} of {figures} figures", f"{corrections} of {corrections} corrections and doubts"])
    page.locator("select[name=section]").select_option("AF")
    page.locator("select[name=kind]").select_option("fact")
    assert 0 < page.locator("table.figures tr.narrowed:visible").count() < figures
    assert 0 < page.locator("table.discrepancies tr.narrowed:visible").count() < corrections
    assert page.url.endswith("?section=AF&kind=fact")
