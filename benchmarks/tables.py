"""Results as Markdown tables, and writing them to the guide."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from benchmarks.tools import SITE, TOOLS

BASE = "zensical"
"""The tool to whose cold build those of the others are compared."""

_NONE = "–"
Record = Mapping[str, Any]


def machine() -> dict[str, str]:
    """Return the relevant facts about the machine."""
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    return {
        "processor": f"{found[1] if found else platform.machine()}, {os.cpu_count()} cores",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "system": platform.system(),
        "Python": platform.python_version(),
    }


def write_down(page: Path, mark: str, text: str) -> None:
    """Write tables into a page, replacing those that the same command wrote before."""
    start, end = f"% The tables are written by {mark}.\n", "% The tables end here.\n"
    head, _, rest = page.read_text().partition(start)
    page.write_text(f"{head}{start}\n{text}\n{end}{rest.partition(end)[2]}")


def rendered(record: Record) -> str:
    """Return all measurements of builds as Markdown."""
    parts = [listed(record["machine"]), "## Tools\n", _tools(record)]
    if "site" in record:
        parts += ["## This site\n", _times({"site": record["site"]})]
    if record.get("live"):
        seconds = _seconds(statistics.median(record["live"]))
        parts.append(f"Under `make serve`, a browser that has a page open shows an edit of it after {seconds} s.\n")
    for pages, tools in record["sizes"].items():
        parts += [f"## Reports of {int(pages):,} pages\n", _times(tools)]
    return "\n".join(parts)


def listed(facts: Mapping[str, str]) -> str:
    """Return names and values as a Markdown list."""
    return "".join(f"- {name}: {value}\n" for name, value in facts.items())


def _tools(record: Record) -> str:
    rows = [(TOOLS[name].title, versions, TOOLS[name].note) for name, versions in record["versions"].items()]
    rows += [(TOOLS[name].title, "left out", reason.replace("\n", " ")) for name, reason in record["missing"].items()]
    return table(("Tool", "Versions", "Notes"), rows, "---")


def _times(tools: Record) -> str:
    base = _median(tools[BASE], "cold") if BASE in tools else None
    head = [
        "Tool",
        "Cold build, s",
        f"to {TOOLS[BASE].title}",
        "No change, s",
        "One page edited, s",
        "Peak memory, MB",
        "Output, MB",
    ]
    rows = []
    for name, measured in tools.items():
        cold = _median(measured, "cold")
        rows.append(
            (
                TOOLS.get(name, SITE).title,
                _seconds(cold) if cold else measured.get("trouble", _NONE),
                f"{cold / base:.2f}" if cold and base else _NONE,
                *(_seconds(_median(measured, step)) for step in ("unchanged", "edit")),
                *(f"{measured[size] / 1e6:,.0f}" for size in ("peak", "output")),
            )
        )
    return table(head, rows)


def _median(measured: Record, step: str) -> float | None:
    times = measured["seconds"][step]
    return statistics.median(times) if times else None


def table(head: Sequence[str], rows: Iterable[Sequence[str]], align: str = "--:") -> str:
    """Return a Markdown table."""
    lines = [head, ["---", *(align for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _seconds(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"
