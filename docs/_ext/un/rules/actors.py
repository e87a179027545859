"""A rule on actors: what their cards say of sanctions is stated by the evidence of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.rules.registry import rule


@rule("listing", "The numbers, dates and names of people in the card of an actor are stated by the evidence of the page.")
def listing(dossier: Dossier) -> Iterator[Problem]:
    """Find references, dates and heads in cards that no evidence of the page states."""
    for page in dossier.entries.values():
        keys = [*getattr(page.meta, "evidence", ()), *(key for each in page.provisions for key in each.evidence)]
        said = " ".join(f"{item.label} {item.annotation}" for item in dossier.source.known(keys))
        for field, part in _checked(page):
            if not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said):
                message = f"“{part}” is stated by none of the evidence of the page"
                cure = "check it, and let the annotation in the bibliography say so"
                yield Problem(Path(page.path), page.front_line(field), "listing", message, cure)


_NUMBER, _NAME = r"[A-Za-z]+\.\d+|\d+", r"[^\W\d_][\w'’-]*"


def _checked(page: Page) -> Iterator[tuple[str, str]]:
    """What the card of an actor needs evidence for, each part with its field."""
    for field in ("head", "founded", "mandate", "listing"):
        for part in re.findall(_NUMBER, getattr(page.meta, field, "")):
            yield field, part
    for part in re.findall(_NAME, getattr(page.meta, "head", "")):
        if part[0].isupper():
            yield "head", part
