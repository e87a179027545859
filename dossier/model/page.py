"""What a page of Markdown holds, as far as the dossier is concerned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple


class Mention(NamedTuple):
    """A role in a text: it links, and in a finding it sets a facet.

    :param role: the name of the role, such as ``region``
    :param target: the id that it points to
    :param line: where it stands, counted from 1
    :param title: the text that the writer gives it, if any
    """

    role: str
    target: str
    line: int
    title: str = ""


@dataclass(frozen=True)
class Statement:
    """A sourced claim as a contributor wrote it.

    :param text: its Markdown
    :param line: the line where the text starts
    :param evidence: keys of the references that support it
    :param at: the line of each option, and of the statement itself under ``""``
    """

    text: str
    line: int
    evidence: tuple[str, ...]
    mentions: tuple[Mention, ...]
    at: dict[str, int]


@dataclass(frozen=True)
class Finding(Statement):
    """One claim of the report.

    :param id: an explicit slug that never changes
    :param passages: ids of the passages that carry it
    :param corrects: ids of the corrections that it applies
    """

    id: str
    passages: tuple[str, ...]
    corrects: tuple[str, ...]


@dataclass(frozen=True)
class Provision(Statement):
    """One sourced fact about the subject of a page that is not taken from a passage.

    :param verb: the operative verb, as the document has it: "Decides", "Calls upon"
    :param paragraph: the operative paragraph, where it is known
    """

    verb: str
    paragraph: str


class Heading(NamedTuple):
    """A heading, with its level and the id that it has been given by hand, if any."""

    text: str
    level: int
    anchor: str
    line: int


class Block(NamedTuple):
    """A stretch of Markdown outside findings and provisions.

    :param kind: the block token: ``inline``, ``html_block``, ``code_block`` for an indented one,
        ``fence``, ``colon_fence`` or ``directive``
    :param name: name of the directive, for a directive; what stands after the marks of a fence that is none
    :param argument: what stands after the name of a directive
    :param options: the options of a directive, each with its line
    """

    kind: str
    name: str
    text: str
    line: int
    argument: str = ""
    options: tuple[tuple[str, str, int], ...] = ()


class Mark(NamedTuple):
    """Something in a line of Markdown that is neither words nor a sound role.

    :param kind: ``html``, ``image``, ``link``, ``role`` for one that the dossier cannot read, or ``brace`` for one that is none
    :param target: what stands there; for an image or a link, its address
    :param text: the text alternative of an image
    """

    kind: str
    target: str
    line: int
    text: str = ""


@dataclass(frozen=True)
class Page:
    """A page, read without building it.

    :param docname: its name as Sphinx has it: the path below the pages' folder, without suffix
    :param kind: name of the kind of entry that it is, or ``""`` for a page that is none
    :param meta: its front matter: the model of its kind, or ``None`` where that is broken
    :param marks: what its lines hold beside words and roles, in findings and provisions too
    :param anchors: the addresses that have been given by hand, each with its line
    :param front: the text of the front matter, which starts on line 2
    """

    docname: str
    path: str
    kind: str
    meta: Any = None
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
        """The first heading, as plain text; without one, the docname."""
        return next((heading.text for heading in self.headings if heading.level == 1), self.docname)

    @property
    def language(self) -> str:
        """The language of the page, where it is not that of the site, as a BCP 47 tag."""
        return getattr(self.meta, "language", "")

    def front_line(self, field: str, words: str = "") -> int:
        """The line of the front matter where words stand in a field, or where the field begins."""
        first = self.meta_lines.get(field, 1)
        word = re.compile(rf"(?<!\w){re.escape(words.split(maxsplit=1)[0])}(?!\w)" if words else "")
        rows = self.front.split("\n")[max(0, first - 2) :]
        return next((line for line, row in enumerate(rows, first) if word.search(row)), first)

    def is_in(self, folders: Iterable[str]) -> bool:
        """Whether the page stands in one of some folders, or is itself one of some pages that stand in none."""
        return self.docname.partition("/")[0] in folders

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The findings, then the provisions."""
        return (*self.findings, *self.provisions)

    @property
    def id(self) -> str:
        """The last part of the docname, which is the id of an entry."""
        return self.docname.rsplit("/", 1)[-1]
