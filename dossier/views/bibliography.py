"""How sphinxcontrib-bibtex prints citations and references: by the label that the bibliography gives each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from pybtex.database import Entry
from pybtex.richtext import BaseText, HRef, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node, node
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from dossier.formatting import long_date
from dossier.locale import _
from dossier.parser.bibliography import plain_value

NAME = "dossier"


class LabelField(BaseLabelStyle):
    """The label of a reference is the one that it has in the bibliography."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> list[str]:
        """The labels, in the order of the entries."""
        return [entry.fields.get("label", entry.key) for entry in sorted_entries]


class ByLabel(BaseSortingStyle):
    """References stand in the order of their labels."""

    def sorting_key(self, entry: Entry) -> tuple[str, str]:
        """Label, then key."""
        return entry.fields.get("label", entry.key).casefold(), entry.key


class DossierStyle(BaseStyle):
    """Title, publisher, date, address; then what it says, and what to beware of."""

    def __init__(self) -> None:
        super().__init__(label_style=LabelField, sorting_style=ByLabel)

    def get_misc_template(self, entry: Entry) -> Node:
        """The template of a reference."""
        return _reference(entry)


@node
def _reference(children: list[object], context: dict[str, Entry], entry: Entry) -> BaseText:
    del children, context
    get = entry.fields.get
    address = get("official") or (get("url") if get("link") != "false" else "")
    title = _rich(get("title", entry.key))
    parts: list[BaseText | str] = [HRef(address, title) if address else title]
    if get("publisher"):
        parts += [", ", _rich(get("publisher"))]
    if get("date"):
        parts += [", ", long_date(get("date"))]
    parts.append(".")
    if get("annotation"):
        parts += [" ", _rich(get("annotation"))]
    if get("note"):
        parts += [" ", Tag("em", _rich(get("note")))]
    if not address:
        parts += [" ", _("Not linked: this copy serves as provenance only.") if get("url") else _("No address is known.")]
    return Text(*parts)


def _rich(value: str) -> BaseText:
    return Text(plain_value(value))


@dataclass
class SemicolonReferences(LabelReferenceStyle):
    """Several references in one pair of brackets are parted by semicolons."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


def register() -> None:
    """Make the styles known to pybtex and sphinxcontrib-bibtex."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, DossierStyle)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, SemicolonReferences)
