"""The tables of contents of all pages, which Sphinx keeps in memory as trees of nodes."""

from __future__ import annotations

import pickle

from docutils import nodes
from sphinx.application import Sphinx


class PackedTrees(dict[str, nodes.bullet_list]):
    """Trees by docname, each packed until it is asked for.

    A tree takes 13 KB a page as it comes, and 2 packed; every process that reads pages sends all of them back. It can go when
    Sphinx keeps for each page what its table of contents says, and no nodes.
    """

    def __init__(self, trees: dict[str, nodes.bullet_list]) -> None:
        super().__init__()
        for docname, tree in trees.items():
            self[docname] = tree

    def __setitem__(self, docname: str, tree: nodes.bullet_list) -> None:
        super().__setitem__(docname, pickle.dumps(tree, pickle.HIGHEST_PROTOCOL))  # type: ignore[assignment]

    def __getitem__(self, docname: str) -> nodes.bullet_list:
        tree: nodes.bullet_list = pickle.loads(super().__getitem__(docname))  # type: ignore[arg-type]
        return tree

    def __reduce__(self) -> tuple[object, ...]:
        return _with, (dict(self.items()),)


def _with(packed: dict[str, nodes.bullet_list]) -> PackedTrees:
    trees = PackedTrees({})
    dict.update(trees, packed)
    return trees


def pack(app: Sphinx) -> None:
    """Keep the tables of contents packed (``builder-inited``)."""
    if not isinstance(app.env.tocs, PackedTrees):
        app.env.tocs = PackedTrees(app.env.tocs)
