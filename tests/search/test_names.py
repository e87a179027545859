"""Searching for names, symbols, aliases and synonyms."""

from __future__ import annotations

import pytest

from dossier.model.site import Site as SiteModule
from dossier.search.names import foreign_names
from tests.search.client import Search
from tests.support import Built, Site

FORMS = (
    "114",
    "resolution 114",
    "Resolution 114 (2029)",
    "resolution 114 of 2029",
    "A/114",
    "A/114 (2029)",
    "A/114(2029)",
    "A/RES/114",
    "a/res/114 (2029)",
    "GA resolution 114",
    "UN General Assembly resolution 114",
    "General Assembly resolution 114 (2029)",
    "UNGA Res. 114",
    "Res. 114",
)
NAMES = {
    "Harbour Board": "actors/harbour-board",
    "HBLR": "actors/harbour-board",
    "harbour board of the LOWER river": "actors/harbour-board",
    "Board of Ports": "actors/harbour-board",
    "مجلس الموانئ": "actors/harbour-board",
    "Lower river": "regions/lower-river",
    "LOW-2": "evidence/lower#LOW-2",
    "passage LOW-2": "evidence/lower#LOW-2",
    "LOW2": "evidence/lower#LOW-2",
    "RP/2031/7": "evidence/bibliography#ref-rp-2031-7",
    "Gauge Office, May 2031": "evidence/bibliography#ref-gauge-office-2031-05",
}

renamed_group = pytest.mark.xdist_group("names")


@pytest.fixture(scope="module")
def search(built_ports: Built) -> Search:
    return Search(built_ports.folder)


def test_resolution_is_first_result_for_each_form_of_its_symbol(search: Search) -> None:
    assert search.first(*FORMS) == dict.fromkeys(FORMS, "resolutions/114")


def test_named_object_is_first_result(search: Search) -> None:
    assert search.first(*NAMES) == NAMES


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Search:
    """The report on river ports, with its symbol in a title, an alias that is also a title, and synonyms."""
    site = Site(tmp_path_factory.mktemp("renamed"), "test-ports")
    site.edit("pages/index.md", "# ", "# RP/2031/7: ")
    site.edit("pages/regions/lower-river.md", "aliases: [Ostrel]", "aliases: [Ostrel, Gauge Office]")
    site.edit("pages/pillars/dredging.md", "sections: [LOW", "synonyms: {dredging: [digging, scooping]}\nsections: [LOW")
    return Search(site.build().folder)


@renamed_group
def test_page_with_symbol_in_title_comes_before_reference(renamed: Search) -> None:
    [found] = renamed.ask("RP/2031/7")
    assert [parts[0] for parts in found[:2]] == ["index", "evidence/bibliography#ref-rp-2031-7"]


@renamed_group
def test_title_comes_before_alias(renamed: Search) -> None:
    [found] = renamed.ask("gauge office")
    assert [parts[0] for parts in found[:2]] == ["actors/gauge-office", "regions/lower-river"]


@renamed_group
def test_synonym_finds_page_and_its_words_in_texts(renamed: Search) -> None:
    assert renamed.first("Digging", "scooping") == {"Digging": "pillars/dredging", "scooping": "pillars/dredging"}
    assert renamed.ask("digging") == renamed.ask("scooping")
    assert len(renamed.ask("digging")[0]) > 1, "other pages have the word “dredging”"


def test_page_with_name_comes_before_index_of_names(search: Search) -> None:
    [found] = search.ask("Ostrel")
    assert [parts[0] for parts in found[:2]] == ["regions/lower-river", "views#name-ostrel"]


def test_report_of_series_is_found_by_ordinal_in_words_and_digits(search: Search) -> None:
    queries = ("third report", "the 3rd report", "next report", "first report")
    assert search.first(*queries) == {
        **dict.fromkeys(queries[:3], "views#report-3"),
        "first report": "views#report-1",
    }


def test_country_has_names_in_languages_of_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.search.names.site", lambda: SiteModule(languages=("fr", "ru")))
    assert foreign_names(["Niger", "Ostrel"]) == {"Niger": ["Niger", "Нигер"]}
