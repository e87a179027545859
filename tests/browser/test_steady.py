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
def test_layout_does_not_shift_while_a_page_loads(context: BrowserContext, slow_site: str, path: str) -> None:
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(slow_site + path, wait_until="networkidle" if "?" in path else "load")
    assert list(moved(page)) == []
    page.close()


@ON_A_PHONE
def test_tools_are_below_the_breadcrumbs_on_a_phone_before_their_text_has_loaded(page: Page) -> None:
    page.goto("actors/allied-democratic-forces.html")
    page.locator(".tools").evaluate("tools => tools.replaceChildren('S')")
    breadcrumbs, tools = page.locator(".breadcrumbs").bounding_box(), page.locator(".tools").bounding_box()
    assert breadcrumbs and tools and tools["y"] >= breadcrumbs["y"] + breadcrumbs["height"]


@ON_A_PHONE
def test_citation_link_alone_is_beside_the_breadcrumbs_on_a_phone(page: Page) -> None:
    page.goto("glossary.html")
    breadcrumbs, tools = page.locator(".breadcrumbs").bounding_box(), page.locator(".tools").bounding_box()
    assert breadcrumbs and tools and tools["y"] < breadcrumbs["y"] + breadcrumbs["height"]
