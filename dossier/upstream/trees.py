"""Walks through the tree of a page: some forty a page, most of them for nodes that few pages have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import highlightlang
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx_design.aside import AsideHtmlTransform
from sphinx_design.dropdown import DropdownHtmlTransform
from sphinx_design.tabs import TabSetHtmlTransform

from dossier.upstream import growing
from dossier.upstream.override import OVERRIDES, instead_of


@instead_of(nodes.Node, "findall")
def find_below(
    self: nodes.Node,
    condition: type | Callable[[nodes.Node], bool] | None = None,
    include_self: bool = True,
    descend: bool = True,
    siblings: bool = False,
    ascend: bool = False,
) -> Iterator[nodes.Node]:
    """Walk down a tree in one generator, not in one for each node, each of which passes on what those below it have found.

    Where nodes of a class are looked for, as most often, it looks first whether there are any. It can go when
    ``docutils.nodes.Node.findall`` descends without recursion.
    """
    if siblings or ascend or not (include_self and descend):
        return _FINDALL(self, condition, include_self, descend, siblings, ascend)  # type: ignore[no-any-return]
    if condition is None:
        return _below(self)
    if isinstance(condition, type):
        return _below(self, condition) if _has(self, condition) else iter(())
    return filter(condition, _below(self))


_FINDALL = OVERRIDES[-1].theirs


class Census(NamedTuple):
    """What there is in a tree, or was before something was taken out of it: most of Sphinx's transforms find nothing to do.

    :param generation: how far trees had grown when it was taken
    :param components: whether there are components of sphinx-design
    """

    top: nodes.Node | None
    generation: int
    classes: frozenset[type]
    components: bool


_last = Census(None, 0, frozenset(), False)


def _census(top: nodes.Node) -> Census:
    """The census of a node and all below it; the last one, if nothing has grown since."""
    global _last
    if _last.top is not top or _last.generation != growing.generation:
        found = [top]
        for node in found:
            if node.children:
                found += node.children
        components = any("design_component" in node for node in found if isinstance(node, nodes.container))
        _last = Census(top, growing.generation, frozenset(map(type, found)), components)
    return _last


def _has(top: nodes.Node, wanted: type) -> bool:
    """Whether a node or any below it is of a class."""
    return any(issubclass(known, wanted) for known in _census(top).classes)


def _below(top: nodes.Node, wanted: type = nodes.Node) -> Iterator[nodes.Node]:
    """A node and all below it, those of a class, in the order of the text; as upstream, it sees what is changed meanwhile."""
    if isinstance(top, wanted):
        yield top
    open_ = [iter(top.children)]
    while open_:
        for child in open_[-1]:
            if isinstance(child, wanted):
                yield child
            if child.children:
                open_.append(iter(child.children))
                break
        else:
            open_.pop()


@instead_of(HighlightLanguageTransform, "apply")
def highlight_code(self: HighlightLanguageTransform, **kwargs: Any) -> None:
    """Visit every node of a page to find the language of its code only where there is code.

    It can go when ``HighlightLanguageTransform`` looks for code before it visits everything.
    """
    if _has(self.document, nodes.literal_block) or _has(self.document, highlightlang):
        _HIGHLIGHT(self, **kwargs)


_HIGHLIGHT = OVERRIDES[-1].theirs


def only_with_components(transform: type[SphinxPostTransform]) -> None:
    """Have a transform of sphinx-design look for its component only where there is any.

    Three of them ask every node of every page. It can go when sphinx-design has a class of nodes for its components.
    """
    theirs = transform.run

    @instead_of(transform, "run")
    def run(self: SphinxPostTransform, **kwargs: Any) -> None:
        if _census(self.document).components:
            theirs(self, **kwargs)


for _transform in (DropdownHtmlTransform, TabSetHtmlTransform, AsideHtmlTransform):
    only_with_components(_transform)
