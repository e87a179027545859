"""The directives that ask for a picture: each leaves a place, which is filled when the page is written."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from dossier.parser.directives import asked
from dossier.views.registry import ViewDirective


class PictureDirective(ViewDirective):
    """A picture: the title is its argument; the rule ``picture`` says what is wrong with the rest."""

    optional_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("summary", "rows", "columns"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Leave a place for it."""
        name = self.name.rpartition(":")[2]
        title = self.arguments[0] if self.arguments else ""
        return [self.place(asked(name, title, self.options.items(), "\n".join(self.content)))]
