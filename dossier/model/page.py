"""The parsed content of a Markdown page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple


class Mention(NamedTuple):
    """A role in a text: a link, and in a finding also a facet.

    :param role: name of the role, such as ``region``
    :param target: id that the role points to
    :param line: its line, counted from 1
    :param title: explicit text of the link, if any
    """

    role: str
    target: str
    line: int
    title: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id of the entry, if it links to one."""
        return self.role, self.target


@dataclass(frozen=True)
class Statement:
    """A sourced claim as written on a page.

    :param text: its Markdown
    :param line: line where the text starts
    :param evidence: keys of the references that support it
    :param at: line of each option, and of the opening of the directive under ``""``
    """

    text: str
    line: int
    evidence: tuple[str, ...]
    mentions: tuple[Mention, ...]
    at: dict[str, int]


@dataclass(frozen=True)
class Finding(Statement):
    """A claim made by the report.

    :param id: explicit slug, which never changes
    :param passages: ids of the passages that carry it
    :param corrects: ids of the corrections that it applies
    :param is_of_record: whether sources state it of the report, but the digest does not
    """

    id: str
    passages: tuple[str, ...]
    corrects: tuple[str, ...]
    is_of_record: bool


@dataclass(frozen=True)
class Provision(Statement):
    """A sourced fact about the subject of a page that does not come from a passage.

    :param verb: operative verb, as in the document: "Decides", "Calls upon"
    :param paragraph: operative paragraph, if known
    """

    verb: str
    paragraph: str


class Heading(NamedTuple):
    """A heading, with its level and its explicit id, if any."""

    text: str
    level: int
    anchor: str
    line: int


class Block(NamedTuple):
    """A block of Markdown outside findings and provisions.

    :param kind: the block token: ``inline``, ``html_block``, ``code_block`` for an indented one, ``fence``, ``colon_fence`` or
        ``directive``
    :param name: name of a directive, or the info string of any other fence
    :param argument: argument of a directive
    :param options: options of a directive, each with its line
    :param content: text of a directive below its options
    :param first: line of the file on which that starts
    """

    kind: str
    name: str
    text: str
    line: int
    argument: str = ""
    options: tuple[tuple[str, str, int], ...] = ()
    content: str = ""
    first: int = 0


class Mark(NamedTuple):
    """Inline Markdown that is neither plain text nor a valid role.

    :param kind: ``html``, ``image``, ``link``, ``role`` for a role that cannot be parsed, or ``brace`` for stray braces
    :param target: the source text; for an image or a link, its address
    :param text: alternative text of an image
    """

    kind: str
    target: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class Page:
    """A page, parsed without building it.

    :param docname: Sphinx document name: the path below the folder of pages, without suffix
    :param kind: name of its kind of entry, or ``""`` if it is not an entry
    :param meta: its front matter, as the model of its kind; that of a page that is not an entry, if ``is_valid`` is false
    :param is_valid: whether the front matter conforms to the model of its kind, whose functions can then be called
    :param marks: inline Markdown other than words and roles, including that in findings and provisions
    :param anchors: explicit targets, each with its line
    :param front: text of the front matter, which starts on line 2
    """

    docname: str
    path: Path
    kind: str
    meta: Any
    is_valid: bool = False
    meta_lines: dict[str, int] = field(default_factory=dict)
    front: str = ""
    findings: list[Finding] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)

    @cached_property
    def title(self) -> str:
        """The first heading as plain text, or else the docname."""
        return next((heading.text for heading in self.headings if heading.level == 1), self.docname)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Keys of the references that its front matter names."""
        return getattr(self.meta, "evidence", ())

    @property
    def language(self) -> str:
        """The language of the page as a BCP 47 tag, if it differs from that of the site."""
        return getattr(self.meta, "language", "")

    @property
    def sections(self) -> tuple[str, ...]:
        """Codes of the sections of the report on which it is mainly based."""
        return getattr(self.meta, "sections", ())

    def front_line(self, field: str, words: str = "") -> int:
        """Return the line of the front matter where words appear in a field, or else the line of the field."""
        first = self.meta_lines.get(field, 1)
        word = re.compile(rf"(?<!\w){re.escape(words.split(maxsplit=1)[0])}(?!\w)" if words else "")
        rows = self.front.split("\n")[max(0, first - 2) :]
        return next((line for line, row in enumerate(rows, first) if word.search(row)), first)

    def is_in(self, folders: Iterable[str]) -> bool:
        """Return whether the page is in one of some folders, or is itself one of some top-level pages."""
        return self.docname.partition("/")[0] in folders

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The findings, followed by the provisions."""
        return (*self.findings, *self.provisions)

    @property
    def id(self) -> str:
        """The last part of the docname: the id of an entry."""
        return self.docname.rsplit("/", 1)[-1]

    @property
    def key(self) -> tuple[str, str]:
        """The kind and id of an entry."""
        return self.kind, self.id
