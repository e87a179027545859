"""The site as it is published, built once and served on this machine, and a browser to read it in."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.support import Built

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all tests of this folder to one process, before xdist reads the marks, so that one browser is installed and run."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))


def browser_path() -> str:
    """The browser that ``BROWSER_PATH`` names, else one that is installed, else one that is installed now."""
    named = os.environ.get("BROWSER_PATH")
    if named:
        if not (found := shutil.which(named)):
            pytest.fail(f"BROWSER_PATH is {named}, and there is no such program", pytrace=False)
        return found
    return installed() or install() or pytest.fail(
        "no browser: install Chrome or Chromium (Debian, Ubuntu: apt-get install chromium), or set BROWSER_PATH", pytrace=False
    )  # fmt: skip


def installed() -> str | None:
    """The first browser that is there."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def install() -> str | None:
    """Install Chromium where that needs no question: as root, with Debian's tool."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        subprocess.run(command, env=environment, capture_output=True, check=False)
    return installed()


@pytest.fixture(scope="session")
def built_site(whole_site: Built) -> Path:
    """The folder of the site, built from the sources of this repository."""
    return whole_site.folder


class Handler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="package")
def site(built_site: Path) -> Iterator[str]:
    """The address of the site, served on this machine alone."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(built_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser without a window; it ends with this folder, because a process with a browser cannot safely be forked."""
    path = browser_path()
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A reader's browser of their own; ``@pytest.mark.parametrize("context", [{...}], indirect=True)`` sets it up otherwise."""
    context = browser.new_context(base_url=site, **getattr(request, "param", {}))
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: str) -> Iterator[Page]:
    """A page of that browser. After each test it must have asked no other host for anything, and have reported no error."""
    wrong: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            wrong.append(f"asked for {request.url}")

    page = context.new_page()
    page.on("request", watch)
    page.on("response", lambda response: response.status < 400 or wrong.append(f"{response.status} for {response.url}"))
    page.on("console", lambda message: message.type == "error" and wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    yield page
    assert wrong == []
