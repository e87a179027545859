"""The directives of findings and provisions; what is added to their text when the page is written is in ``findings``."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from dossier.views.registry import directive


class StatementDirective(SphinxDirective):
    """A sourced claim: its text in a box, to which its sources are added when the page is written."""

    has_content = True
    classes: ClassVar[list[str]] = []

    def box(self, **attributes: Any) -> nodes.container:
        """The box with the parsed text in it."""
        box = nodes.container(classes=list(self.classes), **attributes)
        self.set_source_info(box)
        box += self.parse_content_to_nodes()
        return box


@directive("finding")
class FindingDirective(StatementDirective):
    """One claim of the report, with a permanent address."""

    required_arguments = 1
    classes: ClassVar[list[str]] = ["finding"]
    option_spec: ClassVar[dict[str, Any]] = {
        "from": directives.unchanged_required,
        "evidence": directives.unchanged,
        "corrects": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the box, its id that of the finding; it has no name, by which the standard domain would find it too."""
        id = self.arguments[0]
        box = self.box(ids=[id])
        self.state.document.set_id(box)
        box["finding"] = id
        return [box]


@directive("provision")
class ProvisionDirective(StatementDirective):
    """One sourced fact about the subject of the page."""

    classes: ClassVar[list[str]] = ["provision"]
    option_spec: ClassVar[dict[str, Any]] = {
        "evidence": directives.unchanged_required,
        "verb": directives.unchanged,
        "paragraph": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the box, with what its citation needs."""
        keys = [key.strip() for key in self.options.get("evidence", "").split(",") if key.strip()]
        return [self.box(provision=keys, paragraph=self.options.get("paragraph", ""))]
