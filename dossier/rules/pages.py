"""Rules on the form of pages and files: they can do nothing but show text and images, and say what they mean to show."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from pathlib import Path

from dossier.files import is_there
from dossier.graph import Dossier
from dossier.model.kinds import KINDS
from dossier.model.page import Page
from dossier.model.publication import Release
from dossier.model.source import SLUG
from dossier.parser.directives import IMAGES, known_directives, known_roles, registered
from dossier.parser.markup import without_code
from dossier.parser.yaml import did_you_mean
from dossier.rules.registry import Found, rule
from dossier.rules.walk import directives, roles, texts_on

_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_ACTIVE = re.compile(
    r"<(?:script|foreignobject|iframe)|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|@import|<!entity", re.IGNORECASE
)
_UNREAD = {
    ".markdown": ".md", ".mdx": ".md", ".rst": ".md", ".txt": ".md", ".htm": ".md", ".html": ".md", ".yml": ".yaml"
}  # fmt: skip
"""How a page or a data file may be called by mistake, and how it is called."""
MANY = 20
"""How many names a message lists."""
LONGEST = 60
"""How many letters the name of a page or a folder may have."""


@rule("raw-html", "A page has no raw HTML, not even a comment.")
def _raw_html(dossier: Dossier) -> Found:
    for page in dossier.pages.values():
        found = [(block.text, block.line) for block in page.blocks if block.kind == "html_block"]
        found += [(mark.target, mark.line) for mark in page.marks if mark.kind == "html"]
        for text, line in found:
            yield page.path, line, f"“{_short(text)}” is raw HTML", "write it in Markdown; for a comment, begin the line with “%”"


def _short(text: str) -> str:
    first = text.strip().split("\n", 1)[0].replace(";", ",")
    return first if len(first) <= 40 else f"{first[:40]}…"


@rule("indented-text", "No text is set in by four blanks, for it would be shown as code and read by no rule.")
def _indented_text(dossier: Dossier) -> Found:
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.kind == "code_block":
                message = f"“{_short(block.text)}” is set in, and would be shown as code"
                yield page.path, block.line, message, "begin the line without blanks"


_STRAY = {
    re.compile(r"^ {0,3}#{1,6}(?=[^\s#])", re.MULTILINE): "put a blank after “#”, or a backslash before it",
    re.compile(
        r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?\|? *$", re.MULTILINE
    ): "give the table a line of hyphens for each column",
    re.compile(r"\[[^\]\[]+\]\[[^\]\[]*\]"): "write [words](address)",
    re.compile(r"(?<!\\)`"): "close the code, or put a backslash before the mark",
}
"""Marks that would be shown as they stand, with what to do about each."""
_BREAK = re.compile(r" {2,}(?=\n)")


@rule(
    "stray-mark",
    "Marks of Markdown do what they are for; none is shown because it is not closed, or makes no heading, table or link.",
)
def _stray_mark(dossier: Dossier) -> Found:
    for text in (text for page in dossier.pages.values() for text in texts_on(page)):
        bare = without_code(text.markdown)
        for pattern, cure in _STRAY.items():
            for match in pattern.finditer(bare):
                line = text.line + bare.count("\n", 0, match.start())
                yield text.path, line, f"“{_short(match[0])}” would be shown as it stands", cure
        for match in _BREAK.finditer(text.markdown):
            line = text.line + text.markdown.count("\n", 0, match.start())
            yield text.path, line, "two blanks at the end break the line", "take them out"


@rule("unknown-directive", "A page uses directives that only show something: none that runs code, includes files or fetches.")
def _unknown_directive(dossier: Dossier) -> Found:
    known = known_directives()
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.kind == "directive" and block.name not in known:
                message = f"the directive “{block.name}” is not among those that pages may use"
                yield page.path, block.line, message, _other(block.name, known)
            elif block.kind == "colon_fence" or (block.kind == "fence" and block.name.startswith("{")):
                name = block.name.strip("{").split("}")[0].split(" ")[0]
                if name or block.kind == "colon_fence":
                    message = f"“{_short(block.name)}” after a fence is not a directive"
                    yield page.path, block.line, message, _other(name, known)


def _other(name: str, known: frozenset[str]) -> str:
    cure = did_you_mean(name, known, "remove it, or use another")
    return cure.replace("“", "“{").replace("”", "}”")


def _changes_of(release: Release) -> set[str]:
    """A release, and it with each kind of statement in it."""
    kinds = {"finding", *(said.kind for said in release.statements)}
    return {release.version, *(f"{release.version}/{kind}" for kind in kinds)}


_SUBJECTS: dict[str, Callable[[Dossier], Collection[str]]] = {
    "cards": lambda dossier: {*KINDS, ""},
    "changes": lambda dossier: {"", *(subject for release in dossier.source.releases for subject in _changes_of(release))},
    "columns": lambda dossier: registered("table"),
    "compare": lambda dossier: {*KINDS, "", *(id for _, id in dossier.entries)},
    "entries": lambda dossier: KINDS,
    "references": lambda dossier: {reference.kind for reference in dossier.source.references.values()},
}
"""Directives that name what they show, and the names that there are; "" where they may show all."""


@rule("directive-subject", "A directive that shows something of the dossier names what is there, and others name nothing.")
def _directive_subject(dossier: Dossier) -> Found:
    without = [name for name, given in registered("view").items() if not given]
    for page, block in directives(dossier, *_SUBJECTS, *without):
        known = _SUBJECTS[block.name](dossier) if block.name in _SUBJECTS else {""}
        names = [*filter(None, sorted(known))]
        listed = ", ".join(names[:MANY]) + (f" and {len(names) - MANY} others" if len(names) > MANY else "")
        cure = f"use {'some' if block.name == 'references' else 'one'} of {listed}" if names else "remove it"
        for word in block.argument.split() or [""]:
            if word not in known:
                message = f"cannot show “{word}”" if word else "does not say what to show"
                yield page.path, block.line, f"{{{block.name}}} {message}", did_you_mean(word, known, cure)


@rule("unknown-role", "A page uses roles that only link and cite, each written as {role}`text`.")
def _unknown_role(dossier: Dossier) -> Found:
    known = known_roles()
    for page, role in roles(dossier):
        if role.role not in known:
            message = f"the role “{role.role}” is not among those that pages may use"
            yield page.path, role.line, message, _other(role.role, known)
    for page in dossier.pages.values():
        for mark in page.marks:
            if mark.kind in ("role", "brace"):
                cure = "write {role}`text`, without a space and with one backtick on each side"
                yield page.path, mark.line, f"“{_short(mark.target)}” is not a role that can be read", cure


def _images(dossier: Dossier) -> Iterator[tuple[Page, str, int, str]]:
    """The images that pages show: the path, the line and the text alternative of each."""
    for page in dossier.pages.values():
        yield from ((page, mark.target, mark.line, mark.text) for mark in page.marks if mark.kind == "image")
    for page, block in directives(dossier, *IMAGES):
        options = {name: value for name, value, _ in block.options}
        yield page, block.argument, block.line, options.get("alt", "")


@rule("image-alt", "Every image has a text alternative that says what it shows.")
def _image_alt(dossier: Dossier) -> Found:
    for page, path, line, alternative in _images(dossier):
        if not alternative.strip():
            cure = "say what it shows, in the brackets of “![ ]” or after “:alt:”"
            yield page.path, line, f"the image “{path}” has no text alternative", cure


@rule("outside-image", "An image is a file among the pages, and an SVG image holds no script and no address.")
def _outside_image(dossier: Dossier) -> Found:
    for page, path, line, _ in _images(dossier):
        if wrong := _wrong(page, path):
            yield page.path, line, f"“{path}” {wrong}", "put a copy beside the pages, and name it by its path from this page"


def _wrong(page: Page, shown: str) -> str:
    """What is wrong with the path of an image, or nothing."""
    root = Path(page.path).parents[page.docname.count("/")]
    path = Path(page.path).parent / shown
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/|\\", shown, re.IGNORECASE):
        return "is not a path from this page"
    if not path.resolve().is_relative_to(root.resolve()):
        return "leads away from the pages"
    if path.suffix.lower() not in _SUFFIXES:
        return "is not an image"
    if not is_there(path):
        return "is not there"
    if path.suffix.lower() == ".svg" and _ACTIVE.search(path.read_text(encoding="utf-8", errors="replace")):
        return "holds a script or an address"
    return ""


@rule("heading-order", "A page has one title, and a heading is at most one level below the one above it.")
def _heading_order(dossier: Dossier) -> Found:
    for page in dossier.pages.values():
        for above, heading in pairwise(page.headings):
            if heading.level == 1:
                yield page.path, heading.line, f"“{heading.text}” is a second title", "begin it with “##”"
            elif heading.level > above.level + 1:
                message = f"“{heading.text}” is {heading.level - above.level} levels below “{above.text}”"
                yield page.path, heading.line, message, f"begin it with “{'#' * (above.level + 1)}”"


@rule("same-title", "No two pages have the same title.")
def _same_title(dossier: Dossier) -> Found:
    first: dict[str, str] = {}
    for page in dossier.pages.values():
        other = first.setdefault(page.title.casefold(), page.docname)
        if other != page.docname and page.headings:
            message = f"“{page.title}” is also the title of {other}"
            yield page.path, page.headings[0].line, message, "say what sets this page apart"


@rule("formula", "No name and no title begins as a formula does, which a spreadsheet would compute when it opens the data.")
def _formula(dossier: Dossier) -> Found:
    texts = [(page.path, text) for page in dossier.pages.values() for text in (page.title, *getattr(page.meta, "aliases", ()))]
    texts += [(item.path, text) for item in dossier.source.references.values() for text in (item.title, item.label)]
    for path, text in texts:
        if text.startswith(("=", "+", "@")):
            yield path, 1, f"“{text}” begins as a formula does", "begin it with a letter or a digit"


_PAGES = frozenset(("genindex", "search"))
_FOLDERS = ("data/findings/", "editions/", "pagefind/")
"""Pages that the build writes itself, and folders from which it removes all else."""


@rule(
    "page-name",
    f"A page and its folder have names of lower-case words and digits with hyphens between, of up to {LONGEST} letters, "
    "and none that the build itself writes.",
)
def _page_name(dossier: Dossier) -> Found:
    cure = f"rename it: lower-case letters and digits with hyphens between them, {LONGEST} at most"
    for page in dossier.pages.values():
        for part in page.docname.split("/"):
            if not SLUG.match(part) or len(part) > LONGEST:
                yield page.path, 1, f"“{part}” is not a name for a page or a folder of pages", cure
        if page.docname in _PAGES or page.docname.startswith(_FOLDERS):
            yield page.path, 1, f"the build itself writes what stands at “{page.docname}”", "give the page another name"


@rule(
    "stray-file",
    "A page is called .md and a data file .yaml, in lower-case letters, and none is a link to a file elsewhere; "
    "others would be read by nobody.",
)
def _stray_file(dossier: Dossier) -> Found:
    for path in (path for folder in (dossier.pages_folder, dossier.source.bibliography.parent) for path in _files(folder)):
        if path.is_symlink():
            message = "this is a link to a file or folder elsewhere, where nobody would notice a change"
            yield path, 1, message, "put the file itself in its place"
        suffix = _UNREAD.get(path.suffix.lower(), path.suffix.lower())
        if not path.is_dir() and path.suffix != suffix:
            message = f"a file that ends in “{path.suffix}” is read by nothing"
            yield path, 1, message, f"give its name the ending “{suffix}”, or remove it"


def _files(folder: Path) -> Iterator[Path]:
    """Files and linked folders below a folder, but for those whose folder or name starts with an underscore or a point."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *linked]) if not name.startswith(("_", ".")))
