"""Rules on numbers: a claim states none that its sources do not state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier.check.registry import rule
from dossier.problem import Problem
from dossier.read.markup import plain
from dossier.read.quantities import Quantity, quantities
from dossier.records.page import Finding, Page
from dossier.records.source import Figure, Passage
from dossier.seal import Dossier

_BOUND = {
    "up to": r"up to|as much as|as many as|at most|no more than|not more than|maximum of",
    "at least": r"at least|more than|over|no fewer than|not less than",
    "about": r"about|approximately|around|some|roughly|nearly|close to|almost|estimated(?: at)?|estimate of",
}
_BOUND["nearly"] = _BOUND["about"]


class Stated:
    """The quantities that a claim may state, because its sources state them.

    :param texts: the texts of the sources
    :param figures: the figures declared for its passages
    """

    def __init__(self, texts: Iterable[str], figures: Iterable[Figure] = ()) -> None:
        self._values: set[tuple[str, float]] = set()
        self._ranges: set[tuple[str, float, float]] = set()
        for text in texts:
            for quantity in quantities(text):
                self._add(quantity.kind, quantity.value, quantity.high)
        for figure in figures:
            kind = {"per cent": "percent", "USD": "money", "ordinal": "ordinal"}.get(figure.unit, "number")
            low = next((bound for bound in (figure.value, figure.min, figure.max) if bound is not None), None)
            if low is not None:
                self._add(kind, low, figure.max if figure.min is not None else None)

    def _add(self, kind: str, low: float, high: float | None) -> None:
        if kind == "date":
            digits = f"{low:.0f}"
            self._values |= {("date", float(digits[:length])) for length in (6, 8) if len(digits) >= length}
            self._values.add(("number", float(digits[:4])))
            return
        self._values.add((kind, low))
        if high is not None:
            self._values.add((kind, high))
            self._ranges.add((kind, low, high))

    def has(self, quantity: Quantity) -> bool:
        """Whether the sources state this number, or this range in this order."""
        if quantity.high is not None:
            return (quantity.kind, quantity.value, quantity.high) in self._ranges
        return (quantity.kind, quantity.value) in self._values


def stated_for(dossier: Dossier, finding: Finding) -> Stated:
    """What the passages of a finding and its evidence state."""
    passages = [dossier.source.passages[id] for id in finding.passages if id in dossier.source.passages]
    references = [dossier.source.references[key] for key in finding.evidence if key in dossier.source.references]
    texts = [text for passage in passages for text in _texts(passage)] + [item.stated for item in references]
    texts.append(dossier.source.report.date)
    return Stated(texts, (figure for passage in passages for figure in passage.figures))


def _texts(passage: Passage) -> Iterator[str]:
    yield passage.paraphrase
    yield passage.notes
    for dated in passage.dates:
        yield f"{dated.date} {dated.what} {dated.note}"
    for figure in passage.figures:
        yield figure.note
    for correction in passage.corrections:
        yield f"{correction.reading} {correction.note}"
    for item in passage.evidence:
        yield item.supports


@rule("numbers", "Every number, share, sum and date of a finding is stated by its passages or its evidence.")
def numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in findings that none of their sources states."""
    cure = "check it against the passage, or declare it in the register as a figure"
    for page in dossier.pages.values():
        for finding in page.findings:
            stated = stated_for(dossier, finding)
            for quantity, line in _quantities(finding.text, finding.line):
                if not stated.has(quantity):
                    message = f"“{quantity.shown}” in “{finding.id}” is stated by none of its sources"
                    yield Problem(Path(page.path), line, "numbers", message, cure)


@rule("provision-numbers", "Every number, share, sum and date of a provision is stated by its evidence.")
def provision_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in provisions that the annotations of their references do not state."""
    cure = "check it against the source, and let the annotation in the bibliography say so"
    for page in dossier.pages.values():
        for provision in page.provisions:
            known = [dossier.source.references[key] for key in provision.evidence if key in dossier.source.references]
            stated = Stated(item.stated for item in known)
            for quantity, line in _quantities(provision.text, provision.line):
                if not stated.has(quantity):
                    message = f"“{quantity.shown}” is stated by none of the sources named"
                    yield Problem(Path(page.path), line, "provision-numbers", message, cure)


@rule("summary-numbers", "A summary states no number that the page or its evidence does not state.")
def summary_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in summaries that no finding, provision or reference of the page states."""
    for page in dossier.pages.values():
        if page.kind and page.meta is not None:
            stated = Stated(_summary_sources(dossier, page))
            for quantity in quantities(page.meta.summary):
                if not stated.has(quantity):
                    message = f"“{quantity.shown}” in the summary is stated by no finding or source of the page"
                    cure = "check it, or state it in a finding"
                    yield Problem(Path(page.path), page.meta_lines["summary"], "summary-numbers", message, cure)


def _summary_sources(dossier: Dossier, page: Page) -> Iterator[str]:
    yield f"{page.title} {dossier.source.report.date} {getattr(page.meta, 'symbol', '')} {getattr(page.meta, 'adopted', '')}"
    for statement in (*page.findings, *page.provisions):
        yield plain(statement.text, dossier.labels)
    for claim in dossier.claims_on(page.kind, page.id):
        yield dossier.text(claim)
    for key in page.meta.evidence:
        if key in dossier.source.references:
            yield dossier.source.references[key].stated


@rule("qualifier", "A number keeps the word that limits it: “up to”, “about”, “at least”.")
def qualifier(dossier: Dossier) -> Iterator[Problem]:
    """Find numbers that stand without the qualifier that their figure has."""
    for page in dossier.pages.values():
        for finding in page.findings:
            passages = [dossier.source.passages[id] for id in finding.passages if id in dossier.source.passages]
            limits = {_key(figure): figure for passage in passages for figure in passage.figures}
            for quantity, line in _quantities(finding.text, finding.line):
                figure = limits.get((quantity.value, quantity.high))
                if figure and figure.qualifier in _BOUND and not _is_qualified(finding, quantity, figure.qualifier):
                    message = f"“{quantity.shown}” stands without “{figure.qualifier}”, which limits {figure.id}"
                    cure = f"write “{figure.qualifier} {quantity.shown}”"
                    yield Problem(Path(page.path), line, "qualifier", message, cure)


def _key(figure: Figure) -> tuple[float | None, float | None]:
    if figure.min is not None:
        return figure.min, figure.max
    return (figure.value if figure.value is not None else figure.max), None


def _is_qualified(finding: Finding, quantity: Quantity, word: str) -> bool:
    before = plain(finding.text)[: quantity.start]
    return re.search(rf"\b(?:{_BOUND[word]})\s+(?:\w+\s+){{0,2}}$", before, re.IGNORECASE) is not None


def _quantities(text: str, first: int) -> Iterator[tuple[Quantity, int]]:
    """The quantities of a Markdown text with their lines."""
    shown = plain(text)
    for quantity in quantities(shown):
        at = text.find(quantity.shown.split()[0])
        yield quantity, first + (text.count("\n", 0, at) if at >= 0 else 0)
