"""How long a writer waits: from the edit of a page until a browser that has it open shows the new words."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.make import make
from benchmarks.peers import NotInstalled
from benchmarks.peers.site import RealSite

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SHOWN, POLL = "words => document.body?.innerText.includes(words)", 10
"""What is true once a page shows some words, and how many milliseconds pass between two looks."""

PAUSE = 4.0
"""Seconds between two edits: a writer pauses, and the site writes what it has left for later."""


def live_edits(folder: Path, rounds: int) -> list[float]:
    """The seconds that each of some edits of the real site takes to reach the browser.

    :param folder: an empty folder for a copy of the project
    :raises NotInstalled: without playwright or a browser
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NotInstalled("playwright is not installed; `make .venv/ready-dev` does that") from None
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise NotInstalled("there is no browser; install Chromium or Chrome")
    site = RealSite(folder)
    site.write(make(100), folder)
    docname = site.typical(make(100))
    source, times = folder / site.source(docname), []
    text = source.read_text()
    with _served(folder) as address, sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"]).new_page()
        page.goto(f"{address}/{site.page(docname)}")
        for number in range(rounds):
            time.sleep(PAUSE)
            words = f"Edited{' again' * number}."
            start = time.perf_counter()
            source.write_text(f"{text}\n{words}\n")
            page.wait_for_function(SHOWN, arg=words, polling=POLL)
            times.append(time.perf_counter() - start)
    return times


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The address of the site while ``make serve`` serves it."""
    command = [sys.executable, "-m", "dossier", "serve", "--watch", "_static", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield next(line for line in server.stdout if line.startswith("http")).strip()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
