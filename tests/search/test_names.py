"""A name leads to its page in whatever form a reader types it."""

from __future__ import annotations

import pytest

from dossier.model.site import Site as Other
from dossier.search.names import foreign_names
from tests.search.asked import Search
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

together = pytest.mark.xdist_group("names")


@pytest.fixture(scope="module")
def search(built_ports: Built) -> Search:
    return Search(built_ports.folder)


def test_every_form_of_a_resolution_leads_to_it_first(search: Search) -> None:
    assert search.first(*FORMS) == dict.fromkeys(FORMS, "resolutions/114")


def test_every_name_leads_to_its_thing_first(search: Search) -> None:
    assert search.first(*NAMES) == NAMES


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Search:
    """The report on river ports with its symbol in a title, one name for two things, and synonyms."""
    site = Site(tmp_path_factory.mktemp("renamed"), "test-ports")
    site.edit("pages/index.md", "# ", "# RP/2031/7: ")
    site.edit("pages/regions/lower-river.md", "aliases: [Ostrel]", "aliases: [Ostrel, Gauge Office]")
    site.edit("pages/pillars/dredging.md", "sections: [LOW", "synonyms: {dredging: [digging, scooping]}\nsections: [LOW")
    return Search(site.build().folder)


@together
def test_a_symbol_leads_to_the_page_about_it_before_its_entry_in_the_bibliography(renamed: Search) -> None:
    [found] = renamed.ask("RP/2031/7")
    assert [parts[0] for parts in found[:2]] == ["index", "evidence/bibliography#ref-rp-2031-7"]


@together
def test_of_two_things_with_one_name_the_one_whose_own_it_is_comes_first(renamed: Search) -> None:
    [found] = renamed.ask("gauge office")
    assert [parts[0] for parts in found[:2]] == ["actors/gauge-office", "regions/lower-river"]


@together
def test_a_synonym_leads_to_its_page_and_is_searched_for_in_the_words_of_the_text(renamed: Search) -> None:
    assert renamed.first("Digging", "scooping") == {"Digging": "pillars/dredging", "scooping": "pillars/dredging"}
    assert renamed.ask("digging") == renamed.ask("scooping")
    assert len(renamed.ask("digging")[0]) > 1, "other pages have the word of the text"


def test_a_place_leads_to_the_page_with_that_name_and_then_to_its_entry_in_the_index_of_names(search: Search) -> None:
    [found] = search.ask("Ostrel")
    assert [parts[0] for parts in found[:2]] == ["regions/lower-river", "views#name-ostrel"]


def test_a_report_of_the_series_is_found_by_its_ordinal_in_words_and_figures(search: Search) -> None:
    asked = ("third report", "the 3rd report", "next report", "first report")
    assert search.first(*asked) == {
        **dict.fromkeys(asked[:3], "views#report-3"),
        "first report": "views#report-1",
    }


def test_a_country_is_found_by_its_name_in_the_languages_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.search.names.site", lambda: Other(languages=("fr", "ru")))
    assert foreign_names(["Niger", "Ostrel"]) == {"Niger": ["Niger", "Нигер"]}
