"""Every kind of page is accessible to screen readers, by keyboard and in dark colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from audits.audit import SAMPLE
from audits.pages import COLOURS, violations
from tests.browser.conftest import watched

KINDS = ("the front page", "an index", "a region", "a resolution", "the matrix", "the discrepancies", "the search")
"""Kinds of page that are looked at here; `make audit` looks at every page."""

NARROW = ("the front page", "a region", "the matrix", "the search")
"""Those that are looked at on a telephone too."""


@pytest.fixture(scope="module")
def reading(browser: Browser, site: str) -> Iterator[Page]:
    """A page of a browser with reduced motion; shared, because no test here leaves a change behind."""
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def telephone(browser: Browser, site: str) -> Iterator[Page]:
    """The same on a phone, which cannot hover."""
    context = browser.new_context(base_url=site, has_touch=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


ENOUGH = 8
"""How many rows of a long list or table are looked at, with that of the page itself; the others are like them."""


def open_at(page: Page, kind: str, width: int) -> None:
    """Open a page of a kind, in light colours and a window of the given width, and wait until it is shown."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(SAMPLE[kind])
    rows = f":is(tbody tr, li, dt, dd, section):nth-of-type(n + {ENOUGH + 1}):not(:has([aria-current]))"
    page.locator(rows).evaluate_all("rows => rows.forEach(row => row.remove())")
    if "?" in SAMPLE[kind]:
        page.locator("[data-search-results] a").first.wait_for()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_wrong_in_light_and_in_dark_nor_the_browser(reading: Page, site: str, kind: str) -> None:
    with watched(reading, site):
        open_at(reading, kind, 1280)
        assert violations(reading) == []
        reading.emulate_media(color_scheme="dark")
        assert violations(reading, COLOURS) == []


@pytest.mark.parametrize("kind", NARROW)
def test_axe_finds_nothing_wrong_on_a_telephone_and_nothing_is_cut_off(telephone: Page, kind: str) -> None:
    open_at(telephone, kind, 390)
    assert violations(telephone) == []
    assert telephone.evaluate("document.documentElement.scrollWidth") == 390, "the page is as wide as the telephone"


def test_words_are_apart_in_the_text_of_links_and_buttons_as_in_their_names(reading: Page) -> None:
    open_at(reading, "a region", 1280)
    tree = reading.context.new_cdp_session(reading).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def text(node: dict[str, Any]) -> str:
        if node["role"]["value"] in ("StaticText", "LineBreak"):
            return str(node["name"]["value"])
        return "".join(text(nodes[child]) for child in node["childIds"])

    controls = [node for node in tree if not node["ignored"] and node["role"]["value"] in ("link", "button")]
    read = {node["name"]["value"]: text(node) for node in controls}
    same = {name: words for name, words in read.items() if "".join(words.split()) == "".join(name.split())}
    assert {"Search within West Africa", "Previous North Africa"} <= same.keys()
    assert {name: " ".join(words.split()) for name, words in same.items()} == {name: " ".join(name.split()) for name in same}


def test_axe_would_find_what_is_wrong(reading: Page) -> None:
    open_at(reading, "a region", 1280)
    reading.locator("h1").evaluate("heading => heading.style.color = '#ccc'")
    reading.locator("main a").first.evaluate("link => link.replaceChildren()")
    rules = ("color-contrast", "link-name")
    assert {line.split("]")[0] for line in violations(reading, rules)} == {f"[{rule}" for rule in rules}


def test_axe_finds_nothing_wrong_in_the_dialog_that_cites_a_finding(reading: Page) -> None:
    open_at(reading, "a region", 1280)
    reading.locator("a.cites").first.click()
    reading.locator("dialog pre:not(:empty)").wait_for()
    assert violations(reading) == []
    reading.emulate_media(color_scheme="dark")
    assert violations(reading, COLOURS) == []
