"""The table of all findings narrows to what a reader chooses, and an address keeps the choice."""

from __future__ import annotations

import csv
from pathlib import Path

from playwright.sync_api import Page, expect


def test_an_address_shows_the_findings_known_from_one_source_alone(page: Page, built_site: Path) -> None:
    rows = list(csv.DictReader((built_site / "data/findings.csv").read_text().splitlines()))
    alone = [row for row in rows if row["support"] == "single-source"]
    page.goto("data/findings.html?support=single-source")
    expect(page.locator("form.table-filter output")).to_have_text(f"{len(alone)} of {len(rows)} findings")
    assert page.locator(".findings-table tbody tr:visible").count() == len(alone)


def test_a_choice_is_kept_in_the_address_and_taken_back(page: Page) -> None:
    page.goto("data/findings.html")
    all_ = page.locator(".findings-table tbody tr:visible").count()
    page.locator("select[name=region]").select_option("west-africa")
    assert page.url.endswith("?region=west-africa")
    assert 0 < page.locator(".findings-table tbody tr:visible").count() < all_
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("form.table-filter output")).to_have_text(f"{all_} of {all_} findings")
