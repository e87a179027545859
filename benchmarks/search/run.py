"""Measure the search beside Sphinx's own: ``python -m benchmarks.search.run --site _build/html``.

Bytes are what the server sent, compressed. A first query counts everything from opening the search page to its last hit, with the
page, its styles and its scripts; a later one, what it loads beyond. Times run from the last key to the first hits on the screen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.peers.base import versions_in
from benchmarks.results import machine
from benchmarks.search import peer
from benchmarks.search.pages import Answer, Ours, Sphinxs, chromium, from_address, from_box
from benchmarks.search.queries import LISTS, Query, rank, read, score
from benchmarks.search.server import serve
from benchmarks.search.slips import shares
from benchmarks.search.symbols import astray, symbols
from benchmarks.search.tables import render

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/contributing/search.md"
FIRST = 12
"""Of how many queries the bytes and the time of a first query are measured."""

PACKAGES = ("pagefind", "sphinx", "furo", "playwright")
_START, _END = "% The tables are written by `make bench-search RECORD=1`.\n", "% The tables end here.\n"


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the tables, and write them down where that is asked for."""
    options = _options(arguments)
    lists = {name: read(name) for name in options.lists}
    asked = [query for queries in lists.values() for query in queries]
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        versions = f"Chromium {browser.version}, {versions_in(Path(sys.executable), PACKAGES)}"
        with serve(options.site) as address:
            page = Ours(browser, address)
            ours = {query.text: page.ask(query.text) for query in asked}
            some = [query.text for query in asked[:: max(1, len(asked) // FIRST)]]
            searches = {"This site": _record(lists, ours, _first(browser, address, some))}
            for way, time in {"box": from_box, "address": from_address}.items():
                searches["This site"][way] = _spread([time(browser, address, text) for text in some])
            known = symbols(ROOT, options.site)
            tried, wrong = astray(page.page, address, known)
            slipped = shares(page.page, address, ROOT)
        if options.peer:
            searches["Sphinx's own"] = _against(browser, peer.build(options.folder), lists)
        browser.close()
    for query in asked if options.misses else ():
        if rank(query, ours[query.text].pages) != 1:
            print(f"{query.text!r}: wanted {sorted(query.expected)}, got {ours[query.text].pages[:4]}")
    print(*wrong, sep="\n")
    told = {"symbols": len(known), "tried": tried, "astray": len(wrong), "slips": slipped}
    text = render(record := {"machine": machine(), "versions": versions, "searches": searches, **told})
    print(text)
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "search.json").write_text(json.dumps(record, indent=2) + "\n")
    if options.record:
        head, _, rest = PAGE.read_text().partition(_START)
        PAGE.write_text(f"{head}{_START}\n{text}\n{_END}{rest.partition(_END)[2]}")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "_build/html", help="the built site")
    parser.add_argument("--lists", nargs="+", choices=LISTS, default=LISTS, help="which lists of queries")
    parser.add_argument("--folder", type=Path, default=ROOT / "_build/bench-search", help="for the peer and the results")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave out Sphinx's own search")
    parser.add_argument("--misses", action="store_true", help="print the queries whose page is not first")
    parser.add_argument("--record", action="store_true", help="write the tables into the project")
    return parser.parse_args(arguments)


def _first(browser: Browser, address: str, texts: list[str]) -> list[Answer]:
    answers = []
    for text in texts:
        page = Ours(browser, address)
        answers.append(page.ask(text))
        page.close()
    return answers


def _against(browser: Browser, site: Path, lists: dict[str, list[Query]]) -> dict[str, object]:
    with serve(site, strict=False) as address:
        asked = [query for queries in lists.values() for query in queries]
        page = Sphinxs(browser, address)
        answers = {query.text: page.ask(query.text) for query in asked}
        first = [Sphinxs(browser, address).ask(query.text) for query in asked[:: max(1, len(asked) // FIRST)]]
    return _record(lists, answers, first)


def _record(lists: dict[str, list[Query]], answers: dict[str, Answer], first: Sequence[Answer]) -> dict[str, object]:
    """The scores of each list and of each kind of query in it, and the median and the most of bytes and milliseconds."""
    scores = {}
    for list_, queries in lists.items():
        kinds = dict.fromkeys(query.kind for query in queries if query.kind)
        for kind in ("", *kinds):
            ranks = [rank(query, answers[query.text].pages) for query in queries if kind in ("", query.kind)]
            scores[f"{list_} {kind}".strip()] = vars(score(ranks))
    later = list(answers.values())[1:]
    sizes = {"first": _spread([a.size for a in first]), "later": _spread([a.size for a in later])}
    times = {"time": [a.time for a in later], "all": [a.all for a in later], "cold": [a.time for a in first]}
    return {"scores": scores, **sizes, **{name: _spread(some) for name, some in times.items()}}


def _spread(values: Sequence[float]) -> tuple[float, float]:
    return median(values), max(values)


if __name__ == "__main__":
    main()
