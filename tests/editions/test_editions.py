"""The EPUB and the book for printing."""

from __future__ import annotations

import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from bs4 import BeautifulSoup, Tag

from tests.support import Site, links, text_of

NOTES = """\
# Notes

See {doc}`the guide <guide/index>`, and {finding}`ostrel-barges-2030`.

:::{event-chart} What happened when
:summary: Most of it happened early.
:::

```{toctree}
:hidden:

guide/index
```
"""

SETTINGS = {
    "epub_identifier": "river-ports",
    "epub_uid": "identifier",
    "epub_basename": "ports",
    "epub_copyright": "CC0",
    "dossier_editions_without": ["guide/*"],
    "dossier_repository": "https://forge.example/ports",
}
pytestmark = pytest.mark.xdist_group("editions")


@pytest.fixture(scope="module")
def noted_ports(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The report on river ports with a chart, an image, and a page that is excluded from editions."""
    site = Site(tmp_path_factory.mktemp("noted"), "test-ports")
    site.write("pages/notes.md", NOTES)
    site.write("pages/guide/index.md", "# Guide\n\nFor those who write.\n")
    site.edit("pages/index.md", "evidence/index", "evidence/index\nnotes")
    site.edit(
        "pages/regions/lower-river.md", "## The channel", "![A barge](barge.svg) on the {region}`lower-river`.\n\n## The channel"
    )
    site.write("pages/regions/barge.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    return site


class Epub:
    """An EPUB file."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        self.names = self.archive.namelist()

    def read(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.archive.read(name), "xml")

    def pages(self) -> list[str]:
        """Return the pages in reading order."""
        package = self.read("content.opf")
        files = {item["id"]: item["href"] for item in package.select("manifest > item")}
        return [files[item["idref"]] for item in package.select("spine > itemref")]


@pytest.fixture(scope="module")
def epub(noted_ports: Site) -> Epub:
    built = noted_ports.build("epub-built", builder="epub", **SETTINGS)
    assert built.warnings == []
    return Epub(built.folder / "ports.epub")


@pytest.fixture(scope="module")
def book(noted_ports: Site) -> BeautifulSoup:
    built = noted_ports.build("book-built", builder="book", **SETTINGS)
    assert built.warnings == []
    return built.page("index")


def find_element(page: Tag, id: str) -> Tag:
    found = page.find(id=id)
    assert isinstance(found, Tag)
    return found


def test_mimetype_is_first_and_uncompressed(epub: Epub) -> None:
    first = epub.archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert epub.archive.read(first) == b"application/epub+zip"


def test_epub_spine_is_in_reading_order(epub: Epub) -> None:
    pages = epub.pages()
    assert pages[:4] == ["title-page.xhtml", "index.xhtml", "regions/index.xhtml", "regions/river.xhtml"]
    assert pages.index("evidence/index.xhtml") < pages.index("evidence/lower.xhtml") < pages.index("notes.xhtml")


def test_links_in_epub_have_targets(epub: Epub) -> None:
    pages = {name: epub.read(name) for name in epub.names if name.endswith(".xhtml")}
    checked = 0
    for name, page in pages.items():
        for link in page.select("[href], [src]"):
            path, _, anchor = str(link.get("href") or link["src"]).partition("#")
            if path.startswith("https:"):
                continue
            target = normpath(join(dirname(name), path)) if path else name
            assert target in epub.names, f"{name}: {link}"
            assert not anchor or pages[target].find(id=anchor), f"{name}: {link}"
            checked += 1
    assert checked > 100


def test_finding_in_epub_has_support_citation_and_corrections(epub: Epub) -> None:
    box = find_element(epub.read("regions/lower-river.xhtml"), "ostrel-barges-2030")
    source = box.select_one(".finding-source")
    assert text_of(source).startswith(
        "Corroborated by 1 other source, on the same matter summary corrected: wording [The lower river, LOW-1;"
    )
    assert text_of(source).endswith("#ostrel-barges-2030")
    assert ("LOW-1", "../evidence/lower.xhtml#LOW-1") in links(source)
    assert box.select_one(".corrections dl") is not None


def test_epub_has_drawings_and_declares_pages_with_svg(epub: Epub) -> None:
    assert epub.read("notes.xhtml").select_one("figure svg title") is not None
    drawn = [item["href"] for item in epub.read("content.opf").select('item[properties="svg"]')]
    assert drawn == ["notes.xhtml", "views.xhtml"]


INTERACTIVE = "script, form, details, nav, input, .headerlink, .cites, .report-problem"


def test_editions_have_no_interactive_elements(epub: Epub, book: BeautifulSoup) -> None:
    assert [(name, found) for name in epub.pages() for found in epub.read(name).select(INTERACTIVE)] == []
    assert [found for found in book.select(INTERACTIVE) if found.get("id") != "contents"] == []


def test_excluded_page_is_omitted_and_links_to_it_become_text(epub: Epub, book: BeautifulSoup) -> None:
    assert "guide/index.xhtml" not in epub.names
    for paragraph in (epub.read("notes.xhtml").p, find_element(book, "notes").p):
        assert text_of(paragraph).startswith("See the guide, and")
        assert [text for text, _ in links(paragraph)] == ["Ostrel handled about 4,000 barges in 2030, by the count ..."]


def test_links_to_excluded_page_lead_to_site_with_base_url(noted_ports: Site) -> None:
    built = noted_ports.build("book-built", builder="book", **SETTINGS, html_baseurl="https://ports.example/")
    assert ("the guide", "https://ports.example/guide/index.html") in links(find_element(built.page("index"), "notes").p)


def test_links_in_book_have_targets_and_ids_are_unique(book: BeautifulSoup) -> None:
    ids = [str(part["id"]) for part in book.select("[id]")]
    assert len(ids) == len(set(ids))
    anchors = [str(link["href"]) for link in book.select("a[href]") if not str(link["href"]).startswith("https:")]
    assert len(anchors) > 100
    assert {address.removeprefix("#") for address in anchors} <= set(ids)


def test_finding_in_book_has_support_citation_and_corrections(book: BeautifulSoup) -> None:
    box = find_element(book, "regions/lower-river:ostrel-barges-2030")
    source = box.select_one(".finding-source")
    assert text_of(source).startswith(
        "Corroborated by 1 other source, on the same matter summary corrected: wording [The lower river, LOW-1;"
    )
    assert ("LOW-1", "#evidence/lower:LOW-1") in links(source)
    assert box.select_one(".corrections dl") is not None


def test_table_of_contents_of_book_lists_chapters_in_order(book: BeautifulSoup) -> None:
    listed = [address for _, address in links(book.select_one("nav.contents")) if "part-" not in address]
    assert listed == [f"#{chapter['id']}" for chapter in book.select("article")]
    assert [text_of(part) for part in book.select("h1.part")] == ["Subjects", "Evidence"]


def test_headings_in_book_are_nested_below_part_and_page(book: BeautifulSoup) -> None:
    levels = {text_of(heading): heading.name for heading in find_element(book, "regions/lower-river").select(".was-h1, .was-h2")}
    assert levels["Lower river"] == "h3" and levels["The channel"] == "h4"


def test_editions_include_images(epub: Epub, book: BeautifulSoup) -> None:
    page = epub.read("regions/lower-river.xhtml")
    assert [image["src"] for image in page.select("img")] == ["../_images/barge.svg"]
    assert [image["src"] for image in book.select("img")] == ["_images/barge.svg"]
    assert "_images/barge.svg" in epub.names


def test_broken_link_in_edition_is_reported(ports: Site) -> None:
    ports.write("pages/views.md", "# Views\n\nSee [that place](regions/index.md#nowhere).\n")
    warnings = ports.build(builder="book", suppress_warnings=["myst.xref_missing"]).warnings
    assert [warning for warning in warnings if "a link leads to regions/index#nowhere, which is not there" in warning]


def test_epub_is_reproducible(noted_ports: Site, epub: Epub, monkeypatch: pytest.MonkeyPatch) -> None:
    again = noted_ports.build("epub-again", builder="epub", **SETTINGS).folder / "ports.epub"
    assert again.read_bytes() == Path(str(epub.archive.filename)).read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    later = Epub(noted_ports.build("epub-again", builder="epub", **SETTINGS).folder / "ports.epub")
    assert {file.date_time[0] for file in later.archive.infolist()} == {2030}
    assert "2030-03-17T17:46:40Z" in later.archive.read("content.opf").decode()
