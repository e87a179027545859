"""What was said when: findings as they stood at a release."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from dossier.model.source import CorrectionId, PassageId, Record, ReferenceKey, Slug

VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Snapshot(Record):
    """A finding as it stood at one time.

    :ivar text: what it said, as plain text
    :ivar sha256: the checksum of that text in UTF-8
    :ivar page: the page on which it stood, without suffix
    :ivar title: the title of that page
    :ivar bears_on: the pages of the entries on which it bore, without suffix
    """

    id: Slug
    text: str
    sha256: Sha256
    page: str
    title: str
    standing: Literal["reported", "corroborated", "corrected"]
    passages: tuple[PassageId, ...] = ()
    evidence: tuple[ReferenceKey, ...] = ()
    corrects: tuple[CorrectionId, ...] = ()
    bears_on: tuple[str, ...] = ()

    @model_validator(mode="after")
    def text_is_as_it_was(self) -> Snapshot:
        """Nobody has edited the text since, for its checksum still holds."""
        if hashlib.sha256(self.text.encode()).hexdigest() != self.sha256:
            raise ValueError(f"the text of “{self.id}” is not the one that was released")
        return self


class Release(Record):
    """Every finding as it stood on the day of a release.

    :ivar date: the day, as it was given by hand
    """

    version: Annotated[str, Field(pattern=rf"^{VERSION.pattern}$")]
    date: Day
    findings: tuple[Snapshot, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The parts of the version as numbers, by which releases follow one another."""
        return tuple(int(part) for part in self.version.split("."))
