"""Views of the site itself: its totals, the files to download and their columns, and its rules."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from dossier.export.files import files
from dossier.export.tables import tables
from dossier.graph import Dossier
from dossier.locale import _
from dossier.model.kinds import KINDS
from dossier.model.source import correction_labels, support_labels
from dossier.rules import rules
from dossier.rules.registry import FORM_RULES
from dossier.views.links import file_link
from dossier.views.nodes import Content, box, fields, folded, heading, joined, paragraph, sentence, table
from dossier.views.registry import ArgumentDirective, directive, view

PROBLEM = re.compile(r"^(?P<path>.+?):(?P<line>\d+): \[(?P<rule>[a-z-]+)\] (?P<message>.+)$")


@view("counts")
def counts_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The totals of the dossier."""
    source, findings = dossier.source, dossier.findings.values()
    words = tuple(support_labels().values())
    corrected = sum(finding.corrected for finding in findings)
    kinds_of = correction_labels()
    notes = (kinds_of[note.kind] for _passage, note in dossier.corrections.values())
    kinds = Counter(kind for kind, _id in dossier.entries)
    supported = _split((finding.support.label for finding in findings), words)
    rows = [
        (_("Passages"), str(len(source.passages))),
        (_("Findings"), _("{findings}; {corrected} with a correction").format(findings=supported, corrected=corrected)),
        (_("Corrections and doubts"), _split(notes, tuple(kinds_of.values()))),
        (_("Figures"), str(len(dossier.figures))),
        (_("Events"), str(len(source.events))),
        (_("References"), str(len(source.references))),
        (_("Entries"), "; ".join(f"{kinds[name]} {kind.plural.lower()}" for name, kind in KINDS.items() if kinds[name])),
    ]
    return [fields(rows, "card", "counts")]


def _split(words: Iterable[str], order: Sequence[str]) -> str:
    """Return a total and, in brackets, its parts in the given order."""
    counted = Counter(words)
    parts = ", ".join(f"{counted[word]} {word.lower()}" for word in order if counted[word])
    return f"{counted.total()} ({parts})" if parts else "0"


@view("downloads")
def downloads_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The data files, with what they hold and their size, and their licence."""
    rows: list[list[Content]] = []
    for _name, formats in groupby(files(dossier.whole), key=lambda file: file.name.rpartition(".")[0]):
        file, *others = formats
        counts = (f"{len(file.table.rows):,}", f"{len(file.table.columns)}") if file.table else ("", "")
        sizes = "; ".join(f"{len(each.content):,}" for each in (file, *others))
        rows.append([joined(file_link(dossier, docname, each.name) for each in (file, *others)), file.holds, *counts, sizes])
    head = (_("File"), _("What it is"), _("Rows"), _("Columns"), _("Bytes"))
    made: list[nodes.Node] = [table("table-files", _("Files to download"), head, rows, "downloads")]
    if licence := dossier.source.dataset.licence:
        link = nodes.reference("", licence.name, refuri=licence.path, reftitle=licence.title)
        made.append(paragraph(sentence(_("Licence of all files: {licence}."), licence=link)))
    return made


EDITIONS = "editions"
"""The folder of the editions, below the root of the site."""


def edition_formats() -> dict[str, str]:
    """Return the description of each format of edition, by file extension."""
    return {
        "epub": _("an e-book"),
        "pdf": _("a document to print, with page numbers and a table of contents"),
        "zip": _("the site, for reading offline; its search needs a web server"),
    }


@view("editions")
def editions_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The editions, with their size and checksum."""
    rows: list[list[Content]] = []
    for edition in dossier.editions:
        form, checksum = edition_formats()[Path(edition.name).suffix[1:]], nodes.literal("", edition.sha256, classes=["checksum"])
        rows.append([file_link(dossier, docname, edition.name, EDITIONS), form, f"{edition.size:,}", checksum])
    head = (_("File"), _("What it is"), _("Bytes"), "SHA-256")
    listed = table("table-editions", _("Editions to download"), head, rows, "editions")
    return [listed if rows else paragraph(_("This copy of the site has no editions."))]


@view("columns", ArgumentDirective)
def columns_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The columns of a table of the export, folded: most readers of a page with many tables need one of them."""
    if (shown := tables(dossier.whole).get(subject)) is None:
        return []
    types = {
        "string": _("string"), "integer": _("integer"), "number": _("number"), "boolean": _("boolean"),
        "list": _("list of texts"), "array": _("list of records"), "object": _("object"),
    }  # fmt: skip
    rows: list[list[Content]] = []
    for column in shown.columns:
        meaning, values = column.description, ", ".join(column.values)
        meaning = _("{meaning} One of: {values}.").format(meaning=meaning, values=values) if values else meaning
        rows.append([nodes.literal("", column.name), types[column.type], meaning])
    caption, head = _("Columns of {table}").format(table=subject), (_("Column"), _("Type"), _("Meaning"))
    return [paragraph(shown.description), folded(caption, table(f"columns-{subject}", caption, head, rows, "columns"))]


Example = tuple[str, str]
"""A line that breaks a rule, and the message that reports it."""


@directive("rules")
class RulesDirective(SphinxDirective):
    """Every rule, with what it requires, a line that breaks it, and the message for that line.

    The option ``examples`` names a file with the output of ``dossier check`` for a folder that breaks every rule.
    """

    option_spec: ClassVar[dict[str, Any]] = {"examples": directives.path}

    def run(self) -> list[nodes.Node]:
        """List the rules on content, then those on form."""
        examples: dict[str, Example] = {}
        if "examples" in self.options:
            path = Path(self.env.srcdir, self.options["examples"])
            if not path.is_file():
                raise self.error(f"there is no file “{self.options['examples']}”; name one that “dossier check” has filled")
            self.env.note_dependency(path)
            examples = read_examples(path)
        asked = {name: rule.requires for name, rule in rules().items()}
        on_content = _rules(_("Rules on content"), "rules-on-content", asked, examples)
        return [*on_content, *_rules(_("Rules on form"), "rules-on-form", FORM_RULES, examples)]


def read_examples(path: Path) -> dict[str, Example]:
    """Return the example of each rule with the shortest message, from a file of problems in the folder that has them."""
    found: dict[str, Example] = {}
    for problem in path.read_text(encoding="utf-8").splitlines():
        match = PROBLEM.match(problem)
        if match and (match["rule"] not in found or len(problem) < len(found[match["rule"]][1])):
            lines = (path.parent / match["path"]).read_text(encoding="utf-8").splitlines()
            found[match["rule"]] = lines[int(match["line"]) - 1].strip(), problem
    return found


def _rules(title: str, id: str, asked: Mapping[str, str], examples: Mapping[str, Example]) -> Iterator[nodes.Node]:
    yield heading(title, 2, id)
    for name, requires in asked.items():
        made = box([heading(name, 3, f"rule-{name}"), paragraph(requires)], "rule")
        line, message = examples.get(name, ("", ""))
        if line:
            made += paragraph(sentence(_("This line breaks the rule: {line}"), line=nodes.literal("", line)))
        if message:
            made += paragraph(sentence(_("The message is: {message}"), message=nodes.literal("", message)))
        yield made
