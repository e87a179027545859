"""A reader compares any entries, and shares the comparison by its address."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_comparison_is_chosen_shown_and_kept_in_the_address(page: Page) -> None:
    page.goto("data/compare.html?kind=region&of=west-africa,east-africa")
    table = page.locator(".compare-form + .table-region table")
    expect(table.locator("thead th")).to_have_text(["Theme", "East Africa", "West Africa"])
    expect(table.get_by_role("link", name=re.compile("about 4,000 fighters")).first).to_be_visible()
    expect(table.locator("tr", has_text="Figures").last).to_contain_text("nearly 4,000")

    page.get_by_label("Compare").select_option("Actors")
    for name in ("UNESCO", "UNITAD"):
        page.get_by_label(name, exact=True).check()
    expect(table.locator("thead th")).to_have_text(["Theme", "UNESCO", "UNITAD"])
    expect(page).to_have_url(re.compile(r"\?kind=actor&of=unesco,unitad$"))
    page.locator(".tools").get_by_role("button", name="Cite").click()
    expect(page.locator("dialog pre")).to_contain_text("data/compare.html?kind=actor&of=unesco,unitad.")
    page.keyboard.press("Escape")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".colophon .address")).to_contain_text("data/compare.html?kind=actor&of=unesco,unitad")


def test_themes_stay_in_view_when_a_wide_comparison_is_scrolled(page: Page) -> None:
    page.goto("data/compare.html?kind=region&of=africa,asia,europe,middle-east,west-africa,east-africa,north-africa,central-asia")
    table = page.locator(".compared")
    page.locator(".table-region", has=table).evaluate("region => { region.scrollLeft = region.scrollWidth }")
    expect(table.locator("thead th").nth(1)).not_to_be_in_viewport()
    for theme in (table.locator("thead th").first, table.locator("tbody th").first):
        expect(theme).to_be_in_viewport()
        theme.click(position={"x": 4, "y": 4}, trial=True)


def test_region_is_compared_with_the_findings_of_its_parts(page: Page) -> None:
    page.goto("data/compare.html?kind=region&of=africa,middle-east")
    row = page.locator(".compared tr", has=page.locator("th", has_text="Rehabilitation"))
    expect(row.locator("td[data-label=Africa]").get_by_role("link").first).to_be_visible()
    page.goto("data/compare.html?kind=region&of=africa,west-africa")
    expect(page.locator(".compared thead th")).to_have_text(["Theme", "Africa without West Africa", "West Africa"])
    fighters = page.locator(".compared td", has=page.get_by_role("link", name=re.compile("about 4,000 fighters")))
    assert set(fighters.evaluate_all("cells => cells.map((cell) => cell.dataset.label)")) == {"West Africa"}
    expect(page.locator(".compared td[data-label^=Africa]", has_text="Libya").first).to_be_visible()
