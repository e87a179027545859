"""What is published: releases, the ledger of published ids, citations, editions, and the terms of the data."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import ConfigDict, Field, model_validator

from dossier.locale import _, long_date
from dossier.model.source import CorrectionId, Day, PassageId, Record, ReferenceKey, Slug, Support, SupportId


class Statement(Record):
    """A statement, in the form in which two versions of a dossier are compared.

    Findings, provisions, headings, paragraphs, terms, passages, figures and sources are all statements.
    """

    kind: str = Field(description="what it is, such as finding, provision or source")
    id: str = Field("", description="its id among statements of its kind; empty if it has none")
    where: str = Field(description="its page, without suffix, or its file")
    fields: dict[str, str] = Field(description="its parts; lists are joined by semicolons")

    @property
    def key(self) -> tuple[str, str]:
        """The key that identifies the statement across versions: its kind and id, or its kind and page."""
        return self.kind, self.id or f"on {self.where}"

    @property
    def is_record(self) -> bool:
        """Whether it is a finding, a provision, the front matter of a page, or data, rather than other text of a page."""
        return self.kind in ("finding", "provision", "page") or self.where.startswith("source/")

    @property
    def text(self) -> str:
        """The main text of the statement."""
        return next((self.fields[name] for name in ("text", "title", "paraphrase", "subject") if self.fields.get(name)), "")


VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Snapshot(Record):
    """A finding as it was at one time."""

    id: Slug = Field(description="its id")
    text: str = Field(description="what it said, as plain text")
    sha256: Sha256 = Field(description="the checksum of that text in UTF-8")
    page: str = Field(description="its page, without suffix")
    title: str = Field(description="the title of that page")
    support: SupportId = Field("single-source", description="its support")
    standing: Literal["reported", "corroborated", "corrected"] | None = Field(
        None, exclude=True, description="used by the first release instead of the support; “corrected” hides the support"
    )
    passages: tuple[PassageId, ...] = Field((), description="ids of its passages")
    evidence: tuple[ReferenceKey, ...] = Field((), description="keys of its references")
    corrects: tuple[CorrectionId, ...] = Field((), description="ids of the corrections that it applied")
    bears_on: tuple[str, ...] = Field((), description="pages of the entries that it links to, without suffix")

    @model_validator(mode="before")
    @classmethod
    def support_of_old(cls, values: Any) -> Any:
        """Derive the support of a snapshot that has a ``standing`` from its evidence."""
        evidence = values.get("evidence", []) if isinstance(values, dict) and "standing" in values else None
        return {**values, "support": Support(len(evidence)).id, "standing": None} if isinstance(evidence, list) else values

    @model_validator(mode="after")
    def text_is_as_it_was(self) -> Self:
        """Check the text against its checksum."""
        if hashlib.sha256(self.text.encode()).hexdigest() != self.sha256:
            raise ValueError(f"the text of “{self.id}” is not the one that was released; restore the file as it was")
        return self


def checksum(statements: Iterable[Statement]) -> str:
    """Return the checksum of statements, by which readers can detect a change."""
    return hashlib.sha256(json.dumps([*map(vars, statements)], ensure_ascii=False).encode()).hexdigest()


class Release(Record):
    """Everything published in a release."""

    version: Annotated[str, Field(pattern=rf"^{VERSION.pattern}$")] = Field(description="its version, such as 1.3")
    date: Day = Field(description="the day of the release, as entered by hand")
    findings: tuple[Snapshot, ...] = Field(description="all findings as they were")
    statements: tuple[Statement, ...] = Field((), description="all other records; in earlier releases all other text, too")
    sha256: Sha256 | None = Field(None, description="the checksum of the statements")

    @model_validator(mode="after")
    def statements_are_as_they_were(self) -> Self:
        """Check the statements against their checksum."""
        if self.statements and checksum(self.statements) != self.sha256:
            raise ValueError("the statements are not those that were released; restore the file as it was")
        return self

    @property
    def order(self) -> tuple[int, ...]:
        """The parts of the version as numbers, used to sort releases."""
        return tuple(int(part) for part in self.version.split("."))

    @property
    def title(self) -> str:
        """The version and the date, in words."""
        return _("Release {version}, {date}").format(version=self.version, date=long_date(self.date))

    @property
    def anchor(self) -> str:
        """The anchor of the release on the page of changes."""
        return f"release-{self.version.replace('.', '-')}"


class RetiredNotice(Record):
    """The notice shown at the address of a retired finding."""

    id: Slug = Field(description="the id of the finding, never to be used again")
    stood_on: str = Field(description="the page that it was on, without suffix")
    why: str = Field(description="why it was retired, as a sentence")
    finding: Slug | None = Field(None, description="the finding that replaces it")
    page: str | None = Field(None, description="the page to read instead, without suffix")

    @model_validator(mode="after")
    def leads_somewhere(self) -> Self:
        """Check that the notice names either a finding or a page, not both."""
        if (self.finding is None) == (self.page is None):
            raise ValueError("it leads nowhere, or to two places; name either a finding or a page to go to")
        return self


class ChangedFinding(Record):
    """The reason for a change of a published finding, which its history gives."""

    finding: Slug = Field(description="the id of the finding")
    since: str = Field(description="the version of the release after which it was changed")
    why: str = Field(description="why it was changed, as a sentence")


class MovedPage(Record):
    """A renamed page; its old address redirects to the new one."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    old: str = Field(alias="from", description="its old name, without suffix")
    to: str = Field(description="its new name, without suffix")
    why: str = Field(description="why, as a sentence")


class RemovedPage(Record):
    """A removed page; its address says why it was removed and what to read instead."""

    page: str = Field(description="its name, without suffix")
    why: str = Field(description="why it was removed, as a sentence")
    see: str = Field(description="the page to read instead, without suffix")


class Ledger(Record):
    """Everything ever published: the ids of all findings and the names of all pages."""

    published: tuple[Slug, ...] = Field((), description="ids of all findings, sorted; none is ever removed")
    retired: tuple[RetiredNotice, ...] = Field((), description="retired findings, each with the reason and where to go")
    pages: tuple[str, ...] = Field((), description="names of all pages, without suffix, sorted; none is ever removed")
    moved: tuple[MovedPage, ...] = Field((), description="renamed pages")
    removed: tuple[RemovedPage, ...] = Field((), description="removed pages, each with the reason and where to go")
    changed: tuple[ChangedFinding, ...] = Field((), description="findings that were changed, each with the reason")


class Citation(NamedTuple):
    """A citation of a page or a finding.

    :param key: its key in a reader's bibliography
    :param title: title of the page, with the id if it is a finding
    :param address: its address; empty if that of the site is not known
    :param abstract: summary of the page, or text of the finding
    :param source: report, sections and passages that it is based on
    :param see_also: a sentence that names the evidence of the finding; empty if there is none, or if the source has it
    :param assessment: support and corrections of the finding; empty for a page
    :param checksum: first digits of the SHA-256 checksum of the text of the finding; empty for a page
    :param release: the last release
    :param is_changed: whether the site, or the text of the finding, has changed since that release
    """

    key: str
    page: str
    title: str
    container: str
    address: str
    abstract: str
    source: str
    see_also: str = ""
    finding: str = ""
    assessment: str = ""
    checksum: str = ""
    release: Release | None = None
    is_changed: bool = False

    @property
    def version(self) -> str:
        """The version of the release, if there is one, and whether the site has changed since."""
        version = self.release.version if self.release else ""
        return _("{version}, changed since").format(version=version) if version and self.is_changed else version

    @property
    def date(self) -> str:
        """The day of the release; empty if there is none, or if the site has changed since."""
        return self.release.date if self.release and not self.is_changed else ""

    @property
    def note(self) -> str:
        """The source; for a finding, also its evidence, support and checksum."""
        mark = _("{support}. SHA-256 of the text begins {checksum}.").format(support=self.assessment, checksum=self.checksum)
        return " ".join(filter(None, (f"{self.source}.", self.see_also, mark if self.finding else "")))


class Edition(NamedTuple):
    """A downloadable file with the whole site in another format."""

    name: str
    size: int
    sha256: str


class Licence(Record):
    """A licence."""

    name: str = Field(description="its SPDX identifier")
    title: str = Field(description="its name in full")
    path: Annotated[str, Field(pattern=r"^https://\S+$")] = Field(description="the address of its text")


class Contributor(Record):
    """A contributor to the data."""

    title: str = Field(description="the name of the contributor")


class Dataset(Record):
    """Metadata of the exported data; without a file for them, the data have those of the report."""

    name: Slug = Field(description="a short name of lower-case letters, digits and hyphens")
    title: str = Field(description="the title of the data")
    description: str = Field("", description="what the data are, in a few sentences")
    licence: Licence | None = Field(None, description="the licence of the data")
    contributors: tuple[Contributor, ...] = Field((), description="who made the data")
