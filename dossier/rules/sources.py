"""Claims, and what their sources state."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from dossier.graph import Dossier
from dossier.model.kinds import all_names, card_text
from dossier.model.page import Page, Statement
from dossier.model.source import Event, Figure, Passage, Reference
from dossier.parser.markup import cited_by, line_in, mentions, plain
from dossier.parser.quantities import Quantity, QuantityKey, quantities
from dossier.rules.walk import events, inline, on_the_report

LIMITS = {
    "up to": r"up to|as much as|as many as|at most|no more than|not more than|maximum of",
    "at least": r"at least|more than|over|no fewer than|not less than",
    "about": r"about|approximately|around|some|roughly|nearly|close to|almost|estimated(?: at)?|estimate of",
}
"""The qualifiers that may limit a number, each with a regular expression for words that mean it."""
_LIMITED = {word: re.compile(rf"(?i)\b(?:{words})\s+(?:(?!of\s+the\b)\w+\s+){{0,2}}$") for word, words in LIMITS.items()}
_LIMITED["nearly"] = _LIMITED["about"]
REACH = 80
"""Number of characters before a number that are searched for a qualifier."""

KIND_OF_UNIT = {"per cent": "percent", "USD": "money", "ordinal": "ordinal"}
"""The kind of the quantities in a unit; those in any other unit are numbers."""


class Stated:
    """The quantities that a text may state because its sources do.

    :param texts: texts of the sources
    :param figures: figures declared in the register; their dates count, too
    :param references: documents; their titles, annotations and dates count
    """

    def __init__(self, texts: Iterable[str] = (), figures: Iterable[Figure] = (), references: Iterable[Reference] = ()) -> None:
        of_figures = (_of_text(each.as_of) | {(KIND_OF_UNIT.get(each.unit, "number"), *each.bounds)} for each in figures)
        of_references = (_of_publication(item.date) | _of_text(_stated_by(item)) for item in references)
        self._keys = set[tuple[str, float | None, float | None]]()
        self._unread = chain(of_figures, map(_of_text, texts), of_references)

    def has(self, key: QuantityKey, before: str = "") -> bool:
        """Return whether the sources state a number, or a range with these bounds.

        :param before: text before the number; a single bound of a range may follow "at least" or "up to"
        """
        kind, value, high = key
        while key not in self._keys and (more := next(self._unread, None)) is not None:
            self._keys |= more
        if key in self._keys or high is not None:
            return key in self._keys
        lows = [low for of, low, end in self._keys if of == kind and end is not None and value in (low, end)]
        return any(is_limited(before, "at least" if value == low else "up to") for low in lows)


@lru_cache(maxsize=1 << 13)
def _of_text(text: str) -> frozenset[QuantityKey]:
    """Return the quantities in a text, and those that follow from its dates."""
    return frozenset(key for quantity in quantities(text) for key in _implied(quantity))


@lru_cache(maxsize=1 << 10)
def _of_publication(date: str) -> frozenset[QuantityKey]:
    """Return a date of publication as day or month; as a year only if nothing more is known."""
    known = quantities(date)
    months = (key for quantity in known for key in _implied(quantity) if key[0] == "date")
    return frozenset((*(quantity.key for quantity in known), *months))


def _implied(quantity: Quantity) -> Iterator[QuantityKey]:
    """Yield a quantity; for a date, also its month and year, its year, its day and month, and its month."""
    yield quantity.key
    digits = f"{quantity.value:.0f}"
    if quantity.kind == "date":
        yield "date", float(digits[:6]), None
        yield "number", float(digits[:4]), None
        yield "month", float(digits[4:6]), None
        if len(digits) == 8:
            yield "day", float(digits[4:]), None


def is_limited(before: str, word: str) -> bool:
    """Return whether the text before a number ends with words that mean a qualifier."""
    return _LIMITED[word].search(before[-REACH:]) is not None


def texts_of(passage: Passage) -> Iterator[str]:
    """Yield the texts of a passage besides its figures: paraphrase, dates, corrected readings and evidence."""
    yield passage.paraphrase
    yield from (f"{dated.date} {dated.what}" for dated in passage.dates)
    yield from (correction.reading for correction in passage.corrections)
    yield from (item.supports for item in passage.evidence)


def listed_names(passage: Passage) -> tuple[str, ...]:
    """Return the places, States, groups and people that the register lists for a passage."""
    return (*passage.places, *passage.states, *passage.groups, *passage.people)


def sources_of(dossier: Dossier, page: Page, statement: Statement) -> Iterator[str]:
    """Yield the texts that may support a finding or provision."""
    for item in dossier.source.cited(statement.evidence):
        yield from _texts_of_reference(item)
    ids = getattr(statement, "passages", ())
    for passage in dossier.source.passages_with(ids):
        yield from (*listed_names(passage), *passage.bodies, *texts_of(passage), passage.notes)
        yield from (f"{note.digest} {note.note}" for note in passage.corrections)
        yield from (f"{figure.subject} {figure.note}" for figure in passage.figures)
        yield from (f"{tie.why} {tie.entry.rpartition('/')[2]}" for tie in passage.ties)
    if not ids:
        yield from all_names(page)


def _texts_of_reference(item: Reference) -> tuple[str, str]:
    return _stated_by(item), f"{item.label} | {item.publisher} | {item.note}"


def _stated_by(item: Reference) -> str:
    return f"{item.title} | {item.annotation}"


def sources_of_summary(dossier: Dossier, page: Page) -> Iterator[str]:
    """Yield the claims and the card of a page and the texts of its sources, the page itself first."""
    card = page.meta.model_dump(exclude={"summary"})
    yield " | ".join([page.title, *(str(value) for value in card.values() if value)])
    yield from (plain(statement.text, dossier.labels) for statement in page.statements)
    for finding in dossier.findings_about[page.key]:
        yield finding.text
        yield from sources_of(dossier, finding.page, finding.record)
    for item in dossier.source.cited(page.evidence):
        yield from _texts_of_reference(item)


def sources_of_event(dossier: Dossier, event: Event) -> Iterator[str]:
    """Yield the texts of what an event names: its passages with their findings, its evidence and its entry."""
    for passage in dossier.source.passages_with(event.passages):
        yield from (*texts_of(passage), passage.notes)
    yield from map(_stated_by, dossier.source.cited(event.evidence))
    yield from (finding.text for id in event.passages for finding in dossier.findings_from[id])
    if entry := dossier.pages.get(event.entry or ""):
        yield from (card_text(entry), entry.meta.summary, *(plain(each.text) for each in entry.statements))


class Claim(NamedTuple):
    """A claim and the texts of its sources.

    :param markdown: the text as on the page, where it may span several lines
    :param figures: numbers of figures of the register, which the rule ``qualifier`` checks
    """

    path: Path
    line: int
    text: str
    sources: tuple[str, ...]
    markdown: str = ""
    figures: frozenset[tuple[float | None, float | None]] = frozenset()

    def line_of(self, at: int) -> int:
        """Return the line of a position in the text."""
        return self.line + line_in(self.markdown, at)


@lru_cache(maxsize=1)
def claims(dossier: Dossier) -> tuple[Claim, ...]:
    """Return all findings, provisions, summaries of entries and events whose evidence is known."""
    return tuple(_claims(dossier))


def _claims(dossier: Dossier) -> Iterator[Claim]:
    for page in dossier.checked.values():
        sound = [each for each in page.statements if all(key in dossier.source.references for key in each.evidence)]
        for statement in sound:
            sources = tuple(sources_of(dossier, page, statement))
            figures = frozenset(figure.bounds for figure in dossier.source.figures_of(getattr(statement, "passages", ())))
            yield Claim(page.path, statement.line, plain(statement.text), sources, statement.text, figures)
        if page.kind and page.is_valid and len(sound) == len(page.statements):
            sources = tuple(dict.fromkeys(sources_of_summary(dossier, page)))
            yield Claim(page.path, page.front_line("summary"), page.meta.summary, sources)
    for event, place in events(dossier):
        sources = tuple(sources_of_event(dossier, event))
        yield Claim(place.path, place.line("text"), f"{event.title} | {event.text}", sources)


def citing_texts(dossier: Dossier) -> Iterator[Claim]:
    """Yield the paragraphs, items and cells of pages that cite something, with the cited texts."""
    for page in on_the_report(dossier):
        for block in inline(page):
            if keys := cited_by(mentions(block.text, 0)):
                sources = tuple(map(_stated_by, dossier.source.cited(keys)))
                yield Claim(page.path, block.line, plain(block.text), sources, block.text)
