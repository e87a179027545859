"""Cutting releases, and telling what each changed."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import BrokenSource, Problem
from dossier.model.publication import VERSION, Release, Statement, checksum
from dossier.parser.source import RELEASES
from dossier.review.changelog import changelog
from dossier.review.history import history
from dossier.review.ledger import published
from dossier.review.snapshots import snapshots

_VERSION_OF_CITATION = re.compile(r"^version: .*$", re.MULTILINE)


def cut(dossier: Dossier, said: tuple[Statement, ...], version: str, day: str) -> dict[Path, str]:
    """What a release writes: itself, the ledger, the change log and the version in the citation of the repository.

    Nothing is written here, so that a release which fails leaves nothing half done.

    :param said: all that is said beside the findings
    :return: the text of each file
    :raises BrokenSource: if the version or the day is no such thing, or does not follow the last release
    """
    source, (ledger, text) = dossier.source, published(dossier)
    path = ledger.parent / RELEASES / f"{version}.json"
    if problem := _objection(source.releases, version, day):
        raise BrokenSource([Problem(path, 1, "release", *problem)])
    release = Release(version=version, date=day, findings=snapshots(dossier), statements=said, sha256=checksum(said))
    root = ledger.parent.parent
    files = {
        path: json.dumps(release.model_dump(mode="json", exclude_none=True), indent=1, ensure_ascii=False) + "\n",
        ledger: text,
        root / "CHANGELOG.md": changelog(history((*source.releases, release))),
    }
    citation = root / "CITATION.cff"
    if citation.exists():
        files[citation] = _VERSION_OF_CITATION.sub(f"version: '{version}'", citation.read_text(encoding="utf-8"))
    return files


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
