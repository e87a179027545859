"""An installed browser, for audits that look at pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from audits.audit import NotInstalled

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")


def browser_path() -> str:
    """The browser that ``BROWSER_PATH`` names, or the first that is there.

    :raises NotInstalled: if there is none
    """
    path = next(filter(None, map(shutil.which, filter(None, (os.environ.get("BROWSER_PATH"), *NAMES)))), None)
    if path is None:
        raise NotInstalled("there is no Chrome or Chromium; install one, or set BROWSER_PATH")
    return path


def flags() -> list[str]:
    """How it is started; as root it runs only without its sandbox."""
    return ["--disable-gpu", "--no-first-run", *(["--no-sandbox"] if os.geteuid() == 0 else [])]


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A browser without a window."""
    path = browser_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        browser.close()


def complaints(page: Page) -> list[str]:
    """What a browser will say of a page, as it says it.

    Left out is what it stopped loading because it went on, and the icon that it asks for where a page names none.
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
