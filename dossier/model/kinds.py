"""Kinds of entry: what each has, and the register of those that a site uses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Annotated, Any

from babel import localedata
from pydantic import AfterValidator, Field

from dossier.locale import N_
from dossier.locale.formatting import language_name
from dossier.model.page import Page
from dossier.model.source import Item, Record, ReferenceKey


class _Meta(Record):
    """Front matter that every page may have."""

    summary: str = Field("", description="what the page answers, in plain sentences")
    aliases: tuple[Item, ...] = Field((), description=N_("other names that a reader may type"))
    synonyms: dict[str, tuple[Item, ...]] = Field(
        {}, description=N_("words that the pages use, each with other words for it that a reader may type")
    )


def _is_language(tag: str) -> str:
    if tag and not localedata.exists(tag.replace("-", "_")):
        raise ValueError(f"there is no language “{tag}”: use its tag, as “fr” or “pt-BR”")
    return tag


class PageMeta(_Meta):
    """Front matter of a page that is not an entry."""

    language: Annotated[str, AfterValidator(_is_language)] = Field(
        "", description="the language of the page, where it is not that of the site, as a BCP 47 tag"
    )
    sections: tuple[str, ...] = Field((), description="codes of the sections of the report on which the page mainly rests")


class EntryMeta(_Meta):
    """Front matter that every entry has.

    A kind adds fields of its own in a subclass. The description of a field is that of its column in the exported data.
    """

    summary: str = Field(min_length=1, description=N_("two or three plain sentences that a reader in a hurry can quote"))
    evidence: tuple[ReferenceKey, ...] = Field(
        (), description=N_("references for what the summary and the card state beyond the page's findings")
    )


@dataclass(frozen=True)
class Row:
    """A row of the fact card: a term with a text, or with links to entries of one kind.

    :param language: the language of the text, as a BCP 47 tag, where it is not that of the page
    :param address: where the text leads, if it is a link to another site
    :param versions: other forms of it elsewhere, each with its name, the tag of its language and its address
    """

    term: str
    text: str = ""
    kind: str = ""
    ids: tuple[str, ...] = ()
    language: str = ""
    address: str = ""
    versions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class EntryNames:
    """What an entry is called.

    :param names: names of its own, beside the title of its page
    :param aliases: other names of the same thing; an alias in the front matter that is not among them is a subject of the page
    :param text: how the text of the pages calls it
    :param via: names of another thing that lead to it, as a meeting does to what it adopted
    :param people: who is named on its page as its head
    """

    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    text: str = ""
    via: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of entry: a folder of pages, a role, a facet.

    The functions are called for pages with sound front matter only.

    :param name: the role that links to such an entry; also the name of its facet
    :param folder: the folder of its pages
    :param meta: the model of its front matter
    :param label: the text of a link to an entry, where the writer gives none
    :param nav_label: what lists of such entries call it, where that is not its title
    :param group: under what heading lists of such entries have it, if under any
    :param card: the rows of the fact card under the title
    :param links: fields of the front matter that hold ids of other entries, each with the kind of those
    :param part_of: the one of these fields that names the entry of which another is a part
    :param names: what an entry is called
    :param named: whether its entries have proper names, so that a finding that has one must link it
    :param column_name: the name of its column in the data, if it is not made from the plural
    :param thing: what an entry is, by the types and properties of schema.org
    """

    name: str
    folder: str
    singular: str
    plural: str
    meta: type[EntryMeta] = EntryMeta
    label: Callable[[Page], str] = attrgetter("title")
    nav_label: Callable[[Page], str] = attrgetter("title")
    group: Callable[[Page], str] = lambda page: ""
    card: Callable[[Page], list[Row]] = lambda page: []
    links: Mapping[str, str] = field(default_factory=dict)
    part_of: str = ""
    names: Callable[[Page], EntryNames] = lambda page: EntryNames()
    named: bool = False
    column_name: str = ""
    thing: Callable[[Page], dict[str, Any]] = lambda page: {"@type": "Thing", "name": page.title}

    @property
    def column(self) -> str:
        """The name of the column of findings that has the ids of these entries."""
        return self.column_name or self.plural.lower().replace(" ", "_")


KINDS: dict[str, Kind] = {}
"""The kinds of the current site, by name; ``dossier.model.site.use`` fills it."""


def kind_of_folder(folder: str) -> Kind | None:
    """The kind whose pages stand in a folder, if there is one."""
    return next((kind for kind in KINDS.values() if kind.folder == folder), None)


def names_of_entry(page: Page) -> EntryNames:
    """What an entry is called beside the title of its page; nothing where its front matter is broken."""
    return KINDS[page.kind].names(page) if page.kind and page.meta is not None else EntryNames()


def nav_label(page: Page) -> str:
    """What lists call a page: one in another language by what that calls itself."""
    if page.language:
        return language_name(page.language)
    return KINDS[page.kind].nav_label(page) if page.kind and page.meta is not None else page.title


def group_of(page: Page) -> str:
    """Under what heading lists have a page, if under any."""
    return KINDS[page.kind].group(page) if page.kind and page.meta is not None else ""


def own_names(page: Page) -> tuple[str, ...]:
    """The title of a page, then the names of an entry of its own."""
    return tuple(dict.fromkeys((page.title, *names_of_entry(page).names)))


def linked_ids(page: Page) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The kind and the ids of the entries that each field of the front matter of an entry names."""
    links = KINDS[page.kind].links if page.kind and page.meta is not None else {}
    return {name: (kind, ids) for name, kind in links.items() if (ids := _ids(getattr(page.meta, name)))}


def wholes_of(page: Page) -> tuple[str, tuple[str, ...]]:
    """The kind and the ids of the entries of which an entry is a part."""
    part_of = KINDS[page.kind].part_of if page.kind else ""
    return linked_ids(page).get(part_of, (page.kind, ()))


def card_text(page: Page) -> str:
    """What the card of an entry says in words of its own, and its id; nothing where its front matter is broken."""
    if not page.kind or page.meta is None:
        return ""
    kind = KINDS[page.kind]
    return " | ".join([page.id.replace("-", " "), kind.label(page), *(row.text for row in kind.card(page) if row.text)])


def _ids(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()
