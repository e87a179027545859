"""References: the bibliography, the references of a page, and links from citations and document symbols to the documents.

sphinxcontrib-bibtex renders citations and references, with the labels given in the bibliography.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pybtex.plugin
import sphinxcontrib.bibtex.plugin
from docutils import nodes
from pybtex.database import Entry
from pybtex.richtext import BaseText, HRef, Tag, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels import BaseLabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting import BaseSortingStyle
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import traverse_parent
from sphinxcontrib.bibtex.directives import BibliographyDirective
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.label import LabelReferenceStyle

from dossier.domain.build import build_of
from dossier.graph import Dossier
from dossier.locale import _, capitalized
from dossier.model.page import Page
from dossier.model.site import site
from dossier.model.source import Reference
from dossier.parser.bibliography import reference_of
from dossier.views.links import cite, doc, version_link, xref
from dossier.views.nodes import bullets, folded, joined, paragraph, sentence, span
from dossier.views.registry import directive, view

LISTS = ("bibliography", "references")
"""The directives that list references."""

KEY = "source_key"
"""The attribute that holds the key of the reference on a link to its source."""

_SKIPPED = (nodes.citation, nodes.literal, nodes.literal_block, nodes.raw, nodes.reference, nodes.rubric, nodes.term, nodes.title)
"""The nodes in whose text symbols are not linked."""


@directive("references")
class ReferencesDirective(BibliographyDirective):
    """The references of some kinds; only one per page, because every reference gets an id."""

    required_arguments = 1
    optional_arguments = 0
    has_content = False
    option_spec: ClassVar[dict[str, Any]] = {}

    def run(self) -> list[nodes.Node]:
        """Return a placeholder for the references, filtered by kind."""
        if "bibtex_bibliography_count" in self.env.temp_data:
            raise self.error("this page has references already; name all their kinds there, or make a page for these")
        kinds = sorted(self.arguments.pop().split())
        self.options["filter"] = f"kind in {{{', '.join(map(repr, kinds))}}}"
        return list(super().run())


def lists_reference(page: Page, reference: Reference) -> bool:
    """Return whether a page lists a reference."""
    listing = (block for block in page.blocks if block.name in LISTS)
    return any(block.name == "bibliography" or reference.kind in block.argument.split() for block in listing)


def say_where_cited(dossier: Dossier, page: Page, document: nodes.document, domain: BibtexDomain) -> None:
    """Add to each reference in a bibliography the pages and passages that cite it."""
    if any(block.name in LISTS for block in page.blocks):
        known = dict(dossier.source.references)
        keys = {item.citation_id: item.key for item in domain.citations if item.bibliography_key.docname == page.docname}
        for entry in document.findall(nodes.citation):
            if reference := known.get(keys.get(entry["ids"][0], "")):
                _mark_language(entry, reference)
                entry += _where_cited(dossier, reference)


def _mark_language(entry: nodes.citation, reference: Reference) -> None:
    """Mark the language of a reference's title, if it is not that of the site."""
    for text in list(entry.findall(nodes.Text)) if reference.language else ():
        if text.startswith(reference.title):
            text.parent.replace(text, [*_title(reference), nodes.Text(text.removeprefix(reference.title))])


def _title(reference: Reference) -> list[nodes.Node]:
    title = nodes.Text(reference.title)
    return [span([title], f"language-{reference.language}")] if reference.language else [title]


def _where_cited(dossier: Dossier, reference: Reference) -> nodes.paragraph:
    """Return a paragraph with the pages that cite a reference and the passages that name it."""
    report = dossier.source.report
    parts: list[str | nodes.Node] = []
    if reference.key in (report.reference, report.digest):
        parts.append(_("Cited in every finding. "))
    if pages := dossier.pages_citing[reference.key]:
        links = joined(doc(page.docname) for page in pages)
        parts += [span(_("Cited on: "), "label"), *links, ". "]
    if passages := dossier.passages_naming[reference.key]:
        links = joined(xref("passage", passage.id) for passage in passages)
        parts += [span(_("Named in the register: "), "label"), *links, "."]
    return paragraph(parts or _("Not cited at present."), "cited-on")


@view("labels")
def labels_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All references by label, in alphabetical order, each linked to its full form.

    Each item has the same id as the full reference, so that links into a whole bibliography still work.
    """
    ordered = sorted(dossier.source.references.values(), key=_by_label)
    items = [nodes.list_item("", paragraph(cite(each.key)), ids=[f"ref-{each.key}"]) for each in ordered]
    return [nodes.bullet_list("", *items, classes=["labels"])]


def _by_label(reference: Reference) -> tuple[str, str]:
    """Return the sorting key of a reference: its label, then its key."""
    return reference.label.casefold(), reference.key


@view("official-text")
def official_text(dossier: Dossier, docname: str, subject: object) -> list[nodes.Node]:
    """Links to the official text of the report, in each of its languages."""
    symbol = dossier.source.report.symbol
    links = joined(version_link(*known) for known in site().versions_of(symbol))
    line = sentence(_("Official text of {document}: {languages}"), document=symbol, languages=links)
    return [paragraph(line, "official-text")] if links else []


class OpenSources(SphinxPostTransform):
    """Link citations to their sources, and list the sources by label at the end of the page, once the page is filled."""

    default_priority = 520
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the links, then add the list, except on pages that already list references and on the home page."""
        docname = self.env.current_document.docname
        references = build_of(self.env).lookups.of(docname).source.references
        prefix = str(self.config.bibtex_cite_id).format(key="")
        listed: dict[str, str] = {}
        for link in list(self.document.findall(nodes.reference)):
            around = link.parent
            if "bibtex-citation" in around["classes"] and "citation-group" in around.parent["classes"]:
                around.parent.replace(around, around.children)  # the group has the same style
            address, mark, key = str(link.get("refuri", "")).partition(f"#{prefix}")
            in_full_list = any("labels" in above["classes"] for above in traverse_parent(link, nodes.bullet_list))
            if mark and key in references and self.app.builder.name != "book" and not in_full_list:
                listed.setdefault(key, f"{address}{mark}{key}")
                if references[key].address:
                    link["refuri"], link[KEY] = references[key].address, key
                    link["classes"].append("source-link")
        top = next(self.document.findall(nodes.section), None)
        if listed and top is not None and docname != self.config.root_doc and not any(self.document.findall(nodes.citation)):
            title = _("References ({count})").format(count=len(listed))
            cited = sorted((references[key] for key in listed), key=_by_label)
            items = (_reference(reference, listed[reference.key]) for reference in cited)
            top += folded(title, bullets(items, "page-references"))


def _reference(reference: Reference, listed: str) -> list[str | nodes.Node]:
    """Return a reference for the foot of a page: its label links to the bibliography, its title to the document.

    :param listed: its address in the bibliography
    """
    label = nodes.reference("", reference.label, refuri=listed, internal=True)
    title = _title(reference)
    if reference.address:
        title = [nodes.reference("", "", *title, refuri=reference.address)]
    return [label, ": ", *title, reference.imprint, *_extent(reference)]


def _extent(reference: Reference) -> list[str]:
    """Return how much of a reference was read as a sentence, after a space; empty if all of it."""
    return [f" {capitalized(reference.extent)}."] if reference.extent else []


class LinkSymbols(SphinxPostTransform):
    """Link each document symbol in the text of a page to its official text.

    The site defines the pattern of symbols and the addresses of documents (``dossier/model/site.py``).
    """

    default_priority = 521
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Replace text nodes that contain a symbol, except in links, headings, code and the like."""
        if (pattern := site().symbol) is None:
            return
        page = build_of(self.env).dossier.pages.get(self.env.current_document.docname)
        for text in [text for text in self.document.findall(nodes.Text) if pattern.search(text)]:
            if not any(traverse_parent(text.parent, _SKIPPED)):
                parts = symbols_in(text.astext(), page.language if page else "")
                text.parent.replace(text, [_linked(*part) for part in parts])


def symbols_in(text: str, language: str = "") -> Iterator[tuple[str, str]]:
    """Yield the parts of a text: each symbol with the address of its official text, and the words between with none.

    :param language: the language of the version to link to, if there is one
    """
    pattern, end = site().symbol, 0
    for found in pattern.finditer(text) if pattern else ():
        versions = {tag: address for _name, tag, address in site().versions_of(found[0])}
        if official := versions.get(language) or site().address_of(found[0]):
            yield text[end : found.start()], ""
            yield found[0], official
            end = found.end()
    yield text[end:], ""


def _linked(text: str, official: str) -> nodes.Node:
    return nodes.reference("", text, refuri=official, classes=["official"]) if official else nodes.Text(text)


STYLE = "dossier"


class LabelField(BaseLabelStyle):
    """A label style that uses the ``label`` field of the bibliography."""

    def format_labels(self, sorted_entries: Iterable[Entry]) -> list[str]:
        """Return the labels, in the order of the entries; the key, if an entry has no label."""
        return [entry.fields.get("label", entry.key) for entry in sorted_entries]


class ByLabel(BaseSortingStyle):
    """A sorting style by label."""

    def sorting_key(self, entry: Entry) -> tuple[str, str]:
        """Return the case-folded label, then the key."""
        return entry.fields.get("label", entry.key).casefold(), entry.key


class DossierStyle(BaseStyle):
    """The formatting style of references: linked title, imprint and how much was read, then the annotation and the note."""

    def __init__(self) -> None:
        super().__init__(label_style=LabelField, name_style=NameStyle, sorting_style=ByLabel)

    def format_misc(self, context: dict[str, Entry]) -> BaseText:
        """Format a reference."""
        entry = context["entry"]
        reference = reference_of(entry.key, entry, Path(), {"": 0})
        title, address = reference.title, reference.address
        parts: list[BaseText | str] = [HRef(address, title) if address else title, reference.imprint, *_extent(reference)]
        if reference.annotation:
            parts += [" ", reference.annotation]
        if reference.note:
            parts += [" ", Tag("em", reference.note)]
        if not address and not reference.says_unlinked:
            parts += [" ", _("Not linked: this copy serves as provenance only.") if reference.url else _("No address is known.")]
        return Text(*parts)


@dataclass
class SemicolonReferences(LabelReferenceStyle):
    """A referencing style that separates references in one pair of brackets by semicolons."""

    bracket_parenthetical: BracketStyle = field(default_factory=lambda: BracketStyle(sep="; "))


def register() -> None:
    """Register the styles with pybtex and sphinxcontrib-bibtex."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", STYLE, DossierStyle)
    sphinxcontrib.bibtex.plugin.register_plugin("sphinxcontrib.bibtex.style.referencing", STYLE, SemicolonReferences)
