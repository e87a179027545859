"""Fixtures for browser tests: the published site, built once and served locally, and a browser."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from audits.audit import NotInstalled
from audits.browser import browser_path, flags
from tests.support import Built

DESK = {"viewport": {"width": 1400, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}


def with_settings(*settings: dict[str, Any], ids: Sequence[str] = ("",)) -> pytest.MarkDecorator:
    """Mark a test to run with other settings of the browser than those of a reader at a desk, once for each."""
    return pytest.mark.parametrize("context", settings, indirect=True, ids=ids)


ON_A_PHONE = with_settings(PHONE)
WITH_THE_CLIPBOARD = with_settings({"permissions": ["clipboard-read", "clipboard-write"]})
WITHOUT_JAVASCRIPT = with_settings({"java_script_enabled": False})
ANEW = pytest.mark.parametrize("page", ["anew"], indirect=True, ids=[""])
"""Marks a test that changes its page in a way that stays, so that it needs one of its own."""

TIMEOUT = 15_000
"""How many milliseconds a reader waits at most: long, because other processes build at the same time."""
expect.set_options(timeout=TIMEOUT)

QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-default-browser-check")
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Lets every request to another host fail, so that only requests that fail need be looked at."""
PLAIN = "--js-flags=--no-opt --single-threaded"
"""Leaves out the optimization of scripts, which pays only on pages that stay open: a tenth of the work."""
SAME_FRAME = "--disable-features=RenderDocument"
"""Opens each page in the frame of the one before instead of a new one: a quarter of the work to open a page."""


SEARCHING = ("comparing", "disk", "filter", "moved", "search", "search_folders", "sorting")
"""The tests of half the work; the others are the other half."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run the tests of this folder in two processes, each with its own browser, while others build."""
    group = "searching" if item.path.stem.removeprefix("test_") in SEARCHING else "reading"
    item.add_marker(pytest.mark.xdist_group(group))


def installed_browser(lock: Path) -> str:
    """Return the browser in ``BROWSER_PATH``, else an installed one, else one that is installed now.

    :param lock: a file for all processes, so that one of them installs it
    """
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with contextlib.suppress(NotInstalled):
            return browser_path()
        install()
        try:
            return browser_path()
        except NotInstalled as reason:
            pytest.fail(f"{reason} (Debian: apt-get install chromium-headless-shell)", pytrace=False)


def install() -> None:
    """Install the browser that is quickest to test with, if running as root on Debian."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in ("update", "install -y --no-install-recommends chromium-headless-shell"):
            subprocess.run(["apt-get", *command.split()], env=environment, capture_output=True, check=False)


@pytest.fixture(scope="session")
def built_site(whole_site: Built) -> Path:
    """The folder of the site, built from the sources of this repository."""
    return whole_site.folder


class Handler(SimpleHTTPRequestHandler):
    """An HTTP handler that serves files without logging, and lets browsers keep what has its checksum in its address."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        """Say what may be kept."""
        if "/_static/" in self.path:
            self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        """Do not log."""


# These last as long as the tests of this folder: a process with a browser cannot safely be forked, as some builds are.
@pytest.fixture(scope="package")
def site(built_site: Path) -> Iterator[str]:
    """The address of the site, which is served locally."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(built_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="package")
def browser(shared_folder: Path) -> Iterator[Browser]:
    """A headless browser, one for each test process."""
    path = installed_browser(shared_folder / "browser.lock")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, ALONE, PLAIN, SAME_FRAME, *flags()])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def contexts() -> dict[str, BrowserContext]:
    """The open browser contexts by their settings: to open one takes longer than most tests."""
    return {}


@pytest.fixture
def context(site: str, browser: Browser, contexts: dict[str, BrowserContext], request: pytest.FixtureRequest) -> BrowserContext:
    """The browser context of all tests with the same settings."""
    settings = {**DESK, **getattr(request, "param", {})}
    if str(settings) not in contexts:
        contexts[str(settings)] = browser.new_context(base_url=site, **settings)
        contexts[str(settings)].set_default_timeout(TIMEOUT)
    return contexts[str(settings)]


@pytest.fixture
def page(context: BrowserContext, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of that context. The test fails if it requests anything from another host or reports an error."""
    is_own = hasattr(request, "param")
    page = context.pages[0] if context.pages and not is_own else context.new_page()
    page.bring_to_front()
    with watched(page, site):
        yield page
    if is_own:
        page.close()
    else:
        leave(page, site)


@contextlib.contextmanager
def watched(page: Page, site: str) -> Iterator[None]:
    """Fail if a page requests anything from another host, or reports an error, as it does of every answer of 400 or more."""
    wrong: list[str] = []

    def on_failure(request: Request) -> None:
        if not request.url.startswith((site, "file:", "data:", "blob:")):
            wrong.append(f"asked for {request.url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text}")

    listeners: dict[Any, Callable[[Any], object]] = {"requestfailed": on_failure, "console": on_console}
    listeners["pageerror"] = lambda error: wrong.append(f"error: {error}")
    for event, listener in listeners.items():
        page.on(event, listener)
    yield
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    assert wrong == []


def leave(page: Page, site: str) -> None:
    """Reset a page: clear its storage, move the pointer away and open a blank page."""
    if page.url.startswith(site):
        page.evaluate("localStorage.clear()")
    page.mouse.move(0, 0)
    page.goto("about:blank")
