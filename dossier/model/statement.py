"""Something that a dossier says, of whatever kind."""

from __future__ import annotations

from pydantic import Field

from dossier.model.source import Record


class Statement(Record):
    """One thing that is said, in the form in which two states of a dossier are compared.

    A finding, a provision, a heading, a paragraph, a term, a passage, a figure, a source: each is a statement.
    """

    kind: str = Field(description="what it is, such as finding, provision or source")
    id: str = Field("", description="what names it among those of its kind; nothing, where only its place does")
    where: str = Field(description="the page on which it stands, without suffix, or the file")
    fields: dict[str, str] = Field(description="what it says, part by part; lists are joined by semicolons")

    @property
    def key(self) -> tuple[str, str]:
        """What it has in common with the same statement in another state: kind and id, or kind and place."""
        return self.kind, self.id or f"on {self.where}"

    @property
    def text(self) -> str:
        """The part of it that is read first."""
        return next((self.fields[name] for name in ("text", "title", "paraphrase", "subject") if self.fields.get(name)), "")
