"""What is published: releases, the ledger of the ids that readers may have cited, and the terms on which the data go out."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from dossier.model.source import CorrectionId, Day, PassageId, Record, ReferenceKey, Slug, Support, SupportId


class Statement(Record):
    """One thing that is said, in the form in which two states of a dossier are compared.

    A finding, a provision, a heading, a paragraph, a term, a passage, a figure, a source: each is a statement.
    """

    kind: str = Field(description="what it is, such as finding, provision or source")
    id: str = Field("", description="what names it among those of its kind; nothing, where only its place does")
    where: str = Field(description="the page on which it stands, without suffix, or the file")
    fields: dict[str, str] = Field(description="what it says, part by part; lists are joined by semicolons")

    @property
    def key(self) -> tuple[str, str]:
        """What it has in common with the same statement in another state: kind and id, or kind and place."""
        return self.kind, self.id or f"on {self.where}"

    @property
    def text(self) -> str:
        """The part of it that is read first."""
        return next((self.fields[name] for name in ("text", "title", "paraphrase", "subject") if self.fields.get(name)), "")


VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Snapshot(Record):
    """A finding as it stood at one time."""

    id: Slug
    text: str = Field(description="what it said, as plain text")
    sha256: Sha256 = Field(description="the checksum of that text in UTF-8")
    page: str = Field(description="the page on which it stood, without suffix")
    title: str = Field(description="the title of that page")
    support: SupportId = Field("single-source", description="how well it was supported")
    standing: Literal["reported", "corroborated", "corrected"] | None = Field(
        None, exclude=True, description="what the first release has instead, where a correction hid the support"
    )
    passages: tuple[PassageId, ...] = ()
    evidence: tuple[ReferenceKey, ...] = ()
    corrects: tuple[CorrectionId, ...] = ()
    bears_on: tuple[str, ...] = Field((), description="the pages of the entries on which it bore, without suffix")

    @model_validator(mode="before")
    @classmethod
    def support_of_old(cls, values: Any) -> Any:
        """Give a snapshot that was taken with a standing the support that its evidence gave it."""
        evidence = values.get("evidence", []) if isinstance(values, dict) and "standing" in values else None
        if not isinstance(evidence, list):
            return values
        support = Support(len(evidence)).id
        return {**values, "support": support, "standing": None}

    @model_validator(mode="after")
    def text_is_as_it_was(self) -> Self:
        """Check that the text has not been edited since: its checksum must match."""
        if hashlib.sha256(self.text.encode()).hexdigest() != self.sha256:
            raise ValueError(f"the text of “{self.id}” is not the one that was released")
        return self


def checksum(statements: Iterable[Statement]) -> str:
    """The checksum of statements, by which a reader can tell that one has changed."""
    said = [statement.model_dump(mode="json") for statement in statements]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


class Release(Record):
    """Everything that was said on the day of a release."""

    version: Annotated[str, Field(pattern=rf"^{VERSION.pattern}$")]
    date: Day = Field(description="the day, as it was given by hand")
    findings: tuple[Snapshot, ...]
    statements: tuple[Statement, ...] = Field((), description="everything else that was said; the first releases do not have it")
    sha256: Sha256 | None = Field(None, description="the checksum of the statements")

    @model_validator(mode="after")
    def statements_are_as_they_were(self) -> Self:
        """Check that the statements have not been edited since: their checksum must match."""
        if self.statements and checksum(self.statements) != self.sha256:
            raise ValueError("the statements are not those that were released")
        return self

    @property
    def order(self) -> tuple[int, ...]:
        """The parts of the version as numbers, by which releases follow one another."""
        return tuple(int(part) for part in self.version.split("."))

    @property
    def anchor(self) -> str:
        """The address of the release on the page of changes."""
        return f"release-{self.version.replace('.', '-')}"

    def anchor_of(self, id: str) -> str:
        """The address of a finding among the changes of the release."""
        return f"{self.anchor}-{id}"


class RetiredNotice(Record):
    """What is said at the address of a finding that has been taken back."""

    id: Slug = Field(description="the id of the finding, never to be used again")
    stood_on: str = Field(description="the page on which it stood, without suffix")
    why: str = Field(description="why it was taken back, as a sentence")
    finding: Slug | None = Field(None, description="the finding that says now what it said")
    page: str | None = Field(None, description="the page to read instead, without suffix")

    @model_validator(mode="after")
    def leads_somewhere(self) -> Self:
        """A retired notice names a finding or a page, not both."""
        if (self.finding is None) == (self.page is None):
            raise ValueError("name either a finding or a page to go to")
        return self


class MovedPage(Record):
    """A page that has another name now; readers of the old address are led to the new one."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    old: str = Field(alias="from", description="the name that it had, without suffix")
    to: str = Field(description="the name that it has now, without suffix")
    why: str = Field(description="why, as a sentence")


class RemovedPage(Record):
    """A page that is gone; its address says why, and what to read instead."""

    page: str = Field(description="the name that it had, without suffix")
    why: str = Field(description="why it was removed, as a sentence")
    see: str = Field(description="the page to read instead, without suffix")


class Ledger(Record):
    """What has ever been published: the ids of all findings, and the names of all pages."""

    published: tuple[Slug, ...] = Field((), description="the id of each finding, sorted; none is ever removed")
    retired: tuple[RetiredNotice, ...] = Field((), description="those that stand no more, each with the reason and where to go")
    pages: tuple[str, ...] = Field((), description="the name of each page, without suffix, sorted; none is ever removed")
    moved: tuple[MovedPage, ...] = Field((), description="pages that have another name now")
    removed: tuple[RemovedPage, ...] = Field((), description="pages that are gone, each with the reason and where to go")


@dataclass(frozen=True)
class Edition:
    """A file with the whole site in another form, to be downloaded."""

    name: str
    size: int
    sha256: str


class Licence(Record):
    """A licence."""

    name: str = Field(description="its identifier in the list of SPDX")
    title: str
    path: Annotated[str, Field(pattern=r"^https://\S+$")] = Field(description="the address of its text")


class Contributor(Record):
    """Someone who made the data."""

    title: str


class Dataset(Record):
    """What the description of the exported data says of them as a whole."""

    name: Slug = Field(description="a short name of lower-case letters, digits and hyphens")
    title: str
    description: str
    licence: Licence
    contributors: tuple[Contributor, ...] = Field(min_length=1)
