"""Rules on numbers: a claim states none that its sources do not state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.formatting import measured
from dossier.graph import Dossier
from dossier.model.page import Finding, Page
from dossier.model.problem import Problem
from dossier.model.source import Figure, Passage
from dossier.parser.markup import plain
from dossier.parser.quantities import Quantity, quantities
from dossier.rules.registry import rule
from dossier.rules.sources import Stated, is_count, is_limited, located, texts_of


@rule("numbers", "Every number, share, sum and date of a finding is stated by its passages or its evidence.")
def numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in findings that none of their sources states."""
    cure = "check it against the passage, or declare it in the register as a figure"
    for page in dossier.pages.values():
        for finding in page.findings:
            stated = _stated_for(dossier, finding)
            for quantity, before, line in located(finding.text, finding.line):
                if not stated.has(quantity, before):
                    message = f"“{quantity.shown}” in “{finding.id}” is stated by none of its sources"
                    yield Problem(Path(page.path), line, "numbers", message, cure)


def _stated_for(dossier: Dossier, finding: Finding) -> Stated:
    """What the passages of a finding and its evidence state."""
    passages = _passages(dossier, finding)
    texts = [text for passage in passages for text in texts_of(passage)]
    figures = [figure for passage in passages for figure in passage.figures]
    return Stated(texts, figures, dossier.source.known(finding.evidence))


def _passages(dossier: Dossier, finding: Finding) -> list[Passage]:
    return [dossier.source.passages[id] for id in finding.passages if id in dossier.source.passages]


@rule("provision-numbers", "Every number, share, sum and date of a provision is stated by its evidence.")
def provision_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in provisions that the annotations of their references do not state."""
    cure = "check it against the source, and let the annotation in the bibliography say so"
    for page in dossier.pages.values():
        for provision in page.provisions:
            stated = Stated(references=dossier.source.known(provision.evidence))
            for quantity, before, line in located(provision.text, provision.line):
                if not stated.has(quantity, before):
                    message = f"“{quantity.shown}” is stated by none of the sources named"
                    yield Problem(Path(page.path), line, "provision-numbers", message, cure)
            said = " ".join(f"{item.title} {item.annotation} {item.note}" for item in dossier.source.known(provision.evidence))
            for number in set(re.findall(r"\d+", provision.paragraph)) - set(re.findall(r"\d+", said)):
                message = f"paragraph {number} is stated by none of the sources named"
                yield Problem(Path(page.path), provision.at["paragraph"], "provision-numbers", message, cure)


@rule("summary-numbers", "A summary states no number that the page or its evidence does not state.")
def summary_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in summaries that no finding, provision, reference or text of the page states."""
    for page in dossier.pages.values():
        if page.meta is None or not quantities(page.meta.summary) or page.is_in(dossier.source.style.free):
            continue
        stated = Stated(_summary_sources(dossier, page), references=dossier.source.known(getattr(page.meta, "evidence", ())))
        for quantity in quantities(page.meta.summary):
            if not stated.has(quantity, page.meta.summary[: quantity.start]) and (page.kind or not is_count(quantity)):
                message = f"“{quantity.shown}” in the summary is stated by no finding or source of the page"
                line = page.front_line("summary", quantity.shown)
                yield Problem(Path(page.path), line, "summary-numbers", message, "check it, or state it in a finding")


def _summary_sources(dossier: Dossier, page: Page) -> Iterator[str]:
    yield f"{page.title} {dossier.source.report.date} {getattr(page.meta, 'symbol', '')} {getattr(page.meta, 'adopted', '')}"
    yield from (plain(statement.text, dossier.labels) for statement in page.statements)
    yield from (dossier.text(finding) for finding in dossier.findings_on(page.kind, page.id))
    if not page.kind:
        yield from (plain(block.text, dossier.labels) for block in page.blocks if block.kind == "inline")


@rule("qualifier", "A number keeps the word that limits it: “up to”, “about”, “at least”; and it gets no other.")
def qualifier(dossier: Dossier) -> Iterator[Problem]:
    """Find numbers in findings, summaries and paraphrases without the qualifier of their figure, or with one that it has not."""
    for path, line, quantity, before, figures in _limited(dossier):
        limits = [figure for figure in figures if figure.bounds == (quantity.value, quantity.high)]
        if limits and (wrong := _misqualified(limits, before)):
            message = f"“{quantity.shown}” stands {wrong}"
            number = measured(limits[0].bounds, limits[0].limit, limits[0].unit)
            yield Problem(path, line, "qualifier", message, f"write “{number}”")


def _limited(dossier: Dossier) -> Iterator[tuple[Path, int, Quantity, str, list[Figure]]]:
    """Each number that a figure may limit: where it stands, the text before it and the figures."""
    for page in dossier.pages.values():
        for finding in page.findings:
            figures = [figure for passage in _passages(dossier, finding) for figure in passage.figures]
            for quantity, before, line in located(finding.text, finding.line) if figures else ():
                yield Path(page.path), line, quantity, before, figures
        summary = page.meta.summary if page.kind and page.meta else ""
        if found := quantities(summary):
            findings = dossier.findings_on(page.kind, page.id)
            figures = [
                figure for finding in findings for passage in _passages(dossier, finding.record) for figure in passage.figures
            ]
            for quantity in found:
                line = page.front_line("summary", quantity.shown)
                yield Path(page.path), line, quantity, summary[: quantity.start], figures
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        for quantity in quantities(passage.paraphrase) if passage.figures else ():
            line = place.line_of(quantity.shown, "paraphrase")
            yield place.path, line, quantity, passage.paraphrase[: quantity.start], list(passage.figures)


def _misqualified(limits: list[Figure], before: str) -> str:
    """How the words before a number differ from what all the figures with that number ask for, or nothing."""
    figure = limits[0]
    words = {figure.limit for figure in limits} - {""}
    if words and not any(is_limited(before, word) for word in words) and len(words) == len({f.limit for f in limits}):
        return f"without “{figure.qualifier}”, which limits {figure.id}"
    for word in ("up to", "at least"):
        if word not in words and is_limited(before, word):
            return f"after words that mean “{word}”, which do not limit {figure.id}"
    return ""
