"""The installed browser, for audits that open pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from audits.audit import NotInstalled

NAMES = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"),
)
"""Commands of browsers. The first has no window, so that a page takes half the work and a new context a fifth."""


def browser_path() -> str:
    """Return the path of the browser in ``BROWSER_PATH``, or of the first that is installed.

    :raises NotInstalled: if there is none
    """
    path = next(filter(None, map(shutil.which, filter(None, (os.environ.get("BROWSER_PATH"), *NAMES)))), None)
    if path is None:
        raise NotInstalled("there is no Chrome or Chromium; install one, or set BROWSER_PATH")
    return path


def flags() -> list[str]:
    """Return the browser's command-line flags; as root it runs only without its sandbox."""
    return ["--disable-gpu", "--no-first-run", *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start a headless browser."""
    path = browser_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        browser.close()


def complaints(page: Page) -> list[str]:
    """Return a list to which the browser's messages on a page are added as they occur.

    Requests that were aborted by navigation are left out, and so is the icon that browsers request if a page has none.
    """
    found: list[str] = []

    def console(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning") and not said.location["url"].endswith("/favicon.ico"):
            found.append(f"the console says: {said.text}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            found.append(f"did not load: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on("requestfailed", failed)
    return found
