"""What readers are told in place of the ids of a dossier: what each of them names, in words."""

from collections.abc import Iterator
from textwrap import shorten

from dossier.graph import Dossier
from dossier.locale.formatting import long_date
from dossier.model.kinds import KINDS
from dossier.model.publication import Statement
from dossier.model.source import is_date, labels

NAME = 60
"""How many letters of a finding name it."""

NAMING = {"source": "label", "event": "title", "estimate": "title", "figure": "subject", "page": "title"}
"""Kinds of statements with an id, and the field that says in words what it names."""

ROLES = ("finding", "passage", "estimate", "term", "doc")
"""Roles of links to what is no entry."""


def opening(text: str) -> str:
    """The first words of a text, by which a finding is named."""
    return shorten(text, NAME, placeholder=" ...")


class Names:
    """The words for ids: for those that stand no more, as the last release had them that has them."""

    def __init__(self, dossier: Dossier) -> None:
        self._labels = dossier.labels
        supports: dict[str, str] = {id: label.lower() for id, label in labels().items()}
        self._words = {**supports, **dict(_released(dossier)), **dict(_now(dossier))}

    def of(self, item: str) -> str:
        """What an id names, or what a link leads to, as in ``actor isil`` and ``cite:p key,key``."""
        role, _space, target = item.partition(" ")
        if role not in (*KINDS, *ROLES) and not role.startswith("cite:"):
            return self._word(item)
        return self._labels.get((role, target)) or ", ".join(map(self._word, target.removeprefix("/").split(",")))

    def of_statement(self, said: Statement) -> str:
        """What names a statement among those of its kind; nothing, where only its place does."""
        return ", ".join(self._word(part) for part in said.id.split(", ") if part)

    def _word(self, id: str) -> str:
        return long_date(id) if is_date(id) else self._words.get(id, id)


def _released(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for release in dossier.source.releases:
        yield from ((said.id, said.fields.get(NAMING.get(said.kind, ""), said.id)) for said in release.statements)
        yield from ((kept.id, opening(kept.text)) for kept in release.findings)


def _now(dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield from ((key, reference.label) for key, reference in dossier.source.references.items())
    yield from ((docname, page.title) for docname, page in dossier.pages.items())
    yield from ((finding.id, opening(finding.text)) for finding in dossier.findings.values())
