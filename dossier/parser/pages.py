"""Reading pages without building them.

The build and ``dossier check`` read a page with the same function, so that both see the same records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from dossier.model.kinds import PageMeta, kind_of_folder
from dossier.model.page import Block, Finding, Heading, Mark, Mention, Page, Provision, Statement
from dossier.model.problem import BrokenSource, Problem
from dossier.model.source import SLUG
from dossier.parser.directives import CONTAINERS, DIRECTIVE, intruder, is_closed, split_options
from dossier.parser.markup import marks, mentions, plain
from dossier.parser.text import read_text
from dossier.parser.yaml import did_you_mean, parse_yaml

_MARKDOWN = (
    MarkdownIt("commonmark")
    .use(colon_fence_plugin)
    .use(front_matter_plugin)
    .use(myst_block_plugin)
    .enable("table")
    .disable("inline")
)

_FRONT = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


def read_pages(folder: Path) -> tuple[dict[str, Page], list[Problem]]:
    """Every page below a folder, by docname, and what is wrong with their form."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    if not folder.is_dir():
        problems.append(Problem(folder, 1, "missing-file", "there is no such folder", "restore it, or name another"))
    for path in sorted(folder.rglob("*.md")):
        docname = path.relative_to(folder).with_suffix("").as_posix()
        if docname.startswith("_") or "/." in f"/{docname}":
            continue
        try:
            page, wrong = read_page(docname, path, read_text(path))
        except BrokenSource as broken:
            problems.extend(broken.problems)
        else:
            pages[docname] = page
            problems.extend(wrong)
    return pages, problems


def read_page(docname: str, path: Path, text: str) -> tuple[Page, list[Problem]]:
    """A page, and what is wrong with its form."""
    reading = _PageReading(docname, path)
    reading.text(text, 1)
    return reading.page(), reading.problems


def blank_front(text: str) -> str:
    """The text of a page with empty lines in place of its front matter."""
    front = _FRONT.match(text)
    return "\n" * front[0].count("\n") + text[front.end() :] if front else text


class _PageReading:
    """One reading of one page."""

    def __init__(self, docname: str, path: Path) -> None:
        self.docname = docname
        self.path = path
        parts = docname.split("/")
        folder_kind = kind_of_folder(parts[0]) if len(parts) == 2 and parts[1] != "index" else None
        self.kind = folder_kind.name if folder_kind else ""
        self.model = folder_kind.meta if folder_kind else PageMeta
        self.meta: object | None = None
        self.meta_lines: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []
        self.provisions: list[Provision] = []
        self.headings: list[Heading] = []
        self.mentions: list[Mention] = []
        self.blocks: list[Block] = []
        self.marks: list[Mark] = []
        self.anchors: list[tuple[str, int]] = []
        self.front = ""

    def text(self, text: str, first: int) -> None:
        """Take in a text that starts on line ``first``."""
        env: dict[str, Any] = {}
        lines = text.split("\n")
        target = ""
        tokens = _MARKDOWN.parse(text, env)
        if first == 1 and lines[0].rstrip() == "---" and not (tokens and tokens[0].type == "front_matter"):
            message = "this is not YAML: the front matter does not end"
            self.problems.append(Problem(self.path, 1, "yaml", message, "end it with a line “---”"))
        for index, token in enumerate(tokens):
            line = first + token.map[0] if token.map else first
            if token.type == "front_matter" and first == 1:
                self._front_matter(token.content, line + 1)
            elif token.type == "heading_open":
                heading = tokens[index + 1].content
                self.headings.append(Heading(plain(heading), int(token.tag[1:]), target, line))
            elif token.type == "myst_target":
                target = token.content
                self.anchors.append((target, line))
            elif token.type == "inline":
                target = ""
                self._text(token.content, line)
            elif token.type in ("fence", "colon_fence"):
                self._fence(token, line, is_closed(token, lines))
            elif token.type == "code_block":
                self.blocks.append(Block("code_block", "", token.content, line))
            elif token.type == "html_block":
                self.blocks.append(Block("html_block", "", token.content, line))
        for found in env.get("references", {}).values():
            self.marks.append(Mark("link", found["href"], first + found["map"][0]))

    def _front_matter(self, text: str, line: int) -> None:
        self.front = text
        try:
            self.meta, lines = parse_yaml(text, self.path, self.model, line)
        except BrokenSource as broken:
            self.problems.extend(broken.problems)
            return
        self.meta_lines = {name: lines.of((name,)) for name in self.model.model_fields}

    def _text(self, text: str, line: int) -> None:
        self.blocks.append(Block("inline", "", text, line))
        self.mentions.extend(mentions(text, line))
        self.marks.extend(marks(text, line))

    def _fence(self, token: Token, line: int, closed: bool) -> None:
        if not closed:
            message = f"what “{token.markup}{token.info}” opens is not closed"
            self.problems.append(Problem(self.path, line, "unclosed", message, f"end it with a line “{token.markup}”"))
        directive = DIRECTIVE.match(token.info.strip())
        if directive is None:
            self.blocks.append(Block(token.type, token.info.strip(), token.content, line))
            return
        name, argument = directive[1], directive[2].strip()
        if name == "finding":
            finding, wrong = read_finding(argument, token.content, self.path, line)
            self.findings.append(finding)
            self._statement(finding, wrong)
        elif name == "provision":
            provision, wrong = read_provision(token.content, self.path, line)
            self.provisions.append(provision)
            self._statement(provision, wrong)
        else:
            options, content, above = split_options(token.content, line)
            self.blocks.append(Block("directive", name, token.content, line, argument, options))
            if name in CONTAINERS:
                self.text(content, above + 1)

    def _statement(self, statement: Statement, wrong: list[Problem]) -> None:
        self.problems.extend(wrong)
        self.marks.extend(marks(statement.text, statement.line))
        if found := intruder(statement.text, _MARKDOWN.parse):
            message = f"{found[0]} stands in a finding or provision, which is one to three plain sentences"
            cure = "close the one above with “:::”, or move it out"
            self.problems.append(Problem(self.path, statement.line + found[1], "statement-form", message, cure))

    def page(self) -> Page:
        """The page as it has been read."""
        if self.meta is None and not self.problems:
            self._no_front_matter()
        titles = [heading.text for heading in self.headings if heading.level == 1]
        if not titles:
            self.problems.append(Problem(self.path, 1, "title", "the page has no title", "start it with “# Title”"))
        return Page(
            docname=self.docname,
            path=str(self.path),
            kind=self.kind,
            title=titles[0] if titles else self.docname,
            meta=self.meta,
            findings=tuple(self.findings),
            provisions=tuple(self.provisions),
            headings=tuple(self.headings),
            mentions=tuple(self.mentions),
            blocks=tuple(self.blocks),
            marks=tuple(self.marks),
            anchors=tuple(self.anchors),
            meta_lines=self.meta_lines,
            front=self.front,
        )

    def _no_front_matter(self) -> None:
        if self.kind:
            required = [name for name, field in self.model.model_fields.items() if field.is_required()]
            article = "an" if self.kind[0] in "aeiou" else "a"
            message = f"the page has no front matter, and {article} {self.kind} needs {', '.join(required)}"
            self.problems.append(Problem(self.path, 1, "schema", message, "copy that of another page in this folder"))
        else:
            self.meta = PageMeta()


_OPTION = re.compile(r"^:([a-z_-]+):[ \t]*(.*)$")
_FINDING = ("from", "evidence", "corrects")
_PROVISION = ("evidence", "verb", "paragraph")
_LISTS = ("from", "evidence", "corrects")


def read_finding(id: str, content: str, path: Path, line: int) -> tuple[Finding, list[Problem]]:
    """A finding from the argument and the content of its fence, and what is wrong with its form."""
    options, text, at, problems = _split(content, path, line, _FINDING)
    if not SLUG.match(id):
        cure = "give it a slug such as “border-controls-2019” after {finding}"
        problems.append(Problem(path, line, "finding-id", f"“{id}” is no id for a finding", cure))
    if not options["from"]:
        problems.append(Problem(path, line, "finding-from", f"“{id}” rests on no passage", "add “:from:” with a passage"))
    finding = Finding(
        id=id,
        passages=_list(options["from"]),
        evidence=_list(options["evidence"]),
        corrects=_list(options["corrects"]),
        text=text,
        line=at["text"],
        mentions=tuple(mentions(text, at["text"])),
        at=at,
    )
    return finding, problems + _empty(text, path, line, f"“{id}”")


def read_provision(content: str, path: Path, line: int) -> tuple[Provision, list[Problem]]:
    """A provision from the content of its fence, and what is wrong with its form."""
    options, text, at, problems = _split(content, path, line, _PROVISION)
    if not options["evidence"]:
        cure = "add “:evidence:” with a reference"
        problems.append(Problem(path, line, "provision-evidence", "the provision names no source", cure))
    provision = Provision(
        evidence=_list(options["evidence"]),
        verb=options["verb"],
        paragraph=options["paragraph"],
        text=text,
        line=at["text"],
        mentions=tuple(mentions(text, at["text"])),
        at=at,
    )
    return provision, problems + _empty(text, path, line, "the provision")


def _split(
    content: str, path: Path, line: int, known: tuple[str, ...]
) -> tuple[dict[str, str], str, dict[str, int], list[Problem]]:
    """Options, text, their lines, and problems, of a fence that opens on ``line``."""
    options = dict.fromkeys(known, "")
    at = {"": line}
    problems: list[Problem] = []
    rows = content.split("\n")
    index = 0
    while index < len(rows) and (match := _OPTION.match(rows[index])):
        index += 1
        name, here = match[1], line + index
        if name not in known:
            cure = did_you_mean(name, known, f"use one of {', '.join(f':{option}:' for option in known)}")
            problems.append(Problem(path, here, "unknown-option", f"there is no option “:{name}:”", cure))
        elif name in at:
            problems.append(Problem(path, here, "unknown-option", f"“:{name}:” stands here twice", "keep one of the two"))
        else:
            options[name] = match[2].strip()
            at[name] = here
            wrong = _wrong_value(name, rows[index - 1].removeprefix(f":{name}:"))
            problems += (Problem(path, here, "unknown-option", *said) for said in wrong)
    while index < len(rows) and not rows[index].strip():
        index += 1
    at["text"] = line + 1 + index
    return options, "\n".join(rows[index:]).strip(), at, problems


def _wrong_value(option: str, value: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the form of the value of an option, and what to do."""
    if value.strip() and not value[0].isspace():
        yield f"no blank follows “:{option}:”", f"write “:{option}: {value}”"
    items = _list(value) if option in _LISTS else ()
    for item in (item for index, item in enumerate(items) if item in items[:index]):
        yield f"“{item}” stands twice after “:{option}:”", "keep one of the two"


def _list(value: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in value.split(",") if item.strip())


def _empty(text: str, path: Path, line: int, what: str) -> list[Problem]:
    return [] if text else [Problem(path, line, "empty", f"{what} says nothing", "write the claim below the options")]
