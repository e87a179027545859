"""What moves while a page comes bit by bit, as it does over a slow line.

Over a quick one a page is there before the browser first draws it, and what would move is never seen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser

from audits.audit import Site
from audits.browser import a_browser
from audits.looks import WIDTHS, with_search
from audits.serve import Handler, serve

SHIFT = 0.02
"""How much may move, by the layout-shift score: columns of a table may settle as its rows come. Up to 0.1 is held to be good."""

PARTS, PAUSE = 8, 0.15
"""In how many parts a page is sent, and the seconds between two of them: enough for a browser to draw what it has."""

BROWSERS = 6
"""How many load pages side by side, each one page at a time, because none draws what is in its background."""

_WATCH = """
    window.shift = { value: 0, moved: new Set() };
    const named = (node) => [node.localName ?? node.parentElement?.localName, ...(node.classList ?? [])].join(".");
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
      window.shift.value += entry.value;
      entry.sources.forEach(({ node }) => node && window.shift.moved.add(named(node)));
    })).observe({ type: "layout-shift", buffered: true });
"""


class Slowly(Handler):
    """Serves pages in parts, with a pause before each but the first."""

    def send_body(self, body: bytes, suffix: str) -> None:
        """Send a page in parts, and anything else at once."""
        size = -(-len(body) // PARTS) if suffix == ".html" else len(body)
        for start in range(0, len(body), size or 1):
            if start:
                time.sleep(PAUSE)
            self.wfile.write(body[start : start + size])
            self.wfile.flush()


def shifts(site: Site) -> Iterator[str]:
    """What moves while a page comes bit by bit, on a desk and on a telephone."""
    paths = with_search(site)
    with serve(site.folder, Slowly) as address, ThreadPoolExecutor(BROWSERS) as pool:
        shares = [(width, paths[start::BROWSERS]) for width in WIDTHS for start in range(BROWSERS)]
        for found in pool.map(lambda share: _share(address, *share), shares):
            yield from found


def _share(address: str, width: int, paths: Sequence[str]) -> list[str]:
    with a_browser() as browser:
        return list(moved(browser, address, paths, width))


def moved(browser: Browser, address: str, paths: Sequence[str], width: int) -> Iterator[str]:
    """What moves on some pages in a window of some width: a line for each page.

    :param address: of a site that is served by :class:`Slowly`
    :param width: in CSS pixels
    """
    context = browser.new_context(viewport={"width": width, "height": 940})
    context.add_init_script(_WATCH)
    page = context.new_page()
    for path in paths:
        page.goto(address + path, wait_until="networkidle" if "?" in path else "load")
        value, names = page.evaluate("[window.shift.value, [...window.shift.moved]]")
        if value > SHIFT:
            yield f"{path}, {width} px: the layout shifts by {value:.3f}: {', '.join(names)}"
    context.close()
