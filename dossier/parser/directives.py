"""Directives: which of them pages may use, and what stands in them."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from markdown_it.token import Token

from dossier.model.kinds import KINDS
from dossier.model.site import code
from dossier.parser.markup import is_citation, replace_roles

CONTAINERS = frozenset(
    "admonition attention card caution danger dropdown epigraph error glossary grid grid-item grid-item-card hint important "
    "list-table note rubric seealso sidebar tab-item tab-set tip topic warning".split()
)
"""Standard directives whose content is Markdown."""

IMAGES = frozenset(("figure", "image"))
"""Standard directives whose argument is the path of an image."""

_OTHERS = frozenset(("bibliography", "code-block", "contents", "toctree"))
_REGISTRATION = re.compile(r'^@(\w+)\("([\w-]+)"(?:, (\w+))?', re.MULTILINE)


def registered(*decorators: str) -> dict[str, str]:
    """The names that the extension and the site register with some decorators, each with what else that is given, by its name."""
    return {name: given for decorator, name, given in _registrations(tuple(code())) if decorator in decorators}


@cache
def _registrations(site_code: tuple[Path, ...]) -> list[tuple[str, str, str]]:
    # They are read as text, because views need Sphinx, and the rules run without it.
    package = Path(__file__).parents[1]
    files = [path for folder in ("charts", "export", "views") for path in sorted((package / folder).glob("*.py"))]
    return [found for path in (*files, *site_code) for found in _REGISTRATION.findall(path.read_text(encoding="utf-8"))]


def known_directives() -> frozenset[str]:
    """Every directive that a page may use. None of our own has Markdown in it, but for findings and provisions."""
    own = (name for name, given in registered("view", "picture_view", "directive").items() if given != "None")
    return CONTAINERS.union(IMAGES, _OTHERS, own)


RESERVED_IDS = frozenset("cite-this-page estimates-key retired rules-on-content rules-on-form top".split())
"""Addresses of what the extension itself puts on pages; templates of the theme and blocks of entries have more."""

_LINKS = ("finding", "passage", "estimate", "doc", "ref", "term", "cite:p", "cite:ps", "cite:t", "cite:ts")


def known_roles() -> frozenset[str]:
    """Every role that a page may use."""
    return frozenset((*KINDS, *_LINKS, "abbr", "sub", "sup"))


DIRECTIVE = re.compile(r"^\{([^\s}]+)\}\s*(.*)$", re.DOTALL)
_OPTION = re.compile(r"^:?([A-Za-z][\w-]*):(?:\s+(.*))?$")
_MARKS = re.compile(r"[\s>]*(:{3,}|`{3,}|~{3,})\s*")
_PROSE = re.compile(r"(?:(?![-*+] |\d+[.)] |[#>|<~:`%[(+=]|---|\*\*\*)\S.*(?:\n|\Z))+")
_NAMES = {
    "bullet_list_open": "a list",
    "ordered_list_open": "a list",
    "heading_open": "a heading",
    "html_block": "raw HTML",
    "fence": "another fence",
    "colon_fence": "another fence",
    "code_block": "an indented block",
    "blockquote_open": "a quotation",
    "table_open": "a table",
}

Option = tuple[str, str, int]


def is_closed(token: Token, lines: Sequence[str]) -> bool:
    """Whether a fence ends with its own marks, and not with the page."""
    first, end = token.map or (0, 0)
    match = _MARKS.fullmatch(lines[end - 1])
    return end - first > 1 and match is not None and match[1].startswith(token.markup)


def split_options(content: str, line: int) -> tuple[tuple[Option, ...], str, int]:
    """Options of a directive whose content starts below ``line``, the rest of its content, and the line above that."""
    rows = content.split("\n")
    index, in_block = 0, rows[0].strip() == "---"
    options: list[Option] = []
    if in_block:
        index = 1
    while index < len(rows) and (match := _OPTION.match(rows[index])) and (in_block or rows[index].startswith(":")):
        index += 1
        options.append((match[1], (match[2] or "").strip(), line + index))
    if in_block and index < len(rows) and rows[index].strip() == "---":
        index += 1
    return tuple(options), "\n".join(rows[index:]), line + index


def intruder(text: str, parse: Callable[[str], list[Token]]) -> tuple[str, int] | None:
    """What in the text of a statement is no plain paragraph, and how many lines below its start, if anything is."""
    if _PROSE.fullmatch(text):
        return None
    tokens = parse(text)
    for token in tokens:
        if token.level == 0 and not token.type.startswith("paragraph") and token.type != "inline":
            return _NAMES.get(token.type, "more than a paragraph"), token.map[0] if token.map else 0
    second = [token for token in tokens if token.type == "paragraph_open"][1:2]
    return next((("a second paragraph", token.map[0]) for token in second if token.map), None)


@dataclass(frozen=True)
class Row:
    """A line of a chart: the figure that it draws or the event that it labels, and what the chart calls it.

    :param line: how many lines it stands below the first line of the content
    """

    id: str
    label: str
    line: int = 0


@dataclass(frozen=True)
class PictureRequest:
    """The picture that a directive asks for.

    :param name: the name of the directive
    :param summary: what the picture shows, in a sentence or two
    :param rows: the figures of a chart, in the order of the page, or the events that have a label in it
    :param down: the kind of entry that the rows of a heat map stand for
    :param across: the kind of entry that its columns stand for
    """

    name: str
    title: str
    summary: str
    rows: tuple[Row, ...] = ()
    down: str = ""
    across: str = ""


def parse_request(name: str, title: str, options: Iterable[tuple[str, str]], content: str) -> PictureRequest:
    """Read the request of a directive from its argument, its options and its content."""
    given = dict(options)
    rows = tuple(_row(text, line) for line, text in enumerate(content.split("\n")) if text.strip())
    return PictureRequest(name, title.strip(), given.get("summary", ""), rows, given.get("rows", ""), given.get("columns", ""))


def _row(text: str, line: int) -> Row:
    id, _, label = text.partition(":")
    return Row(id.strip(), label.strip(), line)


FORMS = {
    "encoding": "A file is text in UTF-8 with line ends LF, without characters that nobody sees.",
    "look-alike": "A letter or digit is the one that it looks like; no word mixes letters of two scripts.",
    "size": "A file, a line, a paragraph and a value are no longer than a person would write, and nothing is nested without end.",
    "missing-file": "The files that every dossier has are there.",
    "yaml": "Data files and front matter are YAML.",
    "repeated-key": "A key stands once in a mapping.",
    "schema": "Data and front matter have the fields of their schema, each with a value of its type.",
    "bibtex": "The bibliography is BibTeX, and each entry has a key of its own, a label, a title, a kind and a tier.",
    "unclosed": "A fence that is opened is closed.",
    "title": "A page has a title.",
    "finding-id": "The id of a finding is a slug: lower-case words and digits with hyphens between them.",
    "finding-from": "A finding names the passages on which it rests.",
    "provision-evidence": "A provision names its source.",
    "unknown-option": "A finding or provision has the options that there are, each once, and names nothing in them twice.",
    "statement-form": "A finding or provision is text with roles: it has no heading, list, table or fence in it.",
    "empty": "A finding or provision says something.",
    "release": "A release follows the one before it, and nobody edits it afterwards.",
}


@dataclass(frozen=True)
class Term:
    """Words that a glossary explains.

    :param names: the words as they stand there: one or more, of which each can be linked to
    :param definition: its Markdown
    """

    names: tuple[str, ...]
    definition: str


def terms(text: str) -> Iterator[Term]:
    """The terms in the content of the directive: names at the margin, each on a line, and below them the definition, indented."""
    lines = [line for line in text.split("\n") if line.strip()]
    groups = [[line.strip() for line in group] for _, group in groupby(lines, lambda line: line[0].isspace())]
    if lines and not lines[0][0].isspace():
        for names, definition in zip(groups[::2], groups[1::2], strict=False):
            yield Term(tuple(names), " ".join(definition))


def without_citations(text: str) -> str:
    """A text without its citations."""
    kept = replace_roles(text, lambda role: "" if is_citation(role.name) else text[role.start : role.end])
    return kept.replace(" .", ".").rstrip()
