"""The builders of editions: pages in reading order, without the site's layout, as a single page to print and as an EPUB."""

import time
from collections.abc import Iterable, Iterator, Sequence, Set
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.util import docname_join, logging
from sphinx.util.osutil import relative_uri

from dossier.domain import NAME
from dossier.domain.build import build_of
from dossier.editions import text
from dossier.files import epoch, pack, write_if_changed
from dossier.html.navigation import captioned
from dossier.locale import _
from dossier.views.forms import templates


class Leaf(NamedTuple):
    """A page of an edition.

    :param level: 1 for a page directly in a part, 2 for a page below it, and so on
    """

    docname: str
    title: str
    level: int
    below: tuple["Leaf", ...] = ()

    def walk(self) -> Iterator["Leaf"]:
        """Yield the page and all pages below it, in reading order."""
        yield self
        for leaf in self.below:
            yield from leaf.walk()


Part = tuple[str, tuple[Leaf, ...]]
"""A part of an edition: its caption, which is empty for the part with the home page, and its pages."""


def contents(env: BuildEnvironment, left_out: Sequence[str]) -> list[Part]:
    """Return the parts of the site, with the pages that an edition includes.

    :param left_out: patterns of the docnames to exclude
    """

    def leaves(docnames: Iterable[str], level: int) -> tuple[Leaf, ...]:
        kept = [name for name in docnames if not any(fnmatchcase(name, pattern) for pattern in left_out)]
        return tuple(Leaf(name, titles[name], level, leaves(env.toctree_includes.get(name, ()), level + 1)) for name in kept)

    titles = {name: title.astext() for name, title in env.titles.items()}
    root = Leaf(env.config.root_doc, titles[env.config.root_doc], 1)
    parts = ((caption, leaves(docnames, 1)) for caption, docnames in captioned(env))
    return [("", (root,)), *(part for part in parts if part[1])]


logger = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
"""The folder of the editions' style sheets."""

TEXT, DRAWINGS = "css/editions/text.css", "css/editions/drawings.css"
"""The style sheets of all editions."""

TEMPLATES = Path(__file__).parent / "templates"
"""The folder of the editions' templates; a file of the same name in ``templates_path`` overrides them."""


class EditionBuilder(StandaloneHTMLBuilder):
    """A builder that writes the pages of an edition, linked to each other, without scripts, forms and navigation.

    A link to a page or file that the edition does not include leads to the site if ``html_baseurl`` is set, and otherwise becomes
    plain text. When all pages are written, a warning is logged for each link with a missing target.
    """

    allow_parallel = False
    add_permalinks = False
    search = False
    stylesheets: Sequence[str]
    """The style sheets of the pages."""

    def init(self) -> None:
        """Prepare the templates, links and targets."""
        super().init()
        self.links: list[tuple[str, str, str]] = []
        self.targets: set[tuple[str, str]] = set()
        self.jinja = templates(*(Path(self.confdir, folder) for folder in self.config.templates_path), TEMPLATES)

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """Return the basic theme, because editions have templates of their own."""
        return "basic", {}

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        """Return all pages, because an edition is always written as a whole."""
        return "all documents"

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Select the pages; ``above`` has the number of headings above that of each, of its part and of parent pages."""
        super().prepare_writing(docnames)
        self.parts = contents(self.env, self.config.dossier_editions_without)
        pages = ((leaf, bool(caption)) for caption, leaves in self.parts for top in leaves for leaf in top.walk())
        self.above = {leaf.docname: leaf.level - 1 + has_caption for leaf, has_caption in pages}

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages of the edition, rather than all pages."""
        super().write_documents(self.above.keys())

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, without the changes to its ids and links that Sphinx makes for an EPUB."""
        StandaloneHTMLBuilder.write_doc(self, docname, doctree)

    def handle_page(self, pagename: str, addctx: dict[str, Any], *_arguments: Any, **_options: Any) -> None:
        """Write a page from its HTML."""
        page = text.parse(addctx["body"], pagename)
        text.adapt(page)
        self.targets |= {(pagename, element.get("id", "")) for element in page.iter()}  # one without an id stands for the page
        text.relink(page, lambda address: self.address(pagename, address))
        self.write_text(pagename, page)

    def write_text(self, docname: str, page: text.Element) -> None:
        """Write the text of a page, after its links have been changed."""
        raise NotImplementedError

    def address(self, docname: str, address: str) -> str | None:
        """Return the address in this edition for an address on a page of the site; ``None`` if there is no target."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return address
        there = docname_join(docname, parts.path) if parts.path else docname
        target = there.removesuffix(self.out_suffix)
        if target in self.above:
            self.links.append((docname, target, parts.fragment))
            return self.address_within(docname, target, parts.fragment)
        base = self.config.html_baseurl
        path = build_of(self.env).dossier.url(target) if target in self.env.found_docs else there
        return f"{base}{path}" + (f"#{parts.fragment}" if parts.fragment else "") if base else None

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """Return the address of a page of the edition, or of an anchor on it, relative to a page."""
        raise NotImplementedError

    def copy_assets(self) -> None:
        """Copy the style sheets of the edition only, not the site's assets."""
        for name in self.stylesheets:
            write_if_changed(Path(self.outdir, "_static", name), (STATIC / name).read_bytes())

    def finish(self) -> None:
        """Log a warning for each link with a missing target, then assemble the edition."""
        for docname, target, anchor in sorted(set(self.links)):
            if (target, anchor) not in self.targets:
                place = f"{target}#{anchor}" if anchor else target
                said = f"a link leads to {place}, which is not there"
                logger.warning(said, type=NAME, subtype="edition-link", location=docname)
        self.copy_image_files()
        self.handle_finish()

    @property
    def description(self) -> str:
        """The summary of the home page, as a description of the site."""
        return build_of(self.env).dossier.summary_of(self.config.root_doc)

    def render(self, template: str, **context: Any) -> str:
        """Render a template of the editions."""
        report = build_of(self.env).dossier.source.report
        shared = {"config": self.config, "report": report, "parts": self.parts, "description": self.description}
        return self.jinja.get_template(template).render(**shared, **context)


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
        self.drawing_style = (STATIC / DRAWINGS).read_text(encoding="utf-8")

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """Return the id of a chapter, or of a place in it, as a fragment."""
        return f"#{id_in_book(target, anchor)}"

    def write_text(self, docname: str, page: text.Element) -> None:
        """Store a page as a chapter; the paths of its images begin in the folder of the book."""
        for image in page.iter("img"):
            image.set("src", docname_join(docname, image.attrib["src"]))
        text.style_drawings(page, self.drawing_style)
        text.rename(page, lambda id: id_in_book(docname, id))
        text.lower_headings(page, self.above[docname])
        self.chapters[docname] = ElementTree.tostring(page, encoding="unicode", method="html")

    def handle_finish(self) -> None:
        """Write the book."""
        book = self.render("book.html", chapters=self.chapters, styles=self.stylesheets)
        Path(self.outdir, "index.html").write_text(book, encoding="utf-8")


def id_in_book(docname: str, anchor: str) -> str:
    """Return the id in the book of a page, or of an anchor on it."""
    return f"{docname}:{anchor}" if anchor else docname


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
        self.config.epub_exclude_files = [f"{name}.xhtml" for name in sorted(self.env.found_docs.difference(self.above))]

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """Return the file of a page, or an anchor in it, relative to a page."""
        path = relative_uri(f"{docname}.xhtml", f"{target}.xhtml")
        return f"{path}#{anchor}" if anchor else path or f"{PurePosixPath(target).name}.xhtml"

    def write_text(self, docname: str, page: text.Element) -> None:
        """Write a page as a file."""
        if page.find(".//svg") is not None:
            self.drawn.add(f"{docname}.xhtml")
        self.write_page(docname, self.env.titles[docname].astext(), ElementTree.tostring(page, encoding="unicode"))

    def write_page(self, pagename: str, title: str, body: str) -> None:
        """Write a file of the EPUB, with the given body."""
        styles = [relative_uri(pagename, f"_static/{name}") for name in self.stylesheets]
        page = self.render("page.xhtml", title=title, body=body, styles=styles)
        write_if_changed(Path(self.outdir, f"{pagename}.xhtml"), page.encode())

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
