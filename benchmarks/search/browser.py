"""Search pages in a browser: typing queries, reading results, and counting the bytes loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect

_CLOCK = """(() => {
  const now = () => performance.timeOrigin + performance.now();
  const start = () => { sessionStorage.typed = now(); window.shown = 0; };
  addEventListener("input", start, true);
  addEventListener("submit", start, true);
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-search-results]");
    if (!list) return;
    new MutationObserver((records) => {
      if (!list.children.length) return;
      if (records.some(({ addedNodes }) => addedNodes.length)) window.shown ||= now();
    }).observe(list, { childList: true });
  });
})()"""
_TIME = "window.shown - sessionStorage.typed"
_FOUND = """selector => [...document.querySelectorAll(selector)].map((link) =>
  link.pathname.replace(/^\\//, "").replace(/\\.html$/, "") || "index")"""
_FINDINGS = """() => [...document.querySelectorAll("[data-search-results] > li:nth-child(-n+3) .hit-finding a")].map(({ hash }) =>
  hash.slice(1))"""
_KEY = 60
"""The time between keystrokes, in milliseconds."""


@dataclass
class Answer:
    """The results of a query.

    :param pages: the pages, best first
    :param findings: the findings that are offered below the first three pages
    :param time: milliseconds from the last key to the hits, or 0 where there are none
    :param size: bytes that were loaded for it, as they were sent
    """

    pages: list[str]
    findings: list[str]
    time: float
    size: int


class SearchPage:
    """The site's search page, opened once with an empty browser cache."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page, self.size = browser.new_context(viewport={"width": 1400, "height": 900}).new_page(), 0
        self.page.add_init_script(_CLOCK)
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._count)
        self._open(address)

    def _open(self, address: str) -> None:
        self.page.goto(f"{address}search.html", wait_until="networkidle")

    def _count(self, event: dict[str, Any]) -> None:
        self.size += int(event["encodedDataLength"])

    def ask(self, text: str) -> Answer:
        """Type a query and wait for the results."""
        field = self.page.locator("main input[type=search]")
        field.fill(text)
        if len(text.split()[-1]) < 3:
            field.press("Enter")
        _wait(self.page, text)
        return self._answer(self.page.evaluate(_TIME), "[data-search-results] > li > a")

    def _answer(self, time: float, links: str) -> Answer:
        size, self.size = self.size, 0
        pages = dict.fromkeys(self.page.evaluate(_FOUND, links))
        return Answer(list(pages), self.page.evaluate(_FINDINGS), max(0, time), size)


PATIENCE = 60_000
"""The time in milliseconds after which a search is given up; Sphinx's takes many seconds on a busy machine."""


class SphinxPage(SearchPage):
    """Sphinx's search page, reloaded for each query."""

    def _open(self, address: str) -> None:
        self.address = address

    def ask(self, text: str) -> Answer:
        """Open the page with a query and wait for the results."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}search.html?{urlencode({'q': text})}", wait_until="commit")
        said = self.page.locator("#search-results .search-summary")
        expect(said).to_contain_text(re.compile("finished|did not match", re.IGNORECASE), timeout=PATIENCE)
        time = self.page.evaluate("performance.now()")
        self.page.wait_for_load_state("networkidle")
        return self._answer(time, "#search-results ul.search > li > a")


@contextmanager
def _fresh(browser: Browser) -> Iterator[Page]:
    """Open a browser page with an empty cache."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_init_script(_CLOCK)
    yield context.new_page()
    context.close()


def from_box(browser: Browser, address: str, text: str) -> float:
    """Return the time in milliseconds from Enter in a page's search box to the first results, for the first search."""
    with _fresh(browser) as page:
        page.goto(address, wait_until="networkidle")
        field = page.locator("input[type=search]:visible").first
        field.press_sequentially(text, delay=_KEY)
        field.press("Enter")
        _wait(page, text)
        return float(page.evaluate(_TIME))


def from_address(browser: Browser, address: str, text: str) -> float:
    """Return the time in milliseconds from opening an address with a query, with an empty cache, to the first results."""
    with _fresh(browser) as page:
        page.goto(f"{address}search.html?{urlencode({'q': text})}", wait_until="commit")
        _wait(page, text)
        return float(page.evaluate("window.shown - performance.timeOrigin"))


def _wait(page: Page, text: str) -> None:
    expect(page).to_have_title(re.compile(f"^{re.escape(text)}"))
