"""Benchmark this extension against other tools: ``python -m benchmarks.build --sizes 100 1000``.

Each build runs in a separate process; the median of several is reported.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audits.audit import NotInstalled as NoBrowser
from benchmarks.live import live_edits
from benchmarks.measure import Measured, rounds
from benchmarks.report import FEWEST, make
from benchmarks.tables import machine, rendered, write_down
from benchmarks.tools import ROOT, SITE, TOOLS, NotInstalled, Tool, typical_page

RESULTS, PAGE = ROOT / "benchmarks/results/speed.json", ROOT / "docs/contributing/speed.md"
MARK = "`make bench RECORD=1`"


def main(arguments: list[str] | None = None) -> None:
    """Run the benchmark, print the tables and, with ``--record``, write them to the guide."""
    options = _options(arguments)
    versions, missing = installed(options.tools, options.folder / "tools")
    record: dict[str, Any] = {"machine": machine(), "versions": versions, "missing": missing, "sizes": {}}
    names = list(versions)
    for pages in options.sizes:
        record["sizes"][str(pages)] = found = compare(names, pages, options)
        names = [name for name in names if "trouble" not in found[name]]
    if options.site:
        record |= _site(options)
    print(rendered(record))
    _write(options.folder / "speed.json", record)
    if options.record:
        kept = merged(json.loads(RESULTS.read_text()), record) if RESULTS.exists() else record
        _write(RESULTS, kept)
        write_down(PAGE, MARK, rendered(kept))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], help="numbers of pages")
    parser.add_argument("--tools", nargs="+", choices=list(TOOLS), default=list(TOOLS), help="which tools")
    parser.add_argument("--rounds", type=int, default=3, help="number of builds of each")
    parser.add_argument("--limit", type=float, default=900, help="time limit of a build, in seconds")
    parser.add_argument("--folder", type=Path, default=ROOT / "_build/bench", help="folder for tools and pages")
    parser.add_argument("--no-site", dest="site", action="store_false", help="skip the real site")
    parser.add_argument("--record", action="store_true", help="add the results to those in the project")
    options = parser.parse_args(arguments)
    if min(options.sizes) < FEWEST:
        parser.error(f"a report needs {FEWEST} pages or more, not {min(options.sizes)}")
    options.folder = options.folder.resolve()
    return options


def installed(names: Sequence[str], folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Install tools below a folder, if necessary, and return their versions, and why the others cannot be installed."""
    versions, missing = {}, {}
    for name in names:
        home = folder / name
        try:
            if not (home / "installed").exists():
                home.mkdir(parents=True, exist_ok=True)
                TOOLS[name].install(home)
                (home / "installed").touch()
            versions[name] = TOOLS[name].versions(home)
        except NotInstalled as reason:
            missing[name] = str(reason)
            print(f"{name} is left out: {reason}", file=sys.stderr)
    return versions, missing


def compare(names: Sequence[str], pages: int, options: argparse.Namespace) -> dict[str, Any]:
    """Return the measurements of some tools on a report with a number of pages."""
    report = make(pages)
    made = {name: _set_up(TOOLS[name], name, report.typical(), options, str(pages)) for name in names}
    for measured in made.values():
        measured.tool.write(report, measured.folder, measured.environment)
    rounds(list(made.values()), options.rounds, options.limit)
    return {name: measured.record() for name, measured in made.items()}


def _set_up(tool: Tool, name: str, docname: str, options: argparse.Namespace, group: str) -> Measured:
    """Return a tool with an empty folder for its pages."""
    folder = options.folder / group / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Measured(tool, docname, options.folder / "tools" / name, folder)


def _site(options: argparse.Namespace) -> dict[str, Any]:
    """Return the measurements of the real site, and of edits while it is served."""
    measured = _set_up(SITE, "site", typical_page(), options, "site")
    SITE.write(make(100), measured.folder, measured.environment)
    rounds([measured], options.rounds, options.limit)
    try:
        return {"site": measured.record(), "live": live_edits(measured.folder, options.rounds)}
    except NoBrowser as reason:
        print(f"live editing is left out: {reason}", file=sys.stderr)
        return {"site": measured.record()}


def merged(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Merge two records; later measurements replace earlier ones, and all of them if the machine is different."""
    if before["machine"] != now["machine"]:
        return now
    sizes = {**before["sizes"], **{size: {**before["sizes"].get(size, {}), **tools} for size, tools in now["sizes"].items()}}
    versions = {**before["versions"], **now["versions"]}
    missing = {name: why for name, why in {**before["missing"], **now["missing"]}.items() if name not in versions}
    ordered = {size: sizes[size] for size in sorted(sizes, key=int)}
    return {**before, **now, "versions": versions, "missing": missing, "sizes": ordered}


def _write(path: Path, record: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
