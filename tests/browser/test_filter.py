"""A reader filters tables and the timeline, and the address keeps the filters."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import ON_A_PHONE, WITHOUT_JAVASCRIPT

ROWS = "table.findings-table tbody tr"
TABLES = {
    "figures": ("figures", {"section": "AF", "support": "single-source"}),
    "discrepancies": ("corrections and doubts", {"kind": "fact", "sure": "medium"}),
}
"""What the rows of a table are called, and some filters of it with a value for each."""


def shown(page: Page) -> int:
    """Return the number of visible rows."""
    return page.locator(f"{ROWS}:visible").count()


def test_timeline_and_its_chart_are_filtered_by_kind(page: Page) -> None:
    page.goto("data/timeline.html")
    page.locator("select[name=kind]").select_option("threat")
    shown = page.locator("dt.narrowed:visible").count()
    expect(page.locator("form.narrowing output")).to_have_text(re.compile(rf"^{shown} of \d+ events$"))
    assert page.locator("svg [data-event]:visible").count() == shown > 0
    expect(page.get_by_role("heading", name="2020")).to_be_hidden()


def test_front_page_links_to_the_findings_with_a_single_source(page: Page, built_site: Path) -> None:
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


def test_filters_are_combined_count_what_they_leave_and_stay_in_the_address(page: Page) -> None:
    page.goto("data/findings.html?support=true&region=atlantis")
    every = page.locator(ROWS).count()
    assert shown(page) == every, "unknown values show everything"
    region, support = page.get_by_label("Region", exact=True), page.get_by_label("Support", exact=True)
    expect(region).to_be_visible()
    expect(page.get_by_text("Filters", exact=True)).to_be_hidden()

    support.select_option("single-source")
    alone = shown(page)
    for offered in region.locator("option").all_inner_texts()[1:4]:
        region.select_option(label=offered)
        expect(region.locator("option:checked")).to_have_text(offered)
        assert offered.endswith(f" ({shown(page)})")
    page.get_by_role("button", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"data/findings\.html$"))
    assert shown(page) == every
    expect(support.locator("option[value=single-source]")).to_have_text(f"Single source ({alone})")

    region.select_option("west-africa")
    one = shown(page)
    support.select_option("corroborated")
    both = shown(page)
    assert every > one > both > 0
    expect(page).to_have_url(re.compile(r"\?support=corroborated&region=west-africa$"))
    page.reload()
    expect(region).to_have_value("west-africa")
    assert shown(page) == both


@ON_A_PHONE
def test_many_filters_are_folded_on_a_phone_until_some_are_set(page: Page) -> None:
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
def test_whole_table_is_shown_without_javascript_with_single_sources_first(page: Page) -> None:
    page.goto("data/findings.html?support=single-source")
    expect(page.locator("form.narrowing")).to_be_hidden()
    expect(page.locator("main noscript").get_by_text(re.compile("need JavaScript, which is switched off"))).to_be_visible()
    expect(page.get_by_text("The address of the page contains your choice")).to_be_hidden()
    supports = [re.split(" by |:", text)[0] for text in page.locator(f"{ROWS} .support").all_inner_texts()]
    assert list(dict.fromkeys(supports)) == ["Single source", "Corroborated", "Public record"]


def test_each_table_of_a_page_is_filtered_by_its_own_form(page: Page, built_site: Path) -> None:
    filtered = re.compile(r'<form class="narrowing".*?</table>', re.DOTALL)
    second = filtered.search((built_site / "evidence/discrepancies.html").read_text())
    both = filtered.sub(lambda first: first[0] + second[0], (built_site / "data/figures.html").read_text())  # type: ignore[index]
    page.route("**/data/figures.html*", lambda route: route.fulfill(body=both, content_type="text/html"))
    page.goto("data/figures.html")
    page.unroute("**/data/figures.html*")
    for form, (table, (noun, choices)) in zip(page.locator("form.narrowing").all(), TABLES.items(), strict=True):
        every = page.locator(f"table.{table} tr.narrowed").count()
        expect(form.locator("output")).to_have_text(f"{every} of {every} {noun}")
        for name, value in choices.items():
            form.evaluate("form => form.reset()")
            form.locator(f"select[name={name}]").select_option(value)
            left = page.locator(f"table.{table} tr.narrowed:visible").count()
            assert 0 < left < every
            expect(form.locator("output")).to_have_text(f"{left} of {every} {noun}")
    assert page.url.endswith("?support=single-source&sure=medium")
