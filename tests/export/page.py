"""A built page, read into the form of the exported files."""

from __future__ import annotations

from functools import cached_property
from posixpath import dirname, join, normpath

from bs4 import Tag

from tests.export.data import Link
from tests.support import text_of


class Page:
    """A built page."""

    def __init__(self, docname: str, html: Tag) -> None:
        self.docname = docname
        self.html = html

    def address(self, link: Tag) -> str:
        """Return the target of a link, relative to the root of the site."""
        path, _, anchor = str(link["href"]).partition("#")
        target = normpath(join(dirname(self.docname), path)) if path else f"{self.docname}.html"
        return f"{target}#{anchor}" if anchor else target

    @cached_property
    def findings(self) -> dict[str, tuple[str, str, list[str]]]:
        """Return text, support and passages of the findings, by id."""
        return {str(box["id"]): self._finding(box) for box in self.html.select("div.finding")}

    def _finding(self, box: Tag) -> tuple[str, str, list[str]]:
        source = box.select_one(".finding-source")
        assert source is not None
        text = " ".join(text_of(part) for part in box.select("p") if part in list(source.find_previous_siblings("p")))
        passages = [text_of(link) for link in source.select("a:has(.passage-link)")]
        return text, text_of(source.select_one(".support")), passages

    def provisions(self) -> list[str]:
        """Return the texts of the provisions."""
        found = [box.select("p:not(.provision-source)") for box in self.html.select("div.provision")]
        return [" ".join(text_of(part) for part in parts) for parts in found]

    def links_below(self, heading: str) -> list[Link]:
        """Return the findings listed between a heading and the next of the same level."""
        start = self.html.find(id=heading)
        if not isinstance(start, Tag):
            return []
        lists = []
        for part in start.find_next_siblings():
            if part.name == start.name:
                break
            lists.append(part)
        return [link for part in lists for link in self.links(part)]

    def links(self, part: Tag) -> list[Link]:
        """Return the findings listed in a part of the page."""
        items = [item for item in part.select("li") if item.select_one("a .finding-link")]
        return [(self.address(item.a), text_of(item.a), text_of(item.select_one(".support"))) for item in items if item.a]

    def card(self) -> dict[str, str]:
        """Return the terms and texts of the fact card."""
        card = self.html.select_one("dl.card")
        assert card is not None, f"{self.docname} has no card"
        texts = [dd.select_one(".folded > p") or dd for dd in card.select("dd")]
        return {text_of(term).rstrip(":"): text_of(text) for term, text in zip(card.select("dt"), texts, strict=True)}

    def rows(self, table: str) -> dict[str, list[Tag]]:
        """Return the cells of each row with an id in tables of a class, by that id."""
        return {str(row["id"]): row.select("th, td") for row in self.html.select(f"table.{table} tbody tr[id]")}
