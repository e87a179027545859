"""What every kind of entry has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from dossier.model.page import Page
from dossier.model.source import Item, Record, ReferenceKey


class PageMeta(Record):
    """Front matter of a page that is no entry."""

    summary: str = Field("", description="what the page answers, in plain sentences")
    aliases: tuple[Item, ...] = Field((), description="other names that a reader may type")
    synonyms: dict[str, tuple[Item, ...]] = Field(
        {}, description="words that the pages use, each with other words for it that a reader may type"
    )
    sections: tuple[str, ...] = Field((), description="codes of the sections of the report on which the page mainly rests")


class EntryMeta(Record):
    """Front matter that every entry has."""

    summary: str = Field(description="two or three plain sentences that a reader in a hurry can quote")
    aliases: tuple[Item, ...] = Field((), description="other names that a reader may type")
    synonyms: dict[str, tuple[Item, ...]] = Field(
        {}, description="words that the pages use, each with other words for it that a reader may type"
    )
    evidence: tuple[ReferenceKey, ...] = Field(
        (), description="references for what the summary and the card state beyond the page's findings"
    )


@dataclass(frozen=True)
class Row:
    """A row of the fact card: a term with a text, or with links to entries of one kind.

    :param language: the language of the text, as a BCP 47 tag, where it is not that of the page
    :param address: where the text leads, if it is a link to another site
    """

    term: str
    text: str = ""
    kind: str = ""
    ids: tuple[str, ...] = ()
    language: str = ""
    address: str = ""


@dataclass(frozen=True)
class Called:
    """How readers call an entry.

    :param names: names of its own, beside its title
    :param also: other names of the same thing; an alias that is none of them is a subject of its page
    :param text: how the text of the pages calls it
    :param through: names of another thing that lead to it, as a meeting does to what it adopted
    """

    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    text: str = ""
    through: tuple[str, ...] = ()


def a_thing(page: Page) -> dict[str, Any]:
    """A thing with a name."""
    return {"@type": "Thing", "name": page.title}


def by_title(page: Page) -> Called:
    """Readers call it by its title."""
    return Called()


@dataclass(frozen=True)
class Kind:
    """A kind of entry: a folder of pages, a role, a facet.

    :param name: the role that links to such an entry; also the name of its facet
    :param folder: the folder of its pages
    :param meta: the model of its front matter
    :param label: the text of a link to an entry, where the writer gives none
    :param card: the rows of the fact card under the title
    :param links: ids of other entries that the front matter names, by field, with their kind; none where it is broken
    :param called: how readers call an entry
    :param several: what the data call the entries of this kind, if not by the plural
    :param thing: what an entry is, by the types and properties of schema.org; not asked where the front matter is broken
    """

    name: str
    folder: str
    singular: str
    plural: str
    meta: type[EntryMeta]
    label: Callable[[Page], str]
    card: Callable[[Page], list[Row]]
    links: Callable[[Page], dict[str, tuple[str, tuple[str, ...]]]]
    called: Callable[[Page], Called] = by_title
    thing: Callable[[Page], dict[str, Any]] = a_thing
    several: str = ""

    @property
    def column(self) -> str:
        """The name of the column of findings that has the ids of these entries."""
        return self.several or self.plural.lower().replace(" ", "_")


def title_of(page: Page) -> str:
    """The title of a page, as the text of a link."""
    return page.title


def no_links(page: Page) -> dict[str, tuple[str, tuple[str, ...]]]:
    """No field of the front matter names another entry."""
    return {}


def no_card(page: Page) -> list[Row]:
    """Nothing to add to the card."""
    return []
