"""Reading a stretch of MyST Markdown: its roles, the keys of its citations, what it says without marks, what else it holds."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dossier.model.page import Mark, Mention

ROLE = re.compile(r"\{([a-z][a-z:+_-]*)\}`([^`]+)`")
_TITLED = re.compile(r"^(?P<title>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_PIECE = re.compile(
    rf"\\[\\`{{]|(?P<whole>{ROLE.pattern.replace('(', '(?:')})|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
_AROUND_KEY = re.compile(r"\{[^{}]*\}")


class Role(NamedTuple):
    """A role in a text, from its start to its end.

    :param title: the words that the writer gives it, if any
    """

    name: str
    target: str
    title: str
    start: int
    end: int


def roles(text: str) -> Iterator[Role]:
    """The roles in a text; what is shown as code holds none."""
    for match in _matches(text):
        titled = _TITLED.match(match[2])
        target, title = (titled["target"], titled["title"]) if titled else (match[2], "")
        yield Role(match[1], target, title, *match.span())


def _matches(text: str) -> Iterator[re.Match[str]]:
    if text.count("`") == 2 * len(ROLE.findall(text)) and "\\" not in text:
        yield from ROLE.finditer(text)
        return
    for piece in _PIECE.finditer(text):
        if piece["whole"] and (match := ROLE.match(text, piece.start())):
            yield match


def replace_roles(text: str, words: Callable[[Role], str], filling: str = "\n") -> str:
    """A text with words in place of each role.

    :param filling: what stands for each line that a role had and its words do not, so that all else stays on its line
    """
    parts: list[str] = []
    end = 0
    for role in roles(text) if "{" in text else ():
        shown = words(role)
        parts += [text[end : role.start], shown, filling * (text.count("\n", role.start, role.end) - shown.count("\n"))]
        end = role.end
    return "".join([*parts, text[end:]])


def without_roles(text: str) -> str:
    """A text with spaces in place of each role, so that all else stands where it stood."""
    return replace_roles(text, lambda role: re.sub(r"[^\n]", " ", text[role.start : role.end]))


_CODE = re.compile(r"(?<!\\)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def without_code(text: str) -> str:
    """A text with spaces in place of its roles and of what is shown as code."""
    return _CODE.sub(blank, without_roles(text))


def blank(found: re.Match[str]) -> str:
    """As many spaces as something is long, on the same lines."""
    return re.sub(r"[^\n]", " ", found[0])


def mentions(text: str, first: int) -> Iterator[Mention]:
    """The roles in a text that starts on line ``first``."""
    for role in roles(text):
        line = first + text.count("\n", 0, role.start)
        yield Mention(role.name, " ".join(role.target.split()), line, " ".join(role.title.split()))


def keys_of(target: str) -> list[str]:
    """The keys that a citation names, without what stands in braces before or after each: "{see}a{paras. 3, 5},b"."""
    return [key.strip() for key in _AROUND_KEY.sub("", target).split(",")]


def is_citation(role: str) -> bool:
    """Whether a role cites the bibliography."""
    return role.startswith("cite:")


_MARKS = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<ticks>`+)(?P<code>[^`]+)(?P=ticks)|&(?P<entity>#?\w+;)"
    r"|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)"
)


class KeyFigure(NamedTuple):
    """A line of the key figures of a page.

    :param id: the finding
    :param words: words of it, to be set large
    :param said: words of it that say what the figure is; none stand for the whole of it
    :param below: how many lines it stands below the first
    """

    id: str
    words: str
    said: str
    below: int


def key_figures(lines: Iterable[str]) -> Iterator[KeyFigure]:
    """The key figures in the content of their directive."""
    for below, line in enumerate(lines):
        id, colon, rest = line.partition(":")
        if colon or id.strip():
            words, _, said = rest.partition("|")
            yield KeyFigure(id.strip(), words.strip(), said.strip(), below)


def plain(text: str, label: dict[tuple[str, str], str] | None = None) -> str:
    """A text as a reader sees it: roles replaced by their text, emphasis marks dropped, escapes and entities undone.

    :param label: the text of a role that has none of its own, by role and target; without it such a role leaves nothing
    """
    return " ".join((_shown(text, label, "") if any(mark in text for mark in "{*_\\`&") else text).split())


def line_in(text: str, at: int, label: dict[tuple[str, str], str] | None = None) -> int:
    """How many lines below its start a text has the character at a place in its plain form."""
    before = len("".join(plain(text, label)[:at].split()))
    shown = _shown(text, label)
    for index, character in enumerate(shown):
        before -= not character.isspace()
        if before < 0:
            return shown.count("\n", 0, index)
    return shown.rstrip().count("\n")


def _shown(text: str, label: dict[tuple[str, str], str] | None, filling: str = "\n") -> str:
    labels = label or {}
    words = replace_roles(text, lambda role: role.title or labels.get((role.name, role.target), ""), filling)
    return _MARKS.sub(_undone, words)


def _undone(mark: re.Match[str]) -> str:
    """What stands for a mark: the character that is escaped, the words in code, the character of an entity, or nothing."""
    if entity := mark["entity"]:
        return unescape(mark[0]) if entity in html5 or entity[0] == "#" else mark[0]
    return mark["escaped"] or mark["code"] or ""


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
