"""The registry of views, directives and entry blocks, which register themselves with decorators.

A view renders part of the dossier on a page. Its directive returns a placeholder when the page is read, and the view's output
replaces it when the page is written.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from docutils import nodes
from docutils.parsers.rst import DirectiveError
from docutils.parsers.rst.directives import flag
from sphinx.util.docutils import SphinxDirective

from dossier.graph import Dossier
from dossier.locale import _
from dossier.model.page import Page
from dossier.model.site import call, checked, guard, is_current, refuse_taken
from dossier.views.nodes import UNSEARCHED, heading

EntryBlock = Callable[[Dossier, Page], Sequence[nodes.Element]]
"""A function that renders a block at the end of an entry's page; it returns nothing if there is nothing to show."""

F = TypeVar("F", bound=Callable[..., Any])
D = TypeVar("D", bound=type[SphinxDirective])

_DIRECTIVES: dict[str, tuple[type[SphinxDirective], Any]] = {}
"""The directives by name, each with its view; one without a view stands for itself."""
_BLOCKS: dict[str, tuple[str, EntryBlock]] = {}


class placeholder(nodes.General, nodes.Element):
    """A node that is replaced by a view when the page is written.

    Its attributes are the name of the ``view`` and its ``subject``.
    """


class ViewDirective(SphinxDirective):
    """A directive for the view of the same name; its argument is the subject.

    The rule ``directive-subject`` reports an argument that the view does not take.
    """

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the placeholder."""
        return [self.place("".join(self.arguments))]

    def place(self, subject: object) -> placeholder:
        """Return a placeholder for the view of a subject."""
        return placeholder(view=self.name.rpartition(":")[2], subject=subject)


class ArgumentDirective(ViewDirective):
    """A directive that requires an argument."""

    required_arguments = 1


def view(name: str, directive: type[SphinxDirective] = ViewDirective) -> Callable[[F], F]:
    """Register a function as the view with a name, and a directive under the same name.

    The function renders the view from the dossier, the docname of the page, and the subject of the view.
    """

    def register(made: F) -> F:
        refuse_taken(f"the directive “{name}”", _DIRECTIVES.get(name, (None, None))[1], made)
        _DIRECTIVES[name] = directive, made
        return made

    return register


def directive(name: str) -> Callable[[D], D]:
    """Register a directive that has no view of the same name."""
    return lambda made: view(name, made)(made)


def entry_block(id: str, title: str) -> Callable[[F], F]:
    """Register a function as a block at the end of every entry's page; blocks appear in the order of registration.

    Blocks are left out of the search index, because their content is found elsewhere.

    :param id: the id of the block on the page; a string literal, because the rules read it from the code to reserve it
    :param title: its heading, marked with ``N_``
    """

    def register(made: F) -> F:
        refuse_taken(f"the block “{id}”", _BLOCKS.get(id, ("", None))[1], made)
        _BLOCKS[id] = title, made
        return made

    return register


def entry_blocks(dossier: Dossier, page: Page) -> Iterator[nodes.Element]:
    """Yield the blocks of an entry, each after its heading."""
    for id, (title, made) in _BLOCKS.items():
        if is_current(made) and (parts := call(made, list[nodes.Element], f"the block “{id}” on {page.docname}", dossier, page)):
            for part in parts:
                part[UNSEARCHED] = True
            yield from (heading(_(title), 2, id), *parts)


def fill(dossier: Dossier, docname: str, place: placeholder) -> list[nodes.Node]:
    """Return the nodes that replace a placeholder."""
    name = place["view"]
    return [*call(_DIRECTIVES[name][1], list[nodes.Node], f"the view “{name}” on {docname}", dossier, docname, place["subject"])]


def directives() -> dict[str, type[SphinxDirective]]:
    """Return the directives of the extension and of the current site, by name."""
    return {name: _guarded(name, made) for name, (made, view) in _DIRECTIVES.items() if is_current(view)}


def _guarded(name: str, made: type[SphinxDirective]) -> type[SphinxDirective]:
    """Return a directive that reports its failures, and those of the functions that read its options, with file and line."""

    def guarded(option: str, read: Callable[[str], Any]) -> Callable[[str], Any]:
        if read is flag:
            return read  # MyST looks for this function
        return guard(read, f"the option “{option}” of the directive “{name}”", ValueError, TypeError)(read)

    class Guarded(made):  # type: ignore[misc, valid-type]
        option_spec = made.option_spec and {option: guarded(option, read) for option, read in made.option_spec.items()}

        def run(self) -> list[nodes.Node]:
            with guard(made, f"the directive “{name}” on {self.env.current_document.docname}", DirectiveError):
                return [*checked(super().run(), list[nodes.Node])]

    return Guarded
