"""Every kind of page is accessible to screen readers, by keyboard, in dark colours and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from audits.audit import SAMPLE
from audits.pages import COLOURS, violations
from tests.browser.conftest import ON_A_PHONE

KINDS = ("the front page", "a region", "a resolution", "the matrix", "the discrepancies", "the search")
"""The kinds of page that are checked here. The others consist of the same parts; `make audit` checks every page."""

IN_THE_DARK = ("the front page", "a region", "the matrix", "the search")
"""The kinds that are also checked in dark colours: the others have the same colours."""

ON_PHONES = ("a region", "the matrix", "the search")
"""The kinds that are also checked on a phone: the others have the same layout there."""

WITH_FRAME = "a region"
FRAME = (".masthead", ".site-panel", ".page-panel", ".colophon")
"""The parts that are the same on every kind, and so are checked on one kind only."""

ROWS = 4
"""How many rows of a table, items of a list and sections of a page are checked; the others are like them."""


@pytest.fixture(autouse=True)
def reset_media(page: Page) -> Iterator[None]:
    """Reset the colours of the page, which other tests use too."""
    yield
    page.emulate_media(color_scheme="null", reduced_motion="null")


def open_page(page: Page, kind: str) -> None:
    """Open a page of a kind in light colours, wait until its content is there, and shorten it."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(SAMPLE[kind])
    if "?" in SAMPLE[kind]:
        page.locator("[data-search-results] a").first.wait_for()
    rows = f":is(tbody tr, li, dt, dd, section):nth-of-type(n + {ROWS + 1}):not(:has([aria-current]))"
    page.locator(rows).evaluate_all("rows => rows.forEach(row => row.remove())")


@pytest.mark.parametrize("kind", KINDS)
def test_page_has_no_violations_in_light_and_dark_colours(page: Page, kind: str) -> None:
    exclude = () if kind == WITH_FRAME else FRAME
    open_page(page, kind)
    assert violations(page, exclude=exclude) == []
    if kind in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOURS, exclude=exclude) == []


@ON_A_PHONE
@pytest.mark.parametrize("kind", ON_PHONES)
def test_page_has_no_violations_on_a_phone_and_fits_its_width(page: Page, kind: str) -> None:
    open_page(page, kind)
    assert violations(page, without=COLOURS, exclude=() if kind == WITH_FRAME else FRAME) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_words_in_links_and_buttons_are_separated_as_in_their_accessible_names(page: Page) -> None:
    open_page(page, "a region")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def text(node: dict[str, Any]) -> str:
        if node["role"]["value"] in ("StaticText", "LineBreak"):
            return str(node["name"]["value"])
        return "".join(text(nodes[child]) for child in node["childIds"])

    controls = [node for node in tree if not node["ignored"] and node["role"]["value"] in ("link", "button")]
    texts = {node["name"]["value"]: text(node) for node in controls}
    same_letters = {name: words for name, words in texts.items() if "".join(words.split()) == "".join(name.split())}
    assert {"Search within West Africa", "Previous North Africa"} <= same_letters.keys()
    assert {name: words.split() for name, words in same_letters.items()} == {name: name.split() for name in same_letters}


def test_violations_are_found_except_in_excluded_parts(page: Page) -> None:
    wrong = "<h1 style='color: #ccc'>Grey</h1><a href='#'></a>"
    page.set_content(f"<main>{wrong}</main><footer>{wrong}</footer>")
    rules = ("color-contrast", "link-name")
    assert [line.split(":")[0] for line in violations(page, rules, exclude=["footer"])] == [
        "[color-contrast] main > h1",
        "[link-name] main > a",
    ]


def test_citation_dialog_has_no_violations(page: Page) -> None:
    open_page(page, "a region")
    page.locator("a.cites").first.click()
    page.locator("dialog pre:not(:empty)").wait_for()
    page.locator("body > :not(:has(main), dialog), main ~ *, main > * > *").evaluate_all(
        "parts => parts.forEach(part => part.remove())"
    )
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []
