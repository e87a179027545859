"""The rules as the contributor's guide prints them: from their register, each with a place that breaks it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from dossier.parser.directives import FORMS
from dossier.rules import rules
from dossier.views.nodes import heading, paragraph
from dossier.views.registry import directive

PROBLEM = re.compile(r"^(?P<path>.+?):(?P<line>\d+): \[(?P<rule>[a-z-]+)\] (?P<message>.+)$")


class Example(NamedTuple):
    """A line that breaks a rule, and what is said of it."""

    line: str
    said: str


@directive("rules")
class RulesDirective(SphinxDirective):
    """Every rule, with what it asks, a line that breaks it, and what is said of that line.

    The examples are what ``dossier check`` says of a folder that breaks every rule, as its tests keep it in a file.
    """

    option_spec: ClassVar[dict[str, Any]] = {"examples": directives.path}

    def run(self) -> list[nodes.Node]:
        """Print the rules on content, then those on the form of files."""
        examples: dict[str, Example] = {}
        if "examples" in self.options:
            path = Path(self.env.srcdir, self.options["examples"])
            if not path.is_file():
                raise self.error(f"there is no file “{self.options['examples']}”; name one that “dossier check” has filled")
            self.env.note_dependency(path)
            examples = read_examples(path)
        for rule in rules().values():
            self.env.note_dependency(inspect.getfile(rule.check))
        asked = {name: rule.asks for name, rule in rules().items()}
        return [
            heading("Rules on content", 2, "rules-on-content"),
            *_list(asked, examples),
            heading("Rules on form", 2, "rules-on-form"),
            *_list(FORMS, examples),
        ]


def read_examples(path: Path) -> dict[str, Example]:
    """The shortest example of each rule, from a file of problems that stands in the folder that has them."""
    found: dict[str, Example] = {}
    for said in path.read_text(encoding="utf-8").splitlines():
        match = PROBLEM.match(said)
        if match and (match["rule"] not in found or len(said) < len(found[match["rule"]].said)):
            lines = (path.parent / match["path"]).read_text(encoding="utf-8").splitlines()
            found[match["rule"]] = Example(lines[int(match["line"]) - 1].strip(), said)
    return found


def _list(asked: Mapping[str, str], examples: Mapping[str, Example]) -> Iterator[nodes.Node]:
    for name, asks in asked.items():
        yield heading(name, 3, f"rule-{name}")
        yield paragraph(asks)
        if example := examples.get(name):
            if example.line:
                yield paragraph(["This line breaks it: ", nodes.literal("", example.line)])
            yield paragraph(["It is told: ", nodes.literal("", example.said)])
