"""What an edition contains: pages in the order of reading, by parts and levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from sphinx.environment import BuildEnvironment

from dossier.html.navigation import captioned


@dataclass(frozen=True)
class Leaf:
    """A page of an edition.

    :param level: 1 for a page that stands directly in a part, 2 for one below it, and so on
    """

    docname: str
    title: str
    level: int
    below: tuple[Leaf, ...] = ()

    def walk(self) -> Iterator[Leaf]:
        """The page and all below it, in the order of reading."""
        yield self
        for leaf in self.below:
            yield from leaf.walk()


@dataclass(frozen=True)
class Part:
    """A part of an edition with its caption; the first page of all stands in a part without one."""

    caption: str
    leaves: tuple[Leaf, ...]

    def walk(self) -> Iterator[Leaf]:
        """All its pages, in the order of reading."""
        for leaf in self.leaves:
            yield from leaf.walk()


def contents(env: BuildEnvironment, left_out: Sequence[str]) -> list[Part]:
    """The parts of the site with the pages that an edition has.

    :param left_out: patterns of docnames of pages that it does not have
    """

    def leaves(docnames: Sequence[str], level: int) -> tuple[Leaf, ...]:
        kept = [name for name in docnames if not any(fnmatchcase(name, pattern) for pattern in left_out)]
        return tuple(
            Leaf(name, env.titles[name].astext(), level, leaves(env.toctree_includes.get(name, ()), level + 1)) for name in kept
        )

    root = Leaf(env.config.root_doc, env.titles[env.config.root_doc].astext(), 1)
    parts = [Part(caption, leaves(docnames, 1)) for caption, docnames in captioned(env)]
    return [Part("", (root,)), *(part for part in parts if part.leaves)]
