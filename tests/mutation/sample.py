"""All parts of the mutation tests, and a sample of each."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator

from tests.mutation import data, findings, pages, strange, words
from tests.mutation.project import Mutation

Maker = Callable[[dict[str, str], random.Random], Iterator[Mutation]]

SEED = 612


def _of_statements(make: Callable[[list[findings.Statement], random.Random], Iterator[Mutation]]) -> Maker:
    return lambda files, rng: make(list(findings.statements(files)), rng)


PARTS: dict[str, Maker] = {
    "numbers of claims": _of_statements(findings.numbers),
    "limits": _of_statements(findings.limits),
    "support of claims": _of_statements(findings.support),
    "form of claims": _of_statements(findings.form),
    "names in claims": _of_statements(findings.names),
    "insertions": pages.insertions,
    "mirrors": pages.mirrors,
    "front matter": pages.front_matter,
    "resolutions": pages.resolutions,
    "prose": pages.prose,
    "register": data.register,
    "bibliography": data.bibliography,
    "events": data.events,
    "other data": data.other_data,
    "words of claims": _of_statements(words.claims),
    "words of all texts": words.all_texts,
    "strange": strange.strange,
}

INDEPENDENT_PARTS = frozenset({"words of claims"})
"""Parts whose mutations do not affect other pages, so that one on each page can be made at the same time."""


def sample(part: str, files: dict[str, str], limit: int) -> dict[str, list[Mutation]]:
    """Return a reproducible sample of the mutations in a part, with a limit for each kind."""
    rng = random.Random(f"{SEED} {part}")
    kinds: dict[str, list[Mutation]] = defaultdict(list)
    for mutation in PARTS[part](files, rng):
        if mutation.content is None or mutation.content != files.get(mutation.path, "").encode():
            kinds[mutation.what].append(mutation)
    return {
        what: rng.sample(mutations_of_kind, min(limit, len(mutations_of_kind)))
        for what, mutations_of_kind in sorted(kinds.items())
    }
