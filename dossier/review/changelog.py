"""The change log as a file of the repository, made from the releases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.model.publication import Statement
from dossier.review.compare import Change
from dossier.review.history import Step
from dossier.review.markdown import row, whole

_HEAD = """\
# Change log

What each release changed in what is said, the newest first. `make release` writes this file from `source/releases/`.
"""


def changelog(steps: Iterable[Step]) -> str:
    """The file, from releases with what each changed."""
    return "\n".join([_HEAD, *(line for step in steps for line in _step(step))]).rstrip("\n") + "\n"


def _step(step: Step) -> Iterator[str]:
    yield f"## {step.release.version}, {step.release.date}\n"
    if step.changes is None:
        yield f"First published: {len(step.release.findings)} findings.\n"
    else:
        yield f"Statements: {step.changes}.\n"
        for title, changes in (
            ("Added", step.changes.added),
            ("Changed", step.changes.changed),
            ("Removed", step.changes.removed),
        ):
            if changes:
                yield f"### {title}\n"
                yield from (_change(change) for change in changes)


def _change(change: Change) -> str:
    said: Statement = change.statement
    if not change.differences:
        return whole(said)
    head = f"**{said.kind} {said.id or 'on'}** (`{said.where}`)"
    return "\n".join([head, "", "| | before | after |", "|---|---|---|", *map(row, change.differences), ""])
