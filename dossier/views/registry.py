"""The register of views, directives and blocks of entries: each registers itself, and pages are filled from here.

A view shows something of the dossier on a page. Its directive leaves a placeholder when the page is read; what the view makes
takes its place when the page is written.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.graph import Dossier
from dossier.locale import _
from dossier.model.page import Page
from dossier.model.site import package
from dossier.views.nodes import UNSEARCHED, heading

View = Callable[[Dossier, str, Any], list[nodes.Node]]
"""Makes what stands in a place: from the dossier, the name of the page, and what the view is of."""

Block = Callable[[Dossier, Page], Sequence[nodes.Element]]
"""Makes what stands at the end of the page of an entry; nothing where there is nothing to show."""

V = TypeVar("V", bound=View)
B = TypeVar("B", bound=Block)
D = TypeVar("D", bound=type[SphinxDirective])

_VIEWS: dict[str, View] = {}
_DIRECTIVES: dict[str, type[SphinxDirective]] = {}
_BLOCKS: dict[str, tuple[str, Block]] = {}


class placeholder(nodes.General, nodes.Element):
    """A place that is filled when the page is written.

    Its attribute ``view`` names what goes there, and ``subject`` of what.
    """


class ViewDirective(SphinxDirective):
    """A view named like the directive: of the whole dossier, or of what its argument names."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for it."""
        return [self.place("".join(self.arguments))]

    def place(self, subject: object) -> placeholder:
        """The place, and what its view is of."""
        return placeholder(view=self.name.rpartition(":")[2], subject=subject)


class ArgumentDirective(ViewDirective):
    """A view of what the argument names; the rule ``directive-subject`` says where there is no such thing."""

    required_arguments = 1


def view(name: str, directive: type[SphinxDirective] | None = ViewDirective) -> Callable[[V], V]:
    """Register a function as the view of a name.

    :param directive: the directive of that name that leaves a place for it; none, if others do
    """

    def register(made: V) -> V:
        _VIEWS[name] = made
        if directive is not None:
            _DIRECTIVES[name] = directive
        return made

    return register


def directive(name: str) -> Callable[[D], D]:
    """Register a directive that leaves no place, or one for a view of another name."""

    def register(made: D) -> D:
        _DIRECTIVES[name] = made
        return made

    return register


def entry_block(id: str, title: str) -> Callable[[B], B]:
    """Register a function as a block at the end of every entry; blocks stand in the order in which they are registered.

    The search does not read it: what it lists is said elsewhere.

    :param id: the address of the block on the page, as plain text, because the rules read it here to keep it free
    :param title: its heading, marked with ``N_``
    """

    def register(made: B) -> B:
        _BLOCKS[id] = title, made
        return made

    return register


def entry_blocks(dossier: Dossier, page: Page) -> Iterator[nodes.Element]:
    """The blocks of an entry, each under its heading."""
    for id, (title, made) in _BLOCKS.items():
        if _is_known(made) and (content := made(dossier, page)):
            for part in content:
                part[UNSEARCHED] = True
            yield from (heading(_(title), 2, id), *content)


def fill(dossier: Dossier, docname: str, place: placeholder) -> list[nodes.Node]:
    """What goes into a place on a page."""
    return _VIEWS[place["view"]](dossier, docname, place["subject"])


def directives() -> dict[str, type[SphinxDirective]]:
    """The directives of the extension and of the current site, by name."""
    return {name: made for name, made in _DIRECTIVES.items() if _is_known(made) or (name in _VIEWS and _is_known(_VIEWS[name]))}


def _is_known(made: object) -> bool:
    """Whether something is of the extension or of the current site, so that a page may have it."""
    return made.__module__.partition(".")[0] in ("dossier", package())
