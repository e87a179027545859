"""A page as the search index sees it: its main text, with an address for every section and finding, and its facets.

The views stand in the folder of the doctrees, a file a page, so that a rebuild writes those of changed pages alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.application import Sphinx

from dossier.build import build_of
from dossier.graph import Dossier
from dossier.kinds import KINDS
from dossier.model.page import Page
from dossier.search.facets import Facets, facets_of
from dossier.search.names import aliases_of
from dossier.views.nodes import CITATIONS, words_without

PART = 300
"""Words after which a long page goes on in a further part at its next address, so that no hit loads much text."""

LONGEST = 400
"""Words after which it does so anywhere."""

LEFT_OUT = set(
    "findings-list related cited-by label-line map-list support-counts legend toctree-wrapper finding-source other-reports "
    "provision-source page-references findings-table".split()
)
"""Classes of what repeats the text of other pages: furniture, and the citations under findings."""

MARKS = CITATIONS | {"support", "corrected", "headerlink"}
"""Classes of what stands in a sentence and is no part of it."""

WEIGHTS = {
    "corrections": 0.4,
    "card": 0.2,
    "passage": 0.1,
    "entries": 0.2,
    "timeline": 0.15,
    "ties": 0.4,
}
"""How much a word counts in text of a class; 1 is usual. Register and sources stand behind the pages that say the thing."""

HEADINGS = (2.0, 4.0, 3.0)
"""How much more than the text a word of a heading counts, by level; little for a title, which the search weighs itself."""

TERM = 2.0
"""How much a word of a term counts more than the text under it."""

FINDING = 3.0
"""How much a word counts in a finding: what the page is there to say."""

ENTRY, TEXT, BARE = 1.0, 0.8, 0.15
"""How much a word counts on a page with a subject or findings, on another with sources, and on one without any."""


@dataclass(frozen=True)
class Block:
    """A stretch of a page.

    :param address: whether it starts something that has an address of its own
    :param again: how a further part starts that goes on under this heading
    :param closing: whether it only ends what has an address, for which the next address will do as well
    """

    html: str
    words: int = 0
    address: bool = False
    again: str = ""
    closing: bool = False


def views_folder(app: Sphinx) -> Path:
    """Where the views of all pages stand."""
    return Path(app.doctreedir, "search")


def views_of(folder: Path, docname: str) -> Iterator[tuple[str, str]]:
    """The view of a page: of each part its path below the root of the views, and its HTML.

    :param folder: where the views of all pages stand
    """
    path = folder / f"{docname}.json"
    for number, html in enumerate(json.loads(path.read_text(encoding="utf-8")) if path.exists() else ()):
        yield f"{docname}.part{number}.html" if number else f"{docname}.html", html


def page_and_part(path: str) -> tuple[str, int]:
    """The page of a view, and which part of it that is, from 0."""
    docname, _, part = path.removesuffix(".html").partition(".part")
    return docname, int(part or 0)


def write_view(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write a page as the index sees it (``doctree-resolved``)."""
    if app.builder.name != "html":
        return
    dossier = build_of(app.env).dossier
    title = app.env.titles[docname].astext()
    page = dossier.pages.get(docname)
    facets = facets_of(app.env, docname)
    head = _head({"title": title, "names": "; ".join(aliases_of(page)) if page else "", **_shown(facets)})
    findings = (dossier.findings[finding.id] for finding in page.findings) if page else ()
    supports = {finding.id: finding.support.id for finding in findings if finding.page is page}
    weight = _weight(dossier, page)
    reader = _Reader(
        supports, {row.term for row in KINDS[page.kind].card(page) if row.text} if page and page.kind and page.meta else set()
    )
    bodies = ("\n".join(block.html for block in part) for part in _parts(reader.read(doctree, weight)))
    start, end = f'<html lang="{app.config.language}">\n{head}<body data-pagefind-body>\n', "\n</body></html>\n"
    target = views_folder(app) / f"{docname}.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps([f"{start}{body}{end}" for body in bodies]), encoding="utf-8")


def _weight(dossier: Dossier, page: Page | None) -> float:
    if page is not None and (page.kind or page.findings):
        return ENTRY
    return TEXT if page is not None and any(dossier.references_of(page)) else BARE


def _shown(facets: Facets) -> dict[str, str]:
    """What a hit shows of the facets of its page: its kind, and the words for the support of its findings.

    They are no filters of Pagefind's, which writes those in a random order.
    """
    support = ", ".join(f"{id}: {label}" for id, label in sorted(facets.get("support", {}).items()))
    return {"kind": ", ".join(sorted(facets["kind"].values())), "support": support}


def _head(metas: Mapping[str, str]) -> str:
    lines = [f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">' for name, text in metas.items() if text]
    return "<head>\n" + "\n".join(lines) + "\n</head>\n"


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    words, again = 0, ""
    for block in blocks:
        if block.address and part and part[-1].closing:
            part.pop()
        if words >= (PART if block.address else LONGEST):
            yield part
            part, words = [] if block.address else [Block(again)], 0
        part.append(block)
        words, again = words + block.words, block.again or again
    yield part


class _Reader:
    """Reads the blocks of a page.

    :param supports: the support of the findings that stand on it
    :param terms: the rows of its fact card that say something of it alone
    """

    def __init__(self, supports: Mapping[str, str], terms: Set[str]) -> None:
        self.supports = supports
        self.terms = terms

    def read(self, node: nodes.Node, weight: float, level: int = 0, under: str = "") -> Iterator[Block]:
        """The blocks of a node.

        :param level: how many sections it stands in
        :param under: the address of the section in which it stands
        """
        if isinstance(node, nodes.rubric) and node["ids"] and self._is_followed(node):
            yield Block(f'<h2 id="{node["ids"][0]}" data-pagefind-weight="{WEIGHTS["passage"]}">{_text(node)}</h2>', 1, True)
        if not isinstance(node, nodes.Element) or self._is_left_out(node):
            return
        weight = _weight_of(node, weight)
        if isinstance(node, nodes.section):
            level, under = level + 1, node["ids"][0]
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            yield _heading(level, under, _text(node), weight)
        elif isinstance(node, nodes.term) and node["ids"]:
            yield Block(f'<dt id="{node["ids"][0]}" data-pagefind-weight="{TERM * weight:.2g}">{_text(node)}</dt>', 1, True)
        elif isinstance(node, nodes.citation):
            weight = WEIGHTS["passage"]
            yield Block(f'<cite id="{node["ids"][0]}" data-pagefind-weight="{weight}">{_text(node[0])}</cite>', 1, True)
            yield from _leaf(node[1], weight)
        elif isinstance(node, nodes.TextElement):
            yield from _leaf(node, weight)
        else:
            inner = (block for child in node.children for block in self.read(child, weight, level, under))
            yield from self._finding(node["finding"], inner, under) if "finding" in node else inner

    def _is_followed(self, node: nodes.rubric) -> bool:
        """Whether the next thing under a heading outside all sections is kept, so that the heading is its address."""
        below = node.next_node(descend=False, siblings=True)
        return isinstance(below, nodes.Element) and not self._is_left_out(below)

    def _is_left_out(self, node: nodes.Element) -> bool:
        if isinstance(node, nodes.field) and "card" in node.parent["classes"] and self.terms:
            return node[0].astext() not in self.terms
        if isinstance(node, nodes.title) and "folded" in node.parent["classes"]:
            return True
        return isinstance(node, _SILENT) or not LEFT_OUT.isdisjoint(node.get("classes", ()))

    def _finding(self, id: str, inner: Iterator[Block], under: str) -> Iterator[Block]:
        """The blocks of a finding, between elements that tell a hit its support and where it ends."""
        tag = f"finding-{self.supports.get(id, '')}"
        yield Block(f'<{tag} id="{id}"></{tag}>', 0, True)
        yield from inner
        yield Block(f'<under-heading id="{under}"></under-heading>', closing=True)


_SILENT = (nodes.raw, nodes.comment, nodes.image, nodes.rubric, nodes.field_name, nodes.system_message, nodes.Invisible, toctree)


def _weight_of(node: nodes.Element, weight: float) -> float:
    if "finding" in node:
        weight = max(weight, FINDING)
    if isinstance(node, nodes.table) and weight < ENTRY:
        weight = min(weight, WEIGHTS["passage"])
    classes: list[str] = node.get("classes", [])
    return min([weight, *(WEIGHTS[name] for name in classes if name in WEIGHTS)])


def _heading(level: int, id: str, text: str, weight: float) -> Block:
    weights = (HEADINGS[min(level, 3) - 1] * weight, 0.1)
    first, again = (f'<h{level} id="{id}" data-pagefind-weight="{counts:.2g}">{text}</h{level}>' for counts in weights)
    return Block(first, 1, level > 1, again)


def _leaf(node: nodes.Node, weight: float) -> Iterator[Block]:
    text = _text(node)
    if text:
        attribute = "" if weight == 1 else f' data-pagefind-weight="{weight}"'
        yield Block(f"<p{attribute}>{text}</p>", text.count(" ") + 1)


def _text(node: nodes.Node) -> str:
    """The text of a node without what is no part of its sentence: marks of support, citations, marks of permanent links."""
    return escape(words_without(node, MARKS))
