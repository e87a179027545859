"""What an audit is: a question asked of the whole site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Audit = Callable[["Site"], Iterator[str]]
"""Gives a line for each thing that is wrong.

:raises NotInstalled: if a tool that it needs cannot be had
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
"""A page of each kind."""


class NotInstalled(Exception):
    """A tool that an audit needs cannot be had; the message says why."""


@dataclass(frozen=True)
class Site:
    """A built site that is being served.

    :param address: of its root, with a slash at the end
    :param tools: the folder in which audits keep what they install
    """

    folder: Path
    address: str
    tools: Path

    @property
    def pages(self) -> list[str]:
        """The path of every page, sorted."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
