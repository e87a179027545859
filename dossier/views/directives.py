"""The directives that stand in pages.

While a page is read they leave only their text and an empty place; the place is furnished when the page is written, from the
sealed dossier.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from dossier.domain import domain_of
from dossier.kinds import KINDS
from dossier.model.source import Passage


class view(nodes.General, nodes.Element):
    """An empty place that is furnished when the page is written.

    Its attribute ``view`` names what goes there, and ``subject`` of what.
    """


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


class PassagesDirective(SphinxDirective):
    """The register of one section of the report: a section of the page for each passage."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Make a section for each passage, empty but for its title."""
        code = self.arguments[0]
        source = domain_of(self.env).source
        if code not in source.sections:
            raise self.error(f"the report has no section “{code}”; use one of {', '.join(source.sections)}")
        found = [source.passages[id] for id in source.passages_by_section[code]]
        return [self._section(passage) for passage in found]

    def _section(self, passage: Passage) -> nodes.section:
        section = nodes.section(ids=[passage.id], classes=["passage"])
        section += nodes.title("", passage.id)
        section += view(view="passage", subject=passage.id)
        return section


class EntriesDirective(SphinxDirective):
    """A table of all entries of a kind."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place for the table."""
        kind = self.arguments[0]
        if kind not in KINDS:
            raise self.error(f"there is no kind of entry “{kind}”; use one of {', '.join(KINDS)}")
        return [view(view="entries", subject=kind)]


DIRECTIVES = {
    "finding": FindingDirective,
    "provision": ProvisionDirective,
    "passages": PassagesDirective,
    "entries": EntriesDirective,
}
