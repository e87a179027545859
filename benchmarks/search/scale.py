"""What a first query loads at a site of any size: ``python -m benchmarks.search.scale SITE``.

The queries are drawn from the site itself: names, words that stand together in a text, and names with two letters swapped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.search.pages import Ours, chromium
from benchmarks.search.server import serve

TOGETHER = 3
"""Words of a text that make a query."""


def queries(site: Path, count: int, draw: random.Random) -> Iterator[tuple[str, str]]:
    """So many queries of each kind, each with its kind."""
    fragments = sorted((site / "pagefind/fragment").iterdir())
    kept = [json.loads(gzip.decompress(path.read_bytes())[12:]) for path in draw.sample(fragments, count)]
    for fragment in kept:
        title: str = fragment["meta"]["title"]
        yield "name", title
        words = [word for word in fragment["content"].split() if word.isalpha() and len(word) > 3]
        start = draw.randrange(max(1, len(words) - TOGETHER))
        yield "words", " ".join(words[start : start + TOGETHER])
        at = draw.randrange(1, max(2, len(title) - 2))
        yield "misspelt", title[:at] + title[at + 1 : at + 2] + title[at] + title[at + 2 :]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="scale", description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--count", type=int, default=8, help="queries of each kind")
    parser.add_argument("--each", action="store_true", help="print every query")
    options = parser.parse_args()
    asked = list(queries(options.site, options.count, random.Random(612)))
    found: dict[str, list[tuple[int, float]]] = {}
    with sync_playwright() as playwright, serve(options.site) as address:
        browser = chromium(playwright)
        for kind, text in asked:
            page = Ours(browser, address)
            answer = page.ask(text)
            page.close()
            found.setdefault(kind, []).append((answer.size, answer.time))
            if options.each:
                print(f"{answer.size:9,} {answer.time:5.0f} ms  {kind}: {text} ({len(answer.pages)})")
        browser.close()
    for kind, answers in found.items():
        sizes, times = zip(*answers, strict=True)
        print(f"{kind}: {median(sizes):,.0f} bytes, most {max(sizes):,}; {median(times):.0f} ms, most {max(times):.0f}")


if __name__ == "__main__":
    main()
