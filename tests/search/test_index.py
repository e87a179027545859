"""The index has every sentence of the pages once, with its address, and the names that lead to it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.search.asked import Search
from tests.support import Built, Site


@pytest.fixture(scope="module")
def search(built_ports: Built) -> Search:
    return Search(built_ports.folder)


def test_the_text_of_another_page_is_not_searched_as_that_of_this_one(built_ports: Built, search: Search) -> None:
    finding = "narrowed the channel"
    assert finding in built_ports.page("actors/harbour-board").get_text(), "the page repeats a finding from another"
    assert finding in search.text("regions/lower-river")
    assert finding not in search.text("actors/harbour-board")


def test_a_retired_finding_is_found_only_where_all_of_them_are_listed(built_ports: Built, search: Search) -> None:
    reason = "Barges had been counted after all."
    assert reason in built_ports.page("regions/lower-river").get_text(), "the page has the notice"
    assert reason not in search.text("regions/lower-river")
    assert reason in search.text("views")


def test_a_finding_is_a_part_with_its_sentences_alone(search: Search, built_ports: Built) -> None:
    sort, title, text, more, values = search.parts("regions/lower-river")["ostrel-barges-2030"]
    assert (sort, title, more) == ("finding", "", "Ports")
    page = built_ports.page("regions/lower-river")
    assert text in " ".join(page.find(id="ostrel-barges-2030").get_text().split())  # type: ignore[union-attr]
    for left_out in ("Gauge Office, May 2031", "corrected", "Read as", "[", "LOW-2"):
        assert left_out not in text
    facets = search.index["facets"]
    every = [(name, id) for name, _, known in facets for id, _ in known]
    named = {every[value] for value in values}
    assert {("region", "lower-river"), ("region", "river")} <= named, "what a region is part of has its findings, too"
    assert "support" in {facet for facet, _ in named}


def test_the_kind_of_the_first_page_is_not_its_title(search: Search) -> None:
    kinds = {id: label for name, _, values in search.index["facets"] if name == "kind" for id, label in values}
    assert kinds["index"] == "Home page"
    assert kinds["region"] == "Region"


def test_passages_and_sources_have_addresses_of_their_own(search: Search) -> None:
    assert search.parts("evidence/lower")["LOW-2"][0] == "passage"
    assert search.parts("evidence/bibliography")["ref-rp-2031-7"][0] == "source"
    assert {sort for page in search.index["parts"] for sort, *_ in page} <= set(range(len(search.index["sorts"])))


def test_an_operative_paragraph_has_an_address_at_which_it_is_found(search: Search) -> None:
    assert search.parts("resolutions/114")["paragraph-3"][:2] == ["section", "Operative paragraphs 3 and 4"]
    assert search.first("resolution 114 paragraph 4") == {"resolution 114 paragraph 4": "resolutions/114#paragraph-3"}


def test_the_rows_of_a_card_lead_to_a_page_but_for_its_names(search: Search) -> None:
    cards = [more for sort, _, _, more, *_ in search.parts("resolutions/114").values() if sort == "lead"]
    assert "Subject" not in cards[0]
    assert "Free passage" in cards[0]
    assert "Vote 15-0-0" in cards[0]
    assert "114" not in cards[0]
    assert search.first("114")["114"] == "resolutions/114"


def test_a_change_of_the_text_a_new_name_and_a_new_page_are_found_and_a_page_that_is_gone_is_not(rebuilt_ports: Site) -> None:
    page = (rebuilt_ports.folder / "pages/actors/gauge-office.md").read_bytes()
    rebuilt_ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The Office counts barges and zeppelins.\n")
    rebuilt_ports.edit("pages/actors/harbour-board.md", "aliases: [Board of Ports]", "aliases: [Board of Ports, Quay Office]")
    rebuilt_ports.write("pages/actors/ferry-guild.md", page.replace(b"Gauge Office", b"Ferry Guild"))
    search = Search(rebuilt_ports.build().folder)
    assert "zeppelins" in search.text("actors/gauge-office")
    assert search.first("quay office") == {"quay office": "actors/harbour-board"}
    assert "actors/ferry-guild.html" in [page[0] for page in search.index["pages"]]

    rebuilt_ports.remove("pages/actors/ferry-guild.md")
    assert "actors/ferry-guild.html" not in [page[0] for page in Search(rebuilt_ports.build().folder).index["pages"]]


def test_a_browser_is_told_of_the_search_where_the_site_knows_its_address(rebuilt_ports: Site, built_ports: Built) -> None:
    assert not (built_ports.folder / "opensearch.xml").exists()
    folder = rebuilt_ports.build(only="index", html_baseurl="https://ports.example/ref/").folder
    url = ElementTree.parse(folder / "opensearch.xml").find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.get("template") == "https://ports.example/ref/search.html?q={searchTerms}"
