"""A page or a finding as readers cite it."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.model.release import Release


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
        mark = f" {self.sure}. SHA-256 of the text begins {self.checksum}." if self.finding else ""
        return f"{self.source}.{mark}"
