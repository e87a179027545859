"""Kinds of entry: each has a module of its own with its ``KIND``, which is found by itself."""

from pydantic import Field

from dossier.model.kinds import EntryMeta


class SubjectMeta(EntryMeta):
    """Front matter of what the report treats in sections of its own: a pillar or a theme of the threat."""

    sections: tuple[str, ...] = Field(description="codes of the sections of the report on which the page mainly rests")
