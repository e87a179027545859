"""The list of names, from A to Z; and the letters that lead into a long list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from docutils import nodes
from sphinx.addnodes import pending_xref

from dossier.graph import Dossier
from dossier.names import Name, Names
from dossier.views.nodes import bullets, doc, finding_link, folded, heading, inlines, joined, paragraph, span, xref
from dossier.views.registry import view

OPEN = 6
"""How many findings on a name are listed openly."""


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
    items = {name: _item(dossier, docname, found) for name, found in names.by_name.items()}
    items |= {other: _see(other, name) for other, name in instead.items()}
    by_letter: dict[str, list[nodes.Node]] = {}
    for name in _in_order(filter(letter, items)):
        by_letter.setdefault(letter(name), []).append(items[name])
    made: list[nodes.Node] = [_letters({first: nodes.reference("", first, refid=f"letter-{first}") for first in by_letter})]
    for first, listed in by_letter.items():
        made += [heading(first, 2, f"letter-{first}"), nodes.bullet_list("", *listed, classes=["names"])]
    return made


def _item(dossier: Dossier, docname: str, name: Name) -> nodes.list_item:
    """A name, with where it is named and the findings on it; those of an entry stand on its page."""
    title: nodes.Node = span(name.name, "name")
    if name.entry is not None:
        title = span(xref(docname, name.entry.kind, name.entry.id, name.name), "name")
    told = [f"{len(name.findings)} finding{'s' * (len(name.findings) != 1)}"] if name.entry is not None and name.findings else []
    passages = joined([[xref(docname, "passage", id)] for id in name.passages])
    pages = joined([[doc(docname, page.docname)] for page in name.pages])
    parts = [inlines(told), passages, [nodes.Text("named on "), *pages] if pages else []]
    line = paragraph([title, " ", span(name.sort.lower(), "sort"), " ", *joined(filter(None, parts), "; ")])
    item = nodes.list_item("", line, ids=[_id(name.name)])
    if name.entry is None and name.findings:
        found = bullets([finding_link(dossier, docname, finding) for finding in name.findings], "findings-list")
        item += folded(f"{len(name.findings)} findings", found) if len(name.findings) > OPEN else found
    return item


def _see(other: str, name: str) -> nodes.list_item:
    return nodes.list_item("", paragraph([f"{other}: see ", nodes.reference("", name, refid=_id(name))]))


def _id(name: str) -> str:
    return f"name-{nodes.make_id(name)}"


@view("letters")
def letters_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The letters of the glossary, each with a link to its first term."""
    firsts = {letter(name): name for name in reversed(_in_order(term.names[0] for term in dossier.terms.values()))}
    return [_letters({first: _term(docname, name, first) for first, name in reversed(firsts.items()) if first})]


def _term(docname: str, name: str, text: str) -> pending_xref:
    return pending_xref(
        "", nodes.Text(text), refdomain="std", reftype="term", reftarget=name, refexplicit=True, refwarn=True, refdoc=docname
    )


def _letters(links: Mapping[str, nodes.Node]) -> nodes.paragraph:
    return paragraph(joined([[link] for link in links.values()], " "), "letters")
