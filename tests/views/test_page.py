"""All pages: internal links, permanent anchors, navigation, and template context."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup

from tests.support import Built, Site, links, parsed, text_of

DOCNAMES = sorted(
    str(path.relative_to(folder).with_suffix("")) for folder in [Path(__file__).parents[1] / "roots/test-ports/pages"]
    for path in folder.rglob("*.md")
)  # fmt: skip


def read_headings(page: BeautifulSoup) -> dict[str, str]:
    """Return the id of each heading, by its text."""
    return {text_of(heading): heading.get("id", "") for heading in page.select("[role=main] :is(h1, h2, h3)[id]")}


@pytest.mark.parametrize("docname", DOCNAMES)
def test_internal_links_have_targets(built_ports: Built, docname: str) -> None:
    folder = (built_ports.folder / docname).parent
    for text, address in links(built_ports.page(docname)) + find_permanent_links(built_ports.page(docname)):
        path, anchor = urldefrag(re.sub(r"\?[^#]*", "", address))
        if "://" in path:
            continue
        target = (folder / path).resolve() if path else built_ports.folder / f"{docname}.html"
        assert target.is_file(), f"“{text}” leads to {address}"
        assert not anchor or unquote(anchor) in find_ids(parsed(target.read_text())), f"“{text}” leads to {address}"


def find_permanent_links(page: BeautifulSoup) -> list[tuple[str, str]]:
    """Return the permanent links of a page."""
    return [("#", str(mark["href"])) for mark in page.select("a.headerlink")]


def find_ids(page: BeautifulSoup) -> list[str]:
    return [tag["id"] for tag in page.select("[id]")]


@pytest.mark.parametrize("docname", DOCNAMES)
def test_ids_on_page_are_unique(built_ports: Built, docname: str) -> None:
    ids_found = find_ids(built_ports.page(docname))
    assert sorted(ids_found) == sorted(set(ids_found))


@pytest.mark.parametrize("docname", DOCNAMES)
def test_anchors_of_sections_are_on_headings(built_ports: Built, docname: str) -> None:
    page = built_ports.page(docname)
    assert [section["id"] for section in page.select("section[id]")] == []
    assert [text_of(heading) for heading in page.select("section > :is(h1, h2, h3):not([id], .rubric)")] == []


def test_anchors_of_headings_are_stable(rebuilt_ports: Site) -> None:
    before = read_headings(Built(rebuilt_ports.folder / "built/html").page("resolutions/114"))
    assert before["114 (2029)"] == "res-114"
    rebuilt_ports.edit("pages/resolutions/114.md", "(res-114)=\n", "## 99 (2028)\n\n## داعش\n\n## The text\n\n(res-114)=\n")
    built = rebuilt_ports.build(only="resolutions/114")
    assert before.items() <= read_headings(built.page("resolutions/114")).items()
    reported = [line.split("“")[1].split("”")[0] for line in built.warnings if line.endswith("[dossier.heading-anchor]")]
    assert reported == ["99 (2028)", "داعش"], "a heading without a derivable anchor needs an explicit one"


def test_sidebar_expands_section_of_page(built_ports: Built) -> None:
    page = built_ports.page("regions/lower-river")
    assert [text_of(caption) for caption in page.select(".sidebar > p")] == ["Subjects", "Evidence"]
    assert [name for name, _ in links(page.select_one(".sidebar li.open"))] == [
        "Regions", "The whole river", "Lower river", "Upper river",
    ]  # fmt: skip
    assert page.select(".sidebar li:not(.open) li:not(.open) li") == []


def test_breadcrumbs_link_to_parents(built_ports: Built) -> None:
    assert links(built_ports.page("regions/lower-river").select_one(".breadcrumbs")) == [("Regions", "index.html")]
    assert links(built_ports.page("regions/index").select_one(".breadcrumbs")) == []


def test_template_context_has_summary_kind_and_report(built_ports: Built) -> None:
    page = built_ports.page("regions/upper-river")
    assert page.select_one("meta[name=description]")["content"] == "Two locks of the upper river stood still."
    assert text_of(page.select_one("footer")) == "region of RP/2031/7"


def test_section_numbers_are_in_local_table_of_contents(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/index.md", ":caption: Subjects\n", ":caption: Subjects\n:numbered:\n")
    rebuilt_ports.edit(
        "pages/_templates/layout.html", "{% block relbar1 %}", '{% block relbar1 %}<div id="contents">{{ contents }}</div>'
    )
    contents = rebuilt_ports.build(only="regions/lower-river").page("regions/lower-river").select("#contents a")
    assert [link.get_text() for link in contents][:2] == ["1.2. Lower river", "1.2.1. Ports"]
