"""Rules on what pages say between their findings and provisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import card_text
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.markup import is_citation, keys_of, mentions, plain
from dossier.parser.quantities import Quantity
from dossier.rules.registry import rule
from dossier.rules.sources import Stated, is_count, located, texts_of


@rule(
    "prose-numbers",
    "A number in a text, list or table is stated by what is cited in the same paragraph or row, or by a claim of the page.",
)
def prose_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities between the claims of a page that neither those nor the references cited beside them state."""
    for page in dossier.pages.values():
        if page.is_in(dossier.source.style.free):
            continue
        blocks = [block for block in page.blocks if block.kind == "inline" and any(located(block.text, 0))]
        lines = _by_line(page)
        rows = {line: texts[0] for line, texts in lines.items() if len(texts) > 1 and texts[0].strip("*").isdigit()}
        own = _own(dossier, page, rows) if blocks else Stated()
        for block in blocks:
            stated = (_beside(dossier, page, block.line, lines), *(() if rows.get(block.line) == block.text else (own,)))
            for quantity, before, line in located(block.text, block.line):
                if not (is_count(quantity) or any(_states(source, quantity, before) for source in stated)):
                    message = f"“{quantity.shown}” is stated by nothing that is cited beside it, and by no claim of the page"
                    cure = "cite a source whose annotation states it, or put it into a finding or provision"
                    yield Problem(Path(page.path), line, "prose-numbers", message, cure)


def _states(stated: Stated, quantity: Quantity, before: str) -> bool:
    """Whether a source states it; a bare number may stand for an ordinal, as that of a report in a series."""
    return stated.has(quantity, before) or (quantity.kind == "number" and stated.has(replace(quantity, kind="ordinal"), before))


def _by_line(page: Page) -> dict[int, list[str]]:
    """The texts of a page by line: one for a paragraph, one a cell for a row of a table."""
    lines: dict[int, list[str]] = {}
    for block in page.blocks:
        if block.kind == "inline":
            lines.setdefault(block.line, []).append(block.text)
    return lines


def _own(dossier: Dossier, page: Page, rows: dict[int, str]) -> Stated:
    """What the claims and the numbered rows of a page state, the report's own date and title, and the size of the register."""
    report = dossier.source.report
    numbers = sorted(int(text.strip("*")) for text in rows.values())
    stated = Stated(
        [report.date, report.title, f"{len(dossier.source.passages)}"],
        references=dossier.source.known(getattr(page.meta, "evidence", ())),
    )
    for number in numbers:
        stated.add_text(f"{number} | {numbers[0]} to {numbers[-1]} | {number}th")
    for statement in page.statements:
        stated.add_text(plain(statement.text, dossier.labels))
    for finding in dossier.findings_on(page.kind, page.id):
        stated.add_text(dossier.text(finding))
    stated.add_text(card_text(page))
    return stated


def _beside(dossier: Dossier, page: Page, line: int, lines: dict[int, list[str]]) -> Stated:
    """What is stated by whatever is named in the same paragraph or row, or for a heading, anywhere on the page."""
    heads = any(heading.line == line for heading in page.headings)
    row = [text for texts in lines.values() for text in texts] if heads else lines[line]
    named = list(mentions(" | ".join(row), 1))
    keys = [key for mention in named if is_citation(mention.role) for key in keys_of(mention.target)]
    stated = Stated(references=dossier.source.known(keys))
    for mention in named:
        stated.add_text(dossier.labels.get((mention.role, mention.target), ""))
        if mention.role == "passage" and (passage := dossier.source.passages.get(mention.target)):
            for text in texts_of(passage):
                stated.add_text(text)
        if mention.role == "finding" and (finding := dossier.findings.get(mention.target)):
            stated.add_text(dossier.text(finding))
    for code in dossier.source.sections.keys() & set(row):
        stated.add_text(f"{len(dossier.source.passages_by_section[code])}")
    return stated
