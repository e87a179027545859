"""Rules on headings: what a page is called, and how its parts follow one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.rules.registry import rule


@rule("heading-order", "A page has one title, and a heading is at most one level below the one above it.")
def heading_order(dossier: Dossier) -> Iterator[Problem]:
    """Find a second title, and headings that skip a level."""
    for page in dossier.pages.values():
        for above, heading in pairwise(page.headings):
            if heading.level == 1:
                message, cure = f"“{heading.text}” is a second title", "begin it with “##”"
            elif heading.level > above.level + 1:
                message = f"“{heading.text}” is {heading.level - above.level} levels below “{above.text}”"
                cure = f"begin it with “{'#' * (above.level + 1)}”"
            else:
                continue
            yield Problem(Path(page.path), heading.line, "heading-order", message, cure)


@rule("same-title", "No two pages have the same title.")
def same_title(dossier: Dossier) -> Iterator[Problem]:
    """Find pages with the title of another."""
    first: dict[str, str] = {}
    for page in dossier.pages.values():
        other = first.setdefault(page.title.casefold(), page.docname)
        if other != page.docname and page.headings:
            message = f"“{page.title}” is also the title of {other}"
            yield Problem(Path(page.path), page.headings[0].line, "same-title", message, "say what sets this page apart")
