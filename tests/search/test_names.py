"""What a reader may call a thing leads to it, whatever the form in which it is remembered."""

from __future__ import annotations

import pytest

from dossier.search.lexicon import fold
from tests.search.lexicon import Search
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
    "Ostrel": "regions/lower-river",
    "Lower river": "regions/lower-river",
    "LOW-2": "evidence/lower#LOW-2",
    "passage LOW-2": "evidence/lower#LOW-2",
    "LOW2": "evidence/lower#LOW-2",
    "RP/2031/7": "evidence/bibliography#ref-rp-2031-7",
    "Gauge Office, May 2031": "evidence/bibliography#ref-gauge-office-2031-05",
}


@pytest.fixture(scope="module")
def search(built_ports: Built) -> Search:
    return Search(built_ports.folder)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_resolution_leads_to_it_first(search: Search, form: str) -> None:
    assert search.leads_to(form)[0] == "resolutions/114"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_leads_to_its_thing_first(search: Search, name: str) -> None:
    assert search.leads_to(name)[0] == NAMES[name]


def test_a_symbol_leads_to_the_page_about_it_before_its_entry_in_the_bibliography(ports: Site) -> None:
    ports.edit("pages/index.md", "# ", "# RP/2031/7: ")
    assert Search(ports.build().folder).leads_to("RP/2031/7") == ["index", "evidence/bibliography#ref-rp-2031-7"]


def test_of_two_things_with_one_name_the_one_whose_own_it_is_comes_first(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", "aliases: [Ostrel]", "aliases: [Ostrel, Gauge Office]")
    assert Search(ports.build().folder).leads_to("gauge office") == ["actors/gauge-office", "regions/lower-river"]


def test_a_synonym_leads_to_its_page_and_is_searched_for_in_the_words_of_the_text(ports: Site) -> None:
    synonyms = "synonyms: {dredging: [digging, scooping]}\n"
    ports.edit("pages/pillars/dredging.md", "sections: [LOW", f"{synonyms}sections: [LOW")
    search = Search(ports.build().folder)
    assert search.leads_to("Digging") == search.leads_to("scooping") == ["pillars/dredging"]
    assert search.table("names")["digging"]["text"] == "dredging"


def test_the_words_of_the_text_and_of_the_names_are_known(search: Search) -> None:
    words = search.table("words")
    assert {"barges", "4000", "600000", "hblr", fold("الموانئ")} <= words.keys()
    assert "zeppelin" not in words
    assert isinstance(words["harbour"], list), "a name starts with it"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Da'esh", "daesh"),
        ("Da’esh", "daesh"),
        ("DEAŞ", "deas"),
        ("Côte d'Ivoire", "cote divoire"),
        ("S/RES/2396(2017)", "s res 2396 2017"),
        ("South-East  Asia", "south east asia"),
        ("إفريقيا", "افريقيا"),
        ("٢٣٩٦", "2396"),
    ],
)
def test_diacritics_apostrophes_and_punctuation_make_no_difference(written: str, folded: str) -> None:
    assert fold(written) == folded
