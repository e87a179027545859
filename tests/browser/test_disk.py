"""A copy of the site works on a disk, without a server, and says that it has no search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from audits.browser import complaints


@pytest.fixture
def copy(context: BrowserContext) -> Iterator[Page]:
    """A browser page, which fails the test if it reports an error."""
    page = context.new_page()
    found = complaints(page)
    yield page
    page.close()
    assert found == []


def test_previews_citations_and_colours_work_on_a_disk(copy: Page, built_site: Path) -> None:
    copy.goto((built_site / "regions/west-africa.html").as_uri())
    assert copy.locator(".masthead").evaluate("bar => getComputedStyle(bar).display") == "flex"
    link = copy.locator("main .finding a.internal").first
    link.hover()
    expect(copy.locator("#preview-text")).not_to_be_empty()
    copy.locator("a.cites").first.click()
    expect(copy.locator(".cite-findings .cite-text").first).to_be_in_viewport()
    copy.locator(".theme-toggle").click()
    expect(copy.locator("html")).to_have_attribute("data-theme", "dark")
    link.click()
    expect(copy.locator("h1")).not_to_have_text("West Africa")


def test_search_page_on_a_disk_says_that_there_is_no_search(copy: Page, built_site: Path) -> None:
    for address in ("search.html", "search.html?q=Daesh"):
        copy.goto(f"{built_site.as_uri()}/{address}")
        expect(copy.locator("[data-search-local]")).to_be_visible()
        expect(copy.locator("main").get_by_role("link", name="Regions", exact=True)).to_be_visible()
