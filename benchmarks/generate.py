"""Write a synthetic report: ``python -m benchmarks.generate 1000 FOLDER``."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.dossier_pages import write
from benchmarks.make import make


def main(arguments: list[str] | None = None) -> None:
    """Write a report of so many pages into a folder."""
    parser = argparse.ArgumentParser(prog="generate", description=__doc__)
    parser.add_argument("pages", type=int, help="how many pages")
    parser.add_argument("folder", type=Path, help="where docs/ and source/ are written")
    parser.add_argument("--seed", type=int, default=612, help="another seed gives another report")
    options = parser.parse_args(arguments)
    write(make(options.pages, options.seed), options.folder)
    print(f"{options.folder}: {options.pages} pages")


if __name__ == "__main__":
    main()
