"""What is published: the ids that readers may have cited, and the terms on which the data go out."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from dossier.model.source import Record, Slug


class Tombstone(Record):
    """What is said at the address of a finding that has been taken back.

    :ivar id: the id of the finding, never to be used again
    :ivar stood_on: the page on which it stood, without suffix
    :ivar why: why it was taken back, as a sentence
    :ivar finding: the finding that says now what it said
    :ivar page: the page to read instead, without suffix
    """

    id: Slug
    stood_on: str
    why: str
    finding: Slug | None = None
    page: str | None = None

    @model_validator(mode="after")
    def leads_somewhere(self) -> Tombstone:
        """A tombstone names a finding or a page, not both."""
        if (self.finding is None) == (self.page is None):
            raise ValueError("name either a finding or a page to go to")
        return self


class Ledger(Record):
    """The ids of all findings that have ever been published.

    :ivar published: each of them, sorted; none is ever removed
    :ivar retired: those that stand no more, each with the reason and where to go
    """

    published: tuple[Slug, ...] = ()
    retired: tuple[Tombstone, ...] = ()


class Licence(Record):
    """A licence.

    :ivar name: its identifier in the list of SPDX
    :ivar path: the address of its text
    """

    name: str
    title: str
    path: Annotated[str, Field(pattern=r"^https://\S+$")]


class Contributor(Record):
    """Someone who made the data."""

    title: str


class Dataset(Record):
    """What the description of the exported data says of them as a whole.

    :ivar name: a short name of lower-case letters, digits and hyphens
    """

    name: Slug
    title: str
    description: str
    licence: Licence
    contributors: tuple[Contributor, ...] = Field(min_length=1)
