"""Rules on how a claim stands: on the page where it belongs, attributed, with its entries linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dossier.graph import Dossier, Key
from dossier.kinds import KINDS, own_names
from dossier.model.page import Finding, Page
from dossier.model.problem import Problem
from dossier.parser.markup import without_roles
from dossier.rules.registry import rule

_SENTENCE = re.compile(r"[.?!][\"'”’)]*(?=\s+[A-Z“\"(]|\Z)")
_WORD, _GOES_ON = re.compile(r"(?<![\w-])\w+"), re.compile(r"[\w-]")


@rule("stray-finding", "A finding stands on the page of an entry, or on one that names a section of the report.")
def stray_finding(dossier: Dossier) -> Iterator[Problem]:
    """Find findings on pages that speak of something else than the report."""
    for page in dossier.pages.values():
        sections: tuple[str, ...] = getattr(page.meta, "sections", ())
        for finding in () if page.kind or sections else page.findings:
            message = f"“{finding.id}” stands on a page that belongs to no section of the report"
            cure = "move it to the page of the entry on which it bears"
            yield Problem(Path(page.path), finding.at[""], "stray-finding", message, cure)


@rule("long-finding", "A finding is one claim in one to three sentences.")
def long_finding(dossier: Dossier) -> Iterator[Problem]:
    """Find findings of more than three sentences."""
    for finding in dossier.findings.values():
        sentences = len(_SENTENCE.findall(dossier.text(finding)))
        if sentences > 3:
            message = f"“{finding.id}” has {sentences} sentences"
            cure = "shorten it, or make a finding of each claim in it"
            yield Problem(Path(finding.page.path), finding.record.line, "long-finding", message, cure)


@rule("attribution", "A finding that nothing but the digest carries says that somebody said so.")
def attribution(dossier: Dossier) -> Iterator[Problem]:
    """Find findings of a single source without a word of attribution."""
    words = (*dossier.source.style.attributions, dossier.source.report.digest_name)
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
    for finding in dossier.findings.values() if dossier.source.style.attributions else ():
        if not finding.support.sources and finding.record.text and not said.search(dossier.text(finding)):
            message = f"“{finding.id}” has no evidence, and states as a fact what was only reported"
            cure = "attribute it, as in “was reported to”, or name its evidence"
            yield Problem(Path(finding.page.path), finding.record.line, "attribution", message, cure)


@rule("unlinked-entry", "A finding that has the name of an entry links it there, which files the finding under that entry.")
def unlinked_entry(dossier: Dossier) -> Iterator[Problem]:
    """Find names of entries in findings that have no link to them."""
    names = _names(dossier)
    starting: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        starting.setdefault(_first_word(name), []).append(name)
    for page in dossier.pages.values():
        for finding in page.findings:
            yield from _unlinked(page, finding, names, starting)


def _names(dossier: Dossier) -> dict[str, Key]:
    """What entries are called in the first place, each with its entry."""
    named = {key: page for key, page in dossier.entries.items() if KINDS[key[0]].named}
    return {name: key for key, page in named.items() for name in own_names(page) if name}


def _first_word(name: str) -> str:
    found = _WORD.match(name)
    return found[0] if found else ""


def _named_in(text: str, starting: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """The names in a text, each with its place; of two that start there, the longer one.

    :param starting: the names that start with each word, the longest first
    """
    end = 0
    for word in _WORD.finditer(text):
        at = word.start()
        for name in starting.get(word[0], ()) if at >= end else ():
            if text.startswith(name, at) and not _GOES_ON.match(text, at + len(name)):
                yield name, at
                end = at + len(name)
                break


def _unlinked(page: Page, finding: Finding, names: Mapping[str, Key], starting: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    linked = {(mention.role, mention.target) for mention in finding.mentions} | {(page.kind, page.id)}
    bare = without_roles(finding.text)
    for name, at in _named_in(bare, starting):
        kind, id = names[name]
        if (kind, id) not in linked:
            line = finding.line + bare.count("\n", 0, at)
            message = f"“{name}” in “{finding.id}” is the {kind} {id}, and has no link"
            yield Problem(Path(page.path), line, "unlinked-entry", message, f"write {{{kind}}}`{name} <{id}>`")
