"""Parser of Markdown pages.

The build and ``dossier check`` use the same function, so that both see the same records.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from dossier.model.kinds import KINDS, PageMeta, kind_of_folder
from dossier.model.page import Block, Finding, Heading, Mark, Page, Provision
from dossier.model.problem import Problem, attempt, did_you_mean, nearest, shortened
from dossier.model.site import failures
from dossier.model.source import SLUG, slug
from dossier.parser import directives
from dossier.parser.markup import marks, mentions, plain
from dossier.parser.text import read_text
from dossier.parser.yaml import parse_yaml

_CORRECTIONS = 20
"""Number of problems after which the parser stops correcting a page as it reads: after each, it parses the rest again."""
_MISBEGUN = re.compile(r"(?:-{2}|-{4,}|[–—+]+)[ \t]*\n(?=\w+:)")
_FRONT = re.compile(r"---[ \t]*\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)


def read_pages(folder: Path) -> tuple[dict[str, Page], list[Problem]]:
    """Return all pages below a folder, by docname, and the problems with their form."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for path in sorted(folder.rglob("*.md")):
        docname = path.relative_to(folder).with_suffix("").as_posix()
        if docname.startswith("_") or "/." in f"/{docname}" or not path.exists():  # a rule reports links without a target
            continue
        if (text := attempt(problems, read_text, path)) is not None:
            pages[docname], wrong = read_page(docname, path, text)
            problems += wrong
    return pages, problems


def read_page(docname: str, path: Path, text: str) -> tuple[Page, list[Problem]]:
    """Return a page, and the problems with its form."""
    reading = _PageReading(docname, path)
    reading.read(text, 1)
    reading.finish()
    return reading.page, reading.problems


def blank_front(text: str) -> str:
    """Return the text of a page with its front matter replaced by empty lines."""
    front = _FRONT.match(text)
    return "\n" * front[0].count("\n") + text[front.end() :] if front else text


class _PageReading:
    """The parser of one page, with the page and the problems found so far."""

    def __init__(self, docname: str, path: Path) -> None:
        parts = docname.split("/")
        kind = kind_of_folder(parts[0]) if len(parts) == 2 and parts[1] != "index" else None
        self.path = path
        self.model = kind.meta if kind else PageMeta
        self.page = Page(docname, path, kind.name if kind else "", PageMeta())
        self.problems: list[Problem] = []
        self.known = directives.known_directives()

    def wrong(self, line: int, rule: str, message: str, cure: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(self.path, line, rule, message, cure))

    def read(self, text: str, first: int) -> None:
        """Parse a text that starts on line ``first``."""
        text, first = self._read(text, first)
        while text:
            text, first = self._read(text, first)

    def _read(self, text: str, first: int) -> tuple[str, int]:
        """Parse a text up to a fence whose opening or end is wrong; return the rest, with that corrected, and its first line."""
        if first == 1 and _FRONT.match(below := text.lstrip()) and below != text:
            self.wrong(1, "yaml", "the front matter does not begin on the first line", "remove what is above its “---”")
            return below, 1 + text.rstrip().count("\n") - below.rstrip().count("\n")
        if first == 1 and (begun := _MISBEGUN.match(text)):
            self.wrong(1, "yaml", f"“{begun[0].rstrip()}” does not begin front matter", "write “---”")
            return f"---\n{text[begun.end() :]}", 1
        env: dict[str, Any] = {}
        lines, target, columns = text.split("\n"), "", 0
        tokens = directives.MARKDOWN.parse(text, env)
        if first == 1 and not (tokens and tokens[0].type == "front_matter"):
            self._no_front_matter(lines[0].rstrip() == "---")
        for index, token in enumerate(tokens):
            line, corrects = first + token.map[0] if token.map else first, len(self.problems) < _CORRECTIONS
            if unmeant := _unmeant(token, lines):
                self.wrong(line, "unmeant-mark", *unmeant)
            if token.type == "front_matter" and first == 1:
                self._front_matter(token.content, line + 1)
            elif token.type == "heading_open":
                self.page.headings.append(Heading(plain(tokens[index + 1].content), int(token.tag[1:]), target, line))
            elif token.type == "myst_target":
                target = token.content
                self.page.anchors.append((target, line))
            elif token.type == "inline":
                target = ""
                if corrects and (nth := self._short_opening(token, lines, first)) is not None:
                    return "\n".join(lines[nth:]), first + nth
                self.page.blocks.append(Block("inline", "", token.content, line))
                self.page.mentions.extend(mentions(token.content, line))
                self.page.marks.extend(marks(token.content, line))
            elif token.type == "tr_open" and token.level == 2:  # in a list or a quotation, the row has other marks, too
                count = _cells(lines[line - first])
                columns = count if tokens[index - 1].type == "thead_open" else columns
                if count != columns:
                    message = f"the number of cells in the row is {count}, but the header has {columns}"
                    self.wrong(line, "table", message, "give it as many, and write “\\|” for a mark that separates no cells")
            elif token.type in ("fence", "colon_fence"):
                if corrects and token.type == "colon_fence" and not token.info.strip():
                    cure = "remove it, or correct the opening of the fence above it"
                    self.wrong(line, "unclosed", f"“{token.markup}” closes nothing", cure)
                    return "\n".join(lines[line + 1 - first :]), line + 1
                cut = directives.text_of_unclosed(token, lines, self.known)
                token.content = cut[0] if cut else token.content
                self._fence(token, line, cut is None and directives.is_closed(token, lines))
                if cut:
                    return "\n".join(lines[cut[1] :]), first + cut[1]
            elif token.type in ("code_block", "html_block"):
                self.page.blocks.append(Block(token.type, "", token.content, line))
        for found in env.get("references", {}).values():
            self.page.marks.append(Mark("link", found["href"], first + found["map"][0]))
        return "", 0

    def _short_opening(self, token: Token, lines: list[str], first: int) -> int | None:
        """Correct the first opening of a directive with too few marks in a text, and return the index of its line, if any."""
        for nth in range(*(token.map or (0, 0))):
            if short := directives.SHORT.match(lines[nth]):
                right = short[2][0] * 3 + short[3]
                message = f"“{short[2]}{short[3]}” does not open a directive"
                self.wrong(first + nth, "unknown-directive", message, f"write “{right}”")
                lines[nth] = short[1] + right + lines[nth][short.end() :]
                return nth
        return None

    def _front_matter(self, text: str, line: int) -> None:
        self.page = replace(self.page, front=text)
        if read := attempt(self.problems, parse_yaml, text, self.path, self.model, line, unknown=self._unknown_field()):
            meta, place = read
            lines = {name: place.line(name) for name in self.model.model_fields}
            self.page = replace(self.page, meta=meta, is_valid=True, meta_lines=lines)

    def _no_front_matter(self, is_begun: bool) -> None:
        if is_begun:
            self.wrong(1, "yaml", "this is not YAML: the front matter does not end", "end it with a line “---”")
        elif self.page.kind:
            required = [name for name, field in self.model.model_fields.items() if field.is_required()]
            article = "an" if self.page.kind[0] in "aeiou" else "a"
            message = f"the page has no front matter, and {article} {self.page.kind} needs {', '.join(required)}"
            self.wrong(1, "schema", message, "copy the front matter of another page in this folder")
        else:
            self.page = replace(self.page, is_valid=True)

    def _unknown_field(self) -> str:
        """Return what to do about a field that the front matter may not have: the page may be in the wrong folder."""
        folders = ", ".join(f"{kind.folder}/" for kind in KINDS.values())
        own = self.page.docname.rpartition("/")[0]
        added = f", or add the kind of {own}/ to SITE" if own and not kind_of_folder(own) else ""
        other = f", or move the page to the folder of its kind: {folders}" if folders and not self.page.kind else ""
        return f"remove it{other}{added}"

    def _fence(self, token: Token, line: int, closed: bool) -> None:
        if not closed:
            message = f"the fence “{token.markup}{token.info}” is not closed"
            self.wrong(line, "unclosed", message, f"end it with a line “{token.markup}”")
        if (opened := directives.opening(token, self.known)) is None:
            self.page.blocks.append(Block(token.type, token.info.strip(), token.content, line))
            return
        name, argument, wrong = opened
        if wrong:
            self.wrong(line, "unknown-directive", *wrong)
        if name == "finding":
            self._finding(argument, token.content, line)
        elif name == "provision":
            self._provision(token.content, line)
        else:
            options, content, first = directives.split_options(token.content, line)
            self.page.blocks.append(Block("directive", name, token.content, line, argument, options, content, first))
            self.page.mentions.extend(mention for _, value, at in options for mention in mentions(value, at))
            if name != "code-block" and not options and (stray := re.match(r"\s*(:[a-zA-Z][\w-]*:)(?!\S)", content)):
                self._misplaced(line + 1 + content.count("\n", 0, stray.start(1)), stray[1])
            if name in directives.CONTAINERS:
                self.read(argument if name not in ("figure", "grid") else "", line)
                self.read(content, first)
            elif name != "code-block":
                self.page.mentions.extend(mentions(content, first))

    def _misplaced(self, line: int, option: str) -> None:
        cure = "put it right below the line that opens the directive, without blank lines"
        self.wrong(line, "unknown-option", f"“{option}” is not read as an option here", cure)

    def _finding(self, id: str, content: str, line: int) -> None:
        what = f"“{id}”" if id else "the finding"
        options, parts = self._statement(content, line, what, _FINDING)
        if not SLUG.match(id):
            cure = f"give it a slug such as “{slug(id) or 'border-controls-2019'}” after {{finding}}"
            self.wrong(line, "finding-id", f"{what} {'is not a valid id for a finding' if id else 'has no id'}", cure)
        if not options["from"]:
            self.wrong(line, "finding-from", f"{what} names no passage", "add “:from:” with a passage")
        if options["origin"] and not options["evidence"]:
            message = f"{what} is of the public record and names no source"
            self.wrong(line, "finding-origin", message, "add “:evidence:” with a reference")
        passages, corrects = _list(options["from"]), _list(options["corrects"])
        finding = Finding(id=slug(id), passages=passages, corrects=corrects, is_of_record=bool(options["origin"]), **parts)
        self.page.findings.append(finding)

    def _provision(self, content: str, line: int) -> None:
        options, parts = self._statement(content, line, "the provision", _PROVISION)
        if not options["evidence"]:
            self.wrong(line, "provision-evidence", "the provision names no source", "add “:evidence:” with a reference")
        self.page.provisions.append(Provision(verb=options["verb"], paragraph=options["paragraph"], **parts))

    def _statement(self, content: str, line: int, what: str, known: tuple[str, ...]) -> tuple[dict[str, str], dict[str, Any]]:
        """Return the options of a directive that opens on ``line``, and the fields common to all statements."""
        rows = content.split("\n")
        options, at = self._options(rows, line, known)
        above = next((index for index, row in enumerate(rows) if row.strip()), len(rows))
        text, first = "\n".join(rows[above:]).strip(), line + 1 + above
        if not text:
            self.wrong(line, "empty", f"{what} has no text", "write the claim below the options")
        self.page.marks.extend(marks(text, first))
        if found := directives.first_non_paragraph(text):
            message = f"{found[0]} is inside a finding or provision, which is one to three plain sentences"
            cure = "close the finding or provision above with “:::”, or move this out of it"
            self.wrong(first + found[1], "statement-form", message, cure)
        evidence, named = _list(options["evidence"]), tuple(mentions(text, first))
        return options, {"text": text, "line": first, "evidence": evidence, "mentions": named, "at": at}

    def _options(self, rows: list[str], line: int, known: tuple[str, ...]) -> tuple[dict[str, str], dict[str, int]]:
        """Take the options of a statement out of its rows; return them, and the line of each."""
        options, at, above, seen = dict.fromkeys(known, ""), {"": line}, line, set[str]()
        for here, row in enumerate(rows, line + 1):
            if not (match := _OPTION.match(row.strip())):
                continue
            rows[here - line - 1], name = "", match[1]
            if here > above + 1:
                self._misplaced(here, f":{name}:")
            above = here
            if match[2] != ":":
                self.wrong(here, "unknown-option", f"the option “:{name}” lacks its second colon", f"write “:{name}:”")
            if name in seen:
                self.wrong(here, "unknown-option", f"“:{name}:” appears twice", "keep one of the two")
                continue
            if name not in known:
                cure = did_you_mean(name, known, f"use one of {', '.join(f':{option}:' for option in known)}")
                self.wrong(here, "unknown-option", f"there is no option “:{name}:”", cure)
            seen.add(name)
            meant = name if name in known else nearest(name, known)
            if meant and (meant == name or not options[meant]):
                options[meant], at[meant] = match[3].strip(), here
                for problem in _wrong_value(name, row.strip().removeprefix(f":{name}{match[2]}")):
                    self.wrong(here, "unknown-option", *problem)
        return options, at

    def finish(self) -> None:
        """Check that the page has a title, and a kind whose functions work on it."""
        if self.page.kind and self.page.is_valid and (failed := [*failures(self.page)]):
            self.problems += failed
            self.page = replace(self.page, meta=PageMeta(), is_valid=False)
        if not any(heading.level == 1 for heading in self.page.headings):
            self.wrong(1, "title", "the page has no title", "start it with “# Title”")


_OPTION = re.compile(r"^:([A-Za-z_-]+)(:|[ \t]+:|(?=\s))[ \t]*(.*)$")
_FINDING = ("from", "evidence", "corrects", "origin")
_PROVISION = ("evidence", "verb", "paragraph")
_LISTS = ("from", "evidence", "corrects")


def _unmeant(token: Token, lines: Sequence[str]) -> tuple[str, str] | None:
    """Return what a block has become by a mark that was probably not meant as one, and what to do; ``None`` for other blocks."""
    first, end = token.map or (0, 0)
    if token.type == "heading_open" and token.markup in ("-", "="):
        return f"the line of “{token.markup}” makes a heading of the text above it", "put a blank line between them, or remove it"
    if token.type == "ordered_list_open" and (number := token.attrGet("start")) is not None:
        return f"“{number}{token.markup}” begins a list", f"start the list with 1, or put a backslash before “{token.markup}”"
    if token.type == "myst_line_comment" and "".join((*lines[max(first - 1, 0) : first], *lines[end : end + 1])).strip():
        return "“%” hides this line, which divides a text", "put a backslash before it, or a blank line above and below"
    if token.type == "myst_block_break" and token.content:
        return "“+++” hides this line", "remove the marks, or put a backslash before them"
    return None


def _cells(row: str) -> int:
    """Return the number of cells in a row of a table."""
    return len(re.findall(r"(?<!\\)\|(?!\Z)", row.strip().removeprefix("|"))) + 1


def _wrong_value(option: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the form of an option's value, and what to do."""
    if value.strip() and not value[0].isspace():
        yield f"there is no space after “:{option}:”", f"write “:{option}: {value}”"
    if option in _LISTS and (quoted := re.search(r"[\"“”'‘’]", value)):
        yield f"“:{option}:” has the quotation mark {quoted[0]}", "remove it"
    elif option in _LISTS and re.search(r";|[^,\s]\s+[^,\s]", value.strip()):
        yield f"“{shortened(value)}” has no comma between two of its values", "separate them with commas"
    if option == "origin" and value.strip() not in ("", "record"):
        yield f"“{value.strip()}” is not an origin", "write “record” if the digest does not state the claim, or remove the line"
    items = _list(value) if option in _LISTS else ()
    for item in (item for index, item in enumerate(items) if item in items[:index]):
        yield f"“{item}” appears twice after “:{option}:”", "keep one of the two"


def _list(value: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"[,;\s\"“”'‘’]+", value)))
