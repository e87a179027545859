"""The search index: the parts of pages, their facets, and updates after edits."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.search.client import Search
from tests.support import Built, Site


@pytest.fixture(scope="module")
def search(built_ports: Built) -> Search:
    return Search(built_ports.folder)


def test_findings_repeated_from_other_pages_are_not_indexed(built_ports: Built, search: Search) -> None:
    finding = "narrowed the channel"
    assert finding in built_ports.page("actors/harbour-board").get_text(), "the page repeats a finding from another page"
    assert finding in search.text("regions/lower-river")
    assert finding not in search.text("actors/harbour-board")


def test_example_queries_are_not_indexed(built_ports: Built, search: Search) -> None:
    assert "For example:" in built_ports.page("views").get_text()
    assert "For example:" not in search.text("views")


def test_retired_finding_is_indexed_only_in_list_of_retired_findings(built_ports: Built, search: Search) -> None:
    reason = "Barges had been counted after all."
    assert reason in built_ports.page("regions/lower-river").get_text(), "the page has the notice"
    assert reason not in search.text("regions/lower-river")
    assert reason in search.text("views")


def test_part_of_finding_has_only_its_text(search: Search, built_ports: Built) -> None:
    sort, title, text, more, values = search.parts("regions/lower-river")["ostrel-barges-2030"]
    assert (sort, title, more) == ("finding", "", "Ports")
    page = built_ports.page("regions/lower-river")
    assert text in " ".join(page.find(id="ostrel-barges-2030").get_text().split())  # type: ignore[union-attr]
    for omitted in ("Gauge Office, May 2031", "corrected", "Read as", "[", "LOW-2"):
        assert omitted not in text
    facets = search.index["facets"]
    facet_values = [(name, id) for name, _, known in facets for id, _ in known]
    facets_of_finding = {facet_values[value] for value in values}
    assert {("region", "lower-river"), ("region", "river")} <= facets_of_finding, "a region includes the findings of its parts"
    assert "support" in {facet for facet, _ in facets_of_finding}


def test_labels_of_kinds(search: Search) -> None:
    kinds = {id: label for name, _, values in search.index["facets"] if name == "kind" for id, label in values}
    assert kinds["index"] == "Home page"
    assert kinds["region"] == "Region"


def test_passages_and_references_are_parts(search: Search) -> None:
    assert search.parts("evidence/lower")["LOW-2"][0] == "passage"
    assert search.parts("evidence/bibliography")["ref-rp-2031-7"][0] == "source"
    assert {sort for page in search.index["parts"] for sort, *_ in page} <= set(range(len(search.index["sorts"])))


def test_operative_paragraph_is_found_at_its_anchor(search: Search) -> None:
    assert search.parts("resolutions/114")["paragraph-3"][:2] == ["section", "Operative paragraphs 3 and 4"]
    assert search.first("resolution 114 paragraph 4") == {"resolution 114 paragraph 4": "resolutions/114#paragraph-3"}


def test_values_of_card_are_indexed_without_labels(search: Search) -> None:
    cards = [more for sort, _, _, more, *_ in search.parts("resolutions/114").values() if sort == "lead"]
    assert "Subject" not in cards[0]
    assert "Free passage" in cards[0]
    assert "Vote 15-0-0" in cards[0]
    assert "114" not in cards[0]
    assert search.first("114")["114"] == "resolutions/114"


def test_index_follows_edited_new_and_removed_pages(rebuilt_ports: Site) -> None:
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


def test_site_with_base_url_has_opensearch_description(rebuilt_ports: Site, built_ports: Built) -> None:
    assert not (built_ports.folder / "opensearch.xml").exists()
    folder = rebuilt_ports.build(only="index", html_baseurl="https://ports.example/ref/").folder
    url = ElementTree.parse(folder / "opensearch.xml").find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.get("template") == "https://ports.example/ref/search.html?q={searchTerms}"
