"""Nothing that a reader has begun to read moves away while the rest of a page loads."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from audits.looks import SHIFT, WATCH_SHIFTS


@pytest.mark.parametrize("path", ["index.html", "regions/west-africa.html", "evidence/discrepancies.html", "search.html?q=Daesh"])
def test_nothing_moves_while_a_page_loads(page: Page, path: str) -> None:
    page.add_init_script(WATCH_SHIFTS)
    page.goto(path, wait_until="networkidle")
    assert page.evaluate("window.shift") <= SHIFT
