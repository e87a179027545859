"""Cutting releases, and telling what each changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import BrokenSource, Problem
from dossier.model.release import VERSION, Release, checksum
from dossier.model.statement import Statement
from dossier.parser.releases import FOLDER
from dossier.review.compare import Changes, compare
from dossier.review.snapshots import snapshots
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


def cut(dossier: Dossier, said: tuple[Statement, ...], version: str, day: str, source_folder: Path) -> Path:
    """Write down everything as it stands.

    :param said: all that is said beside the findings

    :return: the file that was written
    :raises BrokenSource: if the version or the day is no such thing, or does not follow the last release
    """
    path = source_folder / FOLDER / f"{version}.json"
    if problem := _objection(dossier.source.releases, version, day):
        raise BrokenSource([Problem(path, 1, "release", *problem)])
    release = Release(version=version, date=day, findings=snapshots(dossier), statements=said, sha256=checksum(said))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((json.dumps(release.model_dump(mode="json"), indent=1, ensure_ascii=False) + "\n").encode())
    return path


def _objection(releases: tuple[Release, ...], version: str, day: str) -> tuple[str, str] | None:
    """What is wrong with a release to be, and what to do about it."""
    if not VERSION.fullmatch(version):
        return f"“{version}” is no version", "write numbers with points between them, such as 1.1"
    if not _is_day(day):
        return f"“{day}” is no day", "write it as YYYY-MM-DD"
    last = releases[-1] if releases else None
    if last and tuple(int(part) for part in version.split(".")) <= last.order:
        return f"release {version} does not follow {last.version}", "give it a higher version"
    if last and day < last.date:
        return f"release {version} of {day} would be older than {last.version} of {last.date}", "give it a later day"
    return None


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
