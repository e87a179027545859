"""The command line: ``python -m dossier check`` and its like."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dossier.check import check
from dossier.problem import BrokenSource, Problem
from dossier.read.pages import read_pages
from dossier.read.schemas import schemas
from dossier.read.source import read_source
from dossier.seal import Dossier


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    :return: the exit status: 0, or 1 where something is wrong
    """
    parser = argparse.ArgumentParser(prog="dossier", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="apply every rule to data and pages, without building them")
    checking.add_argument("--pages", type=Path, default=Path("docs"), help="the folder of the pages")
    checking.add_argument("--source", type=Path, default=Path("source"), help="the folder of the evidence")
    writing = commands.add_parser("schemas", help="write the JSON Schema of each data file beside it")
    writing.add_argument("--source", type=Path, default=Path("source"), help="the folder of the evidence")
    options = parser.parse_args(arguments)
    if options.command == "schemas":
        for path, text in schemas(options.source).items():
            path.write_text(text)
        return 0
    problems = check_folders(options.pages, options.source)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{options.pages}, {options.source}: nothing wrong")
    return 1 if problems else 0


def check_folders(pages_folder: Path, source_folder: Path) -> list[Problem]:
    """Everything wrong with the data and the pages, in the order of files and lines."""
    pages, problems = read_pages(pages_folder)
    try:
        source = read_source(source_folder)
    except BrokenSource as broken:
        return sorted({*broken.problems, *problems})
    return sorted({*problems, *check(Dossier(source, pages))})


if __name__ == "__main__":
    raise SystemExit(main())
