"""How a tree grows: some five hundred nodes a page, most of them put into a few others before they reach the page."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from dossier.upstream.override import OVERRIDES, instead_of

generation = 0
"""Goes up by one whenever a node is put below another."""


@instead_of(nodes.Node, "setup_child")
def set_up_child(self: nodes.Node, child: Any) -> None:
    """Ask once, not three times, to which document a node belongs, and not at all while it belongs to nothing.

    Docutils climbs to the top each time, and there catches an error to learn that there is no document. It can go when
    ``docutils.nodes.Node.setup_child`` asks once.
    """
    global generation
    generation += 1
    above: Any = self
    child.parent = self
    while above is not None and above._document is None:
        above = above.parent
    if above is not None:
        child._document = document = above._document
        if child.source is None:
            child.source = document.current_source
        if child.line is None:
            child.line = document.current_line


@instead_of(nodes, "unescape")
def take_out_nulls(text: str, restore_backslashes: bool = False, respect_whitespace: bool = False) -> str:
    """Split and join a text three times only if there is something to take out.

    It can go when ``docutils.nodes.unescape`` looks first.
    """
    return _UNESCAPE(text, restore_backslashes, respect_whitespace) if "\x00" in text else text


_UNESCAPE = OVERRIDES[-1].theirs
