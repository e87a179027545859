"""Rules on ids: each is one thing's alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.rules.registry import rule


@rule("duplicate-id", "An id belongs to one finding, one passage, one event or one entry of a kind.")
def duplicate_id(dossier: Dossier) -> Iterator[Problem]:
    """Find findings that take the id of another, and entries with the file name of another."""
    cure = "give it an id of its own"
    for page in dossier.pages.values():
        for finding in page.findings:
            first = dossier.findings[finding.id]
            if first.record is not finding:
                where = f"{first.page.path}:{first.record.at['']}"
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


@rule("heading-anchor", "A heading's address must not depend on the headings around it.")
def heading_anchor(dossier: Dossier) -> Iterator[Problem]:
    """Find headings without an anchor of their own that repeat one on the page, or from which none can be made."""
    cure = "give it one in the line above, such as “(a-stable-name)=”"
    for page in dossier.pages.values():
        taken = {finding.id for finding in page.findings}
        for heading in page.headings:
            anchor = heading.anchor or slug(heading.text)
            if not anchor or (anchor in taken and not heading.anchor):
                why = "is taken on this page" if anchor else "cannot be made from its text"
                message = f"the address of the heading “{heading.text}” {why}"
                yield Problem(Path(page.path), heading.line, "heading-anchor", message, cure)
            taken.add(anchor)


def slug(text: str) -> str:
    """The id that docutils makes of a heading's text."""
    from docutils.nodes import make_id

    return make_id(text)
