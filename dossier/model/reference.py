"""References, and citations of pages and findings."""

import re
from dataclasses import dataclass, field

from dossier.locale import _
from dossier.locale.formatting import long_date
from dossier.model.publication import Release

_UNLINKED = re.compile(r"\b(?:not|never) linked\b|\bprovenance only\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """A document cited by the dossier.

    :param key: its key in the bibliography
    :param label: its label in citations: a document symbol, or publisher and date
    :param kind: kind of source, such as ``official`` or ``news``
    :param tier: how close it is to the report: one of the report's ``tiers``
    :param annotation: what it says, in our words
    :param note: caveats
    :param linkable: whether its address may be published; false for mirrors, wikis and unofficial copies
    :param language: language of the title as a BCP 47 tag, if it differs from that of the site
    :param path: file of the bibliography
    :param line: line of its entry
    :param at: line of each field
    """

    key: str
    label: str
    title: str
    publisher: str
    date: str
    url: str
    official: str
    kind: str
    tier: str
    annotation: str
    note: str
    linkable: bool
    language: str
    path: str
    line: int
    at: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def line_of(self, name: str) -> int:
        """Return the line of a field, or that of the entry if it lacks the field."""
        return self.at.get(name, self.line)

    @property
    def address(self) -> str:
        """The address that may be published, or an empty string."""
        return self.official or (self.url if self.linkable else "")

    @property
    def says_unlinked(self) -> bool:
        """Whether its note says that its address is not linked."""
        return _UNLINKED.search(self.note) is not None

    @property
    def imprint(self) -> str:
        """Publisher and date, as they follow the title in a reference, ending with a full stop."""
        return "".join(f", {part}" for part in (self.publisher, long_date(self.date)) if part) + "."


@dataclass(frozen=True)
class Citation:
    """A citation of a page or a finding.

    :param key: its key in a reader's bibliography
    :param title: title of the page, with the id if it is a finding
    :param abstract: summary of the page, or text of the finding
    :param source: symbol, sections, passages and evidence that it is based on
    :param assessment: support and corrections of the finding; empty for a page
    :param checksum: first digits of the SHA-256 checksum of the text of the finding; empty for a page
    :param release: the release that contains it with this text, if any
    """

    key: str
    page: str
    title: str
    container: str
    address: str
    abstract: str
    source: str
    finding: str = ""
    assessment: str = ""
    checksum: str = ""
    release: Release | None = None

    @property
    def note(self) -> str:
        """The source; for a finding, also its support and checksum."""
        mark = _("{support}. SHA-256 of the text begins {checksum}.").format(support=self.assessment, checksum=self.checksum)
        return f"{self.source}. {mark}" if self.finding else f"{self.source}."
