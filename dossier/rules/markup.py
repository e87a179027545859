"""Rules on the form of pages: they can do nothing but show text, and say what they mean to show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import KINDS
from dossier.model.page import Mention, Page
from dossier.model.problem import Problem
from dossier.parser.directives import DIRECTIVES, OWN_DIRECTIVES, PICTURES, TABLES, known_roles
from dossier.parser.yaml import did_you_mean
from dossier.rules.registry import rule


@rule("raw-html", "A page has no raw HTML, not even a comment.")
def raw_html(dossier: Dossier) -> Iterator[Problem]:
    """Find HTML among the Markdown of pages."""
    for page in dossier.pages.values():
        found = [(block.text, block.line) for block in page.blocks if block.kind == "html_block"]
        found += [(mark.target, mark.line) for mark in page.marks if mark.kind == "html"]
        for text, line in found:
            message = f"“{_short(text)}” is raw HTML"
            cure = "write it in Markdown; for a comment, begin the line with “%”"
            yield Problem(Path(page.path), line, "raw-html", message, cure)


def _short(text: str) -> str:
    first = text.strip().split("\n", 1)[0].replace(";", ",")
    return first if len(first) <= 40 else f"{first[:40]}…"


@rule("indented-text", "No text is set in by four blanks, for it would be shown as code and read by no rule.")
def indented_text(dossier: Dossier) -> Iterator[Problem]:
    """Find blocks that are code for no other reason than their indentation."""
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.kind == "code_block":
                message = f"“{_short(block.text)}” is set in, and would be shown as code"
                yield Problem(Path(page.path), block.line, "indented-text", message, "begin the line without blanks")


@rule("unknown-directive", "A page uses directives that only show something: none that runs code, includes files or fetches.")
def unknown_directive(dossier: Dossier) -> Iterator[Problem]:
    """Find directives that are not on the list of those allowed, and fences that look like directives and are none."""
    for page in dossier.pages.values():
        for block in page.blocks:
            name = ""
            if block.kind == "directive" and block.name not in DIRECTIVES:
                name = block.name
                message = f"the directive “{name}” is not among those that pages may use"
            elif block.kind == "colon_fence" or (block.kind == "fence" and block.name.startswith("{")):
                name = block.name.strip("{").split("}")[0].split(" ")[0]
                message = f"“{_short(block.name)}” after a fence is no directive"
            if name or block.kind == "colon_fence":
                yield Problem(Path(page.path), block.line, "unknown-directive", message, _cure(name, DIRECTIVES))


def _cure(name: str, known: frozenset[str]) -> str:
    cure = did_you_mean(name, known, "remove it, or see the list in dossier/parser/directives.py")
    return cure.replace("“", "“{").replace("”", "}”")


_SUBJECTS: dict[str, Callable[[Dossier], Collection[str]]] = {
    "cards": lambda dossier: {*KINDS, ""},
    "columns": lambda dossier: TABLES,
    "compare": lambda dossier: {*KINDS, "", *(id for _, id in dossier.entries)},
    "entries": lambda dossier: KINDS,
    "references": lambda dossier: {reference.kind for reference in dossier.source.references.values()},
}
"""Directives that name what they show, and the names that there are; "" where they may show all."""
_WITHOUT = OWN_DIRECTIVES - PICTURES - {*_SUBJECTS, "finding", "passages"}


@rule("directive-subject", "A directive that shows something of the dossier names what is there, and others name nothing.")
def directive_subject(dossier: Dossier) -> Iterator[Problem]:
    """Find directives that name nothing where they must, what is not there, or something where they show all."""
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.kind != "directive" or not (block.name in _SUBJECTS or (block.argument and block.name in _WITHOUT)):
                continue
            known = _SUBJECTS[block.name](dossier) if block.name in _SUBJECTS else ()
            for word in block.argument.split() or [""]:
                if word not in known:
                    cure = (
                        f"use {'some' if block.name == 'references' else 'one'} of {', '.join(filter(None, sorted(known)))}"
                        if known
                        else "remove it"
                    )
                    message = f"{{{block.name}}} cannot show “{word}”" if word else f"{{{block.name}}} does not say what to show"
                    yield Problem(Path(page.path), block.line, "directive-subject", message, did_you_mean(word, known, cure))


@rule("unknown-role", "A page uses roles that only link and cite, each written as {role}`text`.")
def unknown_role(dossier: Dossier) -> Iterator[Problem]:
    """Find roles that are not on the list of those allowed, and braces that make none."""
    known = known_roles()
    for page in dossier.pages.values():
        for mention in all_mentions(page):
            if mention.role not in known:
                message = f"the role “{mention.role}” is not among those that pages may use"
                yield Problem(Path(page.path), mention.line, "unknown-role", message, _cure(mention.role, known))
        for mark in page.marks:
            if mark.kind in ("role", "brace"):
                message = f"“{_short(mark.target)}” is no role that can be read"
                cure = "write {role}`text`, without a space and with one backtick on each side"
                yield Problem(Path(page.path), mark.line, "unknown-role", message, cure)


def all_mentions(page: Page) -> Iterator[Mention]:
    """The roles of a page, in its findings and provisions too."""
    yield from page.mentions
    for statement in page.statements:
        yield from statement.mentions
