"""The parts of a page: the targets of a search, each with its own address.

A part is the lead of the page, a section, a finding, a passage of the register, a term, an event or a source. Its ``text`` has
the sentences that a result shows, without notes, citations, badges and tables. ``more`` has other words that lead to it, such as
those of a fact card. Parts are stored in the doctree folder, one file per page, so that a rebuild extracts those of changed
pages only.
"""

import json
import re
from collections.abc import Iterable, Set
from dataclasses import asdict, dataclass, field
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.application import Sphinx

from dossier.domain.build import build_of, makes_site
from dossier.files import write_if_changed
from dossier.model.kinds import kind_of, names_of_entry
from dossier.model.page import Page
from dossier.search.names import aliases_of
from dossier.views.links import CITATIONS
from dossier.views.nodes import UNSEARCHED

SORTS = LEAD, SECTION, FINDING, PASSAGE, TERM, EVENT, SOURCE = "lead", "section", "finding", "passage", "term", "event", "source"
"""The sorts of parts."""

LEFT_OUT = frozenset(
    "findings-list cited-by map-list key-figures toctree-wrapper languages support-counts legend findings-table names letters "
    "cards compared finding-source provision-source other-reports page-references corrections evidence picture retired".split()
)
"""The classes of content that is not part of a page's own text: notes, citations, pictures, and text from other pages."""

NUMBERS = re.compile(r"\d+-\d+")
"""The start of a fact that is searched with its term, because it opens with numbers, such as a vote."""

MARKS = CITATIONS | {"support", "corrected", "headerlink"}
"""The classes of inline content that is not part of a sentence."""


@dataclass
class Part:
    """A part of a page.

    :param anchor: its id on the page; empty for the page itself
    :param text: its sentences
    :param more: other words that lead to it; for a finding, the heading above it
    """

    sort: str
    anchor: str
    title: str
    text: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)


def _file_of(app: Sphinx, docname: str) -> Path:
    """Return the file in which the parts of a page are stored."""
    return Path(app.doctreedir, "search", f"{docname}.json")


def parts_of(app: Sphinx, docname: str) -> list[Part]:
    """Return the stored parts of a page."""
    path = _file_of(app, docname)
    return [Part(**part) for part in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []


def write_parts(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Store the parts of a page (``doctree-resolved``); a page in another language has a lead alone, with all headings."""
    if not makes_site(app):
        return
    page = build_of(app.env).dossier.pages.get(docname)
    title = app.env.titles[docname].astext()
    reader = _Reader(title, _rows(page))
    reader.read(doctree)
    found = [part for part in reader.parts if part.sort == LEAD or part.text or part.more]  # without empty sections
    if page and page.language:
        found = [Part(LEAD, "", title, [], [part.title for part in found[1:]])]
    write_if_changed(_file_of(app, docname), json.dumps([asdict(part) for part in found]).encode())


def _rows(page: Page | None) -> Set[str] | None:
    """Return the terms of the fact-card rows that have text of their own, except names, which are indexed as such."""
    if page is None or not kind_of(page).name:
        return None
    names = {*names_of_entry(page).names, *aliases_of(page)}
    return {row.term for row in kind_of(page).card(page) if row.text and not names.issuperset(re.split("[,،] ", row.text))}


class _Reader:
    """Reads a doctree, and adds its text to the current part.

    :param rows: the terms of the rows of a fact card to read; ``None`` for all
    """

    def __init__(self, title: str, rows: Set[str] | None) -> None:
        self.rows = rows
        self.current = Part(LEAD, "", title)
        self.parts = [self.current]

    def read(self, node: nodes.Node) -> None:
        """Read a node and its descendants."""
        if isinstance(node, nodes.rubric) and node["ids"]:
            self._open(SECTION, node, words(node))
        if not isinstance(node, nodes.Element) or isinstance(node, _SILENT) or node.get(UNSEARCHED):
            return
        if not LEFT_OUT.isdisjoint(node.get("classes", ())):
            return
        if isinstance(node, nodes.section):
            self._section(node)
        elif isinstance(node, nodes.citation):
            self._open(SOURCE, node, words(node[0]))
            self._add_text(node[1:])
        elif isinstance(node, nodes.definition_list_item):
            self._definition(node)
        elif "finding" in node or node.get("paragraph"):
            above = self.current
            sort, title, more = (FINDING, "", [above.title]) if "finding" in node else (SECTION, words(node[-1]), [])
            self._open(sort, node, title)
            self._read_all(node.children)
            self.current.more += more if above.anchor else []
            self.current = above
        elif isinstance(node, nodes.field_list):
            self._card(node)
        elif isinstance(node, nodes.TextElement):
            self._add_text([] if isinstance(node, nodes.title) else [node])
        else:
            self._read_all(node.children)

    def _read_all(self, children: Iterable[nodes.Node]) -> None:
        for child in children:
            self.read(child)

    def _section(self, node: nodes.section) -> None:
        title = node.next_node(nodes.title, siblings=False)
        if not isinstance(node.parent, nodes.document) and title is not None:
            self._open(PASSAGE if "passage" in node["classes"] else SECTION, node, words(title))
        self._read_all(child for child in node.children if child is not title)

    def _definition(self, node: nodes.definition_list_item) -> None:
        terms = [term for term in node.children if isinstance(term, nodes.term) and term["ids"]]
        above = self.current
        for term in terms:
            self._open(EVENT if term["ids"][0].startswith("event-") else TERM, term, words(term))
            self._add_text(node[len(terms) :])
            self.current = above
        self._read_all([] if terms else node.children)

    def _card(self, node: nodes.field_list) -> None:
        for row in node.children:
            if isinstance(row, nodes.field) and (self.rows is None or row[0].astext() in self.rows):
                term, said = map(words, row.children)
                self.current.more.append(f"{term} {said}" if NUMBERS.match(said) else said)

    def _open(self, sort: str, node: nodes.Element, title: str) -> None:
        self.current = Part(sort, node["ids"][0], title)
        self.parts.append(self.current)

    def _add_text(self, found: Iterable[nodes.Node]) -> None:
        self.current.text += [text for node in found if (text := words(node))]


_SILENT = (
    nodes.raw, nodes.comment, nodes.image, nodes.rubric, nodes.system_message, nodes.Invisible, nodes.figure,
    nodes.table, nodes.literal_block, toctree,
)  # fmt: skip


def words(node: nodes.Node) -> str:
    """Return the text of a node without badges, citations and permanent links, and the space before them."""
    texts: list[str] = []
    _collect(node, texts)
    return " ".join("".join(texts).split())


def _collect(node: nodes.Node, texts: list[str]) -> None:
    if isinstance(node, nodes.Text):
        texts.append(node.astext())
    elif isinstance(node, nodes.inline | nodes.reference) and not MARKS.isdisjoint(node["classes"]):
        texts[-1:] = [text.rstrip() for text in texts[-1:]]
    else:
        for child in node.children:
            _collect(child, texts)
