"""Every kind of page is accessible to screen readers, by keyboard and in dark colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from audits.audit import SAMPLE
from audits.pages import COLOURS, violations
from tests.browser.conftest import ON_A_PHONE

KINDS = ("the front page", "an index", "a region", "a resolution", "the matrix", "the discrepancies", "the search")
"""Kinds of page that are looked at here; `make audit` looks at every page."""

OTHERWISE = ("the front page", "a region", "the matrix", "the search")
"""Those that are looked at in dark colours and on a telephone too: the others are made of the same parts and tables."""

ENOUGH = 4
"""How many rows of a long list or table are looked at, with that of the page itself; the others are like them."""


@pytest.fixture(autouse=True)
def settings(page: Page) -> Iterator[None]:
    """Take back what a test has set of its page, which other tests use too."""
    yield
    page.emulate_media(color_scheme="null", reduced_motion="null")


def open_at(page: Page, kind: str) -> None:
    """Open a page of a kind in light colours, and wait until it is shown."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(SAMPLE[kind])
    rows = f":is(tbody tr, li, dt, dd, section):nth-of-type(n + {ENOUGH + 1}):not(:has([aria-current]))"
    page.locator(rows).evaluate_all("rows => rows.forEach(row => row.remove())")
    if "?" in SAMPLE[kind]:
        page.locator("[data-search-results] a").first.wait_for()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_wrong_in_light_and_in_dark_nor_the_browser(page: Page, kind: str) -> None:
    open_at(page, kind)
    assert violations(page) == []
    if kind in OTHERWISE:
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOURS) == []


@ON_A_PHONE
@pytest.mark.parametrize("kind", OTHERWISE)
def test_axe_finds_nothing_wrong_on_a_telephone_and_nothing_is_cut_off(page: Page, kind: str) -> None:
    open_at(page, kind)
    assert violations(page, without=COLOURS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390, "the page is as wide as the telephone"


def test_words_are_apart_in_the_text_of_links_and_buttons_as_in_their_names(page: Page) -> None:
    open_at(page, "a region")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
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


def test_axe_would_find_what_is_wrong(page: Page) -> None:
    open_at(page, "a region")
    page.locator("h1").evaluate("heading => heading.style.color = '#ccc'")
    page.locator("main a").first.evaluate("link => link.replaceChildren()")
    rules = ("color-contrast", "link-name")
    assert {line.split("]")[0] for line in violations(page, rules)} == {f"[{rule}" for rule in rules}


def test_axe_finds_nothing_wrong_in_the_dialog_that_cites_a_finding(page: Page) -> None:
    open_at(page, "a region")
    page.locator("a.cites").first.click()
    page.locator("dialog pre:not(:empty)").wait_for()
    page.locator("body > :not(:has(main), dialog), main ~ *, main > * > *").evaluate_all(
        "parts => parts.forEach(part => part.remove())"
    )
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []
