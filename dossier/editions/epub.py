"""The site as an EPUB, by Sphinx's builder, and what that leaves open: drawings in pages, a title page, the same bytes again."""

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
    """Writes an EPUB with a title page and the pages in the order of reading."""

    name = "epub"
    stylesheets = (TEXT, "css/editions/epub.css", DRAWINGS)

    def init(self) -> None:
        """Prepare to note which pages have drawings."""
        super().init()
        self.use_index = False
        self.drawn: set[str] = set()
        # Sphinx warns where there is no version, which the package does not state.
        self.config.version = self.config.version or "0"
        self.config.epub_tocscope = "includehidden"
        self.config.epub_pre_files = [(TITLE_PAGE, _("Title page"))]

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Find out which pages there are, and tell Sphinx which not."""
        super().prepare_writing(docnames)
        self.config.epub_exclude_files = [f"{name}.xhtml" for name in sorted(self.env.found_docs.difference(self.kept))]

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """The file of a page, or a place in it."""
        path = "" if target == docname and anchor else relative_uri(f"{docname}.xhtml", f"{target}.xhtml") or f"{target}.xhtml"
        return f"{path}#{anchor}" if anchor else path

    def write_text(self, docname: str, page: text.Element) -> None:
        """Write a page as a file."""
        if page.find(".//svg") is not None:
            self.drawn.add(f"{docname}.xhtml")
        body = ElementTree.tostring(page, encoding="unicode")
        self.write_page(docname, self.env.titles[docname].astext(), body)

    def write_page(self, pagename: str, title: str, body: str) -> None:
        """Write a file of the EPUB around the text of a page."""
        target = Path(self.outdir, f"{pagename}.xhtml")
        ensuredir(target.parent)
        styles = [relative_uri(pagename, f"_static/{name}") for name in self.stylesheets]
        page = self.render("page.xhtml", title=title, body=body, styles=styles)
        target.write_text(page, encoding="utf-8")

    def handle_finish(self) -> None:
        """Write the title page, then what describes and packs the files."""
        self.write_page(TITLE_PAGE.removesuffix(".xhtml"), self.config.epub_title, self.render("title-page.html"))
        super().handle_finish()

    def content_metadata(self) -> dict[str, Any]:
        """What the package says of itself; its date is that of its files."""
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(epoch()))
        return super().content_metadata() | {"date": moment, "description": escape(self.description), "drawn": self.drawn}

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """What the older table of contents says of itself; Sphinx gives it the id of an element in place of the identifier."""
        return super().toc_metadata(level, navpoints) | {"uid": escape(self.config.epub_identifier)}

    def build_content(self) -> None:
        """Describe the package with a template of ours in place of Sphinx's."""
        templates, self.template_dir = self.template_dir, TEMPLATES  # type: ignore[assignment]
        super().build_content()
        self.template_dir = templates

    def build_epub(self) -> None:
        """Pack the files."""
        names = ["mimetype", "META-INF/container.xml", "content.opf", "toc.ncx", *self.files]
        target = Path(self.outdir, f"{self.config.epub_basename}.epub")
        pack(target, ((name, Path(self.outdir, name)) for name in names), stored=["mimetype"])
