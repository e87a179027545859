"""Rules on ids: each is one thing's alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.parser.directives import TAKEN, terms
from dossier.rules.registry import rule


@rule("duplicate-id", "An id belongs to one finding, one passage, one event or one entry of a kind.")
def duplicate_id(dossier: Dossier) -> Iterator[Problem]:
    """Find findings that take the id of another, and entries with the file name of another."""
    cure = "give it an id of its own"
    for page in dossier.pages.values():
        for finding in page.findings:
            first = dossier.findings[finding.id]
            if first.record is not finding or finding.id in of_the_theme():
                where = f"{first.page.path}:{first.record.at['']}" if first.record is not finding else "in the theme"
                message = f"finding “{finding.id}” stands also at {where}"
                yield Problem(Path(page.path), finding.at[""], "duplicate-id", message, cure)


@rule("repeated-anchor", "An address that is given by hand stands once on its page.")
def repeated_anchor(dossier: Dossier) -> Iterator[Problem]:
    """Find headings whose given address another heading of the page has."""
    for page in dossier.pages.values():
        seen: set[str] = set()
        for heading in page.headings:
            if heading.anchor and heading.anchor in seen:
                message = f"the address “{heading.anchor}” stands on this page twice"
                yield Problem(Path(page.path), heading.line, "repeated-anchor", message, "give this heading another")
            seen.add(heading.anchor)


@rule("heading-anchor", "A heading's address depends neither on the headings around it nor on what the theme puts on every page.")
def heading_anchor(dossier: Dossier) -> Iterator[Problem]:
    """Find headings without an anchor of their own that repeat one on the page, or from which none can be made."""
    cure = "give it one in the line above, such as “(a-stable-name)=”"
    for page in dossier.pages.values():
        taken = {finding.id for finding in page.findings}
        for heading in page.headings:
            anchor = heading.anchor or slug(heading.text)
            if not anchor or (anchor in taken and not heading.anchor) or anchor in of_the_theme():
                why = "is taken on this page" if anchor else "cannot be made from its text"
                message = f"the address of the heading “{heading.text}” {why}"
                yield Problem(Path(page.path), heading.line, "heading-anchor", message, cure)
            taken.add(anchor)


@cache
def of_the_theme() -> frozenset[str]:
    """The ids that templates and the extension itself put on pages."""
    templates = (path.read_text(encoding="utf-8") for path in (Path(__file__).parents[1] / "theme").rglob("*.html"))
    return TAKEN.union(*(re.findall(r'\bid="([\w-]+)"', template) for template in templates))


@rule("term-address", "A term of the glossary has an address of its own, made of its letters.")
def term_address(dossier: Dossier) -> Iterator[Problem]:
    """Find terms from which no address can be made, or only that of another."""
    for page in dossier.pages.values():
        for block in page.blocks:
            taken: set[str] = set()
            for name in (name for term in terms(block.text) for name in term.names) if block.name == "glossary" else ():
                if slug(name) in taken or not slug(name):
                    message = f"the address of the term “{name}” {'is that of another' if slug(name) else 'cannot be made'}"
                    line = block.line + block.text[: block.text.find(name)].count("\n") + 1
                    yield Problem(Path(page.path), line, "term-address", message, "add a word in Latin letters to it")
                taken.add(slug(name))


def slug(text: str) -> str:
    """The id that docutils makes of a heading's text."""
    from docutils.nodes import make_id

    return make_id(text)
