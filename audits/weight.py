"""What a first visit to a page loads, compressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import median

from audits.audit import Site
from audits.browser import a_browser

PAGE, SCRIPTS = 45_000, 12_000
"""How many bytes a page may have with all that it loads before anybody searches, and how many of them its scripts."""

SEARCH = "search.html"
"""The page that loads the search by itself, and so has no such limit."""

_LOADED = """
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) => [
      new URL(entry.name).pathname.match(/\\.(css|js|html)$/)?.[1] ?? "other",
      entry.encodedBodySize,
    ])
"""


def weights(site: Site) -> Iterator[str]:
    """Every page with its styles, scripts and pictures, as they come over the wire."""
    sums: dict[str, Counter[str]] = {}
    with a_browser() as browser:
        context = browser.new_context()
        page = context.new_page()
        for path in site.pages:
            sums[path] = Counter()
            page.goto(site.address + path, wait_until="networkidle")
            for kind, size in page.evaluate(_LOADED):
                sums[path][kind] += size
        context.close()
    whole = {path: weight.total() for path, weight in sums.items()}
    typical = min(whole, key=lambda path: abs(whole[path] - median(whole.values())))
    print(f"  a typical page weighs {whole[typical]:,} bytes: {_of(sums[typical])}")
    for path in sorted(whole, key=lambda path: -whole[path])[:5]:
        print(f"  heaviest: {path} with {whole[path]:,}: {_of(sums[path])}")
    for path, weight in sums.items():
        if path == SEARCH:
            continue
        if whole[path] > PAGE:
            yield f"{path}: the page weighs {whole[path]:,} bytes; the limit is {PAGE:,}"
        if weight["js"] > SCRIPTS:
            yield f"{path}: the scripts weigh {weight['js']:,} bytes; the limit is {SCRIPTS:,}"


def _of(weight: Counter[str]) -> str:
    return ", ".join(f"{kind} {size:,}" for kind, size in weight.most_common())
