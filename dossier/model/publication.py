"""What is published: the ids that readers may have cited, and the terms on which the data go out."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from dossier.model.source import Record, Slug


class Tombstone(Record):
    """What is said at the address of a finding that has been taken back."""

    id: Slug = Field(description="the id of the finding, never to be used again")
    stood_on: str = Field(description="the page on which it stood, without suffix")
    why: str = Field(description="why it was taken back, as a sentence")
    finding: Slug | None = Field(None, description="the finding that says now what it said")
    page: str | None = Field(None, description="the page to read instead, without suffix")

    @model_validator(mode="after")
    def leads_somewhere(self) -> Tombstone:
        """A tombstone names a finding or a page, not both."""
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
    retired: tuple[Tombstone, ...] = Field((), description="those that stand no more, each with the reason and where to go")
    pages: tuple[str, ...] = Field((), description="the name of each page, without suffix, sorted; none is ever removed")
    moved: tuple[MovedPage, ...] = Field((), description="pages that have another name now")
    removed: tuple[RemovedPage, ...] = Field((), description="pages that are gone, each with the reason and where to go")


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
