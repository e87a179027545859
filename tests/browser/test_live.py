"""A writer edits a page and sees it change in the browser, with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support import Site, serving

PAGE, WORDS, OTHER = "pages/regions/lower-river.md", "What stands here rests on", "All that stands here rests on"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The report on river ports, as its writer edits it."""
    return Site(tmp_path_factory.mktemp("edited"), "test-ports")


@pytest.fixture(scope="module")
def address(edited: Site) -> Iterator[str]:
    """The address at which it is served."""
    with serving(edited) as said:
        yield next(line for line in said if line.startswith("http"))


@pytest.fixture
def writer(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page that is edited, open in a small window."""
    page = context.new_page()
    page.set_viewport_size({"width": 400, "height": 200})
    page.goto(f"{address}/regions/lower-river.html")
    expect(page.locator("body")).to_contain_text(WORDS)
    yield page
    page.close()


def test_open_page_reloads_in_place_and_lists_problems_until_they_are_fixed(edited: Site, writer: Page) -> None:
    writer.evaluate("scrollTo(0, 120)")
    problems = writer.locator(".live-problems")

    edited.edit(PAGE, WORDS, OTHER)
    expect(writer.locator("body")).to_contain_text(OTHER)
    expect(problems).to_have_count(0)
    assert writer.evaluate("scrollY") == 120

    edited.edit(PAGE, ":from: LOW-2,", ":from: LOW-99,")
    expect(problems).to_contain_text("LOW-99")
    line = (edited.folder / PAGE).read_text().partition("LOW-99")[0].count("\n") + 1
    expect(problems).to_contain_text(f"{PAGE}:{line}: ")

    edited.edit(PAGE, ":from: LOW-99,", ":from: LOW-2,")
    edited.edit(PAGE, OTHER, WORDS)
    expect(problems).to_have_count(0)
    expect(writer.locator("body")).to_contain_text(WORDS)
