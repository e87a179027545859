"""Everything that a dossier says, of whatever kind, read from its files.

Nothing here depends on the models of the data files: an older state is read as far as it goes, whatever its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import yaml

from dossier.graph import Dossier, labels_of
from dossier.model.page import Block, Mention, Page
from dossier.model.page import Statement as Sourced
from dossier.model.problem import BrokenSource
from dossier.model.publication import Snapshot, Statement
from dossier.parser.bibliography import plain_value
from dossier.parser.directives import CONTAINERS, split_options
from dossier.parser.markup import mentions, plain
from dossier.parser.pages import read_page
from dossier.parser.source import read_source
from dossier.review.snapshots import snapshot

Labels = Mapping[tuple[str, str], str]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NAMING = ("id", "reference", "entry", "date", "code", "from", "page", "rule", "wrong", "name")
"""What names an item of a list in a data file, the first that it has."""
_SINGULAR = {
    "dates": "dated fact",
    "evidence": "evidence",
    "retired": "tombstone",
    "moved": "moved page",
    "removed": "removed page",
}
_ENTRY = re.compile(r"^@\w+\{\s*([^,\s]+)\s*,", re.MULTILINE)
_FIELD = re.compile(r"^\s+(\w+)\s*=", re.MULTILINE)
_GLOSSARY_INDENT = re.compile(r"\s")
_OF_THE_CHECKS = ("source/ledger.yaml", "source/exceptions.yaml")


@dataclass(frozen=True)
class Placed:
    """A statement in its file.

    :param starts: the lines on which it begins, and goes on after what stands within it
    :param raw: those lines as they stand
    """

    statement: Statement
    starts: tuple[int, ...]
    raw: str = ""


@dataclass(frozen=True)
class State:
    """Everything that is said in a folder of pages and in one of evidence.

    :param placed: each statement, in the order of its file
    :param files: the text of each file, by its name: of a page without folder and suffix, as in ``regions/africa``
    :param broken: how much today's reader finds wrong with the form of the data; what it derives is then not known
    """

    placed: tuple[Placed, ...]
    files: Mapping[str, str]
    labels: Labels = field(default_factory=dict)
    broken: int = 0

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is said."""
        return tuple(placed.statement for placed in self.placed)

    @property
    def pages(self) -> set[str]:
        """The names of the pages."""
        return {statement.id for statement in self.statements if statement.kind == "page"}


def read_state(pages_folder: Path, source_folder: Path, labels: Labels | None = None) -> State:
    """What two folders say.

    :param labels: the text of links that have none of their own, by role and target, which goes before that of the folders
    """
    files = {**_files(pages_folder, "docs"), **_files(source_folder, "source")}
    pages = {name: page for name, text in files.items() if (page := _read(name, text, pages_folder))}
    known = {**labels_of(pages.values()), **(labels or {})}
    dossier, broken = None, 0
    try:
        dossier = Dossier(read_source(source_folder), pages)
    except BrokenSource as wrong:
        broken = len(wrong.problems)
    placed: list[Placed] = []
    for name, text in files.items():
        if name in pages:
            found = [*_page(pages[name], known, dossier)]
        elif name.endswith((".yaml", ".yml")):
            found = _yaml(text, name)
        elif name.endswith(".bib"):
            found = [*_bibliography(text, name)]
        else:
            continue
        placed += _with_lines(found, text)
    return State(tuple(placed), files, known, broken)


def statements(pages_folder: Path, source_folder: Path) -> tuple[Statement, ...]:
    """What two folders say to readers, but for the findings, which a release keeps in a form of their own."""
    found = read_state(pages_folder, source_folder).statements
    return tuple(said for said in found if said.kind != "finding" and said.where not in _OF_THE_CHECKS)


def of_snapshot(kept: Snapshot) -> Statement:
    """A finding that a release keeps."""
    fields = {name.replace("_", " "): value for name, value in kept.model_dump(mode="json").items()}
    shown = {name: _joined(value) for name, value in fields.items() if name not in ("id", "sha256", "title")}
    return Statement(kind="finding", id=kept.id, where=kept.page, fields=_filled(shown))


def _files(folder: Path, prefix: str) -> dict[str, str]:
    """The files of a folder as text, by name."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = f"{prefix}/{path.relative_to(folder).as_posix()}"
        if path.is_file() and "/." not in name and "__pycache__" not in name:
            found[_page_name(name)] = path.read_bytes().decode(errors="backslashreplace")
    return found


def _page_name(name: str) -> str:
    is_page = name.startswith("docs/") and name.endswith(".md") and not name.startswith("docs/_")
    return name.removeprefix("docs/").removesuffix(".md") if is_page else name


def _read(name: str, text: str, folder: Path) -> Page | None:
    """A page of that name, if it is one."""
    return None if name.startswith(("docs/", "source/")) else read_page(name, folder / f"{name}.md", text)[0]


def _page(page: Page, labels: Labels, dossier: Dossier | None) -> Iterator[Placed]:
    """What a page says: its title and front matter, then everything below."""
    front = _fields(_compose(page.front))
    title = [heading.line for heading in page.headings if heading.level == 1][:1]
    head = Statement(kind="page", id=page.docname, where=page.docname, fields=_filled({"title": page.title, **front}))
    yield Placed(head, (1, *title))
    for finding in page.findings:
        text = _text_of(finding, labels)
        linked = dossier and dossier.findings.get(finding.id)
        if dossier and linked and linked.record is finding:
            said = of_snapshot(snapshot(dossier, linked)).fields
        else:
            keys = ("passages", "evidence", "corrects")
            said = _filled({"page": page.docname, **{key: _joined(getattr(finding, key)) for key in keys}})
        yield Placed(Statement(kind="finding", id=finding.id, where=page.docname, fields={**said, **text}), (finding.at[""],))
    for provision in page.provisions:
        fields = {"verb": provision.verb, "paragraph": provision.paragraph, "evidence": _joined(provision.evidence)}
        said = _filled({**_text_of(provision, labels), **fields})
        yield Placed(Statement(kind="provision", where=page.docname, fields=said), (provision.at[""],))
    for line, kind, id, fields in _around(page, labels):
        yield Placed(Statement(kind=kind, id=id, where=page.docname, fields=_filled(fields)), (line,))


def _text_of(sourced: Sourced, labels: Labels) -> dict[str, str]:
    return _filled({"text": plain(sourced.text, dict(labels)), "links": _links(sourced.mentions)})


def _links(found: Iterable[Mention]) -> str:
    return "; ".join(f"{mention.role} {mention.target}" for mention in found)


_Found = tuple[int, str, str, dict[str, str]]


def _around(page: Page, labels: Labels) -> Iterator[_Found]:
    """What a page holds around its findings and provisions: the line, kind, id and fields of each."""
    headings = {heading.line for heading in page.headings}
    glossaries = [range(block.line, block.line + block.text.count("\n") + 1) for block in page.blocks if block.name == "glossary"]
    for heading in page.headings:
        if heading.level > 1:
            yield heading.line, "heading", "", {"text": heading.text, "level": str(heading.level), "address": heading.anchor}
    for block in page.blocks:
        if block.kind == "directive":
            yield from _directive(block, labels)
        elif block.line not in headings and not any(block.line in lines for lines in glossaries):
            links = _links(mentions(block.text, block.line))
            text = plain(block.text, dict(labels)) if block.kind == "inline" else block.text
            yield block.line, "paragraph", "", {"text": text, "links": links}


def _directive(block: Block, labels: Labels) -> Iterator[_Found]:
    """What a directive shows: its title, its options and its lines; each term of a glossary by itself."""
    options, content, above = split_options(block.text, block.line)
    fields = {"title": block.argument, **{name: value for name, value, _ in options}}
    if block.name not in CONTAINERS:
        fields["rows"] = _joined(row.strip() for row in content.split("\n"))
    yield block.line, block.name, "", fields
    if block.name == "glossary":
        yield from _terms(content, above + 1, labels)


def _terms(content: str, first: int, labels: Labels) -> Iterator[_Found]:
    """The terms of a glossary, whose names stand at the margin, with their definitions as they stand."""
    groups: list[tuple[int, list[str], list[str]]] = []
    for line, row in enumerate(content.split("\n"), first):
        if row.strip() and not _GLOSSARY_INDENT.match(row):
            if not groups or groups[-1][2]:
                groups.append((line, [], []))
            groups[-1][1].append(row.strip())
        elif row.strip() and groups:
            groups[-1][2].append(row.strip())
    for line, names, rows in groups:
        text = " ".join(rows)
        links = _links(mentions(text, line))
        yield line, "term", names[0], {"names": _joined(names), "text": plain(text, dict(labels)), "links": links}


def _yaml(text: str, name: str) -> list[Placed]:
    """What a data file says: a statement for the file, and one for each named item of a list in it, at any depth."""
    node = _compose(text)
    return [*_record(node, "file", name, name, name)][::-1] if isinstance(node, yaml.MappingNode) else []


def _compose(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, _LOADER) if text else None
    except (yaml.YAMLError, ValueError):
        return None


def _record(node: yaml.MappingNode, kind: str, id: str, prefix: str, where: str) -> Iterator[Placed]:
    """An item with what is named within it, that first."""
    fields: dict[str, str] = {}
    starts = [node.start_mark.line + 1]
    for key, value in node.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else []
        named = [(item, _name(item)) for item in items if isinstance(item, yaml.MappingNode)]
        if named and all(name for _, name in named):
            for item, (field_, name) in named:
                below = name if field_ == "id" or kind == "file" else f"{prefix}, {name}"
                yield from _record(item, _SINGULAR.get(key.value, key.value.removesuffix("s")), below, below, where)
        else:
            fields.update(_fields(value, key.value))
            starts.append(key.start_mark.line + 1)
    yield Placed(Statement(kind=kind, id=id, where=where, fields=_filled(fields)), tuple(starts))


def _name(item: yaml.MappingNode) -> tuple[str, str]:
    """What names an item: the field, and its value; nothing, where it has none such."""
    values = {key.value: value.value for key, value in item.value if isinstance(value, yaml.ScalarNode)}
    return next(((name, values[name]) for name in _NAMING if name in values), ("", ""))


def _fields(node: yaml.Node | None, name: str = "") -> dict[str, str]:
    """What stands in a part of a data file, each text by the names that lead to it."""
    label = name.replace("_", " ")
    if isinstance(node, yaml.MappingNode):
        parts = [_fields(value, f"{name}, {key.value}" if name else key.value) for key, value in node.value]
        return {key: value for part in parts for key, value in part.items()}
    if isinstance(node, yaml.SequenceNode):
        if all(isinstance(item, yaml.ScalarNode) for item in node.value):
            return {label: _joined(item.value for item in node.value)}
        parts = [_fields(item, f"{name} {place}") for place, item in enumerate(node.value, 1)]
        return {key: value for part in parts for key, value in part.items()}
    return {label: " ".join(node.value.split())} if isinstance(node, yaml.ScalarNode) and label else {}


def _bibliography(text: str, name: str) -> Iterator[Placed]:
    """Each entry of a bibliography."""
    found = [*_ENTRY.finditer(text)]
    ends = [match.start() for match in found[1:]] + [len(text)]
    for entry, end in zip(found, ends, strict=True):
        body = text[entry.end() : end]
        heads = [*_FIELD.finditer(body)]
        stops = [match.start() for match in heads[1:]] + [len(body)]
        values = {head[1]: body[head.end() : stop] for head, stop in zip(heads, stops, strict=True)}
        fields = {key: plain_value(value.strip().removesuffix("}").strip().rstrip(",")) for key, value in values.items()}
        yield Placed(
            Statement(kind="source", id=entry[1], where=name, fields=_filled(fields)), (text.count("\n", 0, entry.start()) + 1,)
        )


def _with_lines(found: list[Placed], text: str) -> list[Placed]:
    """Statements of a file in its order, each with its lines: from where it starts to where another does."""
    rows = text.split("\n")
    starts = sorted((line, place) for place, placed in enumerate(found) for line in placed.starts)
    if not starts:
        return []
    starts[0] = (1, starts[0][1])
    raw: list[list[str]] = [[] for _ in found]
    for (line, place), (end, _) in zip(starts, [*starts[1:], (len(rows) + 1, 0)], strict=True):
        raw[place] += rows[line - 1 : end - 1]
    order = dict.fromkeys(place for _, place in starts)
    return [replace(found[place], raw="\n".join(raw[place]).strip("\n")) for place in order]


def _joined(values: str | Iterable[str] | None) -> str:
    return values if isinstance(values, str) else "; ".join(value for value in values or () if value)


def _filled(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
