"""A reader narrows the table of all findings, and the address keeps what was chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

ROWS = "table.findings-table tbody tr"


def shown(page: Page) -> int:
    """How many rows are to be seen."""
    return page.locator(f"{ROWS}:visible").count()


def test_what_is_known_from_the_summary_alone_is_one_click_from_the_first_page(page: Page) -> None:
    page.goto("index.html")
    link = page.locator(".support-counts a", has_text="Single source")
    promised = int(link.locator(".amount").inner_text())
    link.click()
    expect(page).to_have_url(re.compile(r"data/findings\.html\?support=single-source$"))
    expect(page.locator("form.table-filter output")).to_contain_text(f"{promised} of ")
    assert shown(page) == promised
    assert set(page.locator(f"{ROWS}:visible .support").all_inner_texts()) == {"Single source"}


def test_choices_narrow_together_and_stay_in_the_address(page: Page) -> None:
    page.goto("data/findings.html")
    every = shown(page)
    page.get_by_label("Region").select_option("west-africa")
    one = shown(page)
    page.get_by_label("Support").select_option("corroborated")
    both = shown(page)
    assert every > one > both > 0
    expect(page).to_have_url(re.compile(r"\?support=corroborated&region=west-africa$"))

    page.reload()
    expect(page.get_by_label("Region")).to_have_value("west-africa")
    assert shown(page) == both
    page.get_by_role("button", name="Show all").click()
    expect(page).to_have_url(re.compile(r"data/findings\.html$"))
    assert shown(page) == every


def test_a_choice_that_there_is_not_shows_everything(page: Page) -> None:
    page.goto("data/findings.html?support=true&region=atlantis")
    assert shown(page) == page.locator(ROWS).count()


@pytest.mark.parametrize("context", [{"java_script_enabled": False}], indirect=True)
def test_without_javascript_the_whole_table_stands_with_single_sources_first(page: Page) -> None:
    page.goto("data/findings.html?support=single-source")
    expect(page.locator("form.table-filter")).to_be_hidden()
    supports = [text.partition(" by ")[0] for text in page.locator(f"{ROWS} .support").all_inner_texts()]
    assert list(dict.fromkeys(supports)) == ["Single source", "Corroborated"]
