"""A few damages to the real pages and data: a rule detects each at its line. `make mutation` makes all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.damages import some
from tests.mutation.project import Damage, Project

KINDS = {
    "digit in a finding": "numbers of claims",
    "evidence: misspelt": "support of claims",
    "a raw directive": "insertions",
    "figure changed": "register",
}
"""Kinds of damage that no text of the site may carry, with the part to which each belongs; the files can be read all the same."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The project without a release, on which none of these kinds of damage depends."""
    return Project(tmp_path, released=False)


def test_each_damage_is_stopped_and_its_line_named(project: Project) -> None:
    damages: dict[str, Damage] = {}
    for what, part in KINDS.items():
        taken = {damage.path for damage in damages.values()}  # one of two in a file could be named for the other
        damages[what] = next(damage for damage in some(part, project.files, each=9)[what] if damage.path not in taken)
    problems = project.problems(*damages.values())
    assert [what for what, damage in damages.items() if not project.is_placed(damage, problems)] == [], problems
