"""The directives of the data and evidence pages: each leaves a place for a view of the whole dossier."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from dossier.export.tables import TABLES
from dossier.views.directives import view


class ViewDirective(SphinxDirective):
    """A view of the whole dossier, named like the directive."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for it."""
        return [self.place("")]

    def place(self, subject: str) -> view:
        """The place, and what its view is of."""
        return view(view=self.name.rpartition(":")[2], subject=subject)


class ColumnsDirective(ViewDirective):
    """The columns of an exported table."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Leave a place for the columns."""
        name = self.arguments[0]
        if name not in TABLES:
            raise self.error(f"no table “{name}” is exported; use one of {', '.join(TABLES)}")
        return [self.place(name)]


DIRECTIVES: dict[str, type[SphinxDirective]] = {
    **dict.fromkeys(
        ("figures", "timeline", "discrepancies", "downloads", "counts", "retired", "changes", "labels"), ViewDirective
    ),
    "columns": ColumnsDirective,
}
