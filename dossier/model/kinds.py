"""Kinds of entry, and the registry of the kinds that the current site uses."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from operator import attrgetter
from typing import Annotated

from babel import localedata
from pydantic import AfterValidator, ConfigDict, Field, JsonValue
from pydantic.dataclasses import dataclass

from dossier.locale import N_, language_name
from dossier.model.page import Page
from dossier.model.problem import did_you_mean
from dossier.model.source import Item, Record, ReferenceKey


class _Meta(Record):
    """Front matter common to all pages."""

    summary: str = Field("", description="what the page answers, in plain sentences")
    aliases: tuple[Item, ...] = Field((), description=N_("other names that readers may search for"))
    synonyms: dict[str, tuple[Item, ...]] = Field(
        {}, description=N_("words used on the pages, each with synonyms that readers may search for")
    )


def _is_language(tag: str) -> str:
    if tag and not localedata.exists(tag.replace("-", "_")):
        raise ValueError(f"there is no language “{tag}”; use a language tag, such as “fr” or “pt-BR”")
    return tag


LanguageTag = Annotated[str, AfterValidator(_is_language)]


class PageMeta(_Meta):
    """Front matter of a page that is not an entry."""

    language: LanguageTag = Field("", description="the language of the page, as a BCP 47 tag, if it is not that of the site")
    sections: tuple[str, ...] = Field((), description="codes of the sections of the report that the page is mainly based on")


class EntryMeta(_Meta):
    """Front matter common to all entries.

    A kind adds its own fields in a subclass. The description of a field is also that of its column in the exported data.
    """

    summary: str = Field(min_length=1, description=N_("two or three plain sentences that a reader in a hurry can quote"))
    evidence: tuple[ReferenceKey, ...] = Field(
        (), description=N_("references for statements in the summary and the fact card that no finding of the page makes")
    )


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Row:
    """A row of the fact card: a term with a text, or with links to entries of one kind.

    :param language: language of the text, as a BCP 47 tag, if it differs from that of the page
    :param address: the URL that the text links to, if it links to another site
    :param versions: other versions of the document, each as name, language tag and address
    """

    term: str
    text: str = ""
    kind: str = ""
    ids: tuple[str, ...] = ()
    language: str = ""
    address: str = ""
    versions: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class EntryNames:
    """The names of an entry.

    :param names: proper names, besides the page title
    :param aliases: other names of the same thing; an alias in the front matter that is not listed here is a subject of the page
    :param text: what the text of the pages calls it
    :param via: names of something else that lead to it, as a meeting does to what it adopted
    :param people: people named on its page as its head
    """

    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    text: str = ""
    via: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


def check_known(who: str, name: str, known: Collection[str], what: str) -> None:
    """Check that something of a site names only what there is.

    :raises ValueError: if it names anything else
    """
    if name not in known:
        cure = did_you_mean(name, known, f"use one of {', '.join(sorted(known))}")
        raise ValueError(f"{who} names “{name}”, which is no {what}; {cure}")


def _in_form(form: str, allowed: str, name: str) -> str:
    if not re.fullmatch(form, name):
        raise ValueError(f"use {allowed} with hyphens between them")
    return name


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Kind:
    """A kind of entry: a folder of pages, a role and a facet.

    The functions are called only for pages whose front matter is valid.

    :param name: the role that links to an entry of this kind, and the name of its facet
    :param folder: folder of its pages
    :param meta: model of its front matter
    :param label: default text of a link to an entry
    :param nav_label: name of an entry in lists, if it differs from its title
    :param group: heading under which lists show an entry, if any
    :param about: what an entry is about, in the table of all entries of the kind
    :param card: rows of the fact card under the title
    :param links: fields of the front matter that hold ids of other entries, each with the kind of those entries
    :param part_of: which of these fields names the parent entry
    :param names: names of an entry
    :param named: whether entries have proper names, so that a finding that uses one must link to the entry
    :param column_name: name of the column in the data, if it is not derived from the plural
    :param thing: what an entry is, as schema.org types and properties
    """

    name: Annotated[str, AfterValidator(partial(_in_form, "([a-z]+(-[a-z]+)*)?", "lower-case letters"))]
    folder: Annotated[str, AfterValidator(partial(_in_form, "([a-z0-9]+(-[a-z0-9]+)*)?", "lower-case letters and digits"))]
    singular: str
    plural: str
    meta: type[EntryMeta] = EntryMeta
    label: Callable[[Page], str] = attrgetter("title")
    nav_label: Callable[[Page], str] = attrgetter("title")
    group: Callable[[Page], str] = lambda page: ""
    about: Callable[[Page], str] = attrgetter("meta.summary")
    card: Callable[[Page], list[Row]] = lambda page: []
    links: Mapping[str, str] = Field(default_factory=dict)
    part_of: str = ""
    names: Callable[[Page], EntryNames] = lambda page: EntryNames()
    named: bool = False
    column_name: str = ""
    thing: Callable[[Page], dict[str, JsonValue]] = lambda page: {"@type": "Thing", "name": page.title}

    def __post_init__(self) -> None:
        """Check that the kind links from fields that its front matter has."""
        who = f"the kind “{self.name}”"
        check_known(who, self.part_of, {"", *self.links}, "field of its links")
        for name in self.links:
            check_known(who, name, self.meta.model_fields, "field of its front matter")

    @property
    def column(self) -> str:
        """The name of the column of findings that holds the ids of these entries."""
        return self.column_name or self.plural.lower().replace(" ", "_")


ROLES = tuple("finding passage estimate doc ref term cite:p cite:ps cite:t cite:ts abbr sub sup".split())
"""The roles of every site, whose names no kind may have."""
COLUMNS = tuple(
    "id text page anchor url section passages locator support sources corrected correction_kind evidence corrects "
    "states sha256".split()
)
"""The columns of findings in every site, whose names no kind may have."""

KINDS: dict[str, Kind] = {}
"""The kinds of the current site, by name; filled by ``dossier.model.site.use``."""


def kind_of_folder(folder: str) -> Kind | None:
    """Return the kind whose pages are in a folder, if any."""
    return next((kind for kind in KINDS.values() if kind.folder == folder), None)


_NO_KIND = Kind("", "", "", "")


def kind_of(page: Page) -> Kind:
    """Return the kind of an entry; one without names, card and links for any other page, or if its front matter is invalid."""
    return KINDS[page.kind] if page.kind and page.is_valid else _NO_KIND


def names_of_entry(page: Page) -> EntryNames:
    """Return the names of an entry besides its title."""
    return kind_of(page).names(page)


def nav_label(page: Page) -> str:
    """Return the name of a page in lists; a page in another language is listed by the name of that language."""
    return language_name(page.language) if page.language else kind_of(page).nav_label(page)


def own_names(page: Page) -> tuple[str, ...]:
    """Return the title of a page, followed by the proper names of an entry."""
    return tuple(dict.fromkeys((page.title, *names_of_entry(page).names)))


def all_names(page: Page) -> tuple[str, ...]:
    """Return the title of a page, the proper names of an entry, and the aliases in the front matter."""
    return (*own_names(page), *page.meta.aliases)


def linked_ids(page: Page) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return, for each field of an entry's front matter that links to entries, their kind and ids."""
    values = ((name, kind, getattr(page.meta, name)) for name, kind in kind_of(page).links.items())
    return {name: (kind, (value,) if isinstance(value, str) else value) for name, kind, value in values if value}


def wholes_of(page: Page) -> tuple[str, tuple[str, ...]]:
    """Return the kind and the ids of the entries that an entry is part of."""
    return linked_ids(page).get(kind_of(page).part_of, (page.kind, ()))


def card_text(page: Page) -> str:
    """Return the plain text of an entry's fact card and its id; empty if its front matter is invalid."""
    kind = kind_of(page)
    words = (page.id.replace("-", " "), kind.label(page), *(row.text for row in kind.card(page) if row.text))
    return " | ".join(words) if kind.name else ""
