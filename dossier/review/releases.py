"""Releases: their files, their changes, and the ledger of published ids."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import yaml

from dossier.graph import Dossier, LinkedFinding
from dossier.locale import _, ngettext
from dossier.model.problem import BrokenSource, Problem
from dossier.model.publication import VERSION, Release, Statement, checksum
from dossier.model.source import is_date
from dossier.parser.source import RELEASES
from dossier.review.compare import Change, Changes, compare
from dossier.review.statements import INTERNAL_FILES, of_snapshot, records, snapshot

_VERSION_OF_CITATION = re.compile(r"^version: .*$", re.MULTILINE)
_SEARCH_FIELDS = ("aliases", "synonyms")
"""Fields of pages that are only used by the search, and are no statements."""
_LEDGER_HEAD = """\
# yaml-language-server: $schema=ledger.schema.json
# The ids of all findings and the names of all pages ever published. `dossier release` adds the new ones; none is ever removed.
"""
_CHANGELOG_HEAD = """\
# Change log

What each release changed, newest first; the site and its data have the changes themselves. `dossier release` generates this file
from `source/releases/`; do not edit it.
"""


@dataclass(frozen=True)
class Step:
    """A release and its changes, or the present state and its changes since the last release.

    :param release: the release; the present state has the version of the last one
    :param before: the previous release, if there is one
    :param free: folders of pages that are about the site rather than the report
    """

    release: Release
    before: Release | None
    free: tuple[str, ...]

    @property
    def is_since(self) -> bool:
        """Whether these are the changes since the last release."""
        return self.before is not None and self.before.version == self.release.version

    @property
    def title(self) -> str:
        """The title of the release, or "Since release 1.2"."""
        return _("Since release {version}").format(version=self.release.version) if self.is_since else self.release.title

    @property
    def anchor(self) -> str:
        """The anchor on the page of changes."""
        return "since-release" if self.is_since else self.release.anchor

    @cached_property
    def changes(self) -> Changes | None:
        """The changes since the previous release; ``None`` for the first release."""
        if self.before is None:
            return None
        whole = bool(self.before.statements and self.release.statements)
        old, new = ([*_records(release, whole, self.free)] for release in (self.before, self.release))
        return compare(old, new, _SEARCH_FIELDS)

    @property
    def counts(self) -> list[str]:
        """The number of changes, in a sentence for each kind of record."""
        if self.changes is None:
            count = len(self.release.findings)
            first = ngettext("First published: {count} finding.", "First published: {count} findings.", count)
            return [first.format(count=count)]
        if not self.changes:
            return [_("No record changed.")]
        others = {change.statement.kind for change in self.changes} - {"finding", "provision", "source"}
        parts = (
            (_("Findings: {added} added, {changed} changed, {removed} removed."), {"finding"}),
            (_("Provisions: {added} added, {changed} changed, {removed} removed."), {"provision"}),
            (_("Sources: {added} added, {changed} changed, {removed} removed."), {"source"}),
            (_("Other records: {added} added, {changed} changed, {removed} removed."), others),
        )
        counted = ((text, self.changes.of(kinds)) for text, kinds in parts)
        return [text.format(**{what: len(found) for what, found in of.parts.items()}) for text, of in counted if of]


def _steps(releases: tuple[Release, ...], free: tuple[str, ...]) -> list[Step]:
    """Return releases with their changes, newest first."""
    return [Step(after, before, free) for before, after in zip((None, *releases), releases, strict=False)][::-1]


@lru_cache(maxsize=1)
def history(dossier: Dossier) -> tuple[Step, ...]:
    """Return what has changed since the last release and in all releases, newest first; compared once per build."""
    releases, free = dossier.source.releases, dossier.source.style.free
    if not dossier.compares_all:
        releases = tuple(release.model_copy(update={"statements": ()}) for release in releases)
    if not releases:
        return ()
    findings = tuple(snapshot(dossier, finding) for finding in dossier.findings.values())
    others = records(dossier) if releases[-1].statements else ()
    since = Step(releases[-1].model_copy(update={"findings": findings, "statements": others}), releases[-1], free)
    return (*([since] if since.changes else []), *_steps(releases, free))


def has_changed(dossier: Dossier) -> bool:
    """Return whether anything has changed since the last release."""
    return any(step.is_since for step in history(dossier))


def history_of(dossier: Dossier, finding: LinkedFinding) -> list[tuple[Step, Change]]:
    """Return the changes of a finding in the releases after the first and since the last, newest first."""
    releases, kept = dossier.source.releases, dict(dossier.released[finding.id])
    states = [(release, kept.get(release.version)) for release in releases]
    states += [(release, snapshot(dossier, finding)) for release in releases[-1:]]
    alone = (release.model_copy(update={"findings": (it,) if it else (), "statements": ()}) for release, it in states)
    steps = _steps(tuple(alone), ())
    return [(step, change) for step in steps for change in step.changes or () if change.after]


def _records(release: Release, whole: bool, free: tuple[str, ...]) -> Iterator[Statement]:
    """Yield the findings of a release and, unless the other release has none, its other records on the report."""
    yield from map(of_snapshot, release.findings)
    others = (each for each in release.statements if whole and each.is_record and each.where not in INTERNAL_FILES)
    yield from (record for record in others if record.where.partition("/")[0] not in free)


def _published(dossier: Dossier) -> tuple[Path, str]:
    """Return the path of the ledger, and its text with all findings and pages."""
    known = dossier.source.ledger
    findings, pages = {*known.published, *dossier.findings}, {*known.pages, *dossier.pages}
    entered = {"published": tuple(sorted(findings)), "pages": tuple(sorted(pages))}
    data = known.model_copy(update=entered).model_dump(mode="json", exclude_none=True, by_alias=True)
    data["retired"].sort(key=lambda notice: notice["id"])
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)
    return dossier.source.files["ledger"].path, _LEDGER_HEAD + text


def release_files(dossier: Dossier, version: str, day: str) -> dict[Path, str]:
    """Return the files of a release: the release, the ledger, the change log and the citation file with the new version.

    Nothing is written here, so that a failed release leaves no partial files.

    :return: the text of each file
    :raises BrokenSource: if the version or the date is invalid, or does not follow the last release
    """
    source, (ledger, text) = dossier.source, _published(dossier)
    path = ledger.parent / RELEASES / f"{version}.json"
    if problem := _objection(source.releases, version, day):
        raise BrokenSource([Problem(path, 1, "release", *problem)])
    findings = tuple(snapshot(dossier, finding) for _, finding in sorted(dossier.findings.items()))
    others = records(dossier)
    release = Release(version=version, date=day, findings=findings, statements=others, sha256=checksum(others))
    root = ledger.parent.parent
    files = {
        path: json.dumps(release.model_dump(mode="json", exclude_none=True), indent=1, ensure_ascii=False) + "\n",
        ledger: text,
        root / "CHANGELOG.md": _changelog(_steps((*source.releases, release), source.style.free)),
    }
    citation = root / "CITATION.cff"
    if citation.exists():
        files[citation] = _VERSION_OF_CITATION.sub(f"version: '{version}'", citation.read_text(encoding="utf-8"))
    return files


def _objection(releases: tuple[Release, ...], version: str, day: str) -> tuple[str, str] | None:
    """Return what is wrong with a planned release, and what to do about it."""
    if not VERSION.fullmatch(version):
        return f"“{version}” is not a version", "write numbers separated by dots, such as 1.1"
    if not is_date(day) or len(day) < len("YYYY-MM-DD"):
        return f"“{day}” is not a date", "write it as YYYY-MM-DD"
    last = releases[-1] if releases else None
    if last and tuple(int(part) for part in version.split(".")) <= last.order:
        return f"release {version} does not follow {last.version}", "give it a higher version"
    if last and day < last.date:
        return f"release {version} of {day} would be older than {last.version} of {last.date}", "give it a later date"
    return None


def _changelog(steps: Iterable[Step]) -> str:
    sections = (f"## {step.release.version}, {step.release.date}\n\n{' '.join(step.counts)}\n" for step in steps)
    return "\n".join((_CHANGELOG_HEAD, *sections))
