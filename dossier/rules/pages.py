"""Rules on the form of pages and files: they can only show text and images, and their markup works as intended."""

import os
import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise
from pathlib import Path

from docutils.parsers.rst.directives.images import Figure
from pygments.lexers import get_all_lexers

from dossier.graph import Dossier
from dossier.model.kinds import KINDS, ROLES
from dossier.model.page import Page
from dossier.model.problem import did_you_mean, shortened
from dossier.model.source import SLUG
from dossier.parser.directives import IMAGES, MARKDOWN, registered
from dossier.parser.markup import without_code
from dossier.rules.registry import Found, page_rule, rule
from dossier.rules.walk import blocks, directives, has_file, marks, roles, statements, texts_on

_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_ACTIVE = re.compile(r"(?i)<(?:script|foreignobject|iframe)|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|@import|<!entity")
_UNREAD = {".markdown": ".md", ".mdx": ".md", ".rst": ".md", ".txt": ".md", ".htm": ".md", ".html": ".md", ".yml": ".yaml"}
"""Suffixes used by mistake for pages and data files, and the right suffixes."""
MANY = 20
"""Maximum number of names listed in a message."""
LONGEST = 60
"""Maximum length of the name of a page or folder."""


@rule("raw-html", "A page has no raw HTML, not even comments.")
def _raw_html(dossier: Dossier) -> Found:
    for page in dossier.pages.values():
        found = [(block.text, block.line) for block in page.blocks if block.kind == "html_block"]
        found += [(mark.target, mark.line) for mark in page.marks if mark.kind == "html"]
        for line, text in {line: text for text, line in reversed(found)}.items():
            yield page.path, line, f"“{shortened(text)}” is raw HTML", "write it in Markdown; start a comment line with “%”"


@rule("indented-text", "No text is indented but the definitions of a glossary, each right below its terms.")
def _indented_text(dossier: Dossier) -> Found:
    for page, block in blocks(dossier, "code_block"):
        message = f"“{shortened(block.text)}” is indented, and would be shown as code"
        yield page.path, block.line, message, "start the line without spaces"
    for page, block in directives(dossier, "glossary"):
        for line, (above, row) in enumerate(pairwise((*block.text.split("\n"), "")), block.line + 2):
            if row.strip() and row[0].isspace() and not above.strip():
                message = f"“{shortened(row)}” is indented below a blank line, and would be part of the definition above"
                yield page.path, line, message, "start a term without spaces, and write a definition as one paragraph"
            elif above.strip() and not above[0].isspace() and not row.strip():
                message = f"“{shortened(above)}” has no definition below it"
                yield page.path, line - 1, message, "start a definition with two spaces"


_STRAY = {
    re.compile(r"(?m)^ {0,3}#{1,6}(?=[^\s#])"): "put a space after “#”, or a backslash before it",
    re.compile(r"(?m)^ {0,3}(?:\|.*\||(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?) *$(?:\n.*)*"): (
        "give the table a line of hyphens for each column below its header, and no blank line"
    ),
    re.compile(r"\[(?<!\\\[)(?!\^)[^\]\[]+\](?:\[(?!\^)[^\]\[]*\]|\s\([^()\s]*[/.#][^()\s]*\))"): "write [words](address)",
    re.compile(r"(?m)\[(?<=^\[)(?!\^)[^\]\[]+\]:\s.*"): "write [words](address)",
    re.compile(r"(?s)\*\*(?<![^\s(“]\*\*)(?=\w)(?!.*\S\*\*)"): "close the bold text, or put a backslash before each mark",
    re.compile(r"(?m)\.\.(?<=^\.\.) [\w-]+::.*"): "open a directive with “:::{note}”",
    re.compile(r"(?m)\[(?<=^\[)!\w+\]"): "open a directive with “:::{note}”",
    re.compile(r"(?m)^ {0,3}[-+](?=[^\W\d])"): "put a space after it, or a backslash before it",
    re.compile(r"\$\$"): "write the formula in words",
    re.compile(r"\[\^[^\]\[\s]+\]"): "put the note in the text, or cite its source with {cite:p}`key`",
    re.compile(r"\[(?<!\\\[)@[^\]\[]+\]"): "cite a document with {cite:p}`key`",
    re.compile(r"\[(?<!\\\[)\[[^\]\[]+\]\]"): "write [words](address)",
    re.compile(r"`(?<!\\`)"): "close the code, or put a backslash before the mark",
}
"""Markup that would be shown literally, and what to do about it; most start with the mark, which makes the search faster."""
_BREAK = re.compile(r"  +(?=\n)")
_WORDLESS = re.compile(r"\{(?:doc|ref|finding|passage|estimate)\}`[^`<]*`|\[[^\]\[]*\]\([^()]*\)")


@page_rule("stray-mark", "All Markdown markup takes effect; none is shown literally because it is unclosed or malformed.")
def _stray_mark(dossier: Dossier) -> Found:
    for text in (text for page in dossier.checked.values() for text in texts_on(page)):
        bare = without_code(text.markdown)
        for pattern, cure in _STRAY.items():
            for match in pattern.finditer(bare):
                yield text.path, text.line_at(match.start()), f"“{shortened(match[0])}” would be shown literally", cure
        for match in _BREAK.finditer(text.markdown):
            yield text.path, text.line_at(match.start()), "two spaces at the end of the line cause a line break", "remove them"


@rule("code-language", "The language of a block of code is one that can be highlighted.")
def _code_language(dossier: Dossier) -> Found:
    known = {alias for _, aliases, _, _ in get_all_lexers() for alias in aliases} | {"default", "guess", "none"}
    for page, block in blocks(dossier, "fence", "directive"):
        name = block.argument if block.name == "code-block" else block.name if block.kind == "fence" else ""
        if (language := name.split(" ")[0].lower()) and language[0] != "{" and language not in known:
            message = f"there is no code language “{language}”"
            yield page.path, block.line, message, did_you_mean(language, known, "use “text”")


@rule("list-table", "Every row of a list table has the same number of cells.")
def _list_table(dossier: Dossier) -> Found:
    cure = "start each row with “* - ”, and each of its other cells with “  - ”"
    for page, block in directives(dossier, "list-table"):
        content = block.content
        items = [(token.level, token.map[0]) for token in MARKDOWN.parse(content) if token.type == "list_item_open" and token.map]
        rows = [line for level, line in items if level == 1] or [0]
        cells = [sum(level == 3 and top <= line < end for level, line in items) for top, end in pairwise((*rows, len(content)))]
        for row, count in zip(rows, cells, strict=True):
            if not 0 < count == cells[0]:
                yield page.path, block.first + row, "the row has no cells, or not as many as the first", cure


_SUBJECTS: dict[str, Callable[[Dossier], Collection[str]]] = {
    "cards": lambda dossier: {*KINDS, ""},
    "columns": lambda dossier: registered("table"),
    "compare": lambda dossier: {*KINDS, "", *(id for _, id in dossier.entries)},
    "entries": lambda dossier: KINDS,
    "finding-history": lambda dossier: {"", *(name.partition("/")[0] for name in dossier.pages)},
    "placed": lambda dossier: KINDS,
    "references": lambda dossier: {reference.kind for reference in dossier.source.references.values()},
}
"""Directives that take the names of what they show, and the valid names; "" if they may show everything."""
_SEVERAL = ("compare", "finding-history", "references")
"""Those that take several names."""


@rule("directive-subject", "Directives that show records of the dossier name existing ones; others take no names.")
def _directive_subject(dossier: Dossier) -> Found:
    without = [name for name, given in registered("view").items() if not given]
    for page, block in directives(dossier, *_SUBJECTS, *without):
        known = _SUBJECTS[block.name](dossier) if block.name in _SUBJECTS else {""}
        names = [*filter(None, sorted(known))]
        listed = ", ".join(names[:MANY]) + (f" and {len(names) - MANY} others" if len(names) > MANY else "")
        cure = f"use {'some' if block.name == 'references' else 'one'} of {listed}" if names else "remove it"
        for word in block.argument.split() if block.name in _SEVERAL and block.argument else [block.argument]:
            if word not in known:
                message = f"cannot show “{word}”" if word else "does not say what to show"
                yield page.path, block.line, f"{{{block.name}}} {message}", did_you_mean(word, known, cure)


@rule("unknown-role", "A page uses only roles that link or cite, each written as {role}`text`.")
def _unknown_role(dossier: Dossier) -> Found:
    known = {*KINDS, *ROLES}
    for page, role in roles(dossier):
        if role.role not in known:
            cure = did_you_mean(role.role, known, "remove it, or use another").replace("“", "“{").replace("”", "}”")
            yield page.path, role.line, f"pages may not use the role “{role.role}”", cure
    for page, mark in marks(dossier, "role", "brace"):
        cure = "write {role}`text`, without a space and with one backtick on each side"
        yield page.path, mark.line, f"“{shortened(mark.target)}” is not a valid role", cure


@rule("claim-text", "A link in a finding or provision is a role that names an entry or a term, or has words of its own.")
def _claim_text(dossier: Dossier) -> Found:
    for page, statement in statements(dossier):
        for match in _WORDLESS.finditer(statement.text):
            line = statement.line + statement.text.count("\n", 0, match.start())
            yield page.path, line, f"data and citations would not have the words of “{match[0]}”", "write {doc}`words <target>`"


def _images(dossier: Dossier) -> Iterator[tuple[Page, str, int, dict[str, str]]]:
    """Yield the images on pages, each with its page, path, line and options."""
    yield from ((page, mark.target, mark.line, {"alt": mark.text}) for page, mark in marks(dossier, "image"))
    for page, block in directives(dossier, *IMAGES):
        yield page, block.argument, block.line, dict(option[:2] for option in block.options)


@rule("image-alt", "Every image has alternative text that says what it shows.")
def _image_alt(dossier: Dossier) -> Found:
    for page, path, line, options in _images(dossier):
        if not options.get("alt", "").strip():
            unknown = next((name for name in options if name not in (Figure.option_spec or ())), "")
            cure = f"correct “:{unknown}:” to “:alt:”" if unknown else "describe it in the brackets of “![ ]” or after “:alt:”"
            yield page.path, line, f"the image “{path}” has no alternative text", cure


@rule("outside-image", "An image is a file among the pages, and an SVG image contains no scripts or links.")
def _outside_image(dossier: Dossier) -> Found:
    for page, path, line, _ in _images(dossier):
        if wrong := _wrong(page, path):
            yield page.path, line, f"“{path}” {wrong}", "put a copy among the pages, and use its path relative to this page"


def _wrong(page: Page, shown: str) -> str:
    """Return what is wrong with the path of an image, or an empty string."""
    root = page.path.parents[page.docname.count("/")]
    path = page.path.parent / shown
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/|\\", shown, re.IGNORECASE):
        return "is not a relative path"
    if not path.resolve().is_relative_to(root.resolve()):
        return "is outside the folder of pages"
    if path.suffix.lower() not in _SUFFIXES:
        return "is not an image"
    if not has_file(page, shown):
        return "does not exist"
    if path.suffix.lower() == ".svg" and _ACTIVE.search(path.read_text(encoding="utf-8", errors="replace")):
        return "contains a script or a link"
    return ""


@rule("heading-order", "A page has one title, and a heading is at most one level below the one above it.")
def _heading_order(dossier: Dossier) -> Found:
    for page in dossier.pages.values():
        for above, heading in pairwise(page.headings):
            if heading.level == 1:
                yield page.path, heading.line, f"“{heading.text}” is a second title", "start it with “##”"
            elif heading.level > above.level + 1:
                message = f"“{heading.text}” is {heading.level - above.level} levels below “{above.text}”"
                yield page.path, heading.line, message, f"start it with “{'#' * (above.level + 1)}”"


@rule("same-title", "No two pages have the same title.")
def _same_title(dossier: Dossier) -> Found:
    first: dict[str, str] = {}
    for page in dossier.pages.values():
        other = first.setdefault(page.title.casefold(), page.docname)
        if other != page.docname and page.headings:
            message = f"“{page.title}” is also the title of {other}"
            yield page.path, page.headings[0].line, message, "choose a title that sets this page apart"


@rule("formula", "No name or title starts like a formula, which spreadsheets would evaluate.")
def _formula(dossier: Dossier) -> Found:
    texts = [(page.path, text) for page in dossier.pages.values() for text in (page.title, *page.meta.aliases)]
    texts += [(item.path, text) for item in dossier.source.references.values() for text in (item.title, item.label)]
    for path, text in texts:
        if text.startswith(("=", "+", "@")):
            yield path, 1, f"“{text}” starts like a formula", "start it with a letter or a digit"


_PAGES = frozenset(("genindex", "search"))
_FOLDERS = ("data/findings/", "editions/", "releases/")
"""Pages that the build writes itself, and folders from which it removes everything else."""


@rule(
    "page-name",
    f"Pages and folders have names of at most {LONGEST} lower-case letters and digits, with hyphens between them, "
    "that do not clash with files written by the build.",
)
def _page_name(dossier: Dossier) -> Found:
    cure = f"rename it: use at most {LONGEST} lower-case letters and digits with hyphens between them"
    for page in dossier.pages.values():
        for part in page.docname.split("/"):
            if not SLUG.match(part) or len(part) > LONGEST:
                yield page.path, 1, f"“{part}” is not a valid name for a page or a folder of pages", cure
        if page.docname in _PAGES or page.docname.startswith(_FOLDERS):
            yield page.path, 1, f"the build writes its own page at “{page.docname}”", "give the page another name"


@rule(
    "stray-file",
    "Pages have the suffix .md, data files .yaml and a known name or folder, in lower case; others are ignored. "
    "None is a symbolic link.",
)
def _stray_file(dossier: Dossier) -> Found:
    of_pages = next((page.path.parents[name.count("/")] for name, page in dossier.pages.items()), Path())
    source = dossier.source.bibliography.parent
    for path in (path for folder in (of_pages, source) for path in _files(folder)):
        if path.is_symlink():
            yield path, 1, "this is a symbolic link, whose target could change unnoticed", "replace it with the file itself"
        suffix = _UNREAD.get(path.suffix.lower(), path.suffix.lower())
        if not path.is_dir() and path.suffix != suffix:
            message = f"files with the suffix “{path.suffix}” are ignored"
            yield path, 1, message, f"change the suffix to “{suffix}”, or remove the file"
    yield from _stray_data(dossier, source)


_READ = {".yaml": "passages", ".json": "releases"}
"""The folder from which files with a suffix are read, besides the source folder itself."""


def _stray_data(dossier: Dossier, source: Path) -> Found:
    names, shapes = {*dossier.source.files, "events"}, dossier.source.map and source / dossier.source.map.shapes
    for path in (path for path in _files(source) if path.suffix in _READ and path != shapes):
        folder, right = path.parent.relative_to(source).as_posix(), _READ[path.suffix]
        if path.parent != source and folder != right:
            cure = did_you_mean(folder, [right], f"move it to {right}/, or start the name of its folder with “_”")
            yield path, 1, f"no “{path.suffix}” file is read from the folder {folder}/", cure
        elif path.parent == source and path.suffix == ".yaml" and path.stem not in names:
            yield path, 1, "no data file has this name", did_you_mean(path.stem, names, f"use one of {', '.join(sorted(names))}")


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files and linked folders below a folder, except names that start with an underscore or a dot."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *linked]) if not name.startswith(("_", ".")))
