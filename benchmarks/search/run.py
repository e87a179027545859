"""Measure the search beside Sphinx's own: ``python -m benchmarks.search.run --site _build/html``.

Bytes are what the server sent, compressed. A first query counts everything from opening the search page to its last hit, with the
page, its styles and its scripts; a later one, what it loads beyond. Times run from the last key to the first hits on the screen.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.search import peer
from benchmarks.search.pages import Answer, Ours, Sphinxs
from benchmarks.search.queries import LISTS, Query, rank, read, score
from benchmarks.search.server import serve

ROOT = Path(__file__).resolve().parents[2]
FIRST = 12
"""Of how many queries the bytes and the time of a first query are measured."""

SHOWN = (
    ("first query", "B", "first"),
    ("later query", "B", "later"),
    ("first hits", "ms", "time"),
    ("all hits", "ms", "all"),
    ("first hits, first query", "ms", "cold"),
)


def main(arguments: list[str] | None = None) -> None:
    """Measure, and print a table."""
    options = _options(arguments)
    lists = {name: read(name) for name in options.lists}
    asked = [query for queries in lists.values() for query in queries]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox", "--disable-gpu"])
        with serve(options.site) as address:
            page = Ours(browser, address)
            ours = {query.text: page.ask(query.text) for query in asked}
            first = [Ours(browser, address).ask(query.text) for query in asked[:: max(1, len(asked) // FIRST)]]
        report = {"ours": _record("This site", lists, ours, first, options.misses)}
        if options.peer:
            report["sphinx"] = _against(browser, peer.build(options.folder), lists)
        browser.close()
    (options.folder).mkdir(parents=True, exist_ok=True)
    (options.folder / "search.json").write_text(json.dumps(report, indent=2) + "\n")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "_build/html", help="the built site")
    parser.add_argument("--lists", nargs="+", choices=LISTS, default=LISTS, help="which lists of queries")
    parser.add_argument("--folder", type=Path, default=ROOT / "_build/bench-search", help="for the peer and the results")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave out Sphinx's own search")
    parser.add_argument("--misses", action="store_true", help="print the queries whose page is not first")
    return parser.parse_args(arguments)


def _browser() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    return found or sys.exit("no browser: install Chromium or Chrome")


def _against(browser: Browser, site: Path, lists: dict[str, list[Query]]) -> dict[str, object]:
    with serve(site, strict=False) as address:
        asked = [query for queries in lists.values() for query in queries]
        page = Sphinxs(browser, address)
        answers = {query.text: page.ask(query.text) for query in asked}
        first = [Sphinxs(browser, address).ask(query.text) for query in asked[:: max(1, len(asked) // FIRST)]]
    return _record("Sphinx's own", lists, answers, first, misses=False)


def _record(
    name: str, lists: dict[str, list[Query]], answers: dict[str, Answer], first: Sequence[Answer], misses: bool
) -> dict[str, object]:
    record: dict[str, object] = {}
    print(f"{name}\n  {'list':16} {'queries':>7} {'at rank 1':>9} {'MRR@10':>7}")
    for list_, queries in lists.items():
        named = dict.fromkeys(query.kind for query in queries if query.kind)
        kinds = [("", queries), *((kind, [query for query in queries if query.kind == kind]) for kind in named)]
        for kind, some in kinds:
            result = score([rank(query, answers[query.text].pages) for query in some])
            record[f"{list_} {kind}".strip()] = vars(result)
            print(f"  {f'  {kind}' if kind else list_:16} {result.queries:7} {result.first:9.1%} {result.reciprocal:7.3f}")
        for query in queries if misses else ():
            if rank(query, answers[query.text].pages) != 1:
                print(f"    {query.text!r}: wanted {sorted(query.expected)}, got {answers[query.text].pages[:4]}")
    later = list(answers.values())[1:]
    record |= {"first": _spread([a.size for a in first]), "later": _spread([a.size for a in later])}
    record |= {"time": _spread([a.time for a in later]), "all": _spread([a.all for a in later])}
    record["cold"] = _spread([a.time for a in first])
    for label, unit, key in SHOWN:
        middle, most = record[key]  # type: ignore[misc]
        print(f"  {label:24} median {middle:10,.0f} {unit}, most {most:10,.0f} {unit}")
    return record


def _spread(values: Sequence[float]) -> tuple[float, float]:
    return median(values), max(values)


if __name__ == "__main__":
    main()
