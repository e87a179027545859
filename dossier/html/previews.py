"""Link previews: a file for each page, with a short text on the target of every link.

The file is written with the page, for the links on it. At the end of each build its texts are updated from the dossier, because a
target may have changed while the page that links to it has not.
"""

import json
import re
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from textwrap import shorten
from typing import Any, NamedTuple
from urllib.parse import urljoin

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join

from dossier.domain.build import build_of
from dossier.files import write_if_changed
from dossier.locale import _
from dossier.model.kinds import KINDS, kind_of
from dossier.model.page import Mention, Page
from dossier.parser.markup import mentions, plain, without_citations
from dossier.views.references import KEY, lists_reference

FOLDER = "previews"
"""The folder of the files, below the root of the site, with subfolders like those of the pages."""

LONGEST = 320
"""The maximum length of a text in characters; findings are never shortened, because their qualifications may be at the end."""

BEFORE, AFTER = "window.previews=", ";\n"
"""The JavaScript around the data: a page opened from the file system can load a script, but not a data file."""

_TWO_SENTENCES = re.compile(r"(?:.*?[.?!](?=\s+[A-Z“\"])){2}", re.DOTALL)


class Preview(NamedTuple):
    """The preview of a link target.

    :param kind: its kind: a reference with its tier, a passage, a finding, a term, or the kind of an entry
    :param support: the id of a finding's support
    :param sure: a finding's support and corrections, in words
    """

    kind: str
    title: str
    text: str
    support: str = ""
    sure: str = ""


class Previews:
    """The previews of addresses, cached because many links lead to the same target."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._dossier = dossier = build_of(env).dossier
        self._docnames = {dossier.url(docname): docname for docname in dossier.pages}
        self.of = cache(self._of)
        """A function that returns the preview of an address: one below the root of the site, or that of a source."""
        self._references = {env.config.bibtex_cite_id.format(key=key): key for key in dossier.source.references}
        self._sources = {reference.address: key for key, reference in dossier.source.references.items() if reference.address}
        self._terms = {
            env.domains.standard_domain.objects.get(("term", name)): (", ".join(term.names), without_citations(term.definition))
            for term in dossier.terms.values()
            for name in term.names
        }

    def on(self, doctree: nodes.document, docname: str) -> Iterator[tuple[str, Preview]]:
        """Yield the address and preview of each link on a page, except links whose text is already that of the preview."""
        below = cache(partial(urljoin, self._dossier.url(docname)))
        for link in sorted(doctree.findall(nodes.reference), key=lambda link: KEY not in link):  # first those to sources
            address = str(link.get("refuri", "") or f"#{link.get('refid', '')}")
            if KEY not in link and (":" in address.partition("#")[0] or "headerlink" in link["classes"]):
                continue
            place = address if KEY in link else below(address)
            if (found := self.of(place)) and found.text != link.astext():
                yield place, found

    def _of(self, place: str) -> Preview | None:
        if "://" in place:
            return self._reference(self._sources[place]) if place in self._sources else None
        path, _mark, anchor = place.partition("#")
        docname = self._docnames.get(path, "")
        if (page := self._dossier.pages.get(docname)) is None:
            return None
        if not anchor:
            return self._entry(page) if kind_of(page).name else None
        if (finding := self._dossier.findings.get(anchor)) and finding.page is page:
            return Preview(_("Finding"), page.title, finding.text, finding.support.id, finding.assessment)
        if anchor in self._dossier.source.passages:
            return self._passage(anchor) if self._dossier.register_page(anchor) == docname else None
        if found := self._terms.get((docname, anchor)):
            names = {(m.role, m.target): self._name(docname, m) for m in mentions(found[1], 1)}
            return Preview(_("Term"), found[0], brief(plain(found[1], names)))
        key = self._references.get(anchor)
        return self._reference(key) if key and lists_reference(page, self._dossier.source.references[key]) else None

    def _name(self, docname: str, mention: Mention) -> str:
        """Return the text of a role without explicit text."""
        if mention.role == "doc":
            page = self._dossier.pages.get(docname_join(docname, mention.target))
            return page.title if page else ""
        return self._dossier.labels.get((mention.role, mention.target), mention.target)

    def _entry(self, page: Page) -> Preview:
        title = self._dossier.labels.get(page.key, page.title)
        return Preview(KINDS[page.kind].singular, title, brief(page.meta.summary))

    def _passage(self, id: str) -> Preview:
        passage, title = self._dossier.source.passages[id], f"{id}, {self._dossier.source.locator((id,))}"
        return Preview(_("Passage"), title, brief(passage.paraphrase))

    def _reference(self, key: str) -> Preview:
        reference = self._dossier.source.references[key]
        kind = ", ".join(filter(None, (_("Reference"), self._dossier.source.report.tiers.get(reference.tier))))
        text = f"{reference.title}{reference.imprint} {brief(reference.annotation, LONGEST // 2)}"
        return Preview(kind, reference.label, text.strip())


def brief(text: str, longest: int = LONGEST) -> str:
    """Return the first two sentences of a text, shortened to a maximum length."""
    found = _TWO_SENTENCES.match(text)
    words = " ".join((found[0] if found else text).split())
    return words if len(words) <= longest else shorten(words, longest, placeholder=" ...")


def write_previews(app: Sphinx, doctree: nodes.document, docname: str) -> str:
    """Write the previews of a page.

    :return: the path of the file, below the root of the site
    """
    _write(Path(app.outdir, file_of(docname)), dict(build_of(app.env).part(Previews).on(doctree, docname)))
    return file_of(docname)


def refresh(app: Sphinx) -> None:
    """Update the previews of all pages that the build did not write."""
    previews = build_of(app.env).part(Previews)
    for docname in build_of(app.env).dossier.pages.keys() - getattr(app.builder, "written", ()):
        path = Path(app.outdir, file_of(docname))
        if path.exists():
            found = {place: previews.of(place) for place in _read(path)}
            _write(path, {place: preview for place, preview in found.items() if preview})


def file_of(docname: str) -> str:
    """Return the path of a page's previews, below the root of the site."""
    return f"{FOLDER}/{docname}.js"


def _read(path: Path) -> dict[str, Any]:
    """Return the previews in a file, by address."""
    return dict(json.loads(path.read_text(encoding="utf-8").removeprefix(BEFORE).removesuffix(AFTER)))


def _write(path: Path, previews: dict[str, Preview]) -> None:
    """Write previews by address, unless the file is already up to date."""
    made = {place: {name: text for name, text in preview._asdict().items() if text} for place, preview in previews.items()}
    text = f"{BEFORE}{json.dumps(made, ensure_ascii=False, separators=(',', ':'))}{AFTER}"
    write_if_changed(path, text.encode())
