"""A rule on summaries: they name what the page names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.markup import plain
from dossier.rules.names import all_names, common_words, names_in, other_forms, sources_of, unknown_words
from dossier.rules.registry import rule


@rule("summary-names", "Every name in the summary of an entry is named on its page, or by what the page rests on.")
def summary_names(dossier: Dossier) -> Iterator[Problem]:
    """Find words with a capital in summaries that neither the page nor any of its sources has."""
    forms = other_forms(dossier.source.style.names)
    common = common_words(dossier)
    known_names = all_names(dossier)
    for page in dossier.entries.values():
        if page.meta is None:
            continue
        summary: str = page.meta.summary
        found = {word: at for word, at in names_in(summary, known_names)}
        unknown = unknown_words(found.keys() - common, forms, sources_of_summary(dossier, page)) if found else set()
        for word in sorted(unknown):
            shown = summary[found[word] :].split()[0].strip(".,;:()'’\"“”")
            message = f"“{shown}” in the summary is named neither on the page nor by its sources"
            cure = "check it, or state it on the page with its source"
            yield Problem(Path(page.path), page.front_line("summary", shown), "summary-names", message, cure)


def sources_of_summary(dossier: Dossier, page: Page) -> Iterator[str]:
    """The texts of a page and of what it rests on, the nearest first."""
    card = page.meta.model_dump(exclude={"summary"}) if page.meta else {}
    yield " ".join([page.title, *map(str, card.values())])
    yield from (plain(statement.text, dossier.labels) for statement in page.statements)
    yield from (plain(block.text, dossier.labels) for block in page.blocks if block.kind == "inline")
    for finding in dossier.findings_on(page.kind, page.id):
        yield dossier.text(finding)
        yield from sources_of(dossier, finding.page, finding.record)
    for item in dossier.source.known(getattr(page.meta, "evidence", ())):
        yield f"{item.label} {item.title} {item.publisher} {item.annotation}"
