"""References, and how a page or a finding is cited that rests on them."""

from dataclasses import dataclass, field

from dossier.locale import _
from dossier.locale.formatting import long_date
from dossier.model.publication import Release


@dataclass(frozen=True)
class Reference:
    """A document that the dossier cites.

    :param key: its key in the bibliography
    :param label: what a citation prints: a document symbol, or publisher and date
    :param kind: what kind of source it is, such as ``official`` or ``news``
    :param tier: how near it is to the report: one of the tiers that this sets
    :param annotation: what it says, in our words
    :param note: what to beware of
    :param linkable: whether its address may be published; false for mirrors, wikis and unofficial copies
    :param language: the language of the title, as a BCP 47 tag, where it is not that of the site
    :param path: the bibliography file
    :param line: the line of its entry
    :param at: the line of each field
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
        """The line of a field, or of the entry where it has none such."""
        return self.at.get(name, self.line)

    @property
    def address(self) -> str:
        """The address that may be published, or nothing."""
        return self.official or (self.url if self.linkable else "")

    @property
    def imprint(self) -> str:
        """What follows the title wherever it is described: publisher and date, with the full stop."""
        return "".join(f", {part}" for part in (self.publisher, long_date(self.date)) if part) + "."


@dataclass(frozen=True)
class Citation:
    """A page or a finding, as it is cited.

    :param key: by which a reader's bibliography knows it
    :param title: the title of the page; for a finding, with its id
    :param abstract: the summary of the page, or the words of the finding
    :param source: where in the report it is said, and through what we know it: symbol, sections, passages, evidence
    :param sure: how well it is supported, and what was corrected; nothing for a page
    :param checksum: the first digits of the SHA-256 checksum of the words of the finding; nothing for a page
    :param release: the release in which it stands with these words, if there is one
    """

    key: str
    page: str
    title: str
    container: str
    address: str
    abstract: str
    source: str
    finding: str = ""
    sure: str = ""
    checksum: str = ""
    release: Release | None = None

    @property
    def note(self) -> str:
        """The source; for a finding, with its support and its checksum."""
        mark = _("{support}. SHA-256 of the text begins {checksum}.").format(support=self.sure, checksum=self.checksum)
        return f"{self.source}. {mark}" if self.finding else f"{self.source}."
