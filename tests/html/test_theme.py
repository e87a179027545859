"""What the theme adds around the text of every page, and what a site can set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dossier.views.forms import THEME
from tests.support import Built, Site, text_of

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
    """The same, built once for tests that only read it."""
    site = Site(tmp_path_factory.mktemp("themed"), "test-ports")
    options = {"html_theme_options": OPTIONS, "html_short_title": r'The "Ports" \ 2031'}
    return site.build(only="index regions/lower-river evidence/index views", html_theme="dossier", **options)


@pytest.mark.parametrize("docname", ["index", "regions/lower-river", "evidence/index"])
def test_the_notice_stands_under_the_title_of_every_page_of_text(built: Built, docname: str) -> None:
    notice = built.page(docname).select_one("h1 + .notice")
    assert notice is not None
    assert text_of(notice).startswith(OPTIONS["notice"])


def test_pages_without_text_of_the_report_have_no_notice(built: Built) -> None:
    assert [built.page(docname).select(".notice") for docname in ("search", "views")] == [[], []]


def test_the_notice_leads_to_the_page_that_explains_it_but_not_from_there(built: Built) -> None:
    assert [link["href"] for link in built.page("regions/lower-river").select(".notice a")] == ["../evidence/index.html"]
    assert built.page("evidence/index").select(".notice a") == []


def test_a_site_without_a_notice_has_none(rebuilt_ports: Site) -> None:
    assert build(rebuilt_ports, notice="").page("index").select(".notice") == []


def test_every_page_can_be_searched_from_and_the_search_page_has_one_box(built: Built) -> None:
    for docname in ("index", "regions/lower-river"):
        (form,) = built.page(docname).select("header form[role=search]")
        assert form["action"].endswith("search.html")
    assert len(built.page("search").select("input[type=search]")) == 1


def test_the_foot_leads_to_the_pages_that_there_are(built: Built) -> None:
    assert [text_of(link) for link in built.page("index").select(".colophon-links a")] == ["Glossary"]


def test_icons_have_a_size_of_their_own(built: Built) -> None:
    icons = built.page("regions/lower-river").select("svg.icon")
    assert icons
    assert all(icon["width"] and icon["height"] for icon in icons)


def test_one_sheet_has_the_style_of_every_page(built: Built) -> None:
    sheets = [str(link["href"]).partition("?")[0] for link in built.page("regions/lower-river").select("link[rel=stylesheet]")]
    assert sheets == ["../_static/css/dossier.css"]
    joined = (built.folder / "_static/css/dossier.css").read_text()
    assert joined.index("--paper:") < joined.index(".masthead {") < joined.index(".finding {") < joined.index("@page {")
    assert "{%" not in joined and "{{" not in joined


def test_printed_pages_after_the_first_are_headed_by_the_short_title_and_all_are_numbered(built: Built) -> None:
    joined = (built.folder / "_static/css/dossier.css").read_text()
    every, first = joined.partition("@page {")[2].split("@page :first {")
    assert r'@top-left {content: "The \"Ports\" \\ 2031";}' in every
    assert "{content: counter(page);}" in every
    assert first.startswith("@top-left {content: none;}}")


def test_readers_load_scripts_and_styles_without_comments(built: Built) -> None:
    scripts = [path.read_text() for path in built.folder.rglob("_static/js/**/*.js")]
    assert len(scripts) == len(list(THEME.rglob("*.js")))
    assert not any(re.search(r"^ *//|^ */?\*", script, re.MULTILINE) for script in scripts)
    sheets = [path.read_text() for path in built.folder.rglob("_static/css/*.css")]
    assert not any("/*" in sheet for sheet in sheets)
    assert not any(re.search(r"^ ", text, re.MULTILINE) for text in (*scripts, *sheets)), "nor how they are laid out"


def test_the_theme_names_nothing_that_is_of_one_site() -> None:
    names = re.compile(r"\b(?:UN|United Nations|ISIL|Da'esh|Spotlight|IMCTC|S/2019/612)\b")
    for path in THEME.rglob("*"):
        if path.suffix in {".html", ".css", ".jinja", ".js", ".toml", ".xml"}:
            assert not names.search(path.read_text()), path.name


def test_another_theme_keeps_its_own_search_and_style(rebuilt_ports: Site) -> None:
    built = rebuilt_ports.build(only="regions/lower-river", html_theme="classic")
    page = built.page("regions/lower-river")
    assert any("classic.css" in str(link["href"]) for link in page.select("link[rel=stylesheet]"))
    assert page.select_one(".finding") is not None
    assert Path(built.folder, "searchindex.js").is_file()
