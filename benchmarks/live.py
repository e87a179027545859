"""The latency of live editing: the time from an edit until an open browser shows it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audits.browser import a_browser
from benchmarks.tools import SITE, typical_page

SHOWN, POLL = "words => document.body?.innerText.includes(words)", 10
"""The condition that a page shows some words, and the polling interval in milliseconds."""

PAUSE = 4.0
"""The pause between edits in seconds, in which the site writes its deferred files."""


def live_edits(folder: Path, rounds: int) -> list[float]:
    """Return the time in seconds that each edit takes to reach the browser.

    :param folder: the folder of a copy of the site
    :raises audits.audit.NotInstalled: if there is no browser
    """
    docname, times = typical_page(), []
    source = folder / SITE.source.format(docname)
    with _served(folder) as address, a_browser() as browser:
        page = browser.new_page()
        page.goto(f"{address}/{docname}.html")
        for number in range(1, rounds + 1):
            time.sleep(PAUSE)
            words = f"Edited{' live' * number}."
            start = time.perf_counter()
            with source.open("a") as text:
                text.write(f"\n{words}\n")
            page.wait_for_function(SHOWN, arg=words, polling=POLL)
            times.append(round(time.perf_counter() - start, 2))
    return times


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve the site as ``make serve`` does, and yield its address."""
    command = [sys.executable, "-m", "dossier", "serve", "--watch", "_static", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield next(line for line in server.stdout if line.startswith("http")).strip()
        server.terminate()
