"""Reading fences: what opens and closes them, and the options of a directive."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

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
