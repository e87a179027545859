"""Rules on names: a claim names no place, body or person that its sources do not name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import own_names
from dossier.model.page import Page, Statement
from dossier.model.problem import Problem
from dossier.model.source import Passage
from dossier.parser.markup import line_in, plain
from dossier.parser.quantities import MONTHS
from dossier.rules.registry import rule
from dossier.rules.sources import texts_of

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_OPENING = re.compile(r"(?:\A|[.?!:;-])[\s\"“(]*\Z")


@rule("names", "Every name in a finding or provision is named by its passages or its evidence.")
def names(dossier: Dossier) -> Iterator[Problem]:
    """Find words with a capital that none of the sources of a claim has."""
    forms = other_forms(dossier.source.style.names)
    common = common_words(dossier)
    known_names = all_names(dossier)
    for page in dossier.pages.values():
        for statement in page.statements:
            shown = plain(statement.text)
            found = list(names_in(shown, known_names))
            unknown = unknown_words({word for word, _ in found} - common, forms, sources_of(dossier, page, statement))
            for word, at in found if unknown else ():
                if word in unknown:
                    line = statement.line + line_in(statement.text, at)
                    message = f"“{_WORD.match(shown, at)[0]}” is named by none of the sources of this claim"  # type: ignore[index]
                    cure = "check it, name the source that has it, or add the name to what the register says of the passage"
                    yield Problem(Path(page.path), line, "names", message, cure)


def common_words(dossier: Dossier) -> frozenset[str]:
    """Words that every text may have: those of the titles of the report and of its digest."""
    return words_of(f"{dossier.source.report.title} {dossier.source.report.digest_name}")


def unknown_words(words: set[str], forms: dict[str, list[frozenset[str]]], sources: Iterable[str]) -> set[str]:
    """The words of names that none of some texts has, in no form of the name."""
    seen: set[str] = set()
    for source in sources:
        if not words - seen:
            return set()
        seen |= words_of(source)
    return {word for word in words - seen if not any(form <= seen for form in forms.get(word, ()))}


def names_in(shown: str, known_names: set[str]) -> Iterator[tuple[str, int]]:
    """Names in a text, in a form for comparing, each with its place; the first word of a sentence only if known as one."""
    return ((word, at) for word, at, opens in _capitals(shown) if not opens or word in known_names)


@lru_cache(maxsize=1 << 12)
def _capitals(shown: str) -> tuple[tuple[str, int, bool], ...]:
    """Words with a capital, each in a form for comparing, with its place and whether it opens a sentence."""
    found: list[tuple[str, int, bool]] = []
    for match in _WORD.finditer(shown):
        start, end = match.span()
        word = _form(match[0])
        in_symbol = "/" in shown[max(0, start - 1) : end + 1]
        if match[0][0].isupper() and not in_symbol and word not in MONTHS and len(word) > 1:
            found.append((word, start, _OPENING.search(shown, max(0, start - 4), start) is not None))
    return tuple(found)


@cache
def _form(word: str) -> str:
    """A word for comparing: lower case, without accents and without the endings of the genitive and the plural."""
    bare = word
    if not word.isascii():
        bare = "".join(part for part in unicodedata.normalize("NFKD", word) if not unicodedata.combining(part))
    return re.sub(r"(?:['’]s|s['’]|(?<!s)s)$", "", bare).strip("'’").casefold()


@lru_cache(maxsize=1 << 13)
def words_of(text: str) -> frozenset[str]:
    """The words of a text, in a form for comparing."""
    return frozenset(map(_form, _WORD.findall(text)))


def other_forms(groups: Iterable[tuple[str, ...]]) -> dict[str, list[frozenset[str]]]:
    """For each word of a name, the forms of that name, each as its words."""
    forms: dict[str, list[frozenset[str]]] = {}
    for group in groups:
        words = [words_of(name) for name in group]
        for word in frozenset[str]().union(*words):
            forms.setdefault(word, []).extend(words)
    return forms


def all_names(dossier: Dossier) -> set[str]:
    """Words that are names wherever they stand: those of the places, bodies, groups and people of the register."""
    listed = [name for passage in dossier.source.passages.values() for name in _listed(passage)]
    return {_form(word) for name in listed for word in _WORD.findall(name) if word[0].isupper()}


def _listed(passage: Passage) -> tuple[str, ...]:
    return (*passage.places, *passage.states, *passage.groups, *passage.people)


def sources_of(dossier: Dossier, page: Page, statement: Statement) -> Iterator[str]:
    """The texts that may name what a claim names."""
    for reference in dossier.source.known(statement.evidence):
        yield f"{reference.label} {reference.title} {reference.publisher} {reference.annotation} {reference.note}"
    passages = getattr(statement, "passages", ())
    for passage in (dossier.source.passages[id] for id in passages if id in dossier.source.passages):
        yield from (*_listed(passage), *passage.bodies, *texts_of(passage), passage.notes)
        yield from (f"{note.digest} {note.note}" for note in passage.corrections)
        yield from (f"{figure.subject} {figure.note}" for figure in passage.figures)
        yield from (f"{tie.why} {tie.entry.rpartition('/')[2]}" for tie in passage.ties)
    if not passages:
        yield from names_of(page)


def names_of(page: Page) -> tuple[str, ...]:
    """Every name of an entry that its page gives."""
    return (*own_names(page), *getattr(page.meta, "aliases", ()))
