"""The site as one page, from which a program prints a document: every id of it is unique, every link leads within it."""

from collections.abc import Set
from pathlib import Path
from xml.etree import ElementTree

from dossier.editions import text
from dossier.editions.builder import DRAWINGS, TEXT, EditionBuilder


class BookBuilder(EditionBuilder):
    """Writes ``index.html``: title page, contents, and every page as a chapter.

    The place ``a`` of the page ``regions/river`` has the id ``regions/river:a``.
    """

    name = "book"
    stylesheets = (TEXT, "css/editions/book.css")
    epilog = "The book is in %(outdir)s."

    def init(self) -> None:
        """Prepare to collect the chapters."""
        super().init()
        self.chapters: dict[str, str] = {}
        self.drawing_style = self.asset(DRAWINGS).read_text(encoding="utf-8")

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Find out how many headings stand above that of each page: those of its part and of the pages above it."""
        super().prepare_writing(docnames)
        self.levels = {leaf.docname: leaf.level - (not part.caption) for part in self.parts for leaf in part.walk()}

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """The place of a chapter."""
        return f"#{place(target, anchor)}"

    def write_text(self, docname: str, page: text.Element) -> None:
        """Keep a chapter."""
        text.style_drawings(page, self.drawing_style)
        text.rename(page, lambda id: place(docname, id))
        text.lower_headings(page, self.levels[docname])
        self.chapters[docname] = ElementTree.tostring(page, encoding="unicode", method="html")

    def handle_finish(self) -> None:
        """Write the book."""
        book = self.render("book.html", chapters=self.chapters, styles=self.stylesheets)
        Path(self.outdir, "index.html").write_text(book, encoding="utf-8")


def place(docname: str, anchor: str) -> str:
    """The id in the book of a page, or of a place on it."""
    return f"{docname}:{anchor}" if anchor else docname
