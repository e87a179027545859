"""Benchmark the search against Sphinx's own: ``python -m benchmarks.search.run --site _build/html``.

Bytes are compressed, as sent by the server. A first query counts everything from opening the search page to its last result, with
the page, its styles and scripts; a later query counts additional bytes. Times run from the last keystroke to the first results.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser
from sphinx.application import Sphinx

from audits.audit import NotInstalled
from audits.browser import a_browser
from audits.serve import serve
from benchmarks.search.browser import SearchPage, SphinxPage, from_address, from_box
from benchmarks.search.queries import LISTS, Query, read, score
from benchmarks.search.symbols import astray, misspelt, symbols
from benchmarks.tables import listed, machine, table, write_down
from benchmarks.tools import ROOT, versions_in

PAGE, MARK = ROOT / "docs/contributing/search.md", "`make bench-search RECORD=1`"
FIRST = 12
"""The number of queries for which the bytes and the time of a first query are measured."""

LOADS = {
    "first": "First query, bytes",
    "later": "Later query, bytes",
    "time": "From the last key to the first hits, ms",
    "cold": "To the first hits of a first query: from its last key on the search page, ms",
    "box": "… from Enter in the box of another page, ms",
    "address": "… from opening an address with the query, ms",
}
"""The labels of the measurements that are reported as median and maximum."""


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark, print the tables and, with ``--record``, write them to the guide."""
    options = _options(arguments)
    lists = {name: read(name) for name in options.lists}
    with a_browser() as browser, serve(options.site) as address:
        versions = f"Chromium {browser.version}, {versions_in(Path(sys.executable), ['sphinx'])}"
        ours = measured(browser, address, lists, SearchPage, options.misses)
        for way, time in {"box": from_box, "address": from_address}.items():
            ours[way] = _spread([time(browser, address, query.text) for query in _some(lists)])
        page, known = SearchPage(browser, address).page, symbols(options.site)
        tried, wrong = astray(page, address, known)
        slips = misspelt(page, address, options.site)
        searches = {"This site": ours}
        if options.peer:
            with serve(_built_by_sphinx(options.folder)) as peer:
                first = dict(list(lists.items())[:1])  # the list to which nothing was fitted; the others would take half an hour
                searches["Sphinx's own"] = measured(browser, peer, first, SphinxPage)
    print(*wrong, sep="\n")
    facts = {**machine(), "load": f"{os.getloadavg()[1]:.1f} processes at work or waiting", "versions": versions}
    record = {"facts": facts, "searches": searches, "symbols": len(known), "tried": tried, "astray": len(wrong), "slips": slips}
    print(text := rendered(record))
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "search.json").write_text(json.dumps(record, indent=2) + "\n")
    if options.record:
        write_down(PAGE, MARK, text)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search", description=__doc__)
    parser.add_argument("--site", type=Path, default=ROOT / "_build/html", help="the built site")
    parser.add_argument("--lists", nargs="+", choices=list(LISTS), default=list(LISTS), help="which lists of queries")
    parser.add_argument("--folder", type=Path, default=ROOT / "_build/bench-search", help="for the peer and the results")
    parser.add_argument("--no-peer", dest="peer", action="store_false", help="leave out Sphinx's own search")
    parser.add_argument("--misses", action="store_true", help="print the queries whose page is not first")
    parser.add_argument("--record", action="store_true", help="write the tables into the project")
    return parser.parse_args(arguments)


def _some(lists: Mapping[str, list[Query]]) -> list[Query]:
    asked = [query for queries in lists.values() for query in queries]
    return asked[:: max(1, len(asked) // FIRST)]


def measured(
    browser: Browser, address: str, lists: Mapping[str, list[Query]], search: type[SearchPage], misses: bool = False
) -> dict[str, Any]:
    """Return the scores of each list and of each kind of query in it, and the median and maximum of bytes and milliseconds."""
    page, first = search(browser, address), []
    answers = {query.text: page.ask(query.text) for queries in lists.values() for query in queries}
    for query in _some(lists):
        fresh = search(browser, address)
        first.append(fresh.ask(query.text))
        fresh.page.context.close()
    scores = {}
    for name, queries in lists.items():
        scores[name] = score(queries, answers)
        for kind in dict.fromkeys(query.kind for query in queries if query.kind):
            scores[f"{name} {kind}"] = score([query for query in queries if query.kind == kind], answers)
        for query in queries if misses else ():
            if query.rank(answers[query.text].pages) != 1:
                print(f"{query.text!r}: wanted {sorted(query.expected)}, got {answers[query.text].pages[:4]}")
    later = list(answers.values())[1:]
    values = {
        "first": [one.size for one in first],
        "later": [one.size for one in later],
        "time": [one.time for one in later if one.time],
        "cold": [one.time for one in first],
    }
    return {"scores": scores, **{name: _spread(some) for name, some in values.items()}}


def _spread(values: Sequence[float]) -> tuple[float, float]:
    return median(values), max(values)


def _built_by_sphinx(folder: Path) -> Path:
    """Build the same pages with Sphinx's built-in search: the theme's search page, and the index that Sphinx writes."""
    shutil.rmtree(folder, ignore_errors=True)
    plain = {
        "templates_path": [],
        "html_theme": "alabaster",
        "html_theme_options": {},
        "html_css_files": [],
        "html_use_index": False,
        "notfound_template": "page.html",
        "html_additional_pages": {},
    }
    app = Sphinx(ROOT / "docs", ROOT / "docs", folder / "html", folder / "doctrees", "html", plain, status=None)
    app.build()
    (folder / "html/_headers").write_text("/*\n")
    return folder / "html"


def rendered(record: Mapping[str, Any]) -> str:
    """Return all measurements as Markdown."""
    slips = ", ".join(f"{kind} {100 * share:.1f} ({count:,} words)" for kind, (count, share) in record["slips"].items())
    told = f"""\
Every symbol of the bibliography, the entries and the texts, every meeting of the Security Council and every passage was asked
for in every spelling of `benchmarks/search/symbols.py`: {record["symbols"]} of them in {record["tried"]:,} spellings.
{record["astray"]} of these led elsewhere than to the page about it, its entry in the bibliography or, where it has
neither, a text that has it.

Long words of names were misspelt by one letter at every place but the first. The share of them, in per cent, that
lead where the right word leads, by what was done to the letter: {slips}.
"""
    searches = record["searches"]
    head = ["", *(f"{title}: {what}" for title in searches for what in ("median", "most"))]
    rows = [[label, *(each for search in searches.values() for each in _cells(search.get(key)))] for key, label in LOADS.items()]
    return "\n".join(
        [listed(record["facts"]), "## What comes first\n", _ranks(searches), told, "## Bytes and times\n", table(head, rows)]
    )


def _ranks(searches: Mapping[str, Any]) -> str:
    head = ["List", "Queries", *(f"{title}: {what}" for title in searches for what in ("at rank 1, per cent", "MRR@10"))]
    rows = []
    ours = next(iter(searches.values()))["scores"]
    for name, first in ours.items():
        list_, _, kind = name.partition(" ")
        scores = [search["scores"].get(name) for search in searches.values()]
        shares = (
            text for one in scores for text in ((f"{100 * one['first']:.1f}", f"{one['reciprocal']:.3f}") if one else ("", ""))
        )
        offered = f"{100 * first['offered']:.1f}" if "offered" in first else ""
        rows.append([f"… {kind}" if kind else f"`{list_}`, {LISTS[list_]}", str(first["queries"]), *shares, offered])
    return table([*head, "This site: a finding that answers is offered, per cent"], rows)


def _cells(values: tuple[float, float] | None) -> list[str]:
    return [f"{value:,.0f}" for value in values] if values else ["", ""]


if __name__ == "__main__":
    try:
        main()
    except NotInstalled as reason:
        raise SystemExit(f"the search cannot be measured: {reason}") from None
