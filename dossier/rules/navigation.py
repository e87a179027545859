"""Rules on the way from page to page: every page is reached, and every link within the site arrives."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from dossier.files import is_there
from dossier.graph import Dossier
from dossier.model.page import Block, Page
from dossier.model.problem import Problem
from dossier.parser.yaml import did_you_mean
from dossier.rules.identity import slug
from dossier.rules.markup import all_mentions
from dossier.rules.registry import rule

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_TITLED = re.compile(r".*<([^<>]+)>\s*", re.DOTALL)


@rule("lost-page", "Every page stands in one table of contents, and a table of contents names pages that are there.")
def lost_page(dossier: Dossier) -> Iterator[Problem]:
    """Find pages that no table of contents names, and names in tables that are no page's."""
    listed = {_root(dossier): ""}
    for page in dossier.pages.values():
        for block in page.blocks:
            for name, line in _entries(block):
                docname = resolve(page, name)
                found = [docname] if docname in dossier.pages else fnmatch.filter(dossier.pages, docname)
                if docname in listed:
                    message = f"“{name}” stands in a table of contents already{listed[docname]}"
                    yield Problem(Path(page.path), line, "lost-page", message, "keep one of the two")
                listed.update(dict.fromkeys(found, f" at {page.path}:{line}"))
                if not found:
                    message = f"the table of contents names “{name}”, and there is no such page"
                    cure = "use the path of a page from here, without .md"
                    yield Problem(Path(page.path), line, "lost-page", message, cure)
    for docname, page in dossier.pages.items():
        if docname not in listed:
            message = "no table of contents leads to this page"
            yield Problem(Path(page.path), 1, "lost-page", message, "add it to the {toctree} of the index of its folder")


def _root(dossier: Dossier) -> str:
    """The page from which the tables of contents start."""
    return "index" if "index" in dossier.pages else next(iter(dossier.pages), "")


def _entries(block: Block) -> Iterator[tuple[str, int]]:
    """The pages that a table of contents names, with their lines."""
    if block.kind == "directive" and block.name == "toctree":
        for line, row in enumerate(block.text.split("\n"), block.line + 1):
            entry = row.strip()
            if entry and not entry.startswith(":") and "://" not in entry and entry != "self":
                titled = _TITLED.fullmatch(entry)
                yield titled[1] if titled else entry, line


def resolve(page: Page, name: str) -> str:
    """The name of a page as another page gives it: from its own folder, or from the root after a slash."""
    folder = posixpath.dirname(page.docname)
    return posixpath.normpath(posixpath.join("/", folder, name)).removeprefix("/").removesuffix(".md")


@rule("dead-link", "A link within the site leads to a page, a heading or a term that is there.")
def dead_link(dossier: Dossier) -> Iterator[Problem]:
    """Find links to pages, anchors and terms of the glossary that are not there."""
    terms = {term for page in dossier.pages.values() for term in _terms(page)}
    anchors = {anchor for page in dossier.pages.values() for anchor in page.anchors}
    for page in dossier.pages.values():
        for mention in all_mentions(page):
            noun, there, known = "", True, set[str]()
            if mention.role == "doc":
                noun, there, known = "page", resolve(page, mention.target) in dossier.pages, {*dossier.pages}
            elif mention.role == "term":
                noun, there, known = "term in the glossary", mention.target.casefold() in terms, terms
            elif mention.role == "ref":
                noun, there, known = "anchor", mention.target in anchors or _is_object(dossier, mention.target), anchors
            if not there:
                message = f"there is no {noun} “{mention.target}”"
                cure = did_you_mean(mention.target, known, "correct the name, or add what it names")
                yield Problem(Path(page.path), mention.line, "dead-link", message, cure)
        for name, line in _options(page):
            if resolve(page, name) not in dossier.pages:
                message = f"there is no page “{name}”"
                yield Problem(Path(page.path), line, "dead-link", message, "correct the name, or add what it names")
        for mark in page.marks:
            if mark.kind == "link" and not _OUTSIDE.match(mark.target) and not _arrives(dossier, page, mark.target):
                message = f"the link “{mark.target}” leads nowhere"
                cure = "use the path of a page with .md, and an anchor that it has"
                yield Problem(Path(page.path), mark.line, "dead-link", message, cure)


def _options(page: Page) -> Iterator[tuple[str, int]]:
    """Pages to which directives link by an option, with their lines."""
    for block in page.blocks:
        if ("link-type", "doc") in ((name, value) for name, value, _ in block.options):
            yield from ((value, line) for name, value, line in block.options if name == "link")


def _terms(page: Page) -> Iterator[str]:
    for block in page.blocks:
        if block.name == "glossary":
            for row in block.text.split("\n"):
                if row.strip() and not row[0].isspace() and not row.startswith((":", "%")):
                    yield row.partition(" : ")[0].strip().casefold()


def _is_object(dossier: Dossier, target: str) -> bool:
    kind, _, id = target.partition("-")
    return (kind == "finding" and id in dossier.findings) or (kind, id) in dossier.entries or target in ("genindex", "search")


def _arrives(dossier: Dossier, page: Page, address: str) -> bool:
    path, _, anchor = address.partition("#")
    target = dossier.pages.get(resolve(page, path)) if path else page
    if target is None:
        return is_there(Path(page.path).parent / path) and ".." not in path
    return not anchor or anchor in _anchors(target)


def _anchors(page: Page) -> set[str]:
    """The addresses on a page: those given by hand, those of findings, and those made of headings."""
    slugs = {form for heading in page.headings for form in (slug(heading.text), _markdown_slug(heading.text))}
    return slugs | {finding.id for finding in page.findings} | set(page.anchors)


def _markdown_slug(text: str) -> str:
    """The address that a Markdown link gives a heading."""
    return re.sub(r"[^\w\u4e00-\u9fff\- ]", "", text.lower()).replace(" ", "-")
