"""What was measured of the searches, as a stretch of a Markdown page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.tables import table

LISTS = {
    "search-queries": "given from outside",
    "held-out": "written from the pages, before any ranking was set",
    "readers": "written before this search was measured; other names and spelling were then improved by it",
    "fresh": "written after that; scored twice, the second time without a factor that had made no difference",
    "unseen": "written after all that; 90.2 and 0.931 when first measured, then two faults were mended that it had found",
    "tuning": "by which the ranking was set",
}
"""The lists of queries, and what each has had to do with the ranking."""

_SYMBOLS = """\
Every symbol of the bibliography, the entries and the texts, every meeting of the Security Council and every passage was asked
for in every spelling of `benchmarks/search/symbols.py`: {symbols} of them in {tried:,} spellings. {astray} of these led
elsewhere than to the page about it, its entry in the bibliography or, where it has neither, a text that has it.
"""

LOADS = (
    ("First query, bytes", "first"),
    ("Later query, bytes", "later"),
    ("From the last key to the first hits, ms", "time"),
    ("From the last key to all ten hits, ms", "all"),
    ("To the first hits of a first query: from its last key on the search page, ms", "cold"),
    ("… from Enter in the box of another page, ms", "box"),
    ("… from opening an address with the query, ms", "address"),
)
Record = Mapping[str, Any]


def render(record: Record) -> str:
    """Everything that was measured.

    :param record: ``machine`` and ``versions``, by the title of each search what was measured of it (``searches``), how many
        ``symbols`` were asked for, in how many spellings (``tried``), how many of those were ``astray``, and
        by kind of slip (``slips``) how many misspelt words were tried and the share that led where the right word leads
    """
    facts = {**record["machine"], "versions": record["versions"]}
    head = "".join(f"- {name}: {value}\n" for name, value in facts.items())
    return "\n".join(
        [
            head,
            "## What comes first\n",
            _ranks(record["searches"]),
            _SYMBOLS.format_map(record),
            _slips(record["slips"]),
            "## Bytes and times\n",
            _loads(record["searches"]),
        ]
    )


def _ranks(searches: Record) -> str:
    head = ["List", "Queries", *(f"{title}: {what}" for title in searches for what in ("at rank 1, per cent", "MRR@10"))]
    first = next(iter(searches.values()))
    rows = []
    for name, score in first["scores"].items():
        list_, _, kind = name.partition(" ")
        label = f"… {kind}" if kind else f"`{list_}`, {LISTS[list_]}"
        scores = [search["scores"][name] for search in searches.values()]
        rows.append(
            [
                label,
                str(score["queries"]),
                *(text for s in scores for text in (f"{100 * s['first']:.1f}", f"{s['reciprocal']:.3f}")),
            ]
        )
    return table(head, rows)


def _loads(searches: Record) -> str:
    head = ["", *(f"{title}: {what}" for title in searches for what in ("median", "most"))]
    rows = [[label, *(text for search in searches.values() for text in _spread(search.get(key)))] for label, key in LOADS]
    return table(head, rows)


def _slips(slips: Mapping[str, tuple[int, float]]) -> str:
    told = ", ".join(f"{kind} {100 * share:.1f} ({count:,} words)" for kind, (count, share) in slips.items())
    return (
        "Long words of names were misspelt by one letter at every place but the first. The share of them, in per cent, that\n"
        f"lead where the right word leads, by what was done to the letter: {told}.\n"
    )


def _spread(values: tuple[float, float] | None) -> list[str]:
    return [f"{value:,.0f}" for value in values] if values else ["", ""]
