"""Audits of every page in a browser: axe-core, errors, layout shifts, overflow and page weight."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from audits.audit import SAMPLE, Site
from audits.browser import a_browser, complaints
from audits.serve import Handler, serve

Look = Callable[[Page], Iterable[str]]
"""A function that yields the problems of a page that is open in a browser."""

DESK, PHONE, NARROWEST = 1350, 390, 320
"""Widths in CSS pixels; at the last one, text must not need horizontal scrolling (WCAG success criterion 1.4.10)."""

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The axe-core tags of the rules to apply: Web Content Accessibility Guidelines 2.2, levels A and AA, and best practices."""

COLOURS = ("color-contrast",)
"""The rules that depend on colours, and so are applied in each colour theme."""

SHIFT, PARTS, PAUSE = 0.02, 8, 0.15
"""The maximum layout-shift score, for table columns that adjust while rows load (up to 0.1 is rated good); the number of parts in
which a slow page is sent; and the seconds between parts."""

PAGE, SCRIPTS = 45_000, 12_000
"""The maximum size in bytes of a page with everything it loads before a search, and of its scripts."""

WATCH = """
    const shift = { value: 0, moved: new Set() };
    const named = (node) => [node.localName ?? node.parentElement?.localName, ...(node.classList ?? [])].join(".");
    const add = (entries) => entries.forEach((entry) => {
      shift.value += entry.value;
      entry.sources.forEach(({ node }) => node && shift.moved.add(named(node)));
    });
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: "layout-shift", buffered: true });
    window.shifted = async () => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      add(observer.takeRecords());
      return [shift.value, [...shift.moved]];
    };
"""
"""Adds up layout shifts, and reports them once the last state of the page is shown."""
_LOADED = """
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) => [
      new URL(entry.name).pathname.endsWith(".js"), entry.encodedBodySize ])
"""
_WHOLE = """
    (() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("* { content-visibility: visible !important }");
      document.adoptedStyleSheets.push(sheet);
    })()
"""
"""Renders content that browsers skip until it is near the viewport, whose earlier position is irrelevant to readers."""
_LINKED = """
    links => [...new Set(links.map((link) => new URL(link.getAttribute("href"), document.baseURI)).map(({ protocol, pathname }) =>
      protocol + pathname))].filter((address) => address.startsWith("file:"))
"""


def with_search(site: Site) -> list[str]:
    """Return the paths of all pages, and of a search."""
    return [*site.pages, SAMPLE["the search"]]


def visit(address: str, paths: Sequence[str], look: Look, width: int = DESK, script: str = "") -> Iterator[str]:
    """Open pages one after another in a browser, and yield each problem and browser message with its page.

    :param script: a script that each page runs first
    """
    with a_browser() as browser:
        context = browser.new_context(viewport={"width": width, "height": 900}, has_touch=width < DESK, reduced_motion="reduce")
        context.add_init_script(script)
        page = context.new_page()
        said = complaints(page)
        for path in paths:
            page.goto(address + path, wait_until="networkidle" if "?" in path else "load")
            yield from (f"{path}, {width} px: {line}" for line in (*look(page), *said))
            said.clear()
        context.close()


def _side_by_side(address: str, paths: Sequence[str], look: Look, width: int, script: str = "", count: int = 0) -> Iterator[str]:
    """Open pages in several browsers at once, with a share of the pages each, and yield what ``visit`` does."""
    count = count or os.cpu_count() or 1
    with ThreadPoolExecutor(count) as pool:
        for found in pool.map(lambda start: [*visit(address, paths[start::count], look, width, script)], range(count)):
            yield from found


def violations(page: Page, rules: Sequence[str] = RULES, without: Sequence[str] = (), exclude: Sequence[str] = ()) -> list[str]:
    """Return the violations that axe-core finds on a page as shown: a line for each element, with the rule and how to fix it.

    :param rules: names of rules, or tags for groups of rules
    :param without: names of rules that are not applied
    :param exclude: selectors of parts of the page that are not checked
    """
    disabled = {rule: {"enabled": False} for rule in without}
    options = {"runOnly": list(rules), "rules": disabled, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_WHOLE)
    run = "([context, options]) => axe.run(context, options).then(({ violations }) => violations)"
    found = page.evaluate(run, [{"exclude": [[selector] for selector in exclude]}, options])
    return [f"[{rule['id']}] {node['target'][-1]}: {_told(node, rule)}" for rule in found for node in rule["nodes"]]


def _told(node: dict[str, Any], rule: dict[str, Any]) -> str:
    return " ".join(str(node.get("failureSummary", rule["help"])).split())


def accessibility(site: Site) -> Iterator[str]:
    """Run axe-core on every page, in light and dark colours, and on a phone."""

    def both_themes(page: Page) -> Iterator[str]:
        page.emulate_media(color_scheme="light")
        yield from violations(page)
        page.emulate_media(color_scheme="dark")
        yield from violations(page, COLOURS)

    yield from _side_by_side(site.address, with_search(site), both_themes, DESK)
    yield from _side_by_side(site.address, with_search(site), lambda page: violations(page, without=COLOURS), PHONE)


def errors(site: Site) -> Iterator[str]:
    """Find browser errors and warnings, and pages wider than the window."""
    for width in (DESK, PHONE, NARROWEST):

        def wide(page: Page, width: int = width) -> Iterator[str]:
            if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                yield f"the page is {found} px wide"

        yield from visit(site.address, with_search(site), wide, width)


def plain(site: Site) -> Iterator[str]:
    """Check that one page of each kind shows all its words without scripts and without styles, except those of controls."""
    with a_browser() as browser:
        whole, bare, scriptless = browser.new_page(), browser.new_page(), browser.new_page(java_script_enabled=False)
        bare.route("**/*.css*", lambda route: route.abort())
        for path in (path for path in SAMPLE.values() if "?" not in path):
            shown = _words(whole, site.address + path)
            for page, without in ((scriptless, "JavaScript"), (bare, "styles")):
                if lost := shown - _words(page, site.address + path):
                    yield f"{path}: without {without} these words are not shown: {' '.join(sorted(lost)[:12])}"


def _words(page: Page, address: str) -> set[str]:
    page.goto(address)
    page.locator("main :is(form, .picture-take)").evaluate_all("controls => controls.forEach((control) => control.remove())")
    return {word.casefold() for word in re.findall(r"\w+", page.locator("main").inner_text())}


def disk(site: Site) -> Iterator[str]:
    """Find browser errors on pages opened from a disk, and links to missing files."""

    def lost(page: Page) -> Iterator[str]:
        for address in page.locator("a[href]").evaluate_all(_LINKED):
            if not Path(unquote(urlsplit(address).path)).is_file():
                yield f"there is no {address}"

    for_readers = [path for path in site.pages if path != "404.html"]
    yield from visit(f"{site.folder.as_uri()}/", for_readers, lost)


def weights(site: Site) -> Iterator[str]:
    """Check the compressed size of a first visit to a page, with its styles, scripts and images."""
    yield from visit(site.address, [path for path in site.pages if path != "search.html"], _heavy)


def _heavy(page: Page) -> Iterator[str]:
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate(_LOADED)
    whole, scripts = sum(size for _, size in loaded), sum(size for is_script, size in loaded if is_script)
    if whole > PAGE:
        yield f"the page weighs {whole:,} bytes; the limit is {PAGE:,}"
    if scripts > SCRIPTS:
        yield f"the scripts weigh {scripts:,} bytes; the limit is {SCRIPTS:,}"


class Slowly(Handler):
    """A handler that sends pages in parts, so that the browser renders them while they load and layout shifts show."""

    def send_body(self, body: bytes, suffix: str) -> None:
        """Send a page in parts, and any other file at once."""
        size = -(-len(body) // PARTS) if suffix == ".html" else len(body)
        for start in range(0, len(body), size or 1):
            time.sleep(PAUSE if start else 0)
            self.wfile.write(body[start : start + size])
            self.wfile.flush()


def shifts(site: Site) -> Iterator[str]:
    """Measure layout shifts while a page loads slowly, on a desktop and on a phone."""
    with serve(site.folder, Slowly) as address:
        for width in (DESK, PHONE):
            yield from _side_by_side(address, with_search(site), moved, width, WATCH, count=6)


def moved(page: Page) -> Iterator[str]:
    """Yield a line if the layout of a page has shifted while it loaded."""
    value, names = page.evaluate("window.shifted()")
    if value > SHIFT:
        yield f"the layout shifts by {value:.3f}: {', '.join(names)}"
