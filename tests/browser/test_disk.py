"""A copy of the site works from disk without a server, and says where search is not available."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from audits.browser import complaints


@pytest.fixture
def copy(context: BrowserContext) -> Iterator[Page]:
    """A page of a browser, which must report no error."""
    page = context.new_page()
    found = complaints(page)
    yield page
    page.close()
    assert found == []


def test_previews_citations_and_colours_work_from_a_disk(copy: Page, built_site: Path) -> None:
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


@pytest.mark.parametrize("address", ["search.html", "search.html?q=Daesh"])
def test_the_search_page_says_that_a_copy_on_a_disk_has_none(copy: Page, built_site: Path, address: str) -> None:
    copy.goto(f"{built_site.as_uri()}/{address}")
    expect(copy.locator("[data-search-local]")).to_be_visible()
    expect(copy.locator("main").get_by_role("link", name="Regions", exact=True)).to_be_visible()
