"""The site as a single HTML page with unique ids and internal links, from which a program prints a document."""

from collections.abc import Set
from pathlib import Path
from xml.etree import ElementTree

from dossier.editions import text
from dossier.editions.builder import DRAWINGS, TEXT, EditionBuilder


class BookBuilder(EditionBuilder):
    """A builder that writes ``index.html``: a title page, a table of contents, and every page as a chapter.

    The id ``a`` on the page ``regions/river`` becomes ``regions/river:a``.
    """

    name = "book"
    stylesheets = (TEXT, "css/editions/book.css")
    epilog = "The book is in %(outdir)s."

    def init(self) -> None:
        """Prepare for collecting the chapters."""
        super().init()
        self.chapters: dict[str, str] = {}
        self.drawing_style = self.asset(DRAWINGS).read_text(encoding="utf-8")

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Compute the heading level of each page: the number of headings above its own, of its part and of parent pages."""
        super().prepare_writing(docnames)
        self.levels = {leaf.docname: leaf.level - (not part.caption) for part in self.parts for leaf in part.walk()}

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """Return the id of a chapter, or of a place in it, as a fragment."""
        return f"#{place(target, anchor)}"

    def write_text(self, docname: str, page: text.Element) -> None:
        """Store a page as a chapter."""
        text.style_drawings(page, self.drawing_style)
        text.rename(page, lambda id: place(docname, id))
        text.lower_headings(page, self.levels[docname])
        self.chapters[docname] = ElementTree.tostring(page, encoding="unicode", method="html")

    def handle_finish(self) -> None:
        """Write the book."""
        book = self.render("book.html", chapters=self.chapters, styles=self.stylesheets)
        Path(self.outdir, "index.html").write_text(book, encoding="utf-8")


def place(docname: str, anchor: str) -> str:
    """Return the id in the book of a page, or of an anchor on it."""
    return f"{docname}:{anchor}" if anchor else docname
