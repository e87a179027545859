"""The layout does not shift while a page loads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from audits.pages import WATCH, Slowly, moved
from audits.serve import serve
from tests.browser.conftest import ON_A_PHONE


@pytest.fixture(scope="module")
def slow_site(built_site: Path) -> Iterator[str]:
    """The address of the site when it is served slowly."""
    with serve(built_site, Slowly) as address:
        yield address


PATHS = "index.html", "actors/isil.html", "evidence/discrepancies.html", "threat/index.html", "search.html?q=Daesh"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_while_a_page_comes(context: BrowserContext, slow_site: str, path: str) -> None:
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(slow_site + path, wait_until="networkidle" if "?" in path else "load")
    assert list(moved(page)) == []
    page.close()


@ON_A_PHONE
def test_on_a_telephone_what_a_reader_does_with_a_page_stands_below_the_way_to_it_however_little_has_come(page: Page) -> None:
    page.goto("actors/allied-democratic-forces.html")
    page.locator(".tools").evaluate("tools => tools.replaceChildren('S')")
    way, tools = page.locator(".breadcrumbs").bounding_box(), page.locator(".tools").bounding_box()
    assert way and tools and tools["y"] >= way["y"] + way["height"]


@ON_A_PHONE
def test_on_a_telephone_the_link_to_the_citation_alone_stands_beside_the_way_to_a_page(page: Page) -> None:
    page.goto("glossary.html")
    way, tools = page.locator(".breadcrumbs").bounding_box(), page.locator(".tools").bounding_box()
    assert way and tools and tools["y"] < way["y"] + way["height"]
