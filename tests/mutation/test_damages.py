"""A few damages to the real pages and data, each alone: a rule stops each, and its place is named. `make mutation` makes all."""

from __future__ import annotations

import pytest

from tests.mutation.damages import some
from tests.mutation.project import Project

SAMPLE = {
    "digit in a finding": "numbers of claims",
    "evidence: misspelt": "support of claims",
    "a raw directive": "insertions",
    "figure changed": "register",
    "an entry doubled": "bibliography",
}
"""Kinds of damage that no text of the site may carry, with the part to which each belongs."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project(tmp_path_factory.mktemp("project"))


@pytest.mark.parametrize("what", SAMPLE)
def test_a_damage_is_stopped_and_its_line_named(project: Project, what: str) -> None:
    (damage,) = some(SAMPLE[what], project.files, each=1)[what]
    problems = project.problems(damage)
    assert project.is_placed(damage, problems), problems
