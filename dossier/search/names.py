"""The names by which readers search for pages, such as titles, acronyms, symbols, aliases and terms, and their targets."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from babel import Locale
from sphinx.environment import BuildEnvironment

from dossier.domain.build import build_of
from dossier.graph import Dossier
from dossier.locale import _, capitalized, ordinal, ordinal_in_words, without_remark
from dossier.model.kinds import names_of_entry
from dossier.model.page import Page
from dossier.model.site import site
from dossier.model.source import Reference
from dossier.views.entries import NameIndex, anchor_of_name
from dossier.views.figures import anchor_of_report

OWN, ALSO, TOPIC, TERM, SOURCE = range(5)
"""The ranks of names: a thing's own name, another name of it, a subject of its page, a term, and a source."""


class Name(NamedTuple):
    """A name, and its target.

    :param name: the name as written
    :param rank: its rank; lower ranks come first
    :param weight: among names of one rank, the number of findings on the target; higher weights come first
    :param text: the name used in the text of the pages, if it is another one
    """

    name: str
    docname: str
    anchor: str = ""
    rank: int = OWN
    weight: int = 0
    text: str = ""


def names_of(env: BuildEnvironment) -> Iterator[Name]:
    """Yield every name by which readers may search."""
    dossier = build_of(env).dossier
    for page in dossier.pages.values():
        yield from () if page.language else _of_page(dossier, page)
    yield from _of_passages(dossier)
    for reference, docname, anchor in listed_references(env):
        yield from _of_reference(dossier, reference, docname, anchor)
    for _full_name, title, type_, docname, anchor, _priority in env.domains.standard_domain.get_objects():
        if type_ == "term":
            yield Name(title, docname, anchor, TERM)


def foreign_names(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the names in the site's search languages of those names that are countries."""
    codes, foreign = _territory_codes(), [_territories(language) for language in site().languages]
    return {name: list(dict.fromkeys(known[codes[name]] for known in foreign)) for name in sorted(codes.keys() & set(names))}


@cache
def _territories(language: str) -> Mapping[str, str]:
    """Return the names of countries and other territories in a language, by code."""
    return {**Locale.parse(language, sep="-").territories}


@cache
def _territory_codes() -> Mapping[str, str]:
    """Return the codes of countries and other territories, by English name."""
    return {name: code for code, name in _territories("en").items()}


def aliases_of(page: Page) -> tuple[str, ...]:
    """Return the other names that a page's front matter gives."""
    others = (name for names in page.meta.synonyms.values() for name in names)
    return tuple(dict.fromkeys((*page.meta.aliases, *names_of_entry(page).aliases, *others)))


def _of_page(dossier: Dossier, page: Page) -> Iterator[Name]:
    weight = len(dossier.findings_about[page.key])
    called = names_of_entry(page)
    for name in dict.fromkeys((page.title, without_remark(page.title), *called.names)):
        yield Name(name, page.docname, "", OWN, weight, called.text)
    yield from (Name(name, page.docname, "", ALSO, weight, called.text) for name in called.aliases)
    surnames = (name.rpartition(" ")[2] for name in called.people)
    yield from (Name(name, page.docname, "", TOPIC, weight) for name in (*called.via, *called.people, *surnames))
    synonyms = {name: text for text, names in page.meta.synonyms.items() for name in names}
    for name in aliases_of(page):
        if name not in called.aliases:
            yield Name(name, page.docname, "", TOPIC, weight, synonyms.get(name, ""))
    for name, others in foreign_names((page.title, *aliases_of(page))).items():
        yield from (Name(other, page.docname, "", TOPIC, weight, synonyms.get(name, name)) for other in others)


def _of_passages(dossier: Dossier) -> Iterator[Name]:
    for id in dossier.source.passages:
        if docname := dossier.register_page(id):
            yield Name(id, docname, id)
            yield Name(f"passage {id}", docname, id, text=id)


def listed_references(env: BuildEnvironment) -> Iterator[tuple[Reference, str, str]]:
    """Yield the references in a bibliography, with docname and anchor."""
    references = build_of(env).source.references
    for citation in env.domains["cite"].citations:  # type: ignore[attr-defined]
        if reference := references.get(citation.key):
            yield reference, citation.bibliography_key.docname, citation.citation_id


def _of_reference(dossier: Dossier, reference: Reference, docname: str, anchor: str) -> Iterator[Name]:
    symbol = without_remark(reference.label)
    yield from (Name(name, docname, anchor, SOURCE) for name in dict.fromkeys((reference.label, symbol)))
    if "/" in symbol:
        yield from (Name(symbol, page.docname, "", OWN) for page in dossier.pages.values() if symbol in page.title)


class Item(NamedTuple):
    """An item of a list or table, and the names by which readers may search for it, its title first."""

    docname: str
    anchor: str
    names: tuple[str, ...]


def items_of(dossier: Dossier) -> Iterator[Item]:
    """Yield the names without a page of their own in the index of names, and the other reports of the series."""
    if docname := dossier.page_with("names"):
        index = NameIndex(dossier)
        for name in (name for name, found in index.by_name.items() if found.entry is None):
            others = [other for other, preferred in index.instead.items() if preferred == name and other != name]
            yield Item(docname, anchor_of_name(name), (name, *others))
    series = dossier.source.series
    if series is not None and (docname := dossier.page_with("series")):
        for report in (report for report in series.reports if report.ordinal != dossier.ordinal):
            number = report.ordinal
            title, other = (_("{ordinal} report").format(ordinal=write(number)) for write in (ordinal_in_words, ordinal))
            next_one = _("next report") if number == dossier.ordinal + 1 else ""
            names = (capitalized(title), other, report.symbol, next_one)
            yield Item(docname, anchor_of_report(number), tuple(filter(None, names)))
