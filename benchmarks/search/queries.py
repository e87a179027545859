"""The queries, and how near the top an expected page comes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from statistics import mean

import yaml

LISTS = ("search-queries", "held-out", "readers", "fresh", "unseen", "tuning")
"""The lists in this folder; what each has had to do with the ranking is said in ``tables``."""


@dataclass(frozen=True)
class Query:
    """What a reader types, and the pages any of which should come first."""

    text: str
    expected: frozenset[str]
    kind: str = ""


def read(name: str) -> list[Query]:
    """The queries of a list."""
    entries = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text())
    return [Query(entry["q"], frozenset(entry["expect"]), entry.get("kind", "")) for entry in entries]


def rank(query: Query, found: list[str]) -> int:
    """The place of the first expected page among the first ten, from 1, or 0 if it is not among them."""
    return next((place for place, page in enumerate(found[:10], 1) if page in query.expected), 0)


@dataclass(frozen=True)
class Score:
    """How well a list of queries was answered.

    :param first: the share with an expected page at the top
    :param reciprocal: the mean of 1 / place, 0 where no expected page is among the first ten
    """

    queries: int
    first: float
    reciprocal: float


def score(ranks: list[int]) -> Score:
    """The score of the places of a list."""
    return Score(len(ranks), mean(place == 1 for place in ranks), mean(1 / place if place else 0 for place in ranks))
