"""What was said when: findings as they stood at a release."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from dossier.model.source import CorrectionId, Day, PassageId, Record, ReferenceKey, Slug

VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Snapshot(Record):
    """A finding as it stood at one time."""

    id: Slug
    text: str = Field(description="what it said, as plain text")
    sha256: Sha256 = Field(description="the checksum of that text in UTF-8")
    page: str = Field(description="the page on which it stood, without suffix")
    title: str = Field(description="the title of that page")
    standing: Literal["reported", "corroborated", "corrected"]
    passages: tuple[PassageId, ...] = ()
    evidence: tuple[ReferenceKey, ...] = ()
    corrects: tuple[CorrectionId, ...] = ()
    bears_on: tuple[str, ...] = Field((), description="the pages of the entries on which it bore, without suffix")

    @model_validator(mode="after")
    def text_is_as_it_was(self) -> Snapshot:
        """Nobody has edited the text since, for its checksum still holds."""
        if hashlib.sha256(self.text.encode()).hexdigest() != self.sha256:
            raise ValueError(f"the text of “{self.id}” is not the one that was released")
        return self


class Release(Record):
    """Every finding as it stood on the day of a release."""

    version: Annotated[str, Field(pattern=rf"^{VERSION.pattern}$")]
    date: Day = Field(description="the day, as it was given by hand")
    findings: tuple[Snapshot, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The parts of the version as numbers, by which releases follow one another."""
        return tuple(int(part) for part in self.version.split("."))
