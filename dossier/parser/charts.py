"""Reading the directives that ask for a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dossier.model.page import Block, Page
from dossier.parser.fences import split_options

PICTURES = frozenset(("map", "range-chart", "event-chart", "heat-map"))
"""Directives that ask for a picture."""


@dataclass(frozen=True)
class Row:
    """A line of a chart: the figure that it draws or the event that it labels, and what the chart calls it.

    :param line: how many lines it stands below the first line of the content
    """

    id: str
    label: str
    line: int = 0


@dataclass(frozen=True)
class Asked:
    """What a directive asks for.

    :param name: the name of the directive
    :param summary: what the picture shows, in a sentence or two
    :param rows: the figures of a chart, in the order of the page, or the events that have a label in it
    :param down: the kind of entry that the rows of a heat map stand for
    :param across: the kind of entry that its columns stand for
    """

    name: str
    title: str
    summary: str
    rows: tuple[Row, ...] = ()
    down: str = ""
    across: str = ""


def asked(name: str, title: str, options: Iterable[tuple[str, str]], content: str) -> Asked:
    """What a directive asks for, from its argument, its options and its content."""
    given = dict(options)
    rows = tuple(_row(text, line) for line, text in enumerate(content.split("\n")) if text.strip())
    return Asked(name, title.strip(), given.get("summary", ""), rows, given.get("rows", ""), given.get("columns", ""))


def _row(text: str, line: int) -> Row:
    id, _, label = text.partition(":")
    return Row(id.strip(), label.strip(), line)


def pictures(page: Page) -> Iterator[tuple[Asked, Block, int]]:
    """The pictures of a page, each with its block and the line of the page on which its content starts."""
    for block in page.blocks:
        if block.kind == "directive" and block.name in PICTURES:
            options, content, above = split_options(block.text, block.line)
            yield asked(block.name, block.argument, [(key, value) for key, value, _ in options], content), block, above + 1
