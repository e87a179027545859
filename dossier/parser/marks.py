"""What a line of Markdown holds beside words and roles: raw HTML, images, links, and roles that are written wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dossier.model.page import Mark
from dossier.parser.roles import ROLE

_PLAIN = re.compile(r"[^<>\[\]{}`\\&]*")
_BRACES = re.compile(r"\{+[^{}\n]*\}*")
_REFUSED = re.compile(r"\]\(\s*([^)\s]+)")
_HANGING = re.compile(r"[\w}]$")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from mdit_py_plugins.myst_role import myst_role_plugin

    return MarkdownIt("commonmark").use(myst_role_plugin)


def marks(text: str, first: int) -> Iterator[Mark]:
    """The marks in a text that starts on line ``first``.

    Most texts hold nothing but words and sound roles, which is seen without parsing them: what is left without the roles has
    none of the characters with which Markdown begins anything else.
    """
    if not _PLAIN.fullmatch(ROLE.sub("", text)):
        children = _parser().parseInline(text)[0].children or []
        yield from _of_tokens(children, first)


def _of_tokens(tokens: list[Token], line: int) -> Iterator[Mark]:
    before = ""
    for token in tokens:
        if token.type == "html_inline":
            yield Mark("html", token.content, line)
        elif token.type == "image":
            yield Mark("image", str(token.attrGet("src") or ""), line, token.content)
        elif token.type == "link_open":
            yield Mark("link", str(token.attrGet("href") or ""), line)
        elif token.type == "myst_role":
            role = f"{{{token.meta['name']}}}`{token.content}`"
            if not ROLE.fullmatch(role) or token.content.startswith("`"):
                yield Mark("role", role, line)
        elif token.type == "text":
            yield from (Mark("brace", match[0], line) for match in _BRACES.finditer(token.content))
            yield from (Mark("link", match[1], line) for match in _REFUSED.finditer(token.content))
        elif token.type == "code_inline" and _HANGING.search(before):
            yield Mark("brace", f"{before.split()[-1]}{token.markup}{token.content}{token.markup}", line)
        before = token.content if token.type in ("text", "myst_role") else ""
        line += token.content.count("\n") + (token.type in ("softbreak", "hardbreak"))
