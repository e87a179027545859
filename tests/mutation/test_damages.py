"""Small damages to the real pages and data, each alone: every one is found, and its place is named.

The damages are made by rule and by a fixed seed, and are false by construction: a number, a month or a name that is put in is
one that no source of the claim has, as a plain search of their texts tells. `pytest -rP tests/mutation` shows the table.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from tests.mutation import data, findings, pages, strange, words
from tests.mutation.project import Damage, Project, remembering

SEED = 612
EACH = 3
"""How many damages of one sort are made, so that no sort outweighs the others."""

PARTS: dict[str, Callable[[dict[str, str], random.Random], Iterator[Damage]]] = {
    "numbers of claims": lambda files, chance: findings.numbers(list(findings.statements(files)), chance),
    "limits": lambda files, chance: findings.limits(list(findings.statements(files)), chance),
    "support of claims": lambda files, chance: findings.support(list(findings.statements(files)), chance),
    "form of claims": lambda files, chance: findings.form(list(findings.statements(files)), chance),
    "names in claims": lambda files, chance: findings.names(list(findings.statements(files)), chance),
    "insertions": pages.insertions,
    "mirrors": pages.mirrors,
    "front matter": pages.front_matter,
    "resolutions": pages.resolutions,
    "prose": pages.prose,
    "register": data.register,
    "bibliography": data.bibliography,
    "events": data.events,
    "other data": data.others,
    "words": words.turned,
    "strange": strange.strange,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with remembering():
        yield Project(tmp_path_factory.mktemp("project"))


def some(damages: Iterator[Damage], chance: random.Random) -> dict[str, list[Damage]]:
    """A fair choice of damages of each sort."""
    sorts: dict[str, list[Damage]] = defaultdict(list)
    for damage in damages:
        sorts[damage.what].append(damage)
    return {what: chance.sample(made, min(EACH, len(made))) for what, made in sorted(sorts.items())}


@pytest.mark.parametrize("part", PARTS)
def test_every_damage_is_found_and_its_line_named(project: Project, part: str) -> None:
    chance = random.Random(f"{SEED} {part}")
    missed: list[str] = []
    print(f"{part:44} made  found  placed")
    for what, made in some(PARTS[part](project.files, chance), chance).items():
        found = placed = 0
        for damage in made:
            problems = project.problems(damage)
            found += bool(problems)
            placed += project.is_placed(damage, problems)
            if not project.is_placed(damage, problems):
                missed.append(f"{what}: {damage.path} {[str(problem) for problem in problems[:3]]}")
        print(f"  {what:42} {len(made):4}  {found / len(made):5.0%}  {placed / len(made):6.0%}")
    assert missed == []


def test_there_are_damages_enough(project: Project) -> None:
    made = [some(make(project.files, random.Random(f"{SEED} {part}")), random.Random(0)) for part, make in PARTS.items()]
    assert sum(len(damages) for sorts in made for damages in sorts.values()) >= 400
