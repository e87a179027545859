"""Every page looked at in a browser: by axe-core, and for errors and what sticks out."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Browser, BrowserContext, Page

from audits.audit import SAMPLE, Site
from audits.axe import COLOURS, RULES, violations
from audits.browser import a_browser, complaints

WIDTHS = (1350, 390)
"""Of a desk, with room for all three columns, and of a telephone, in CSS pixels."""

NARROWEST = 320
"""The width, in CSS pixels, at which text shall need no scrolling to the side: success criterion 1.4.10 of the guidelines."""


def accessibility(site: Site) -> Iterator[str]:
    """Axe-core on every page, in light and in dark, and in light on a telephone."""
    paths, browsers = with_search(site), os.cpu_count() or 1
    with ThreadPoolExecutor(browsers) as pool:
        for found in pool.map(_violations, [site] * browsers, (paths[start::browsers] for start in range(browsers))):
            yield from found


def _violations(site: Site, paths: Sequence[str]) -> list[str]:
    """What axe-core finds on some pages, in a browser of their own.

    To compare colours takes most of the time, so that on a telephone, where they are the same, it is done on a page of each kind.
    """
    found: list[str] = []
    with a_browser() as browser:
        wide, narrow = (_window(browser, width).new_page() for width in WIDTHS)
        for path in paths:
            judged = [(wide, "light", RULES, ()), (wide, "dark", COLOURS, ())]
            judged.append((narrow, "light", RULES, () if path in SAMPLE.values() else COLOURS))
            for page, theme, rules, without in judged:
                page.emulate_media(color_scheme=theme)
                if page.url != site.address + path:
                    page.goto(site.address + path, wait_until="networkidle" if "?" in path else "load")
                where = f"{path}, {WIDTHS[page is narrow]} px, {theme}"
                found += (f"{where}: {line}" for line in violations(page, rules, without))
    return found


def _window(browser: Browser, width: int) -> BrowserContext:
    """A window in which nothing moves; a narrow one is that of a telephone, on which nothing can be hovered over."""
    return browser.new_context(viewport={"width": width, "height": 900}, has_touch=width < WIDTHS[0], reduced_motion="reduce")


def errors(site: Site) -> Iterator[str]:
    """What a browser complains of, and what is wider than the window."""
    with a_browser() as browser:
        for width in (*WIDTHS, NARROWEST):
            yield from _errors(site, browser, width)


def _errors(site: Site, browser: Browser, width: int) -> Iterator[str]:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    found = complaints(page)
    for path in with_search(site):
        page.goto(site.address + path, wait_until="networkidle" if "?" in path else "load")
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"the page is {wide} px wide")
        yield from (f"{path}, {width} px: {line}" for line in found)
        found.clear()
    context.close()


def plain(site: Site) -> Iterator[str]:
    """A page of each kind, without scripts and then without styles: the words of its text are all there."""
    with a_browser() as browser:
        whole, bare = browser.new_context(), browser.new_context()
        scriptless = browser.new_context(java_script_enabled=False)
        bare.route("**/*.css*", lambda route: route.abort())
        looking = [(whole.new_page(), ""), (scriptless.new_page(), "JavaScript"), (bare.new_page(), "styles")]
        for path in (path for path in SAMPLE.values() if "?" not in path):
            shown = {without: _words(page, site.address + path) for page, without in looking}
            for without in ("JavaScript", "styles"):
                if lost := shown[""] - shown[without]:
                    yield f"{path}: without {without} these words are not shown: {' '.join(sorted(lost)[:12])}"


def _words(page: Page, address: str) -> set[str]:
    page.goto(address)
    return {word.casefold() for word in re.findall(r"\w+", page.locator("main").inner_text())}


def with_search(site: Site) -> list[str]:
    """The path of every page, and that of a search."""
    return [*site.pages, SAMPLE["the search"]]
