"""The theme: notice, search box, footer, style sheets, scripts and options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier.views.forms import THEME
from tests.support import Built, Site, links, text_of

pytestmark = pytest.mark.xdist_group("theme")

OPTIONS = {
    "notice": "Read through a digest; the report's own text is lost.",
    "notice_link": "How we know",
    "notice_page": "evidence/index",
    "notice_without": ["views"],
    "foot_pages": [("glossary", "Glossary")],
}


def build(site: Site, **options: object) -> Built:
    return site.build(only="index", html_theme="dossier", html_theme_options={**OPTIONS, **options})


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports with the theme and its options; read-only."""
    site = Site(tmp_path_factory.mktemp("themed"), "test-ports")
    options = {"html_theme_options": OPTIONS, "html_short_title": r'The "Ports" \ 2031'}
    return site.build(only="index regions/lower-river evidence/index views", html_theme="dossier", **options)


@pytest.mark.parametrize("docname", ["index", "regions/lower-river", "evidence/index"])
def test_notice_is_below_title(built: Built, docname: str) -> None:
    notice = built.page(docname).select_one("h1 + .notice")
    assert notice is not None
    assert text_of(notice).startswith(OPTIONS["notice"])


def test_excluded_pages_have_no_notice(built: Built) -> None:
    assert [built.page(docname).select(".notice") for docname in ("search", "views")] == [[], []]


def test_notice_links_to_its_page_except_on_that_page(built: Built) -> None:
    assert [link["href"] for link in built.page("regions/lower-river").select(".notice a")] == ["../evidence/index.html"]
    assert built.page("evidence/index").select(".notice a") == []


def test_breadcrumbs_start_at_front_page(built: Built) -> None:
    breadcrumbs = built.page("regions/lower-river").select_one(".breadcrumbs")
    assert links(breadcrumbs) == [("Home", "../index.html"), ("Regions", "index.html")]


def test_contents_of_page_end_with_generated_blocks(built: Built) -> None:
    contents = links(built.page("regions/lower-river").select_one("#page-panel"))
    assert contents[-2:] == [("Related", "#related"), ("Retired findings", "#retired")]


def test_notice_is_optional(rebuilt_ports: Site) -> None:
    assert build(rebuilt_ports, notice="").page("index").select(".notice") == []


def test_pages_have_one_search_box(built: Built) -> None:
    for docname in ("index", "regions/lower-river"):
        (form,) = built.page(docname).select("header form[role=search]")
        assert form["action"].endswith("search.html")
    assert len(built.page("search").select("input[type=search]")) == 1


def test_footer_links_to_configured_pages(built: Built) -> None:
    assert [text_of(link) for link in built.page("index").select(".colophon-links a")] == ["Glossary"]


def test_icons_have_intrinsic_size(built: Built) -> None:
    icons = built.page("regions/lower-river").select("svg.icon")
    assert icons
    assert all(icon["width"] and icon["height"] for icon in icons)


def test_pages_load_one_style_sheet(built: Built) -> None:
    sheets = [str(link["href"]).partition("?")[0] for link in built.page("regions/lower-river").select("link[rel=stylesheet]")]
    assert sheets == ["../_static/css/dossier.css"]
    stylesheet = (built.folder / "_static/css/dossier.css").read_text()
    assert (
        stylesheet.index("--paper:")
        < stylesheet.index(".masthead {")
        < stylesheet.index(".finding {")
        < stylesheet.index("@page {")
    )
    assert "{%" not in stylesheet and "{{" not in stylesheet


def test_printed_pages_have_short_title_and_page_number(built: Built) -> None:
    stylesheet = (built.folder / "_static/css/dossier.css").read_text()
    all_pages, first_page = stylesheet.partition("@page {")[2].split("@page :first {")
    assert r'@top-left {content: "The \"Ports\" \\ 2031";}' in all_pages
    assert "{content: counter(page);}" in all_pages
    assert first_page.startswith("@top-left {content: none;}}")


def test_scripts_and_styles_have_no_comments_and_indentation(built: Built) -> None:
    scripts = [path.read_text() for path in built.folder.rglob("_static/js/**/*.js")]
    assert len(scripts) == len(list(THEME.rglob("*.js")))
    assert not any(re.search(r"^ *//|^ */?\*", script, re.MULTILINE) for script in scripts)
    sheets = [path.read_text() for path in built.folder.rglob("_static/css/*.css")]
    assert not any("/*" in sheet for sheet in sheets)
    assert not any(re.search(r"^ ", text, re.MULTILINE) for text in (*scripts, *sheets)), "indentation is removed, too"


def test_other_theme_keeps_its_search_and_style(rebuilt_ports: Site) -> None:
    built = rebuilt_ports.build(only="regions/lower-river", html_theme="classic")
    page = built.page("regions/lower-river")
    assert any("classic.css" in str(link["href"]) for link in page.select("link[rel=stylesheet]"))
    assert page.select_one(".finding") is not None
    assert Path(built.folder, "searchindex.js").is_file()
