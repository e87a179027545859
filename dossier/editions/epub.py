"""The site as an EPUB, written by Sphinx's builder, with drawings in pages, a title page, and reproducible output."""

import time
from collections.abc import Set
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from sphinx.builders.epub3 import Epub3Builder
from sphinx.util.osutil import ensuredir, relative_uri

from dossier.editions import text
from dossier.editions.builder import DRAWINGS, TEMPLATES, TEXT, EditionBuilder
from dossier.files import epoch, pack
from dossier.locale import _

TITLE_PAGE = "title-page.xhtml"


class EpubEdition(EditionBuilder, Epub3Builder):
    """A builder that writes an EPUB with a title page and the pages in reading order."""

    name = "epub"
    stylesheets = (TEXT, "css/editions/epub.css", DRAWINGS)

    def init(self) -> None:
        """Prepare the settings, and the set of pages with drawings."""
        super().init()
        self.use_index = False
        self.drawn: set[str] = set()
        # Sphinx warns about a missing version, although our package document does not use it.
        self.config.version = self.config.version or "0"
        self.config.epub_tocscope = "includehidden"
        self.config.epub_pre_files = [(TITLE_PAGE, _("Title page"))]

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Select the pages, and exclude the others from Sphinx's list of files."""
        super().prepare_writing(docnames)
        self.config.epub_exclude_files = [f"{name}.xhtml" for name in sorted(self.env.found_docs.difference(self.kept))]

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """Return the file of a page, or an anchor in it, relative to a page."""
        path = "" if target == docname and anchor else relative_uri(f"{docname}.xhtml", f"{target}.xhtml") or f"{target}.xhtml"
        return f"{path}#{anchor}" if anchor else path

    def write_text(self, docname: str, page: text.Element) -> None:
        """Write a page as a file."""
        if page.find(".//svg") is not None:
            self.drawn.add(f"{docname}.xhtml")
        body = ElementTree.tostring(page, encoding="unicode")
        self.write_page(docname, self.env.titles[docname].astext(), body)

    def write_page(self, pagename: str, title: str, body: str) -> None:
        """Write a file of the EPUB, with the given body."""
        target = Path(self.outdir, f"{pagename}.xhtml")
        ensuredir(target.parent)
        styles = [relative_uri(pagename, f"_static/{name}") for name in self.stylesheets]
        page = self.render("page.xhtml", title=title, body=body, styles=styles)
        target.write_text(page, encoding="utf-8")

    def handle_finish(self) -> None:
        """Write the title page and the package files, then pack the EPUB."""
        self.write_page(TITLE_PAGE.removesuffix(".xhtml"), self.config.epub_title, self.render("title-page.html"))
        super().handle_finish()

    def content_metadata(self) -> dict[str, Any]:
        """Return the metadata of the package document; its date is that of the files."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch()))
        return super().content_metadata() | {"date": moment, "description": escape(self.description), "drawn": self.drawn}

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Return the metadata of ``toc.ncx``, with the book's identifier, for which Sphinx uses the id of an element."""
        return super().toc_metadata(level, navpoints) | {"uid": escape(self.config.epub_identifier)}

    def build_content(self) -> None:
        """Write the package document with our template instead of Sphinx's."""
        templates, self.template_dir = self.template_dir, TEMPLATES  # type: ignore[assignment]
        super().build_content()
        self.template_dir = templates

    def build_epub(self) -> None:
        """Pack the files."""
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *self.files]
        target = Path(self.outdir, f"{self.config.epub_basename}.epub")
        pack(target, ((name, Path(self.outdir, name)) for name in names), stored=["mimetype"])
