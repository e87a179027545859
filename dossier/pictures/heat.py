"""A heat map: how often entries of two kinds meet in a finding, as a number in each cell and as its tone."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from dossier.pictures.svg import SMALL, Element, Link, anchor, chart, em, percent, put, text

LEVELS = 4
"""How many tones there are beside that of an empty cell."""
CELL, LABEL, GAP = 1.75, 1.35, 0.5
"""Heights: of a cell, of the name of a row above its cells, of what parts two rows."""
LETTERS = 40
"""How many letters of the name of a row have room on the narrowest phone."""
LETTER = 0.5
"""The width of a letter of the names of the columns, which run upwards, in the size of the text."""


@dataclass(frozen=True)
class Cell:
    """A cell.

    :param anchor: where its findings are listed
    """

    count: int
    anchor: str


@dataclass(frozen=True)
class HeatMap:
    """The drawing.

    :param rows: the titles of the rows, each with its cells
    :param docname: the page where the findings of each cell are listed, if there is one
    """

    id: str
    title: str
    rows: Sequence[tuple[str, Sequence[Cell]]]
    columns: Sequence[str]
    docname: str

    def draw(self, link: Link) -> str:
        """The drawing as SVG."""
        head = max(map(len, self.columns)) * LETTER + 0.5
        names = [textwrap.wrap(title, LETTERS) for title, _ in self.rows]
        height = head + len(self.rows) * (CELL + GAP) + sum(map(len, names)) * LABEL
        made = chart(self.id, self.title, self.description, height, links=bool(self.docname))
        width = 100 / len(self.columns)
        for index, title in enumerate(self.columns):
            place = put(made, "svg", x=percent(width * (index + 0.5)), y=em(head - 0.5), overflow="visible")
            text(place, title, 0, 0.3 * SMALL, size=SMALL, class_="column", transform="rotate(-90)")
        top = head
        for lines, (title, cells) in zip(names, self.rows, strict=True):
            for words in lines:
                text(made, words, 0, top + 0.9, size=SMALL, class_="row")
                top += LABEL
            for index, cell in enumerate(cells):
                name = f"{title}, {self.columns[index]}: {cell.count} finding{'s' * (cell.count != 1)}"
                href = link(self.docname, cell.anchor) if self.docname and cell.count else ""
                self._draw_cell(made, name, href, cell.count, width * index, top)
            top += CELL + GAP
        return str(made)

    @property
    def most(self) -> int:
        """The highest count."""
        return max(cell.count for _, cells in self.rows for cell in cells)

    @property
    def description(self) -> str:
        """What each row has, in words."""
        told = (f"{title}: {self._told(cells)}" for title, cells in self.rows)
        return f"{'. '.join(told)}."

    def _told(self, cells: Sequence[Cell]) -> str:
        counted = [f"{title} {cell.count}" for title, cell in zip(self.columns, cells, strict=True) if cell.count]
        return ", ".join(counted) or "none"

    def _draw_cell(self, parent: Element, name: str, href: str, count: int, x: float, y: float) -> None:
        level = -(-LEVELS * count // self.most) if count else 0
        place = anchor(parent, name, href) if href else put(parent, "g")
        place.attr("class", f"cell level-{level}")
        width = percent(100 / len(self.columns))
        opacity = "0" if not count else f"{0.1 * level:.1f}"
        put(place, "rect", x=percent(x), y=em(y), width=width, height=em(CELL), fill_opacity=opacity)
        text(place, str(count), x + 50 / len(self.columns), y + CELL / 2 + 0.33, text_anchor="middle")
