"""Links from what a page cites to the documents themselves.

A citation opens its source; the symbol of a document opens its official text; and the page ends with its references. What a
symbol looks like and where its document is, the site says (``dossier/site.py``).
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from dossier.build import build_of
from dossier.formatting import long_date
from dossier.graph import Dossier
from dossier.lookups import Lookups
from dossier.model.reference import Reference
from dossier.site import site
from dossier.views.nodes import bullets, folded, joined, paragraph, version
from dossier.views.registry import view

KEY = "source_key"
"""The attribute of a link to a source that holds the key of its reference."""

_NO_LINKS_IN = (
    nodes.citation,
    nodes.literal,
    nodes.literal_block,
    nodes.raw,
    nodes.reference,
    nodes.rubric,
    nodes.term,
    nodes.title,
)


class OpenSources(SphinxPostTransform):
    """Have citations open their sources, and list these at the end, once citations and cross-references are resolved."""

    default_priority = 20
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the links, then add the list; the pages of the bibliography list their references themselves."""
        docname = self.env.current_document.docname
        references = build_of(self.env).part(Lookups).of(docname).source.references
        prefix = str(self.config.bibtex_cite_id).format(key="")
        cited: dict[str, tuple[Reference, str]] = {}
        for link in self.document.findall(nodes.reference):
            if any("labels" in above.get("classes", ()) for above in _ancestors(link) if isinstance(above, nodes.Element)):
                continue  # the list of the whole bibliography
            _, mark, key = str(link.get("refuri", "")).partition(f"#{prefix}")
            if mark and key in references and self.app.builder.name != "book":
                cited.setdefault(key, (references[key], link["refuri"]))
                if references[key].address:
                    link["refuri"], link[KEY] = references[key].address, key
                    link["classes"].append("source-link")
        lists_them = any(True for _ in self.document.findall(nodes.citation))
        top = next(self.document.findall(nodes.section), None)
        if cited and top is not None and not lists_them and docname != self.config.root_doc:
            top += folded(f"References ({len(cited)})", bullets(map(_entry, cited.values()), "page-references"))


@view("official-text")
def official_text(dossier: Dossier, docname: str, subject: object) -> list[nodes.Node]:
    """Where the report itself can be read, in each of its languages."""
    symbol = dossier.source.report.symbol
    links = joined([[version(*known)] for known in site().versions_of(symbol)])
    return [paragraph([f"Official text of {symbol}: ", *links], "official-text")] if links else []


def _entry(cited: tuple[Reference, str]) -> list[str | nodes.Node]:
    """A reference as the foot of a page has it: its label leads to the bibliography, its title to the document."""
    reference, listed = cited
    label = nodes.reference("", reference.label, refuri=listed, internal=True)
    title = nodes.reference("", reference.title, refuri=reference.address) if reference.address else nodes.Text(reference.title)
    rest = "".join(f", {part}" for part in (reference.publisher, long_date(reference.date)) if part)
    return [label, ": ", title, f"{rest}."]


class LinkSymbols(SphinxPostTransform):
    """Have each document symbol in the text of a page open its official text."""

    default_priority = 21
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace the texts that have a symbol and stand in no link or heading."""
        if (pattern := site().symbol) is None:
            return
        for text in [text for text in self.document.findall(nodes.Text) if pattern.search(text)]:
            if not any(isinstance(above, _NO_LINKS_IN) for above in _ancestors(text)):
                text.parent.replace(text, list(_linked(text.astext())))


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while (node := node.parent) is not None:
        yield node


def _linked(text: str) -> Iterator[nodes.Node]:
    pattern, end = site().symbol, 0
    assert pattern is not None
    for found in pattern.finditer(text):
        if official := site().address_of(found[0]):
            yield nodes.Text(text[end : found.start()])
            yield nodes.reference("", found[0], refuri=official, classes=["official"])
            end = found.end()
    yield nodes.Text(text[end:])
