"""Mutation tests: change the real pages and data in small ways, one at a time, and count what the rules detect.

Run by ``make mutation``. The changes are generated with a fixed seed and are wrong by construction: a number, a month or a name
that is inserted is in no source of the claim, by a plain search of their texts. No rule can compare other words with a source, so
a person must see those changes: ``--review`` counts what `make diff` shows, which must be all.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import zip_longest
from pathlib import Path

from dossier.review.compare import Comparison
from tests.mutation.damages import ON_THEIR_PAGE, PARTS, some
from tests.mutation.project import REPOSITORY, Damage, Project

Kinds = dict[str, Counter[str]]
"""By kind of damage how many were ``made``, ``stopped`` by a rule, ``placed`` at their line, and shown in ``review``."""


def main(arguments: list[str] | None = None) -> int:
    """Make the changes, count them, and print and write the table.

    :return: 1 if fewer are stopped than asked for, or the review misses one; else 0
    """
    options = _options(arguments)
    count = partial(_counted, each=options.each, review=options.review)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = dict(zip(options.parts, pool.map(count, options.parts), strict=True))
    whole = sum((counts for kinds in parts.values() for counts in kinds.values()), Counter[str]())
    print(_table(parts, whole))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"parts": parts, "whole": whole}, indent=1) + "\n")
    missed = options.review and whole["review"] < whole["made"]
    return int(missed or whole["stopped"] < options.least * whole["made"])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), metavar="part", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--each", type=int, default=3, help="how many damages of a kind")
    parser.add_argument("--least", type=float, default=0.0, help="the share that the rules must stop, from 0 to 1")
    parser.add_argument("--review", action="store_true", help="count also what the review of a change shows; 1 if it misses any")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "_build/mutation.json", help="where the counts are written")
    return parser.parse_args(arguments)


def _counted(part: str, each: int, review: bool) -> Kinds:
    """The counts of one part, in a project of its own."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        damages = [damage for made in some(part, project.files, each).values() for damage in made]
        kinds: Kinds = {what: Counter() for what in dict.fromkeys(damage.what for damage in damages)}
        for together in _rounds(damages) if part in ON_THEIR_PAGE else ([damage] for damage in damages):
            problems = project.problems(*together)
            shown = project.reviewed(*together) if review else None
            for damage in together:
                own = problems if len(together) == 1 else [place for place in problems if place[0] == damage.path]
                kinds[damage.what].update(made=1, stopped=bool(own), placed=project.is_placed(damage, own))
                kinds[damage.what].update(review=bool(shown) and _is_shown(damage, shown, alone=len(together) == 1))
        return kinds


def _rounds(damages: list[Damage]) -> Iterator[list[Damage]]:
    """Group changes into rounds with at most one for each file."""
    files: dict[str, list[Damage]] = defaultdict(list)
    for damage in damages:
        files[damage.path].append(damage)
    return ([*filter(None, each)] for each in zip_longest(*files.values()))


def _is_shown(damage: Damage, shown: Comparison, alone: bool) -> bool:
    """Whether the review shows a change; if several were made together, something on its page."""
    places = {change.statement.where for change in shown.changes}
    page = damage.path.removeprefix("docs/").removesuffix(".md")
    return bool(places or shown.lines) if alone else not places.isdisjoint((page, damage.path))


def _table(parts: dict[str, Kinds], whole: Counter[str]) -> str:
    lines = ["| Damage | Made | Stopped by a rule | Named at its line | Shown in review |", "| --- | --: | --: | --: | --: |"]
    for part, kinds in parts.items():
        lines.append(_row(f"**{part}**", sum(kinds.values(), Counter[str]())))
        lines += (_row(what, counts) for what, counts in kinds.items())
    return "\n".join([*lines, _row("**all**", whole)])


def _row(name: str, counts: Counter[str]) -> str:
    made = counts["made"]
    shares = (f"{counts[what] / made:.0%}" if made else "–" for what in ("stopped", "placed", "review"))
    return f"| {name} | {made} | {' | '.join(shares)} |"


if __name__ == "__main__":
    sys.exit(main())
