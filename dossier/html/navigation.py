"""The sidebar: the parts of the site, and the pages of the part that the current page belongs to."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from sphinx.addnodes import toctree
from sphinx.environment import BuildEnvironment

from dossier.domain.build import build_of
from dossier.model.kinds import kind_of, nav_label

NEIGHBOURS = 20
"""The number of pages shown before and after the current one in a long list, so that page size does not grow with the site."""


class Link(NamedTuple):
    """An entry of the sidebar.

    :param current: whether it is the current page
    :param open: whether the current page is this one or below it
    :param group: the heading of the group that begins with this entry, if one does
    :param language: the language of the title, if it is not that of the site
    """

    title: str
    href: str
    current: bool = False
    open: bool = False
    below: Sequence["Link"] = ()
    group: str = ""
    language: str = ""


Part = tuple[str, list[Link]]
"""A part of the site: its caption and its entries."""


class Navigation:
    """The tree of pages, for one build.

    :param env: the environment, after all pages have been read
    """

    def __init__(self, env: BuildEnvironment) -> None:
        self._titles = {docname: env.titles[docname].astext() for docname in sorted(env.titles)}
        pages = build_of(env).dossier.pages
        self._labels = {docname: (title, "") for docname, title in self._titles.items()}
        """The label and the group heading of each page in lists; those in a toctree come first."""
        self._labels |= {docname: (nav_label(page), kind_of(page).group(page)) for docname, page in pages.items()}
        for index in sorted(env.toctree_includes):
            for tree in env.tocs[index].findall(toctree):
                caption = tree["caption"] if index != env.config.root_doc else None
                for title, docname in tree["entries"]:
                    if docname in self._labels:
                        label, group = self._labels[docname]
                        self._labels[docname] = (title or label, caption or group)
        self._languages = {docname: page.language for docname, page in pages.items()}
        self._children = dict(sorted(env.toctree_includes.items()))
        self._parent = {child: parent for parent, children in self._children.items() for child in children}
        self._parts = list(captioned(env))

    def __repr__(self) -> str:
        """Return all that it shows on any page, so that a build can tell whether that has changed."""
        return repr(vars(self))

    def parts(self, docname: str, href: Callable[[str], str]) -> list[Part]:
        """Return the sidebar of a page.

        :param href: a function that returns the address of another page, relative to this one
        """
        path = {docname, *self.above(docname)}

        def link(child: str, before: str) -> Link:
            below = links(self._near(self._children.get(child, []), path)) if child in path else []
            label, group = self._labels[child]
            begins = group if group != before else ""
            return Link(label, href(child), child == docname, child in path, below, begins, self._languages.get(child, ""))

        def links(children: Sequence[str]) -> list[Link]:
            groups = [self._labels[child][1] for child in children]
            return [link(child, before) for child, before in zip(children, ["", *groups], strict=False)]

        return [(caption, links(children)) for caption, children in self._parts]

    def above(self, docname: str) -> list[str]:
        """Return the ancestors of a page, nearest last, without the root."""
        path: list[str] = []
        while (docname := self._parent.get(docname, "")) and docname in self._parent and docname not in path:
            path.insert(0, docname)
        return path

    def top(self, docname: str) -> str:
        """Return the title of the topmost ancestor of a page, or of the page itself if it has none."""
        return self.title(next(iter(self.above(docname)), docname))

    def title(self, docname: str) -> str:
        """Return the title of a page."""
        return self._titles.get(docname, docname)

    def _near(self, children: list[str], path: set[str]) -> list[str]:
        if len(children) <= 3 * NEIGHBOURS:
            return children
        here = next((index for index, child in enumerate(children) if child in path), 0)
        return children[max(0, here - NEIGHBOURS) : here + NEIGHBOURS + 1]


def captioned(env: BuildEnvironment) -> Iterator[tuple[str, list[str]]]:
    """Yield the caption and the pages of each part of the site."""
    for tree in env.tocs[env.config.root_doc].findall(toctree):
        yield tree.get("caption") or "", [docname for _, docname in tree["entries"] if docname in env.titles]
