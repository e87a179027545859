"""The type of audits, which check the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Audit = Callable[["Site"], Iterator[str]]
"""A function that yields a line for each problem.

:raises NotInstalled: if a tool that it needs is not available
"""

SAMPLE = {
    "the front page": "index.html",
    "an index": "resolutions/index.html",
    "a region": "regions/west-africa.html",
    "a pillar": "pillars/repatriation.html",
    "a resolution": "resolutions/2396.html",
    "an actor with Arabic names": "actors/isil.html",
    "a theme of the threat": "threat/finances.html",
    "a page on the report": "report/about.html",
    "figures": "data/figures.html",
    "the timeline": "data/timeline.html",
    "the matrix": "data/matrix.html",
    "the downloads": "data/downloads.html",
    "a section of the register": "evidence/africa.html",
    "the bibliography": "evidence/bibliography.html",
    "a part of the bibliography": "evidence/bibliography-united-nations.html",
    "the discrepancies": "evidence/discrepancies.html",
    "the glossary": "glossary.html",
    "the changes": "changes.html",
    "the statement on accessibility": "accessibility.html",
    "a page for contributors": "contributing/architecture.html",
    "the page for a wrong address": "404.html",
    "the search": "search.html?q=Daesh",
}
"""One page of each kind."""


class NotInstalled(Exception):
    """A tool that an audit needs is not available; the message gives the reason."""


@dataclass(frozen=True)
class Site:
    """A built site that is being served.

    :param address: the address of its root, with a trailing slash
    :param tools: the folder in which audits install their tools
    """

    folder: Path
    address: str
    tools: Path

    @property
    def pages(self) -> list[str]:
        """The path of every page, sorted."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
