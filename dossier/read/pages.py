"""Reading pages without building them.

The build and ``dossier check`` read a page with the same function, so that both see the same records.
"""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from dossier.kinds import KIND_OF_FOLDER
from dossier.kinds.base import PageMeta
from dossier.problem import BrokenSource, Problem
from dossier.read.markup import mentions, plain
from dossier.read.statements import read_finding, read_provision
from dossier.read.text import read_text
from dossier.read.yaml import parse_yaml
from dossier.records.page import Block, Finding, Heading, Mention, Page, Provision

_DIRECTIVE = re.compile(r"^\{([a-z][a-z0-9:_-]*)\}\s*(.*)$", re.DOTALL)
_TARGET = re.compile(r"^\(([^()\s]+)\)=$")

_MARKDOWN = MarkdownIt("commonmark").use(colon_fence_plugin).use(front_matter_plugin).enable("table").disable("inline")


def read_pages(folder: Path) -> tuple[dict[str, Page], list[Problem]]:
    """Every page below a folder, by docname, and what is wrong with their form."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        docname = path.relative_to(folder).with_suffix("").as_posix()
        if docname.startswith("_"):
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
    reading.tokens(_MARKDOWN.parse(text), 1)
    return reading.page(), reading.problems


class _PageReading:
    """One reading of one page."""

    def __init__(self, docname: str, path: Path) -> None:
        self.docname = docname
        self.path = path
        parts = docname.split("/")
        folder_kind = KIND_OF_FOLDER.get(parts[0]) if len(parts) == 2 and parts[1] != "index" else None
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

    def tokens(self, tokens: list[Token], first: int) -> None:
        """Take in block tokens of a text that starts on line ``first``."""
        target = ""
        for index, token in enumerate(tokens):
            line = first + token.map[0] if token.map else first
            if token.type == "front_matter":
                self._front_matter(token.content, line + 1)
            elif token.type == "heading_open":
                heading = tokens[index + 1].content
                self.headings.append(Heading(plain(heading), int(token.tag[1:]), target, line))
            elif token.type == "inline":
                found = _TARGET.match(token.content)
                target = found[1] if found else ""
                self._text(token.content, line)
            elif token.type in ("fence", "colon_fence"):
                self._fence(token, line)
            elif token.type == "html_block":
                self.blocks.append(Block("html_block", "", token.content, line))

    def _front_matter(self, text: str, line: int) -> None:
        try:
            self.meta, lines = parse_yaml(text, self.path, self.model, line)
        except BrokenSource as broken:
            self.problems.extend(broken.problems)
            return
        self.meta_lines = {name: lines.of((name,)) for name in self.model.model_fields}

    def _text(self, text: str, line: int) -> None:
        self.blocks.append(Block("inline", "", text, line))
        self.mentions.extend(mentions(text, line))

    def _fence(self, token: Token, line: int) -> None:
        directive = _DIRECTIVE.match(token.info.strip())
        if directive is None:
            self.blocks.append(Block("fence", token.info, token.content, line))
            return
        name, argument = directive[1], directive[2].strip()
        if name == "finding":
            finding, wrong = read_finding(argument, token.content, self.path, line)
            self.findings.append(finding)
            self.problems.extend(wrong)
        elif name == "provision":
            provision, wrong = read_provision(token.content, self.path, line)
            self.provisions.append(provision)
            self.problems.extend(wrong)
        else:
            self.blocks.append(Block("directive", name, token.content, line, argument))
            self.tokens([t for t in _MARKDOWN.parse(token.content) if t.type != "front_matter"], line + 1)

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
            meta_lines=self.meta_lines,
        )

    def _no_front_matter(self) -> None:
        if self.kind:
            required = [name for name, field in self.model.model_fields.items() if field.is_required()]
            message = f"the page has no front matter, and a {self.kind} needs {', '.join(required)}"
            self.problems.append(Problem(self.path, 1, "schema", message, "copy that of another page in this folder"))
        else:
            self.meta = PageMeta()
