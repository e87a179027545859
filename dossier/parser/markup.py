"""Parser of inline MyST Markdown: roles, citation keys, plain text and other marks."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from html.entities import html5
from types import MappingProxyType
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.myst_role import myst_role_plugin

from dossier.model.page import Mark, Mention

ROLE = re.compile(r"\{([a-z][a-z:+_-]*)\}`([^`]+)`")
_TITLED = re.compile(r"^(?P<title>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_PIECE = re.compile(rf"\\[\\`{{]|{ROLE.pattern}|`(?P<ticks>`*)(?!`).*?(?<!`)`(?P=ticks)(?!`)", re.DOTALL)
_AROUND_KEY = re.compile(r"\{[^{}]*\}")


class Role(NamedTuple):
    """A role in a text, with its span.

    :param title: explicit text of the link, if any
    """

    name: str
    target: str
    title: str
    start: int
    end: int


def roles(text: str) -> Iterator[Role]:
    """Yield the roles in a text, except those in code."""
    for piece in _PIECE.finditer(text):
        if piece[1]:
            yield Role(piece[1], *split_title(piece[2]), *piece.span())


def split_title(text: str) -> tuple[str, str]:
    """Return the target and the title of a link: both in "title <target>", in other texts the target alone."""
    titled = _TITLED.match(text) if "<" in text else None
    return (titled["target"], titled["title"]) if titled else (text, "")


def replace_roles(text: str, words: Callable[[Role], str], filling: str = "\n") -> str:
    """Return a text with each role replaced by words.

    :param filling: what replaces each line break that a role has and its words lack, so that the rest stays on its line
    """
    parts: list[str] = []
    end = 0
    for role in roles(text) if "{" in text else ():
        shown = words(role)
        parts += [text[end : role.start], shown, filling * (text.count("\n", role.start, role.end) - shown.count("\n"))]
        end = role.end
    return "".join([*parts, text[end:]])


def without_roles(text: str) -> str:
    """Return a text with each role replaced by spaces, so that positions do not change."""
    return replace_roles(text, lambda role: blank(text[role.start : role.end]))


_CODE = re.compile(r"`(?<!\\`)(`*)(?!`).*?(?<!`)`\1(?!`)", re.DOTALL)


def without_code(text: str) -> str:
    """Return a text with roles and code replaced by spaces."""
    return _CODE.sub(lambda code: blank(code[0]), without_roles(text))


def blank(text: str) -> str:
    """Return spaces of the same length as a text, keeping its line breaks."""
    return "\n".join([" " * len(row) for row in text.split("\n")])


def mentions(text: str, first: int) -> Iterator[Mention]:
    """Yield the roles in a text that starts on line ``first``; Sphinx finds no target that starts or ends with a space."""
    for role in roles(text):
        line = first + text.count("\n", 0, role.start)
        yield Mention(role.name, re.sub(r"\s+", " ", role.target), line, " ".join(role.title.split()))


def keys_of(target: str) -> list[str]:
    """Return the keys that a citation names, without the text in braces before or after each: "{see}a{paras. 3, 5},b"."""
    return [key.strip() for key in _AROUND_KEY.sub("", target).split(",")]


def cited_by(named: Iterable[Mention]) -> list[str]:
    """Return the keys of the references that some roles cite."""
    return [key for mention in named if mention.role.startswith("cite:") for key in keys_of(mention.target)]


def without_citations(text: str) -> str:
    """Return a text without its citations."""
    kept = replace_roles(text, lambda role: "" if role.name.startswith("cite:") else text[role.start : role.end])
    return kept.replace(" .", ".").rstrip()


# It starts with a set of characters, which the ``re`` module looks for much faster than it tests a look-around everywhere.
_MARKS = re.compile(
    r"[\\`&*_](?:(?<=\\)(?P<escaped>[!-/:-@\[-`{-~])|(?<=`)(?P<ticks>`*)(?P<code>[^`]+)`(?P=ticks)|(?<=&)(?P<entity>#?\w+;)"
    r"|(?<=[*_])(?<!\w.)[*_]{,2}(?=\S)|(?<=\S[*_])[*_]{,2}(?!\w))"
)


Labels = Mapping[tuple[str, str], str]
"""The default text of roles, by role and target."""
_SHOWN = ("abbr", "sub", "sup", "term")
"""The roles that are shown as what they name."""


def plain(text: str, labels: Labels = MappingProxyType({})) -> str:
    """Return the plain text of Markdown: roles replaced by their text, without emphasis marks, escapes and entities.

    :param labels: default text of roles; a role that has no text, none of these, and is not shown as its target is omitted
    """
    return " ".join((_shown(text, labels, "") if any(map(text.__contains__, "{*_\\`&")) else text).split())


def line_in(text: str, at: int, labels: Labels = MappingProxyType({})) -> int:
    """Return the line offset in a Markdown text of a position in its plain text."""
    if "\n" not in text:
        return 0
    before = len("".join(plain(text, labels)[:at].split()))
    shown = _shown(text, labels)
    places = [index for index, character in enumerate(shown) if not character.isspace()]
    return shown.count("\n", 0, places[before])


def _shown(text: str, labels: Labels, filling: str = "\n") -> str:
    def words(role: Role) -> str:
        return role.title or labels.get((role.name, role.target), role.target if role.name in _SHOWN else "")

    return _MARKS.sub(_undone, replace_roles(text, words, filling))


def _undone(mark: re.Match[str]) -> str:
    """Return the replacement of a mark: the escaped character, the code, the character of an entity, or nothing."""
    if entity := mark["entity"]:
        return unescape(mark[0]) if entity in html5 or entity[0] == "#" else mark[0]
    return mark["escaped"] or mark["code"] or ""


_PLAIN = re.compile(r"[^<>\[\]{}`\\&]*")
_BRACES = re.compile(r"\{+[^{}\n]*\}*")
_REFUSED = re.compile(r"\]\(\s*([^)\s]+)")
_HANGING = re.compile(r"[\w}]$")
_INLINE = MarkdownIt("commonmark").use(myst_role_plugin)


def marks(text: str, first: int) -> Iterator[Mark]:
    """Yield the marks in a text that starts on line ``first``.

    Most texts are plain words and valid roles. They are recognized without parsing: without their roles, they contain no
    character that starts Markdown syntax.
    """
    if not _PLAIN.fullmatch(ROLE.sub("", text)):
        yield from _of_tokens(_INLINE.parseInline(text)[0].children or [], first)


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
