"""How sphinxcontrib-bibtex prints citations and references: by the label that the bibliography gives each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from pybtex.database import Entry
from pybtex.richtext import BaseText, HRef, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting import BaseSortingStyle
from pybtex.style.template import Node, node
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from dossier.locale import _
from dossier.parser.bibliography import reference_of

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
        super().__init__(label_style=LabelField, name_style=NameStyle, sorting_style=ByLabel)

    def get_misc_template(self, entry: Entry) -> Node:
        """The template of a reference."""
        return _reference(entry)


@node
def _reference(children: list[object], context: dict[str, Entry], entry: Entry) -> BaseText:
    del children, context
    reference = reference_of(entry.key, entry, Path(), {"": 0})
    title, address = reference.title, reference.address
    parts: list[BaseText | str] = [HRef(address, title) if address else title, reference.imprint]
    if reference.annotation:
        parts += [" ", reference.annotation]
    if reference.note:
        parts += [" ", Tag("em", reference.note)]
    if not address:
        parts += [" ", _("Not linked: this copy serves as provenance only.") if reference.url else _("No address is known.")]
    return Text(*parts)


@dataclass
class SemicolonReferences(LabelReferenceStyle):
    """Several references in one pair of brackets are parted by semicolons."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


def register() -> None:
    """Make the styles known to pybtex and sphinxcontrib-bibtex."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", NAME, DossierStyle)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", NAME, SemicolonReferences)
