"""Reading the terms of a glossary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from dossier.parser.roles import is_citation, replace_roles


@dataclass(frozen=True)
class Term:
    """Words that a glossary explains.

    :param names: the words as they stand there: one or more, of which each can be linked to
    :param definition: its Markdown, without citations
    """

    names: tuple[str, ...]
    definition: str


def terms(text: str) -> Iterator[Term]:
    """The terms in the content of the directive: names at the margin, each on a line, and below them the definition, indented."""
    lines = [line for line in text.split("\n") if line.strip()]
    groups = [[line.strip() for line in group] for _, group in groupby(lines, lambda line: line[0].isspace())]
    if lines and not lines[0][0].isspace():
        for names, definition in zip(groups[::2], groups[1::2], strict=False):
            yield Term(tuple(names), _without_citations(" ".join(definition)))


def _without_citations(text: str) -> str:
    kept = replace_roles(text, lambda role: "" if is_citation(role.name) else text[role.start : role.end])
    return kept.replace(" .", ".").rstrip()
