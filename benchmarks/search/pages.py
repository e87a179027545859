"""Search pages in a browser: typing a query, reading what comes, counting what was loaded."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, CDPSession, Page, Playwright, expect

_CLOCK = """() => {
  const now = () => performance.timeOrigin + performance.now();
  const start = () => { sessionStorage.typed = now(); window.shown = window.done = 0; };
  addEventListener("input", start, true);
  addEventListener("submit", start, true);
  addEventListener("DOMContentLoaded", () => {
    const list = document.querySelector("[data-search-results]");
    if (!list) return;
    new MutationObserver((records) => {
      if (!list.children.length) return;
      if (records.some(({ addedNodes }) => addedNodes.length)) window.shown ||= now();
      if (!list.hasAttribute("aria-busy")) window.done = now();
    }).observe(list, { childList: true, attributes: true });
  });
}"""
_TIMES = "[window.shown - sessionStorage.typed, window.done - sessionStorage.typed]"
_SINCE_OPENED = "window.shown - performance.timeOrigin"

_KEY = 60
"""Milliseconds between two keys of one who types."""

_SPHINX_IS_DONE = re.compile("finished|did not match", re.IGNORECASE)

_FOUND = """selector => [...document.querySelectorAll(selector)].map((link) => link.pathname)"""


def chromium(playwright: Playwright) -> Browser:
    """The installed browser; without one, the program ends."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    path = found or sys.exit("no browser: install Chromium or Chrome")
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])


@dataclass
class Answer:
    """What a query brought.

    :param pages: the pages, best first
    :param time: milliseconds from the last key to the first hits
    :param all: milliseconds from the last key to all hits
    :param size: bytes that were loaded for it, as they were sent
    """

    pages: list[str]
    time: float = 0
    all: float = 0
    size: int = 0


@dataclass
class Counter:
    """Counts the bytes that a page loads."""

    page: Page
    size: int = 0
    session: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.send("Network.enable")
        self.session.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        self.size += int(event["encodedDataLength"])

    def taken(self) -> int:
        """The bytes since the last call."""
        taken, self.size = self.size, 0
        return taken


class Ours:
    """The site's search page, opened once; nothing of it is in the browser's cache before."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.page = _page(browser)
        self.counter = Counter(self.page)
        self.page.goto(f"{address}/search.html")
        self.page.wait_for_load_state("networkidle")

    def ask(self, text: str) -> Answer:
        """Type a query and wait for what comes."""
        field = self.page.locator("main input[type=search]")
        field.fill(text)
        if len(text.split()[-1]) < 3:
            field.press("Enter")
        _wait(self.page, text)
        shown, done = self.page.evaluate(_TIMES)
        found = self.page.evaluate(_FOUND, "[data-search-results] > li > a")
        return Answer([_name(path) for path in found], shown, done, self.counter.taken())

    def close(self) -> None:
        """Forget all that was loaded."""
        self.page.context.close()


def from_box(browser: Browser, address: str, text: str) -> float:
    """Milliseconds from Enter, in the search box of a page where nothing was searched before, to the first hits."""
    page = _page(browser)
    page.goto(f"{address}/")
    page.wait_for_load_state("networkidle")
    field = page.locator("input[type=search]:visible").first
    field.press_sequentially(text, delay=_KEY)
    field.press("Enter")
    _wait(page, text)
    time: float = page.evaluate(_TIMES)[0]
    page.context.close()
    return time


def from_address(browser: Browser, address: str, text: str) -> float:
    """Milliseconds from opening an address with a query, of which nothing was loaded before, to the first hits."""
    page = _page(browser)
    page.goto(f"{address}/search.html?{urlencode({'q': text})}", wait_until="commit")
    _wait(page, text)
    time: float = page.evaluate(_SINCE_OPENED)
    page.context.close()
    return time


def _page(browser: Browser) -> Page:
    """A page of a browser that has loaded nothing."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.add_init_script(f"({_CLOCK})()")
    return page


def _wait(page: Page, text: str) -> None:
    expect(page.locator("[data-search-status]")).to_contain_text(f"“{text}”")


class Sphinxs:
    """Sphinx's search page, which is loaded anew for each query."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.page = browser.new_context().new_page()
        self.counter = Counter(self.page)

    def ask(self, text: str) -> Answer:
        """Open the page with a query and wait for what comes."""
        self.page.goto("about:blank")
        query = self.page.evaluate("text => new URLSearchParams({ q: text }).toString()", text)
        self.page.goto(f"{self.address}/search.html?{query}", wait_until="commit")
        expect(self.page.locator("#search-results .search-summary")).to_contain_text(_SPHINX_IS_DONE)
        time = self.page.evaluate("performance.now()")
        self.page.wait_for_load_state("networkidle")
        found = self.page.evaluate(_FOUND, "#search-results ul.search > li > a")
        return Answer(list(dict.fromkeys(_name(path) for path in found)), time, time, self.counter.taken())


def _name(path: str) -> str:
    return path.removeprefix("/").removesuffix(".html") or "index"
