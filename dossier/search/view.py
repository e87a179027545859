"""A page as the search index sees it: its main text, with an address for every section and finding, and its facets.

The views stand in the folder of the doctrees, one or more files a page, so that a rebuild writes those of changed pages alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import toctree
from sphinx.application import Sphinx

from dossier.domain import domain_of
from dossier.records.page import Page
from dossier.search.facets import Facets, facets_of
from dossier.search.names import aliases_of

PART = 300
"""Words after which a long page goes on in a further part at its next address, so that no hit loads much text."""

LONGEST = 400
"""Words after which it does so anywhere."""

LEFT_OUT = {"findings-list", "related", "cited-by", "label-line", "toctree-wrapper", "finding-source", "provision-source"}
"""Classes of what repeats the text of other pages: furniture, and the citations under findings."""

WEIGHTS = {
    "corrections": 0.4,
    "card": 0.2,
    "passage": 0.15,
    "entries": 0.2,
    "ties": 0.4,
}
"""How much a word counts in text of a class; 1 is usual. Register and sources stand behind the pages that say the thing."""

HEADINGS = (2, 4, 3)
"""How much a word counts in a heading, by its level; a title counts for little here, because the search weighs titles by itself."""

FINDING = 3.0
"""How much a word counts in a finding: what the page is there to say."""

ENTRY, TEXT, GATEWAY = 1.0, 0.6, 0.3
"""How much a word counts on a page with a subject, on another page, and on a page that leads to others and states nothing itself."""


@dataclass(frozen=True)
class Block:
    """A stretch of a page.

    :param address: whether it starts something that has an address of its own
    :param again: how a further part starts that goes on under this heading
    """

    html: str
    words: int = 0
    address: bool = False
    again: str = ""


def views_folder(app: Sphinx) -> Path:
    """Where the views of all pages stand."""
    return Path(app.doctreedir, "search")


def write_view(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Write a page as the index sees it (``doctree-resolved``)."""
    if app.builder.name != "html":
        return
    dossier = domain_of(app.env).sealed
    title = app.env.titles[docname].astext()
    page = dossier.pages.get(docname)
    facets = facets_of(app.env, docname)
    head = _head({"title": title, "names": "; ".join(aliases_of(page)) if page else "", **_shown(facets)})
    target = views_folder(app) / f"{docname}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    claims = (dossier.claims[finding.id] for finding in page.findings) if page else ()
    standings = {claim.id: claim.standing for claim in claims if claim.page is page}
    weight = _weight(page, leads=docname in app.env.toctree_includes)
    parts = list(_parts(_walk(doctree, 0, weight, "", standings)))
    for number, part in enumerate(parts):
        path = target.with_suffix(f".part{number}.html") if number else target
        body = "\n".join(block.html for block in part)
        path.write_text(f'<html lang="{app.config.language}">\n{head}<body data-pagefind-body>\n{body}\n</body></html>\n')
    number = max(1, len(parts))
    while (left := target.with_suffix(f".part{number}.html")).exists():
        left.unlink()
        number += 1


def _weight(page: Page | None, *, leads: bool) -> float:
    if page is not None and (page.kind or page.findings):
        return ENTRY
    return GATEWAY if leads else TEXT


def _shown(facets: Facets) -> dict[str, str]:
    """What a hit shows of the facets of its page: kind and standings.

    They are no filters of Pagefind's, which writes those in a random order.
    """
    return {name: ", ".join(sorted(facets.get(name, {}).values())) for name in ("kind", "standing")}


def _head(metas: Mapping[str, str]) -> str:
    lines = [f'<meta data-pagefind-meta="{name}[content]" content="{escape(text)}">' for name, text in metas.items() if text]
    return "<head>\n" + "\n".join(lines) + "\n</head>\n"


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    words, again = 0, ""
    for block in blocks:
        if words >= (PART if block.address else LONGEST):
            yield part
            part, words = [] if block.address else [Block(again)], 0
        part.append(block)
        words, again = words + block.words, block.again or again
    yield part


def _walk(node: nodes.Node, level: int, weight: float, under: str, standings: Mapping[str, str]) -> Iterator[Block]:
    """The blocks of a node.

    :param level: how many sections it stands in
    :param under: the address of the section in which it stands
    """
    if not isinstance(node, nodes.Element) or isinstance(node, _SILENT) or LEFT_OUT.intersection(node.get("classes", ())):
        return
    if "finding" in node:
        weight = max(weight, FINDING)
    weight = min([weight, *(WEIGHTS[name] for name in node.get("classes", ()) if name in WEIGHTS)])
    if isinstance(node, nodes.table) and weight < ENTRY:
        weight = min(weight, WEIGHTS["passage"])
    if isinstance(node, nodes.section):
        level, under = level + 1, node["ids"][0]
    if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
        yield _heading(level, under, _text(node))
    elif isinstance(node, nodes.term) and node["ids"]:
        yield Block(f'<dt id="{node["ids"][0]}" data-pagefind-weight="2">{_text(node)}</dt>', 1, True)
    elif isinstance(node, nodes.citation):
        yield Block(f'<cite id="{node["ids"][0]}" data-pagefind-weight="{WEIGHTS["passage"]}">{_text(node[0])}</cite>', 1, True)
        yield from _leaf(node[1], WEIGHTS["passage"])
    elif isinstance(node, nodes.TextElement):
        yield from _leaf(node, weight)
    elif "finding" in node:
        yield Block(f'<finding-{standings.get(node["finding"], "")} id="{node["finding"]}"></finding-{standings.get(node["finding"], "")}>', 0, True)
        for child in node.children:
            yield from _walk(child, level, weight, under, standings)
        yield Block(f'<under-heading id="{under}"></under-heading>')
    else:
        for child in node.children:
            yield from _walk(child, level, weight, under, standings)


_SILENT = (nodes.raw, nodes.comment, nodes.image, nodes.rubric, nodes.field_name, nodes.system_message, nodes.Invisible, toctree)


def _heading(level: int, id: str, text: str) -> Block:
    first, again = (f'<h{level} id="{id}" data-pagefind-weight="{weight}">{text}</h{level}>' for weight in (HEADINGS[min(level, 3) - 1], 0.1))
    return Block(first, 1, level > 1, again)


def _leaf(node: nodes.Node, weight: float) -> Iterator[Block]:
    text = _text(node)
    if text:
        attribute = "" if weight == 1 else f' data-pagefind-weight="{weight}"'
        yield Block(f"<p{attribute}>{text}</p>", text.count(" ") + 1)


def _text(node: nodes.Node) -> str:
    """The text of a node without standings, of which a hit shows its own, and without marks of permanent links."""
    marks = {id(text) for mark in node.findall(_is_mark) for text in mark.findall(nodes.Text)}
    kept = "".join(text.astext() for text in node.findall(nodes.Text) if id(text) not in marks)
    return escape(" ".join(kept.split()))


def _is_mark(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline | nodes.reference) and bool({"standing", "headerlink"}.intersection(node["classes"]))
