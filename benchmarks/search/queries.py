"""The lists of queries, and the rank of expected pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import yaml

from benchmarks.search.browser import Answer
from dossier.graph import follow_moves

LISTS = {
    "blind": "written after the last change of the ranking, before it was measured once",
    "known": "by which the search has been improved",
}
"""The lists in this folder, and what each has had to do with the ranking."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LEDGER = Path(__file__).parents[2] / "source/ledger.yaml"


@dataclass(frozen=True)
class Query:
    """A query, and the pages any of which should come first; if there are none, nothing should be found.

    :param findings: the findings any of which should be shown with the first pages
    """

    text: str
    expected: frozenset[str]
    kind: str = ""
    findings: frozenset[str] = frozenset()

    def rank(self, found: list[str]) -> int:
        """Return the rank of the first expected page among the first ten, from 1, or 0 if there is none."""
        if not self.expected:
            return int(not found)
        return next((place for place, page in enumerate(found[:10], 1) if page in self.expected), 0)


def read(name: str, ledger: Path = LEDGER) -> list[Query]:
    """Return the queries in a list; moved pages are expected under their current names."""
    said = yaml.load(ledger.read_text(), _LOADER)
    moves = {move["from"]: move["to"] for move in said["moved"]} | {page["page"]: page["see"] for page in said["removed"]}
    return [
        Query(
            entry["q"],
            frozenset(follow_moves(page, moves) for page in entry["expect"]),
            entry.get("kind", ""),
            frozenset(entry.get("finding", ())),
        )
        for entry in yaml.load((Path(__file__).parent / f"{name}.yaml").read_text(), _LOADER)
    ]


def score(queries: list[Query], answers: dict[str, Answer]) -> dict[str, float]:
    """Return the number of queries, the share with an expected page ``first``, and the mean ``reciprocal`` rank.

    ``offered`` is the share of queries with an expected finding for which one is shown.
    """
    ranks = [query.rank(answers[query.text].pages) for query in queries]
    first, reciprocal = mean(rank == 1 for rank in ranks), mean(1 / rank if rank else 0 for rank in ranks)
    made = {"queries": len(ranks), "first": first, "reciprocal": reciprocal}
    asked = [query for query in queries if query.findings]
    if asked:
        made["offered"] = mean(not query.findings.isdisjoint(answers[query.text].findings) for query in asked)
    return made
