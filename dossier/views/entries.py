"""Lists of entries and names: a table, cards that lead on from an index page, the names from A to Z."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from docutils import nodes
from sphinx.util import docname_join

from dossier.graph import Dossier, entries_of
from dossier.locale import _, ngettext
from dossier.model.kinds import KINDS, group_of, wholes_of
from dossier.model.page import Page
from dossier.views.links import doc, finding_link, pending, xref
from dossier.views.names import Name, Names
from dossier.views.nodes import Content, bullets, folded, heading, inlines, joined, paragraph, sentence, span, table
from dossier.views.registry import ArgumentDirective, ViewDirective, view

OPEN = 6
"""How many findings on a name are listed openly."""

_SENTENCE = re.compile(r".*?[.?!](?=\s+[A-Z]|$)", re.DOTALL)


@view("entries", ArgumentDirective)
def entry_table(dossier: Dossier, docname: str, kind: str) -> list[nodes.Node]:
    """A table of all entries of a kind."""
    if kind not in KINDS:
        return []
    pages = entries_of(dossier, kind)
    rows: list[list[Content]] = [
        [xref(kind, page.id), _about(page), str(len(dossier.findings_on(kind, page.id)))] for page in pages
    ]
    title = _("All {entries}").format(entries=KINDS[kind].plural.lower())
    return [table(f"table-{kind}", title, (KINDS[kind].singular, _("About"), _("Findings")), rows, "entries")]


def _about(page: Page) -> str:
    if page.meta is None:
        return ""
    return str(getattr(page.meta, "subject", "") or getattr(page.meta, "type", "") or page.meta.summary)


class CardsDirective(ViewDirective):
    """Cards of the entries of a kind, or of the pages whose names stand in the content, a line each."""

    optional_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave a place for the cards."""
        kind = next(iter(self.arguments), "")
        if kind and kind not in KINDS:
            raise self.error(f"there is no kind of entry “{kind}”; use one of {', '.join(KINDS)}")
        names = [docname_join(self.env.current_document.docname, line.strip()) for line in self.content if line.strip()]
        if missing := set(names) - self.env.found_docs:
            raise self.error(f"there is no page “{min(missing)}”; write the name of one as from this page")
        return [self.place((kind, names))]


@view("cards", CardsDirective)
def cards_view(dossier: Dossier, docname: str, asked: tuple[str, list[str]]) -> list[nodes.Node]:
    """A card for each page; under the headings of their groups, if they have any, and parts within the card of the whole."""
    kind, names = asked
    entries = [page for page in entries_of(dossier, kind) if not wholes_of(page)[1]]
    made: list[nodes.Node] = []
    for group, pages in groupby(sorted(entries, key=group_of, reverse=True), key=group_of):
        made += [heading(group, 2, nodes.make_id(group))] if group else []
        made.append(_cards(dossier, [page.docname for page in pages]))
    return made or [_cards(dossier, names)]


def _cards(dossier: Dossier, names: list[str]) -> nodes.bullet_list:
    made = [nodes.list_item("", *_card(dossier, dossier.pages[name])) for name in names]
    return nodes.bullet_list("", *made, classes=["cards"])


def _card(dossier: Dossier, page: Page) -> Iterator[nodes.paragraph]:
    yield paragraph(doc(page.docname), "card-title")
    summary = _SENTENCE.match(dossier.summary_of(page.docname))
    if summary and not dossier.passages_on(page.docname):
        yield paragraph(summary[0])
    if counts := list(_counts(dossier, page)):
        yield paragraph(joined(counts, "; "), "counts")


def _counts(dossier: Dossier, page: Page) -> Iterator[list[nodes.Node]]:
    if page.kind:
        if findings := dossier.findings_on(page.kind, page.id):
            yield inlines(_number_of_findings(len(findings)))
        if parts := dossier.parts_of(page.kind, page.id):
            yield joined([[xref(part.kind, part.id)] for part in parts])
    if passages := len(dossier.passages_on(page.docname)):
        yield inlines(ngettext("{count} passage", "{count} passages", passages).format(count=passages))


def _number_of_findings(count: int) -> str:
    return ngettext("{count} finding", "{count} findings", count).format(count=count)


def letter(name: str) -> str:
    """The letter under which a name is listed; nothing, where it does not begin with one from A to Z."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()
    return first if first.isascii() and first.isalpha() else ""


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (letter(name), name.casefold()))


@view("names")
def names_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every name under its letter, with what says something of it; other names lead to the one that is listed."""
    names = Names(dossier.whole)
    instead = {other: name for other, name in names.instead.items() if name in names.by_name and not name.startswith(other)}
    items = {name: _named(dossier, found) for name, found in names.by_name.items()}
    items |= {other: _see(other, name) for other, name in instead.items()}
    by_letter = {first: list(group) for first, group in groupby(_in_order(filter(letter, items)), key=letter)}
    made: list[nodes.Node] = [_letters(nodes.reference("", first, refid=f"letter-{first}") for first in by_letter)]
    for first, listed in by_letter.items():
        made.append(heading(first, 2, f"letter-{first}"))
        made.append(nodes.bullet_list("", *(items[name] for name in listed), classes=["names"]))
    return made


def _named(dossier: Dossier, name: Name) -> nodes.list_item:
    """A name, with where it is named and the findings on it; those of an entry stand on its page."""
    title = name.name if name.entry is None else xref(name.entry.kind, name.entry.id, name.name)
    counted = _number_of_findings(len(name.findings)) if name.entry is not None and name.findings else ""
    passages = joined([[xref("passage", id)] for id in name.passages])
    pages = joined([[doc(page.docname)] for page in name.pages])
    parts = [inlines(counted or ()), passages, sentence(_("named on {pages}"), pages=pages) if pages else []]
    said = joined([[span(name.sort.lower(), "sort")], *filter(None, parts)], "; ")
    line = paragraph([span(title, "name"), ", ", *said])
    item = nodes.list_item("", line, ids=[_id(name.name)])
    if name.entry is None and name.findings:
        found = bullets([finding_link(dossier, finding) for finding in name.findings], "findings-list")
        item += folded(_number_of_findings(len(name.findings)), found) if len(name.findings) > OPEN else found
    return item


def _see(other: str, name: str) -> nodes.list_item:
    link = nodes.reference("", name, refid=_id(name))
    return nodes.list_item("", paragraph(sentence(_("{other}: see {name}"), other=other, name=link)))


def _id(name: str) -> str:
    return f"name-{nodes.make_id(name)}"


@view("letters")
def letters_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The letters of the glossary, each with a link to its first term."""
    firsts = {letter(name): name for name in reversed(_in_order(term.names[0] for term in dossier.terms.values()))}
    terms = ((name, nodes.Text(first)) for first, name in reversed(firsts.items()) if first)
    return [_letters(pending("std", "term", name, shown, is_explicit=True) for name, shown in terms)]


def _letters(links: Iterable[nodes.Node]) -> nodes.paragraph:
    return paragraph(joined(([link] for link in links), " "), "letters")
