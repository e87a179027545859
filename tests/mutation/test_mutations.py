"""A few mutations of the pages and data of this site; `make mutation` makes all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mutation.project import Mutation, Project
from tests.mutation.sample import sample

KINDS = {
    "digit in a finding": "numbers of claims",
    "evidence: misspelt": "support of claims",
    "a raw directive": "insertions",
    "figure changed": "register",
}
"""Kinds of mutation, with the part to which each belongs; the mutated files can still be parsed."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The project without a release, which these kinds of mutation do not need."""
    return Project(tmp_path, released=False)


def test_mutations_are_reported_with_line(project: Project) -> None:
    mutations: dict[str, Mutation] = {}
    for what, part in KINDS.items():
        used = {mutation.path for mutation in mutations.values()}  # one file each, so that problems are not confused
        mutations[what] = next(mutation for mutation in sample(part, project.files, limit=9)[what] if mutation.path not in used)
    problems = project.problems(*mutations.values())
    assert [what for what, mutation in mutations.items() if not project.is_placed(mutation, problems)] == [], problems
