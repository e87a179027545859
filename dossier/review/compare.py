"""Comparing what was said with what is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.model.release import Snapshot

ASPECTS = {
    "page": "Page",
    "standing": "Standing",
    "passages": "Passages",
    "evidence": "Evidence",
    "corrects": "Corrections",
    "bears_on": "Bears on",
}
"""What of a finding can change beside its text, each with its name for readers."""


@dataclass(frozen=True)
class Change:
    """A finding that no longer stands as it did."""

    before: Snapshot
    after: Snapshot

    @property
    def says_otherwise(self) -> bool:
        """Whether its words changed."""
        return self.before.text != self.after.text

    def aspects(self) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """What changed beside the words: the name of it, and its values before and after."""
        for field, name in ASPECTS.items():
            before, after = (_values(getattr(snapshot, field)) for snapshot in (self.before, self.after))
            if before != after:
                yield name, before, after


def _values(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two states of a dossier's findings, each list by id."""

    added: tuple[Snapshot, ...]
    changed: tuple[Change, ...]
    removed: tuple[Snapshot, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed"

    def snapshots(self) -> Iterator[Snapshot]:
        """Every snapshot that takes part in a difference, old and new."""
        yield from self.added
        yield from self.removed
        for change in self.changed:
            yield change.before
            yield change.after


def compare(before: Iterable[Snapshot], after: Iterable[Snapshot]) -> Changes:
    """What differs between two states. The title of a page is no part of a finding, and may change."""
    old = {snapshot.id: snapshot for snapshot in before}
    new = {snapshot.id: snapshot for snapshot in after}
    both = (Change(old[id], new[id]) for id in sorted(old.keys() & new.keys()))
    return Changes(
        added=tuple(new[id] for id in sorted(new.keys() - old.keys())),
        changed=tuple(change for change in both if change.says_otherwise or any(change.aspects())),
        removed=tuple(old[id] for id in sorted(old.keys() - new.keys())),
    )


def edited_pages(before: Path, after: Path) -> set[str]:
    """The pages, without suffix, whose Markdown differs between two folders, or that only one of them has."""
    old, new = (
        {path.relative_to(folder).with_suffix("").as_posix(): path.read_bytes() for path in folder.rglob("*.md")}
        for folder in (before, after)
    )
    return {page for page in old.keys() | new.keys() if old.get(page) != new.get(page)}
