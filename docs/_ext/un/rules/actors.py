"""A rule on actors: what their cards say of sanctions is stated by the evidence of the page."""

import re
from collections.abc import Iterator

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.rules.registry import Found, rule

_NUMBER, _NAME = r"[A-Za-z]+\.\d+|\d+", r"[^\W\d_][\w'’-]*"


@rule("listing", "The numbers, dates and names of people in the card of an actor are stated by the evidence of the page.")
def _listing(dossier: Dossier) -> Found:
    for page in dossier.entries.values():
        keys = [*getattr(page.meta, "evidence", ()), *(key for each in page.provisions for key in each.evidence)]
        said = " ".join(f"{item.label} {item.annotation}" for item in dossier.source.known(keys))
        for field, part in _checked(page):
            if not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said):
                cure = "check it, and let the annotation in the bibliography say so"
                yield page.path, page.front_line(field), f"“{part}” is stated by none of the evidence of the page", cure


def _checked(page: Page) -> Iterator[tuple[str, str]]:
    """What the card of an actor needs evidence for, each part with its field."""
    for field in ("head", "founded", "mandate", "listing"):
        yield from ((field, part) for part in re.findall(_NUMBER, getattr(page.meta, field, "")))
    yield from (("head", part) for part in re.findall(_NAME, getattr(page.meta, "head", "")) if part[0].isupper())
