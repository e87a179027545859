"""Claims, and what their sources state."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dossier.graph import Dossier
from dossier.model.kinds import own_names
from dossier.model.page import Page, Statement
from dossier.model.reference import Reference
from dossier.model.source import Event, Figure, Passage
from dossier.parser.markup import is_citation, keys_of, line_in, mentions, plain
from dossier.parser.quantities import Quantity, quantities
from dossier.rules.walk import events, inline, on_the_report

BOUNDS = {
    "up to": r"up to|as much as|as many as|at most|no more than|not more than|maximum of",
    "at least": r"at least|more than|over|no fewer than|not less than",
    "about": r"about|approximately|around|some|roughly|nearly|close to|almost|estimated(?: at)?|estimate of",
}
"""Regular expressions for words that limit a number, by the qualifier of a figure."""
BOUNDS["nearly"] = BOUNDS["about"]

_KINDS = {"per cent": "percent", "USD": "money", "ordinal": "ordinal"}
_LIMITED = {word: re.compile(rf"\b(?:{words})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE) for word, words in BOUNDS.items()}

LIMITS = ("up to", "at least", "about")
"""The qualifiers that may limit a number."""
REACH = 80
"""Number of characters before a number that are searched for a qualifier."""

_Value = tuple[str, float]
COUNTS = 12
"""Maximum value of a number in words that may count items on the page, such as "two parts" or "the third of them"."""


class Stated:
    """The quantities that a text may state because its sources do.

    :param texts: texts of the sources
    :param figures: figures declared in the register
    :param references: documents; their titles, annotations and dates count
    """

    def __init__(self, texts: Iterable[str] = (), figures: Iterable[Figure] = (), references: Iterable[Reference] = ()) -> None:
        self._values: set[_Value] = set()
        self._ranges: set[tuple[str, float, float]] = set()
        self.add(*texts)
        for figure in figures:
            low, high = figure.bounds
            kind = _KINDS.get(figure.unit, "number")
            if high is not None and low is not None:
                self._ranges.add((kind, low, high))
            elif low is not None:
                self._values.add((kind, low))
        for reference in references:
            self.add(f"{reference.title} | {reference.annotation}")
            self._values |= _of_publication(reference.date)

    def add(self, *texts: str) -> None:
        """Add the quantities in texts."""
        for text in texts:
            values, ranges = _of_text(text)
            self._values |= values
            self._ranges |= ranges

    def has(self, quantity: Quantity, before: str = "") -> bool:
        """Return whether the sources state a number, or a range with these bounds.

        :param before: text before the number; a single bound of a range may follow "at least" or "up to"
        """
        if quantity.high is not None:
            return (quantity.kind, quantity.value, quantity.high) in self._ranges
        kind, value = quantity.kind, quantity.value
        if (kind, value) in self._values:
            return True
        ends = [(low, high) for of, low, high in self._ranges if of == kind and value in (low, high)]
        return any(is_limited(before, "at least" if value == low else "up to") for low, _ in ends)


@lru_cache(maxsize=1 << 13)
def _of_text(text: str) -> tuple[frozenset[_Value], frozenset[tuple[str, float, float]]]:
    """Return the numbers and ranges in a text, including less precise forms of its dates."""
    values: set[_Value] = set()
    ranges: set[tuple[str, float, float]] = set()
    for quantity in quantities(text):
        if quantity.high is not None:
            ranges.add((quantity.kind, quantity.value, quantity.high))
        elif quantity.kind == "date":
            values |= _less_precise(f"{quantity.value:.0f}")
        else:
            values.add((quantity.kind, quantity.value))
    return frozenset(values), frozenset(ranges)


@lru_cache(maxsize=1 << 10)
def _of_publication(date: str) -> frozenset[_Value]:
    """Return a date of publication as day or month; as a year only if nothing more is known."""
    values: set[_Value] = set()
    for quantity in quantities(date):
        values.add((quantity.kind, quantity.value))
        if quantity.kind == "date":
            values.update(value for value in _less_precise(f"{quantity.value:.0f}") if value[0] == "date")
    return frozenset(values)


def _less_precise(digits: str) -> frozenset[_Value]:
    """Return a date and its less precise forms: month and year, year, day and month, month."""
    values = {("date", float(digits[:length])) for length in (6, 8) if len(digits) >= length}
    values.add(("number", float(digits[:4])))
    values.add(("month", float(digits[4:6])))
    if len(digits) == 8:
        values.add(("day", float(digits[4:])))
    return frozenset(values)


def is_limited(before: str, word: str) -> bool:
    """Return whether the text before a number ends with words that mean a qualifier."""
    return _LIMITED[word].search(before[-REACH:]) is not None


def texts_of(passage: Passage) -> Iterator[str]:
    """Yield the texts of a passage besides its figures: paraphrase, dates, corrected readings and evidence."""
    yield passage.paraphrase
    for dated in passage.dates:
        yield f"{dated.date} {dated.what}"
    for correction in passage.corrections:
        yield correction.reading
    for item in passage.evidence:
        yield item.supports


def located(text: str, first: int) -> Iterator[tuple[Quantity, str, int]]:
    """Yield the quantities of a Markdown text that starts on line ``first``, each with the text before it and its line."""
    shown = plain(text)
    for quantity in quantities(shown):
        yield quantity, shown[: quantity.start], first + (line_in(text, quantity.start) if "\n" in text else 0)


def is_count(quantity: Quantity) -> bool:
    """Return whether a number may count items on the page, and so needs no source outside claims."""
    in_words = not any(character.isdigit() for character in quantity.shown)
    return in_words and quantity.high is None and quantity.kind in ("number", "ordinal", "times") and quantity.value <= COUNTS


def passages_of(dossier: Dossier, ids: Iterable[str]) -> list[Passage]:
    """Return the passages with some ids, omitting unknown ids."""
    return [dossier.source.passages[id] for id in ids if id in dossier.source.passages]


def names_of(page: Page) -> tuple[str, ...]:
    """Return all names of an entry, including its aliases."""
    return (*own_names(page), *getattr(page.meta, "aliases", ()))


def listed_names(passage: Passage) -> tuple[str, ...]:
    """Return the places, States, groups and people that the register lists for a passage."""
    return (*passage.places, *passage.states, *passage.groups, *passage.people)


def sources_of(dossier: Dossier, page: Page, statement: Statement) -> Iterator[str]:
    """Yield the texts that may support a finding or provision."""
    for item in dossier.source.known(statement.evidence):
        yield from _texts_of_reference(item)
    ids = getattr(statement, "passages", ())
    for passage in passages_of(dossier, ids):
        yield from (*listed_names(passage), *passage.bodies, *texts_of(passage), passage.notes)
        yield from (f"{note.digest} {note.note}" for note in passage.corrections)
        yield from (f"{figure.subject} {figure.note}" for figure in passage.figures)
        yield from (f"{tie.why} {tie.entry.rpartition('/')[2]}" for tie in passage.ties)
    if not ids:
        yield from names_of(page)


def _texts_of_reference(item: Reference) -> tuple[str, str]:
    return f"{item.title} | {item.annotation}", f"{item.label} | {item.publisher} | {item.note}"


def sources_of_summary(dossier: Dossier, page: Page) -> Iterator[str]:
    """Yield the texts of a page and of its sources, the page itself first."""
    card = page.meta.model_dump(exclude={"summary"}) if page.meta else {}
    yield " | ".join([page.title, *_said_in([*card.values()])])
    yield from (plain(statement.text, dossier.labels) for statement in page.statements)
    yield from (plain(block.text, dossier.labels) for block in inline(page))
    for finding in dossier.findings_on[page.kind, page.id]:
        yield finding.text
        yield from sources_of(dossier, finding.page, finding.record)
    for item in dossier.source.known(getattr(page.meta, "evidence", ())):
        yield from _texts_of_reference(item)


def _said_in(card: object) -> Iterator[str]:
    """Yield the words and numbers in a fact card, at any depth; empty fields and booleans are omitted."""
    if isinstance(card, dict):
        yield from (text for pair in card.items() if pair[1] for part in pair for text in _said_in(part))
    elif isinstance(card, list | tuple):
        yield from (text for part in card for text in _said_in(part))
    elif card is not None and not isinstance(card, bool):
        yield str(card)


def _sources_of_event(dossier: Dossier, event: Event) -> Iterator[str]:
    for passage in passages_of(dossier, event.passages):
        yield from (*texts_of(passage), passage.notes)
    yield from (f"{item.title} | {item.annotation}" for item in dossier.source.known(event.evidence))
    yield from (finding.text for id in event.passages for finding in dossier.findings_from[id])
    if entry := dossier.pages.get(event.entry or ""):
        yield dossier.summary_of(entry.docname)
        yield from (plain(each.text) for each in entry.statements)


class Claim(NamedTuple):
    """A claim and the texts of its sources.

    :param markdown: the text as on the page, where it may span several lines
    :param figures: numbers of figures of the register, which the rule ``qualifier`` checks
    """

    path: str
    line: int
    text: str
    sources: tuple[str, ...]
    markdown: str = ""
    figures: frozenset[tuple[float | None, float | None]] = frozenset()

    def line_of(self, at: int) -> int:
        """Return the line of a position in the text."""
        return self.line + (line_in(self.markdown, at) if "\n" in self.markdown else 0)


@lru_cache(maxsize=1)
def claims(dossier: Dossier) -> tuple[Claim, ...]:
    """Return all findings, provisions, summaries of entries and events whose evidence is known."""
    return tuple(_claims(dossier))


def _claims(dossier: Dossier) -> Iterator[Claim]:
    for page in dossier.pages.values():
        sound = [each for each in page.statements if all(key in dossier.source.references for key in each.evidence)]
        for statement in sound:
            sources = tuple(sources_of(dossier, page, statement))
            carried = passages_of(dossier, getattr(statement, "passages", ()))
            figures = frozenset(figure.bounds for passage in carried for figure in passage.figures)
            yield Claim(page.path, statement.line, plain(statement.text), sources, statement.text, figures)
        if page.kind and page.meta is not None and len(sound) == len(page.statements):
            sources = tuple(sources_of_summary(dossier, page))
            yield Claim(page.path, page.front_line("summary"), page.meta.summary, sources)
    for event, place in events(dossier):
        sources = tuple(_sources_of_event(dossier, event))
        yield Claim(str(place.path), place.line("text"), f"{event.title} | {event.text}", sources)


def cited_texts(dossier: Dossier) -> Iterator[Claim]:
    """Yield the paragraphs, items and cells of pages that cite something, with the cited texts."""
    for page in on_the_report(dossier):
        for block in inline(page):
            keys = [key for role in mentions(block.text, 0) if is_citation(role.role) for key in keys_of(role.target)]
            if keys:
                sources = tuple(f"{item.title} | {item.annotation}" for item in dossier.source.known(keys))
                yield Claim(page.path, block.line, plain(block.text), sources, block.text)
