"""Rules on the words of links to entries: they lead to the entry that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import KINDS
from dossier.model.page import Mention, Page
from dossier.model.problem import Problem
from dossier.rules.markup import all_mentions
from dossier.rules.names import names_of, sources_of, words_of
from dossier.rules.registry import rule


@rule("wrong-label", "The words of a link are not the name of another entry of the kind than the one to which it leads.")
def wrong_label(dossier: Dossier) -> Iterator[Problem]:
    """Find links whose words are a name of another entry."""
    owners: dict[tuple[str, str], set[str]] = {}
    for (kind, id), entry in dossier.entries.items():
        for name in names_of(entry):
            owners.setdefault((kind, name.casefold()), set()).add(id)
    for page in dossier.pages.values():
        for mention in all_mentions(page):
            others = owners.get((mention.role, mention.title.casefold()), set())
            if others and mention.target not in others and (mention.role, mention.target) in dossier.entries:
                message = (
                    f"“{mention.title}” is a name of {' and of '.join(sorted(others))}, and the link leads to {mention.target}"
                )
                yield Problem(Path(page.path), mention.line, "wrong-label", message, "correct the words or the target")


def _is_named(mention: Mention, entry: Page, texts: tuple[str, ...]) -> bool:
    if mention.target.isdigit():
        return any(re.search(rf"\b{mention.target}\b", text) for text in texts)
    said = frozenset[str]().union(*map(words_of, texts))
    return not KINDS[mention.role].named or any(words_of(name) <= said for name in names_of(entry))


@rule(
    "unnamed-entry",
    "An entry with a name or a number that a claim names is named by the sources of the claim.",
)
def unnamed_entry(dossier: Dossier) -> Iterator[Problem]:
    """Find links without words of their own to entries that none of the sources of the claim names."""
    for page in dossier.pages.values():
        for statement in page.statements:
            for mention in statement.mentions:
                entry = dossier.entries.get((mention.role, mention.target))
                if mention.title or entry is None or entry is page:
                    continue
                texts = (dossier.source.report.title, *sources_of(dossier, page, statement))
                if not _is_named(mention, entry, texts):
                    message = f"“{mention.target}” is named by none of the sources of this claim"
                    cure = "check it, or name the source that has it"
                    yield Problem(Path(page.path), mention.line, "unnamed-entry", message, cure)
