"""The scripts work on a site with a public address, built with ``dirhtml``, which puts each page into a folder."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Handler, leave
from tests.support import Site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on river ports, built with ``dirhtml``."""
    site = Site(tmp_path_factory.mktemp("folders"), "test-ports")
    return site.build(builder="dirhtml", html_theme="dossier", html_baseurl="https://ports.example/ref/").folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The address of that site, which is served locally."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def reading(context: BrowserContext, address: str) -> Iterator[Page]:
    """A browser page for that site."""
    page = context.pages[0] if context.pages else context.new_page()
    yield page
    leave(page, address)


def test_suggestions_and_results_link_to_the_folders_of_pages(reading: Page, address: str) -> None:
    reading.goto(address)
    field = reading.locator("input[type=search]:visible").first
    field.press_sequentially("harbour board")
    expect(reading.get_by_role("option").first).to_have_attribute("data-href", re.compile("/actors/harbour-board/$"))
    field.press("Enter")
    expect(reading).to_have_url(re.compile(r"/search/\?q=harbour\+board$"))
    reading.locator("[data-search-results] > li > a").first.click()
    expect(reading).to_have_url(re.compile("/actors/harbour-board/$"))
    expect(reading.locator("main h1")).to_contain_text("Harbour Board")


def test_finding_is_found_within_its_region(reading: Page, address: str) -> None:
    reading.goto(f"{address}search/?region=lower-river")
    first = reading.locator("[data-search-results] > li > a").first
    expect(first).to_have_attribute("href", re.compile("/regions/lower-river/$"))
    reading.locator(".hit-finding a").first.click()
    expect(reading).to_have_url(re.compile("/regions/lower-river/#."))
    expect(reading.locator(":target")).to_be_visible()


def test_printed_page_has_the_public_address_with_the_filters(reading: Page, address: str) -> None:
    reading.goto(f"{address}views/?section=LOW")
    printed = reading.locator(".address [data-address='']")
    expect(printed).to_have_text("https://ports.example/ref/views/")
    reading.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(printed).to_have_text("https://ports.example/ref/views/?section=LOW")


def test_opensearch_description_has_the_folder_of_the_search_page(folder: Path) -> None:
    url = ElementTree.parse(folder / "opensearch.xml").find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.get("template") == "https://ports.example/ref/search/?q={searchTerms}"
