"""What was said when: everything as it stood at a release."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from dossier.model.source import CorrectionId, Day, PassageId, Record, ReferenceKey, Slug
from dossier.model.statement import Statement
from dossier.model.support import Support, SupportId

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
    def support_of_old(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Give a snapshot that was taken with a standing the support that its evidence gave it."""
        if "standing" not in values:
            return values
        support = Support(len(values.get("evidence", ()))).id
        return {**values, "support": support, "standing": None}

    @model_validator(mode="after")
    def text_is_as_it_was(self) -> Snapshot:
        """Nobody has edited the text since, for its checksum still holds."""
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
    def statements_are_as_they_were(self) -> Release:
        """Nobody has edited the statements since, for their checksum still holds."""
        if self.statements and checksum(self.statements) != self.sha256:
            raise ValueError("the statements are not those that were released")
        return self

    @property
    def order(self) -> tuple[int, ...]:
        """The parts of the version as numbers, by which releases follow one another."""
        return tuple(int(part) for part in self.version.split("."))
