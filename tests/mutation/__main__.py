"""Mutation tests: make small changes to the pages and data of this site, one at a time, and count those that the rules detect.

Run by ``make mutation``. The mutations are generated with a fixed seed and are wrong by construction: an inserted number, month
or name is in no source of the claim, according to a plain search. Rules cannot compare all other words with a source, so a
reviewer must see those changes: ``--review`` counts the mutations that `make diff` shows, which must be all.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import zip_longest
from multiprocessing import get_context
from pathlib import Path

from dossier.review.compare import Comparison
from tests.mutation.project import REPOSITORY, Mutation, Project
from tests.mutation.sample import INDEPENDENT_PARTS, PARTS, sample

Kinds = dict[str, Counter[str]]
"""For each kind of mutation: how many were ``made``, ``stopped`` by a rule, ``placed`` at their line, and shown in ``review``."""


def main(arguments: list[str] | None = None) -> int:
    """Make the mutations, and print and write the counts.

    :return: 1 if the rules detect fewer than required, or the review misses one; else 0
    """
    options = _options(arguments)
    count = partial(_counted, each=options.each, review=options.review)
    # Each part has a process of its own, because a process keeps the site code of the first project that it has loaded.
    with get_context("fork").Pool(maxtasksperchild=1) as pool:
        parts = dict(zip(options.parts, pool.map(count, options.parts, chunksize=1), strict=True))
    total = sum((counts for kinds in parts.values() for counts in kinds.values()), Counter[str]())
    print(_table(parts, total))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({"parts": parts, "whole": total}, indent=1) + "\n")
    missed = options.review and total["review"] < total["made"]
    return int(missed or total["stopped"] < options.least * total["made"])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), metavar="part", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--each", type=int, default=3, help="the number of mutations of each kind")
    parser.add_argument("--least", type=float, default=0.0, help="the share that the rules must detect, from 0 to 1")
    parser.add_argument(
        "--review", action="store_true", help="count also the mutations that the review shows; 1 if it misses any"
    )
    parser.add_argument("--out", type=Path, default=REPOSITORY / "_build/mutation.json", help="the file for the counts")
    return parser.parse_args(arguments)


def _counted(part: str, each: int, review: bool) -> Kinds:
    """Count the mutations of one part, in a project of its own."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        mutations = [
            mutation for mutations_of_kind in sample(part, project.files, each).values() for mutation in mutations_of_kind
        ]
        kinds: Kinds = {what: Counter() for what in dict.fromkeys(mutation.what for mutation in mutations)}
        for round_ in _rounds(mutations) if part in INDEPENDENT_PARTS else ([mutation] for mutation in mutations):
            problems = project.problems(*round_)
            shown = project.reviewed(*round_) if review else None
            for mutation in round_:
                problems_of_mutation = (
                    problems if len(round_) == 1 else [place for place in problems if place[0] == mutation.path]
                )
                kinds[mutation.what].update(
                    made=1,
                    stopped=bool(problems_of_mutation),
                    placed=project.is_placed(mutation, problems_of_mutation),
                )
                kinds[mutation.what].update(review=bool(shown) and _is_shown(mutation, shown, alone=len(round_) == 1))
        return kinds


def _rounds(mutations: list[Mutation]) -> Iterator[list[Mutation]]:
    """Group mutations into rounds with at most one for each file."""
    files: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in mutations:
        files[mutation.path].append(mutation)
    return ([*filter(None, each)] for each in zip_longest(*files.values()))


def _is_shown(mutation: Mutation, shown: Comparison, alone: bool) -> bool:
    """Whether the review shows a mutation; in a round of several, whether it shows any change on its page."""
    places = {change.statement.where for change in shown.changes}
    page = mutation.path.removeprefix("docs/").removesuffix(".md")
    return bool(places or shown.lines) if alone else not places.isdisjoint((page, mutation.path))


def _table(parts: dict[str, Kinds], total: Counter[str]) -> str:
    lines = [
        "| Mutation | Made | Detected by a rule | Reported at its line | Shown in review |",
        "| --- | --: | --: | --: | --: |",
    ]
    for part, kinds in parts.items():
        lines.append(_row(f"**{part}**", sum(kinds.values(), Counter[str]())))
        lines += (_row(what, counts) for what, counts in kinds.items())
    return "\n".join([*lines, _row("**all**", total)])


def _row(name: str, counts: Counter[str]) -> str:
    made = counts["made"]
    shares = (f"{counts[what] / made:.0%}" if made else "–" for what in ("stopped", "placed", "review"))
    return f"| {name} | {made} | {' | '.join(shares)} |"


if __name__ == "__main__":
    sys.exit(main())
