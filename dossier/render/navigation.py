"""The sidebar: the parts of the site, and the pages of the part that is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sphinx.addnodes import toctree
from sphinx.environment import BuildEnvironment

NEIGHBOURS = 20
"""How many pages before and after the current one a long list shows, so that a page's size does not grow with the site."""


@dataclass(frozen=True)
class Link:
    """An entry of the sidebar.

    :param current: whether it is the page itself
    :param open: whether the page is it or below it
    """

    title: str
    docname: str
    current: bool
    open: bool
    children: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """A captioned group of entries."""

    caption: str
    links: list[Link]


class Navigation:
    """The tree of pages of one build, read once.

    :param env: the environment, all pages read
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._titles = {docname: title.astext() for docname, title in env.titles.items()}
        self._children = env.toctree_includes
        self._parent = {child: parent for parent, children in self._children.items() for child in children}
        self._parts = list(captioned(env))

    def parts(self, docname: str) -> list[Part]:
        """The sidebar of a page."""
        path = {docname, *self.above(docname)}
        return [Part(caption, [self._link(child, docname, path) for child in children]) for caption, children in self._parts]

    def above(self, docname: str) -> list[str]:
        """The pages above a page, the nearest last, without the root."""
        path: list[str] = []
        while (docname := self._parent.get(docname, "")) and docname in self._parent and docname not in path:
            path.insert(0, docname)
        return path

    def top(self, docname: str) -> str:
        """The title of the part of the site where a page stands, or of the page itself if it stands at the top."""
        return self.title(next(iter(self.above(docname)), docname))

    def title(self, docname: str) -> str:
        """The title of a page."""
        return self._titles.get(docname, docname)

    def _link(self, docname: str, current: str, path: set[str]) -> Link:
        is_open = docname in path
        children = self._near(self._children.get(docname, []), path) if is_open else []
        below = [self._link(child, current, path) for child in children]
        return Link(self.title(docname), docname, docname == current, is_open, below)

    def _near(self, children: list[str], path: set[str]) -> list[str]:
        if len(children) <= 3 * NEIGHBOURS:
            return children
        here = next((index for index, child in enumerate(children) if child in path), 0)
        return children[max(0, here - NEIGHBOURS) : here + NEIGHBOURS + 1]


def captioned(env: BuildEnvironment) -> Iterator[tuple[str, list[str]]]:
    """The parts of the site: the caption of each, and its pages."""
    for tree in env.tocs[env.config.root_doc].findall(toctree):
        yield tree.get("caption") or "", [docname for _, docname in tree["entries"] if docname in env.titles]
