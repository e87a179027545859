"""All kinds of damage, and a balanced sample of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator

from tests.mutation import data, findings, pages, strange, words
from tests.mutation.project import Damage

Maker = Callable[[dict[str, str], random.Random], Iterator[Damage]]

SEED = 612


def _of_statements(make: Callable[[list[findings.Statement], random.Random], Iterator[Damage]]) -> Maker:
    return lambda files, chance: make(list(findings.statements(files)), chance)


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
    "other data": data.others,
    "words of claims": _of_statements(words.claims),
    "words of all texts": words.turned,
    "strange": strange.strange,
}

ON_THEIR_PAGE = frozenset({"words of claims"})
"""Parts whose damages keep no file from being read and are told on their own pages: one to a page is made at a time."""


def some(part: str, files: dict[str, str], each: int) -> dict[str, list[Damage]]:
    """Return a reproducible sample of damages of each kind in a part, with a limit for each kind."""
    chance = random.Random(f"{SEED} {part}")
    kinds: dict[str, list[Damage]] = defaultdict(list)
    for damage in PARTS[part](files, chance):
        if damage.content is None or damage.content != files.get(damage.path, "").encode():
            kinds[damage.what].append(damage)
    return {what: chance.sample(made, min(each, len(made))) for what, made in sorted(kinds.items())}
