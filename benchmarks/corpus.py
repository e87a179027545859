"""What a synthetic report holds, before anyone writes it down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dossier.kinds import KINDS


@dataclass(frozen=True)
class Link:
    """A cross-reference to an entry."""

    kind: str
    id: str
    title: str


@dataclass(frozen=True)
class Cite:
    """A citation of references."""

    keys: tuple[str, ...]


Text = tuple[str | Link | Cite, ...]


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True)
class Finding:
    """A claim of the report."""

    id: str
    passage: str
    evidence: tuple[str, ...]
    corrects: tuple[str, ...]
    text: Text


@dataclass(frozen=True)
class Provision:
    """A sourced fact that the report does not state."""

    evidence: tuple[str, ...]
    text: Text


Block = Paragraph | Finding | Provision


@dataclass(frozen=True)
class Entry:
    """A page of one of the kinds, with its headings and what stands below each."""

    kind: str
    id: str
    title: str
    meta: dict[str, Any]
    parts: tuple[tuple[str, tuple[Block, ...]], ...]

    @property
    def docname(self) -> str:
        """The path of its page, without suffix."""
        return f"{KINDS[self.kind].folder}/{self.id}"

    def findings(self) -> Iterator[Finding]:
        """The findings that stand on it."""
        return (block for _, blocks in self.parts for block in blocks if isinstance(block, Finding))


@dataclass(frozen=True)
class Section:
    """A section of the report, with the records of its passages as the register has them."""

    code: str
    title: str
    passages: tuple[dict[str, Any], ...]

    @property
    def docname(self) -> str:
        """The path of its page in the register, without suffix."""
        return f"evidence/{self.code.lower()}"


@dataclass(frozen=True)
class Corpus:
    """A whole report."""

    references: tuple[dict[str, str], ...]
    sections: list[Section] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Entry]:
        """The entries of a kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def cited_by(self) -> dict[str, list[Entry]]:
        """The entries with a finding on a passage, by the id of the passage."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for finding in entry.findings():
                found.setdefault(finding.passage, []).append(entry)
        return found

    def typical(self) -> Entry:
        """An entry with findings from the middle of the report: the page that is weighed and edited."""
        with_findings = [entry for entry in self.entries if any(entry.findings())]
        return with_findings[len(with_findings) // 2]
