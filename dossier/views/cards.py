"""Cards that lead on from an index page: each page with a sentence on it, and how much it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from docutils import nodes
from sphinx.util import docname_join

from dossier.graph import Dossier, ordered
from dossier.kinds import KINDS, group_of, wholes_of
from dossier.model.page import Page
from dossier.views.nodes import doc, heading, joined, paragraph, xref
from dossier.views.registry import ViewDirective, view

_SENTENCE = re.compile(r".*?[.?!](?=\s+[A-Z]|$)", re.DOTALL)


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
    entries = ordered(page for (name, _), page in dossier.entries.items() if name == kind and not wholes_of(page)[1])
    made: list[nodes.Node] = []
    for group, pages in groupby(sorted(entries, key=group_of, reverse=True), key=group_of):
        made += [heading(group, 2, nodes.make_id(group))] if group else []
        made.append(_cards(dossier, docname, [page.docname for page in pages]))
    return made or [_cards(dossier, docname, names)]


def _cards(dossier: Dossier, docname: str, names: list[str]) -> nodes.bullet_list:
    made = [nodes.list_item("", *_card(dossier, docname, dossier.pages[name])) for name in names]
    return nodes.bullet_list("", *made, classes=["cards"])


def _card(dossier: Dossier, docname: str, page: Page) -> Iterator[nodes.paragraph]:
    yield paragraph(doc(docname, page.docname), "card-title")
    sentence = _SENTENCE.match(dossier.summary_of(page.docname))
    if sentence and not dossier.passages_on(page.docname):
        yield paragraph(sentence[0])
    if counts := list(_counts(dossier, docname, page)):
        yield paragraph(joined(counts, "; "), "counts")


def _counts(dossier: Dossier, docname: str, page: Page) -> Iterator[list[nodes.Node]]:
    if page.kind:
        if findings := dossier.findings_on(page.kind, page.id):
            yield [nodes.Text(_number(len(findings), "finding"))]
        if parts := dossier.parts_of(page.kind, page.id):
            yield joined([[xref(docname, part.kind, part.id)] for part in parts])
    if passages := dossier.passages_on(page.docname):
        yield [nodes.Text(_number(len(passages), "passage"))]


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"
