"""Previews of what links lead to: for each page a file with a few words on the target of every link in its text.

The words are taken from the dossier: when a page is written, for the links that it has then; and at the end of each build,
because what a target says may have changed while the page that links to it has not.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from textwrap import shorten
from typing import Any
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.domain.build import build_of
from dossier.files import put
from dossier.graph import Dossier
from dossier.locale import _
from dossier.model.kinds import KINDS
from dossier.model.page import Mention, Page
from dossier.parser.directives import without_citations
from dossier.parser.markup import mentions, plain
from dossier.views.references import KEY, prints

FOLDER = "previews"
"""Where the files stand below the root of the site, in folders like those of the pages."""

LONGEST = 320
"""Letters after which a text is cut at a word; a finding is never cut, because its limits may stand at its end."""

BEFORE, AFTER = "window.previews=", ";\n"
"""What makes a script of the previews: a page that is read from a disk can load a script, and no data."""

_TWO_SENTENCES = re.compile(r"(?:.*?[.?!](?=\s+[A-Z“\"])){2}", re.DOTALL)


@dataclass(frozen=True)
class Preview:
    """A few words on something.

    :param kind: what it is: a reference, a passage, a finding, a term, or the kind of an entry
    :param support: for a finding, how well it is supported
    :param sure: the same in words, and what was corrected
    """

    kind: str
    title: str
    text: str
    support: str = ""
    sure: str = ""


class Previews:
    """Finds what stands at an address; each thing, to which many links lead, once."""

    def __init__(self, env: BuildEnvironment, dossier: Dossier) -> None:
        self._dossier = dossier
        self._docnames = {dossier.url(docname): docname for docname in dossier.pages}
        self.at, self._of_source = cache(self._at), cache(self._reference)
        self._references = {env.config.bibtex_cite_id.format(key=key): key for key in dossier.source.references}
        self._sources = {reference.address: key for key, reference in dossier.source.references.items() if reference.address}
        self._terms = {
            env.domains.standard_domain.objects.get(("term", name)): (", ".join(term.names), without_citations(term.definition))
            for term in dossier.terms.values()
            for name in term.names
        }

    def of(self, place: str) -> Preview | None:
        """What stands at an address: one below the root of the site, or that of a source."""
        if "://" in place:
            return self._of_source(self._sources[place]) if place in self._sources else None
        path, _mark, anchor = place.partition("#")
        return self.at(self._docnames.get(path, ""), anchor)

    def on(self, doctree: nodes.document, docname: str) -> Iterator[tuple[str, Preview]]:
        """The previews of the links of a page, by address; none for a link that says what its target does."""
        for link in doctree.findall(nodes.reference):
            if link.get(KEY) in self._dossier.source.references:
                yield link["refuri"], self._of_source(link[KEY])
        for target, anchor, text in self._links(doctree, docname):
            found = self.at(target, anchor)
            if found and found.text != text:
                yield self._dossier.url(target, anchor), found

    def _links(self, doctree: nodes.document, docname: str) -> Iterator[tuple[str, str, str]]:
        """The links of a page within the site: page and anchor to which each leads, and its text."""
        here = self._dossier.url(docname)
        for link in doctree.findall(nodes.reference):
            path, _mark, anchor = str(link.get("refuri", "") or f"#{link.get('refid', '')}").partition("#")
            if ":" not in path and "headerlink" not in link["classes"]:
                yield self._docnames.get(urljoin(here, path), ""), anchor, link.astext()

    def _at(self, docname: str, anchor: str) -> Preview | None:
        """What a link to a page, or to a place on it, leads to, if it is something that has a preview."""
        page = self._dossier.pages.get(docname)
        if page is None:
            return None
        if not anchor:
            return self._entry(page) if page.kind and page.meta is not None else None
        if (finding := self._dossier.findings.get(anchor)) and finding.page is page:
            return Preview(_("Finding"), page.title, finding.text, finding.support.id, finding.how_sure)
        if anchor in self._dossier.source.passages:
            return self._passage(anchor) if self._dossier.register_page(anchor) == docname else None
        if found := self._terms.get((docname, anchor)):
            names = {(m.role, m.target): self._name(docname, m) for m in mentions(found[1], 1)}
            return Preview(_("Term"), found[0], brief(plain(found[1], names)))
        key = self._references.get(anchor)
        return self._of_source(key) if key and prints(page, self._dossier.source.references[key]) else None

    def _name(self, docname: str, mention: Mention) -> str:
        """The text of a role that has none of its own."""
        if mention.role == "doc":
            page = self._dossier.pages.get(normpath(join("/", dirname(docname), mention.target))[1:])
            return page.title if page else ""
        return self._dossier.labels.get((mention.role, mention.target), mention.target)

    def _entry(self, page: Page) -> Preview:
        title = self._dossier.labels.get((page.kind, page.id), page.title)
        return Preview(KINDS[page.kind].singular, title, brief(page.meta.summary))

    def _passage(self, id: str) -> Preview:
        passage, title = self._dossier.source.passages[id], f"{id}, {self._dossier.source.locator((id,))}"
        return Preview(_("Passage"), title, brief(passage.paraphrase))

    def _reference(self, key: str) -> Preview:
        reference = self._dossier.source.references[key]
        said = f"{reference.title}{reference.imprint} {brief(reference.annotation, LONGEST // 2)}"
        return Preview(_("Reference"), reference.label, said.strip())


def brief(text: str, longest: int = LONGEST) -> str:
    """The first two sentences of a text, and of long ones as much as fits."""
    found = _TWO_SENTENCES.match(text)
    words = " ".join((found[0] if found else text).split())
    return words if len(words) <= longest else shorten(words, longest, placeholder=" ...")


def write_previews(app: Sphinx, doctree: nodes.document, docname: str) -> str:
    """Write the previews of a page.

    :return: the file, below the root of the site
    """
    shown = build_of(app.env).part(Previews).on(doctree, docname)
    _write(Path(app.outdir, file_of(docname)), dict(shown))
    return file_of(docname)


def refresh(app: Sphinx) -> None:
    """Bring the previews of all pages up to date."""
    previews = build_of(app.env).part(Previews)
    for docname in build_of(app.env).dossier.pages:
        path = Path(app.outdir, file_of(docname))
        if path.exists():
            found = {place: previews.of(place) for place in _read(path)}
            _write(path, {place: preview for place, preview in found.items() if preview})


def file_of(docname: str) -> str:
    """The file of a page, below the root of the site."""
    return f"{FOLDER}/{docname}.js"


def _read(path: Path) -> dict[str, Any]:
    """The previews that a file holds, by address."""
    return dict(json.loads(path.read_text(encoding="utf-8").removeprefix(BEFORE).removesuffix(AFTER)))


def _write(path: Path, previews: dict[str, Preview]) -> None:
    """Write previews by address, if the file does not hold them already."""
    made = {place: {name: text for name, text in vars(preview).items() if text} for place, preview in previews.items()}
    text = f"{BEFORE}{json.dumps(made, ensure_ascii=False, separators=(',', ':'))}{AFTER}"
    put(path, text.encode())
