"""Lists of entries and names: tables, the cards of an index page, and the index of names from A to Z."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from docutils import nodes
from sphinx.util import docname_join

from dossier.graph import Dossier, LinkedFinding, count_within, entries_of, findings_within
from dossier.locale import _, ngettext, without_remark
from dossier.model.kinds import KINDS, kind_of, names_of_entry, nav_label, own_names, wholes_of
from dossier.model.page import Page
from dossier.parser.markup import plain
from dossier.views.links import doc, finding_link, pending, xref
from dossier.views.nodes import UNSEARCHED, Content, bullets, folded, heading, id_of, joined, paragraph, sentence, span, table
from dossier.views.registry import ArgumentDirective, ViewDirective, view


@dataclass
class Name:
    """A name in the index of names, with the places where it occurs.

    :param is_state: whether it is the name of a State
    :param entry: the page of the entry of that name
    :param findings: the findings of the entry and its parts; or those that concern the State; or those from its passages whose
        text has the name, or all from its passages if no text has it
    :param passages: the passages that list the name, each id with the kind of thing that its list names
    :param pages: the pages whose cards or provisions contain it
    """

    name: str
    is_state: bool = False
    entry: Page | None = None
    findings: list[LinkedFinding] = field(default_factory=list)
    passages: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    @property
    def sort(self) -> str:
        """The kind of thing named: "State", or the kind given by the first passage, or that of the entry, or "Person"."""
        kind = KINDS[self.entry.kind].singular if self.entry else _("Person")
        return _("State") if self.is_state else next(iter(self.passages.values()), kind)


class NameIndex:
    """Every name in a dossier (``by_name``), and the preferred name for each variant (``instead``)."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.instead: dict[str, str] = {}
        self.by_name: dict[str, Name] = {}
        for state in dossier.source.style.states:
            self._named(state.name).is_state = True
            self.instead.update(dict.fromkeys((*state.also, state.name), state.name))
        for page in (page for page in dossier.entries.values() if kind_of(page).named):
            name = self._named(page.title)
            name.entry = page
            for other in (*own_names(page), without_remark(page.title), *names_of_entry(page).aliases):
                self.instead.setdefault(other, name.name)
        self._known = {other.casefold(): name for other, name in self.instead.items()}
        self._read_passages()
        self._read_pages()
        for name in self.by_name.values():
            name.findings = self._findings(name)
        self.by_name = {name: found for name, found in self.by_name.items() if found.findings or found.passages or found.pages}

    def _named(self, name: str) -> Name:
        return self.by_name.setdefault(name, Name(name))

    def _read_passages(self) -> None:
        sorts = {"states": _("State"), "places": _("Place"), "bodies": _("Body"), "groups": _("Group"), "people": _("Person")}
        for passage in self._dossier.source.passages.values():
            for listed, sort in sorts.items():
                for item in getattr(passage, listed):
                    if name := self.called(item):
                        self._named(name).passages[passage.id] = sort

    def called(self, item: str) -> str:
        """Return the name under which an item of a passage's list is indexed; an empty string if it is not a name."""
        listed = self._dossier.source.style.listed_as.get(item, item)
        bare = without_remark(listed)
        known = self._known.get(listed.casefold()) or self._known.get(bare.casefold())
        return known or (bare if bare[:1].isupper() else next(iter(self._dossier.states_in(bare)), ""))

    def _read_pages(self) -> None:
        for page in self._dossier.pages.values():
            provisions = " ".join(plain(provision.text, self._dossier.labels) for provision in page.provisions)
            for name in (*self._dossier.states_in(provisions), *map(self.called, names_of_entry(page).people)):
                self._named(name).pages.append(page)

    def _findings(self, name: Name) -> list[LinkedFinding]:
        if name.entry is not None:
            return findings_within(self._dossier, name.entry.key)
        if name.is_state:
            return [finding for finding in self._dossier.findings.values() if name.name in finding.states]
        drawn = {f.id: f for passage in name.passages for f in self._dossier.findings_from[passage]}
        return [f for f in drawn.values() if name.name in f.text] or [*drawn.values()]


OPEN = 6
"""The number of findings on a name that are listed openly; more are folded."""

_SENTENCE = re.compile(r".*?[.?!](?=\s+[A-Z]|$)", re.DOTALL)


@view("entries", ArgumentDirective)
def entry_table(dossier: Dossier, docname: str, kind: str) -> list[nodes.Node]:
    """A table of all entries of a kind."""
    if kind not in KINDS:
        return []
    rows: list[list[Content]] = []
    for page in entries_of(dossier, kind):
        rows.append([xref(*page.key), kind_of(page).about(page), str(count_within(dossier, page))])
    title = _("All {entries}").format(entries=KINDS[kind].plural.lower())
    return [table(f"table-{kind}", title, (KINDS[kind].singular, _("About"), _("Findings")), rows, "entries")]


@view("placed", ArgumentDirective)
def placed_view(dossier: Dossier, docname: str, kind: str) -> list[nodes.Node]:
    """The entries that are placed under each entry of a kind by their front matter."""
    groups = ((page.id, dossier.placed_under[kind, page.id]) for page in entries_of(dossier, kind))
    rows = ((id, joined(xref(*entry.key, nav_label(entry)) for entry in placed)) for id, placed in groups if placed)
    made = bullets([xref(kind, id), ": ", *links] for id, links in rows)
    made[UNSEARCHED] = True  # the pages of the entries are found themselves
    return [made]


class CardsDirective(ViewDirective):
    """Cards of the entries of a kind, or of the pages named in the content, one per line."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a placeholder for the cards."""
        names = [docname_join(self.env.current_document.docname, line.strip()) for line in self.content if line.strip()]
        if missing := set(names) - self.env.found_docs:
            raise self.error(f"there is no page “{min(missing)}”; write a path relative to this page")
        return [self.place(("".join(self.arguments), names))]


@view("cards", CardsDirective)
def cards_view(dossier: Dossier, docname: str, asked: tuple[str, list[str]]) -> list[nodes.Node]:
    """A card for each page, under group headings if there are groups; parts are listed on the card of their whole."""
    kind, names = asked
    entries = [page for page in entries_of(dossier, kind) if not wholes_of(page)[1]]
    made: list[nodes.Node] = []
    for group, pages in groupby(sorted(entries, key=_group, reverse=True), key=_group):
        made += [heading(group, 2, id_of(group))] if group else []
        made.append(_cards(dossier, pages))
    return made or [_cards(dossier, [dossier.pages[name] for name in names])]


def _group(page: Page) -> str:
    return kind_of(page).group(page)


def _cards(dossier: Dossier, pages: Iterable[Page]) -> nodes.bullet_list:
    made = [nodes.list_item("", *_card(dossier, page)) for page in pages]
    return nodes.bullet_list("", *made, classes=["cards", *(["two-rows"] if len(made) == 4 else [])])


def _card(dossier: Dossier, page: Page) -> Iterator[nodes.paragraph]:
    yield paragraph(doc(page.docname), "card-title")
    summary = _SENTENCE.match(dossier.summary_of(page.docname))
    if summary and not dossier.passages_on(page.docname):
        yield paragraph(summary[0])
    if counts := list(_counts(dossier, page)):
        yield paragraph(joined(counts, "; "), "counts")


def _counts(dossier: Dossier, page: Page) -> Iterator[Content]:
    if page.kind:
        below = dossier.parts_of[page.key]
        parts: list[Content] = [[xref(*part.key), f"\u00a0{count_within(dossier, part)}"] for part in below]
        if (count := count_within(dossier, page)) or parts:
            text = _("{findings}, with those of its parts: {parts}") if parts else "{findings}"
            yield sentence(text, findings=_number_of_findings(count), parts=joined(parts))
    if passages := len(dossier.passages_on(page.docname)):
        yield ngettext("{count} passage", "{count} passages", passages).format(count=passages)


def _number_of_findings(count: int) -> str:
    return ngettext("{count} finding", "{count} findings", count).format(count=count)


def letter(name: str) -> str:
    """Return the letter under which a name is indexed; an empty string if it does not begin with a letter from A to Z."""
    first = unicodedata.normalize("NFKD", name)[:1].upper()
    return first if first.isascii() and first.isalpha() else ""


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (letter(name), name.casefold()))


@view("names")
def names_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The index of names by letter, each with its passages, pages and findings; variants refer to the preferred name."""
    names = NameIndex(dossier.whole)
    instead = {other: name for other, name in names.instead.items() if name in names.by_name and not name.startswith(other)}
    items = {name: _named(dossier, found) for name, found in names.by_name.items()}
    items |= {other: _see(other, name) for other, name in instead.items()}
    by_letter = {first: list(group) for first, group in groupby(_in_order(filter(letter, items)), key=letter)}
    letters = _letters(nodes.reference("", first, refid=f"letter-{first}") for first in by_letter)
    letters["classes"].append("in-contents")
    made: list[nodes.Node] = [letters]
    for first, listed in by_letter.items():
        shown = nodes.bullet_list("", *(items[name] for name in listed), classes=["names"])
        made += [heading(first, 2, f"letter-{first}"), shown]
    return made


def _named(dossier: Dossier, name: Name) -> nodes.list_item:
    """Return the index item of a name: the number of its findings, where it occurs and, unless it is an entry, the findings."""
    title = name.name if name.entry is None else xref(*name.entry.key, name.name)
    counted = _number_of_findings(len(name.findings)) if name.findings else ""
    passages = joined(xref("passage", id) for id in name.passages)
    pages = joined(doc(page.docname) for page in name.pages)
    named_on = sentence(_("named on {pages}"), pages=pages) if pages else []
    sort = span(name.sort if name.is_state else name.sort.lower(), "sort")
    places = joined(filter(None, (sort, counted, passages, named_on)), "; ")
    item = nodes.list_item("", paragraph([span(title, "name"), ", ", *places]), ids=[anchor_of_name(name.name)])
    if name.entry is None and name.findings:
        found = bullets([finding_link(finding) for finding in name.findings], "findings-list")
        item += folded(_("Findings"), found) if len(name.findings) > OPEN else found
    return item


def _see(other: str, name: str) -> nodes.list_item:
    link = nodes.reference("", name, refid=anchor_of_name(name))
    return nodes.list_item("", paragraph(sentence(_("{other}: see {name}"), other=other, name=link)))


def anchor_of_name(name: str) -> str:
    """Return the anchor of a name in the index of names."""
    return f"name-{id_of(name)}"


@view("letters")
def letters_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The initial letters of the glossary's terms, each linked to its first term."""
    names = _in_order(filter(letter, (term.names[0] for term in dossier.terms.values())))
    firsts = ((first, next(same)) for first, same in groupby(names, key=letter))
    return [_letters(pending("std", "term", name, nodes.Text(first), is_explicit=True) for first, name in firsts)]


def _letters(links: Iterable[nodes.Node]) -> nodes.paragraph:
    return paragraph(joined(links, " "), "letters")
