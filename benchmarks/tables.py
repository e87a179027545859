"""The results as Markdown tables."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from benchmarks.peers import NOTES, TITLES

BASE = "zensical"
"""The tool to whose cold build those of the others are put in proportion."""

_NONE = "–"
Record = Mapping[str, Any]


def render(record: Record) -> str:
    """Everything that was measured, as a stretch of a page."""
    parts = [_list(record["machine"].items()), "## Tools\n", _tools(record)]
    if "site" in record:
        parts += ["## This site\n", _times({"site": record["site"]}), _weights({"site": record["site"]})]
    if record.get("live"):
        seconds = _seconds(statistics.median(record["live"]))
        parts.append(f"Under `make serve`, a browser that has a page open shows an edit of it after {seconds} s.\n")
    for pages, tools in record["sizes"].items():
        parts += [f"## Reports of {int(pages):,} pages\n", _times(tools), _weights(tools)]
    parts += ["## From size to size\n", _growth(record["sizes"])]
    return "\n".join(parts)


def _list(items: Iterable[tuple[str, str]]) -> str:
    return "".join(f"- {name}: {value}\n" for name, value in items)


def _tools(record: Record) -> str:
    rows = [(TITLES[name], versions, NOTES[name]) for name, versions in record["versions"].items()]
    rows += [(TITLES[name], "left out", reason.replace("\n", " ")) for name, reason in record["missing"].items()]
    return table(("Tool", "Versions", "Notes"), rows, "---")


def _times(tools: Record) -> str:
    base = _median(tools.get(BASE), "cold")
    rows = []
    for name, measured in tools.items():
        cold = _median(measured, "cold")
        rows.append(
            (
                TITLES[name],
                _seconds(cold) if cold else measured.get("trouble", _NONE),
                f"{cold / base:.2f}" if cold and base else _NONE,
                *(_seconds(_median(measured, step)) for step in ("unchanged", "edit")),
                _mega(measured["peak"]),
            )
        )
    return table(("Tool", "Cold build, s", f"to {TITLES[BASE]}", "No change, s", "One page edited, s", "Peak memory, MB"), rows)


def _weights(tools: Record) -> str:
    rows = [
        (
            TITLES[name],
            _mega(weights["output"]),
            _kilo(weights["html_per_page"]),
            _kilo(weights["page_html"]),
            _kilo(weights["page"]),
            _mega(weights["index"]) if weights["index"] else "none",
        )
        for name, measured in tools.items()
        if (weights := measured["weights"])
    ]
    head = (
        "Tool",
        "Output, MB",
        "HTML a page, KB",
        "One page, gzip, KB",
        "with CSS and scripts, KB",
        "Search index, MB",
    )
    return table(head, rows)


def _growth(sizes: Record) -> str:
    """Milliseconds a page and bytes a page, at each size."""
    names = dict.fromkeys(name for tools in sizes.values() for name in tools)
    head = ["Tool"]
    rows: list[list[str]] = [[TITLES[name]] for name in names]
    for pages, tools in sizes.items():
        head += [f"ms a page, {int(pages):,}", f"KB a page, {int(pages):,}"]
        for row, name in zip(rows, names, strict=True):
            measured = tools.get(name, {"seconds": {"cold": []}, "weights": {}})
            cold = _median(measured, "cold")
            row.append(f"{1000 * cold / int(pages):.1f}" if cold else _NONE)
            row.append(_kilo(measured["weights"]["html_per_page"]) if measured["weights"] else _NONE)
    return table(head, rows)


def _median(measured: Record | None, step: str) -> float | None:
    times = measured["seconds"].get(step) if measured else None
    return statistics.median(times) if times else None


def table(head: Sequence[str], rows: Iterable[Sequence[str]], align: str = "--:") -> str:
    """A Markdown table."""
    lines = [head, ["---", *(align for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _seconds(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _mega(value: int) -> str:
    return f"{value / 1e6:.1f}" if value < 1e7 else f"{value / 1e6:,.0f}"


def _kilo(value: int) -> str:
    return f"{value / 1e3:.1f}"
