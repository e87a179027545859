"""The parser of blocks, the directives that pages may use, and the parsing of their content."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from docutils.nodes import make_id
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from dossier.model.problem import nearest, shortened
from dossier.model.site import code

MARKDOWN = (
    MarkdownIt("commonmark")
    .use(colon_fence_plugin)
    .use(front_matter_plugin)
    .use(myst_block_plugin)
    .enable("table")
    .disable("inline")
)
"""The parser of blocks."""

_WITHOUT_WORDS = ("glossary", "provision", "toctree")
"""Directives that take no argument: MyST would show it as content."""

CONTAINERS = frozenset(
    "admonition attention card caution danger dropdown epigraph error figure glossary grid grid-item grid-item-card hint "
    "important list-table note rubric search-box seealso sidebar tab-item tab-set tip topic warning".split()
)
"""Directives whose content is Markdown, besides findings and provisions."""

IMAGES = frozenset(("figure", "image"))
"""Standard directives whose argument is the path of an image."""

_OTHERS = frozenset(("bibliography", "code-block", "contents", "toctree"))
_REGISTRATION = re.compile(r'^@(\w+)\("([\w-]+)"(?:, (\w+))?', re.MULTILINE)


def registered(*decorators: str) -> dict[str, str]:
    """Return the names registered with some decorators by the extension and the site, each with its second argument."""
    return {name: given for decorator, name, given in _registrations(code()) if decorator in decorators}


@cache
def _registrations(site_code: tuple[Path, ...]) -> list[tuple[str, str, str]]:
    # The source is read as text, because views import Sphinx and the rules run without it.
    package = Path(__file__).parents[1]
    files = [path for folder in ("charts", "export", "views") for path in sorted((package / folder).glob("*.py"))]
    return [found for path in (*files, *site_code) for found in _REGISTRATION.findall(path.read_text(encoding="utf-8"))]


def known_directives() -> frozenset[str]:
    """Return all directives that a page may use."""
    return CONTAINERS.union(IMAGES, _OTHERS, registered("view", "picture_view", "directive"))


RESERVED_IDS = frozenset("cite-this-page estimates-key retired rules-on-content rules-on-form top".split())
"""Anchors that the extension itself puts on pages; theme templates and blocks of entries add more."""


_DIRECTIVE = re.compile(r"\{([^\s{}]+)\}(?:\s+(.*))?", re.DOTALL)
"""The opening of a directive as MyST reads it: its name and its argument, with white space between them."""
_MEANT = re.compile(r"\{*\s*([^\s{}]*)[\s}]*(.*)", re.DOTALL)
"""What may be meant as the opening of a directive."""
SHORT = re.compile(r"([\s>*-]*)(::?|``?(?=[^`]*$))(\{[\w-]+\})")
"""The opening of a directive with too few marks, which is text."""
_CLOSING = re.compile(r"[\s>]*(:{3,}|`{3,}|~{3,})\s*")
_OPTION = re.compile(r"^:?([A-Za-z][\w-]*):(?:\s+(.*))?$")
_PROSE = re.compile(r"(?:(?![-*+] |\d+[.)] |[#>|<~:`%[(+=]|---|\*\*\*)\S.*(?:\n|\Z))+")
_NAMES = {
    **dict.fromkeys(("bullet_list_open", "ordered_list_open"), "a list"),
    **dict.fromkeys(("fence", "colon_fence"), "another fence"),
    "heading_open": "a heading",
    "html_block": "raw HTML",
    "code_block": "an indented block",
    "blockquote_open": "a quotation",
    "table_open": "a table",
}

Option = tuple[str, str, int]


def is_closed(token: Token, lines: Sequence[str]) -> bool:
    """Return whether a fence ends with its closing marker rather than with the page."""
    first, end = token.map or (0, 0)
    match = _CLOSING.fullmatch(lines[end - 1])
    return end - first > 1 and match is not None and match[1].startswith(token.markup)


def opening(token: Token, known: Collection[str]) -> tuple[str, str, tuple[str, str] | None] | None:
    """Return the directive that a fence opens or is meant to open: its name, its argument, and what is wrong with the opening.

    :return: ``None`` for a block of code
    :param known: the directives that a page may use
    """
    info = token.info.strip()
    if token.type == "fence" and not info.startswith("{"):
        return None
    exact = _DIRECTIVE.fullmatch(info)
    name, argument = exact.groups("") if exact else _MEANT.findall(info)[0]
    meant, wrong = name if name in known else nearest(name, known), ""
    cure = f"did you mean “{{{meant}}}”?" if meant else "remove it, or use another"
    if exact is None and meant and info.startswith(f"{{{meant}}}"):
        wrong, cure = f"there is no space after “{{{meant}}}”", f"put a space after {{{meant}}}"
    elif exact is None:
        wrong = f"“{shortened(info)}” after a fence is not a directive"
    elif name not in known:
        wrong = f"pages may not use the directive “{name}”"
    elif argument and name in _WITHOUT_WORDS:
        wrong, cure = f"{{{name}}} is followed by “{shortened(argument)}”", "move it to the lines below, or remove it"
    return meant or name, argument.strip(), (wrong, cure) if wrong else None


def text_of_unclosed(token: Token, lines: Sequence[str], known: Collection[str]) -> tuple[str, int] | None:
    """Return the first paragraph of a directive without an end, and the index of the line below; else ``None``.

    Such a directive would take in all that follows. One that may contain others keeps that.
    """
    is_whole = is_closed(token, lines) and not re.search(rf"(?m)^{token.markup}:*\{{", token.content)
    if is_whole or not (opened := opening(token, known)) or opened[0] in CONTAINERS:
        return None
    text = re.findall(r"\A(?::[a-z].*\n)*\n*(?:(?!:::|```|~~~).*\S.*\n?)*", token.content)[0]
    below = (token.map[0] if token.map else 0) + 1 + text.count("\n")
    return text, below + bool(_CLOSING.fullmatch("".join(lines[below : below + 1])))


def split_options(content: str, line: int) -> tuple[tuple[Option, ...], str, int]:
    """Return the options of a directive that starts below ``line``, the rest of its content, and the line of the rest."""
    rows = content.split("\n")
    in_block = rows[0].strip() == "---"
    index, options = int(in_block), list[Option]()
    while index < len(rows) and (match := _OPTION.match(rows[index])) and (in_block or rows[index].startswith(":")):
        index += 1
        options.append((match[1], (match[2] or "").strip(), line + index))
    if in_block and index < len(rows) and rows[index].strip() == "---":
        index += 1
    return tuple(options), "\n".join(rows[index:]), line + index + 1


def first_non_paragraph(text: str) -> tuple[str, int] | None:
    """Return what in the text of a statement is not a plain paragraph, and its line offset, or ``None``."""
    if _PROSE.fullmatch(text):
        return None
    tokens = MARKDOWN.parse(text)
    for token in tokens:
        if token.level == 0 and not token.type.startswith("paragraph") and token.type != "inline":
            return _NAMES.get(token.type, "something other than a paragraph"), token.map[0] if token.map else 0
    second = [token for token in tokens if token.type == "paragraph_open"][1:2]
    return next((("a second paragraph", token.map[0]) for token in second if token.map), None)


class ContentRow(NamedTuple):
    """A row in the content of a chart or of key figures: the id of a figure, an event or a finding, and a label.

    :param line: offset from the first line of the content
    """

    id: str
    label: str
    line: int = 0

    @property
    def words(self) -> tuple[str, str]:
        """Of a key figure, the words to set in large type, and those that explain them; if empty, the whole finding does."""
        words, _, explanation = self.label.partition("|")
        return words.strip(), explanation.strip()


def rows_of(lines: Iterable[str]) -> tuple[ContentRow, ...]:
    """Parse the content of a picture or of key figures."""
    parts = ((line, *text.partition(":")) for line, text in enumerate(lines) if text.strip())
    return tuple(ContentRow(id.strip(), label.strip(), line) for line, id, _, label in parts)


class PictureRequest(NamedTuple):
    """The parsed content of a picture directive.

    :param name: name of the directive
    :param summary: what the picture shows, in a sentence or two
    :param rows: figures of a chart in page order, or events that are labelled in it
    :param down: kind of entry shown in the rows of a heat map
    :param across: kind of entry shown in its columns
    """

    name: str
    title: str
    summary: str
    rows: tuple[ContentRow, ...] = ()
    down: str = ""
    across: str = ""

    @property
    def id(self) -> str:
        """Its id on the page."""
        return make_id(f"picture-{self.title}")


def parse_request(name: str, title: str, options: Iterable[tuple[str, str]], content: str) -> PictureRequest:
    """Parse the argument, options and content of a picture directive."""
    given = dict(options)
    rows = rows_of(content.split("\n"))
    return PictureRequest(name, title.strip(), given.get("summary", ""), rows, given.get("rows", ""), given.get("columns", ""))


class Term(NamedTuple):
    """A glossary term.

    :param names: its names, each of which can be linked to
    :param definition: its definition in Markdown
    """

    names: tuple[str, ...]
    definition: str


def terms(text: str) -> Iterator[Term]:
    """Yield the terms of a glossary directive: unindented names, one per line, each group followed by an indented definition."""
    lines = [line for line in text.split("\n") if line.strip()]
    groups = [[line.strip() for line in group] for _, group in groupby(lines, lambda line: line[0].isspace())]
    if lines and not lines[0][0].isspace():
        for names, definition in zip(groups[::2], groups[1::2], strict=False):
            yield Term(tuple(names), " ".join(definition))
