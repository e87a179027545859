"""The releases, each with what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dossier.model.publication import Release, Statement
from dossier.review.compare import Changes, compare
from dossier.review.statements import of_snapshot


@dataclass(frozen=True)
class Step:
    """A release, with what it changed.

    :param changes: what differs from the release before it; ``None`` for the first, which published everything
    """

    release: Release
    changes: Changes | None

    @property
    def anchor(self) -> str:
        """The address of the release on the page of changes."""
        return f"release-{self.release.version.replace('.', '-')}"


def history(releases: tuple[Release, ...]) -> list[Step]:
    """Every release with what it changed, the newest first."""
    steps = [Step(release, None) for release in releases[:1]]
    for before, after in pairwise(releases):
        whole = bool(before.statements and after.statements)
        steps.append(Step(after, compare(_said(before, whole), _said(after, whole))))
    return steps[::-1]


def _said(release: Release, whole: bool) -> list[Statement]:
    """What a release kept; nothing but its findings, where the other one kept no more."""
    return [*map(of_snapshot, release.findings), *(release.statements if whole else ())]
