"""All statements of a dossier, read from its files.

Nothing here depends on the models of the data files, so that an older version can be read as far as possible, whatever its
format.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import yaml

from dossier.graph import Dossier, LinkedFinding, labels_of
from dossier.model.page import Block, Finding, Mention, Page
from dossier.model.page import Statement as Sourced
from dossier.model.problem import Problem, attempt
from dossier.model.publication import Snapshot, Statement
from dossier.model.source import without_empty
from dossier.parser.bibliography import ENTRY, plain_value
from dossier.parser.directives import CONTAINERS, terms
from dossier.parser.markup import Labels, mentions, plain
from dossier.parser.pages import read_page
from dossier.parser.source import read_source
from dossier.parser.yaml import BASE_LOADER

Fields = dict[str, str]

_NAMING = ("id", "reference", "entry", "date", "code", "from", "page", "rule", "wrong", "name")
"""Fields that identify an item of a list in a data file; the first one present is used."""
_SINGULAR = {"dates": "dated fact", "retired": "retired notice", "moved": "moved page", "removed": "removed page"}
"""The kinds of item in some lists of data files; that of any other is the name of the list without its plural ending."""
_FIELD = re.compile(r"^\s+(\w+)\s*=", re.MULTILINE)
_YAML, _BIB = (".yaml", ".yml"), ".bib"
"""The suffixes of data files."""
INTERNAL_FILES = ("source/ledger.yaml", "source/exceptions.yaml", "source/style.yaml")
"""Files that contain nothing for readers."""


def _statement(where: str, kind: str, id: str, fields: Fields) -> Statement:
    return Statement(kind=kind, id=id, where=where, fields=without_empty(fields))


class State(NamedTuple):
    """All statements in a folder of pages and a folder of evidence.

    :param statements: statements, file by file
    :param files: text of each file by name; pages are named without folder and suffix, as in ``regions/africa``
    :param broken: number of problems that the current parser finds in the data; if any, derived values are not known
    """

    statements: tuple[Statement, ...]
    files: Mapping[str, str]
    labels: Labels
    broken: int

    @property
    def pages(self) -> set[str]:
        """The names of the pages."""
        return {statement.id for statement in self.statements if statement.kind == "page"}


def read_state(pages_folder: Path, source_folder: Path, labels: Labels | None = None) -> State:
    """Return the statements in two folders.

    :param labels: default link texts, by role and target; these take precedence over those of the folders
    """
    files = {**_files(pages_folder, "docs"), **_files(source_folder, "source")}
    texts = {name: text for name, text in files.items() if not name.startswith(("docs/", "source/"))}
    pages = {name: read_page(name, pages_folder / f"{name}.md", text)[0] for name, text in texts.items()}
    known = {**labels_of(pages.values()), **(labels or {})}
    problems: list[Problem] = []
    dossier = attempt(problems, lambda: Dossier(read_source(source_folder), pages))
    found = {name: [*_page(pages[name], known, dossier)] if name in pages else _data(text, name) for name, text in files.items()}
    return State(tuple(chain.from_iterable(found.values())), files, known, len(problems))


def records(dossier: Dossier) -> tuple[Statement, ...]:
    """Return all records for readers except findings, which a release stores in another form."""
    files = _files(dossier.source.bibliography.parent, "source", (*_YAML, _BIB))
    data = chain.from_iterable(_data(text, name) for name, text in files.items() if name not in INTERNAL_FILES)
    pages = ((_front(page), *_provisions(page, dossier.labels)) for page in dossier.pages.values())
    return (*chain.from_iterable(pages), *data)


def snapshot(dossier: Dossier, finding: LinkedFinding) -> Snapshot:
    """Return a finding as it is now, for comparison with other versions; it is not validated, because rules report its faults."""
    return Snapshot.model_construct(
        id=finding.id,
        text=finding.text,
        sha256=finding.sha256,
        page=finding.page.docname,
        title=finding.page.title,
        support=finding.support.id,
        passages=finding.record.passages,
        evidence=finding.record.evidence,
        corrects=finding.record.corrects,
        bears_on=tuple(sorted(dossier.entries[kind, id].docname for kind, ids in finding.facets.items() for id in ids)),
    )


def of_snapshot(kept: Snapshot) -> Statement:
    """Return the statement of a finding in a release."""
    fields = {name.replace("_", " "): value for name, value in kept.model_dump(mode="json").items()}
    shown = {name: _joined(value) for name, value in fields.items() if name not in ("id", "sha256", "title")}
    return Statement(kind="finding", id=kept.id, where=kept.page, fields=without_empty(shown))


def _files(folder: Path, prefix: str, suffixes: tuple[str, ...] = ("",)) -> dict[str, str]:
    """Return the text of all files in a folder, or of those with some suffixes, by name."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = f"{prefix}/{path.relative_to(folder).as_posix()}"
        if name.endswith(suffixes) and path.is_file() and "/." not in name and "__pycache__" not in name:
            found[_page_name(name)] = path.read_bytes().decode(errors="backslashreplace")
    return found


def _page_name(name: str) -> str:
    is_page = name.startswith("docs/") and name.endswith(".md") and not name.startswith("docs/_")
    return name.removeprefix("docs/").removesuffix(".md") if is_page else name


def _page(page: Page, labels: Labels, dossier: Dossier | None) -> Iterator[Statement]:
    """Yield the statements of a page: title and front matter, then the rest."""
    yield _front(page)
    for finding in page.findings:
        yield _statement(page.docname, "finding", finding.id, {**_rests_on(page, finding, dossier), **_text_of(finding, labels)})
    yield from _provisions(page, labels)
    for heading in page.headings:
        if heading.level > 1:
            fields = {"text": heading.text, "level": str(heading.level), "address": heading.anchor}
            yield _statement(page.docname, "heading", "", fields)
    yield from _blocks(page, labels)


def _front(page: Page) -> Statement:
    return _statement(page.docname, "page", page.docname, {"title": page.title, **_fields(_compose(page.front))})


def _provisions(page: Page, labels: Labels) -> Iterator[Statement]:
    for each in page.provisions:
        fields = {"verb": each.verb, "paragraph": each.paragraph, "evidence": _joined(each.evidence)}
        yield _statement(page.docname, "provision", "", {**_text_of(each, labels), **fields})


def _rests_on(page: Page, finding: Finding, dossier: Dossier | None) -> Fields:
    """Return the passages, evidence and corrections of a finding; derived fields only if the data can be read."""
    linked = dossier.findings.get(finding.id) if dossier else None
    if dossier and linked and linked.record is finding:
        return of_snapshot(snapshot(dossier, linked)).fields
    return {"page": page.docname, **{key: _joined(getattr(finding, key)) for key in ("passages", "evidence", "corrects")}}


def _text_of(sourced: Sourced, labels: Labels) -> Fields:
    return {"text": plain(sourced.text, labels), "links": _links(sourced.mentions)}


def _links(found: Iterable[Mention]) -> str:
    return "; ".join(f"{mention.role} {mention.target}" for mention in found)


def _blocks(page: Page, labels: Labels) -> Iterator[Statement]:
    """Yield the directives and paragraphs of a page, outside findings and provisions."""
    titles = {each.line for each in page.headings} | {each.line for each in page.blocks if each.kind == "directive"}
    glossaries = [range(block.line, block.line + block.text.count("\n") + 1) for block in page.blocks if block.name == "glossary"]
    for block in page.blocks:
        if block.kind == "directive":
            yield from _directive(page, block, labels)
        elif block.line not in titles and not any(block.line in lines for lines in glossaries):
            text = plain(block.text, labels) if block.kind == "inline" else block.text
            fields = {"text": text, "links": _links(mentions(block.text, block.line))}
            yield _statement(page.docname, "paragraph", "", fields)


def _directive(page: Page, block: Block, labels: Labels) -> Iterator[Statement]:
    """Yield a directive with its title, options and lines, and each term of a glossary."""
    fields = {"title": block.argument, **{name: value for name, value, _ in block.options}}
    if block.name not in CONTAINERS:
        fields["rows"] = _joined(row.strip() for row in block.content.split("\n"))
    yield _statement(page.docname, block.name, "", fields)
    for term in terms(block.content) if block.name == "glossary" else ():
        text, links = plain(term.definition, labels), _links(mentions(term.definition, 1))
        yield _statement(page.docname, "term", term.names[0], {"names": _joined(term.names), "text": text, "links": links})


def _data(text: str, name: str) -> list[Statement]:
    """Return the statements of a data file; none for a file of any other type.

    A bibliography has one for each entry; a YAML file has one for itself, and one for each named item of a list, at any depth.
    """
    if name.endswith(_BIB):
        return [*_bibliography(text, name)]
    node = _compose(text) if name.endswith(_YAML) else None
    return _record(node, "file", name, name, name) if isinstance(node, yaml.MappingNode) else []


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, BASE_LOADER) if text else None
    except (yaml.YAMLError, ValueError):
        return None


def _record(node: yaml.MappingNode, kind: str, id: str, prefix: str, where: str) -> list[Statement]:
    """Return an item, followed by the named items within it."""
    fields: Fields = {}
    within: list[Statement] = []
    for key, value in node.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else []
        named = [(item, _name(item)) for item in items if isinstance(item, yaml.MappingNode)]
        if named and all(name for _, name in named):
            for item, (field_, name) in named:
                below = name if field_ == "id" or kind == "file" else f"{prefix}, {name}"
                within += _record(item, _SINGULAR.get(key.value, key.value.removesuffix("s")), below, below, where)
        else:
            fields.update(_fields(value, key.value))
    return [_statement(where, kind, id, fields), *within]


def _name(item: yaml.MappingNode) -> tuple[str, str]:
    """Return the field that identifies an item and its value; empty if it has none."""
    values = {key.value: value.value for key, value in item.value if isinstance(value, yaml.ScalarNode)}
    return next(((name, values[name]) for name in _NAMING if name in values), ("", ""))


def _fields(node: yaml.Node | None, name: str = "") -> Fields:
    """Return the texts in a part of a data file, by the names that lead to each."""
    label = name.replace("_", " ")
    if isinstance(node, yaml.ScalarNode):
        return {label: " ".join(node.value.split())} if label else {}
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return {label: _joined(item.value for item in node.value)}
    parts: list[tuple[yaml.Node, str]] = []
    if isinstance(node, yaml.MappingNode):
        parts = [(value, f"{name}, {key.value}" if name else key.value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        parts = [(item, f"{name} {place}") for place, item in enumerate(node.value, 1)]
    return {key: value for part, named in parts for key, value in _fields(part, named).items()}


def _bibliography(text: str, name: str) -> Iterator[Statement]:
    for key, body in _split(ENTRY, text):
        values = {field: value.strip().removesuffix("}").strip().rstrip(",") for field, value in _split(_FIELD, body)}
        yield _statement(name, "source", key, {field: plain_value(value) for field, value in values.items()})


def _split(head: re.Pattern[str], text: str) -> Iterable[tuple[str, str]]:
    """Return what the group of a pattern has in each match in a text, with the text up to the next match."""
    _before, *parts = head.split(text)
    return zip(parts[::2], parts[1::2], strict=True)


def _joined(values: str | Iterable[str] | None) -> str:
    return values if isinstance(values, str) else "; ".join(value for value in values or () if value)
