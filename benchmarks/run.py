"""Measure this extension beside what else one would pick: ``python -m benchmarks.run --sizes 100 1000``.

Each build is a process of its own; of several, the median counts.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.live import live_edits
from benchmarks.make import make
from benchmarks.peers import TOOLS, NotInstalled, Tool
from benchmarks.peers.site import RealSite
from benchmarks.results import machine, merged
from benchmarks.series import Series
from benchmarks.tables import render

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks/results/speed.json"
PAGE = ROOT / "docs/contributing/speed.md"
_START, _END = "% The tables are written by `make bench RECORD=1`.\n", "% The tables end here.\n"


def main(arguments: list[str] | None = None) -> None:
    """Measure, print the tables, and write them down where that is asked for."""
    options = _options(arguments)
    tools, versions, missing = installed(options.tools, options.folder / "tools")
    record: dict[str, Any] = {"machine": machine(), "versions": versions, "missing": missing, "sizes": {}}
    for pages in options.sizes:
        record["sizes"][str(pages)] = _measure(tools, pages, options)
    if options.site:
        site: dict[str, Tool] = {"site": RealSite(options.folder / "tools/site")}
        record["site"] = _series(site, min(options.sizes), options.folder / "site", options)["site"]
        record["live"] = _live(options)
    print(render(record))
    (options.folder / "speed.json").write_text(_json(record))
    if options.record:
        _write_down(record)


def _live(options: argparse.Namespace) -> list[float]:
    folder = options.folder / "live"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        return [round(seconds, 2) for seconds in live_edits(folder, options.rounds)]
    except NotInstalled as reason:
        print(f"live editing is left out: {reason}", file=sys.stderr)
        return []


def _write_down(record: dict[str, Any]) -> None:
    """Keep what was measured, with what was measured before on this machine, and write the tables."""
    RESULTS.parent.mkdir(exist_ok=True)
    kept = merged(json.loads(RESULTS.read_text()), record) if RESULTS.exists() else record
    RESULTS.write_text(_json(kept))
    head, _, rest = PAGE.read_text().partition(_START)
    PAGE.write_text(f"{head}{_START}\n{render(kept)}\n{_END}{rest.partition(_END)[2]}")


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="numbers of pages")
    parser.add_argument("--tools", nargs="+", choices=list(TOOLS), default=list(TOOLS), help="which tools")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is built")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a build is given up")
    parser.add_argument("--folder", type=Path, default=ROOT / "_build/bench", help="where tools and pages are kept")
    parser.add_argument("--no-site", dest="site", action="store_false", help="leave out the real site")
    parser.add_argument("--record", action="store_true", help="add the results to those in the project")
    options = parser.parse_args(arguments)
    options.folder = options.folder.resolve()
    return options


def installed(names: list[str], folder: Path) -> tuple[dict[str, Tool], dict[str, str], dict[str, str]]:
    """The tools that can be had, the versions of each, and why the others cannot."""
    tools: dict[str, Tool] = {}
    versions: dict[str, str] = {}
    missing: dict[str, str] = {}
    for name in names:
        tool = TOOLS[name](folder / name)
        try:
            tool.install()
            versions[name] = tool.versions()
        except NotInstalled as reason:
            missing[name] = str(reason)
            print(f"{name} is left out: {reason}", file=sys.stderr)
        else:
            tools[name] = tool
    return tools, versions, missing


def _measure(tools: dict[str, Tool], pages: int, options: argparse.Namespace) -> dict[str, Any]:
    """The records of the tools at a size; one that failed at a smaller size is not tried again."""
    found = _series(tools, pages, options.folder / str(pages), options)
    for name in [name for name, measured in found.items() if "trouble" in measured]:
        del tools[name]
    return found


def _series(tools: dict[str, Tool], pages: int, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    shutil.rmtree(folder, ignore_errors=True)
    measured = Series(tools, make(pages), folder, options.limit).rounds(options.rounds)
    return {name: found.record() for name, found in measured.items()}


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main()
