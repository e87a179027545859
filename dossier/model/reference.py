"""A document in the bibliography."""

from __future__ import annotations

from dataclasses import dataclass, field


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
