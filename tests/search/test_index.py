"""The index holds the main text of every page once, in small pieces, and is made anew only when that text changes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.search.lexicon import Search
from tests.support import Built, Site

FINDING = """
:::{{finding}} many-{number}
:from: LOW-2
{words}
:::
"""


def stamps(site: Path) -> dict[str, int]:
    """When each file of the index was written."""
    files = [path for folder in ("pagefind", "lexicon") for path in (site / folder).rglob("*") if path.is_file()]
    return {str(path.relative_to(site)): path.stat().st_mtime_ns for path in files}


def test_the_text_of_another_page_is_not_searched_as_that_of_this_one(built_ports: Built) -> None:
    search = Search(built_ports.folder)
    finding = "narrowed the channel"
    assert finding in built_ports.page("actors/harbour-board").get_text(), "the page repeats a finding from another"
    assert finding in search.text("regions/lower-river")
    assert finding not in search.text("actors/harbour-board")


def test_neither_citations_nor_support_are_searched_as_words_of_a_finding(built_ports: Built) -> None:
    text = Search(built_ports.folder).text("regions/lower-river")
    assert "Gauge Office, May 2031" not in text
    assert "corrected" not in text


def test_every_section_and_finding_of_a_page_has_an_address_in_the_index(built_ports: Built) -> None:
    kept = next(kept for kept in Search(built_ports.folder).texts.values() if kept["url"] == "/regions/lower-river.html")
    anchors = [(anchor["id"], anchor["element"]) for anchor in kept["anchors"]]
    assert ("ports", "h2") in anchors
    assert ("ostrel-barges-2030", "finding-corroborated") in anchors
    assert ("silt-in-the-channel", "finding-corroborated") in anchors


def test_a_long_page_is_kept_in_parts_so_that_no_hit_loads_much(ports: Site) -> None:
    findings = [FINDING.format(number=number, words="The silt was deep in the channel. " * 10) for number in range(30)]
    ports.edit("pages/pillars/dredging.md", "# Dredging\n", "# Dredging\n" + "".join(findings))
    kept = [kept for kept in Search(ports.build().folder).texts.values() if kept["url"].startswith("/pillars/dredging.")]
    assert len(kept) > 3
    assert max(kept["word_count"] for kept in kept) < 500
    assert sum("many-7" in [anchor["id"] for anchor in part["anchors"]] for part in kept) == 1


def test_a_build_that_changes_no_text_leaves_the_index_alone(rebuilt_ports: Site) -> None:
    before = stamps(rebuilt_ports.folder / "built/html")
    rebuilt_ports.build()
    assert stamps(rebuilt_ports.folder / "built/html") == before


def test_a_change_of_the_text_is_found(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The Office counts barges and zeppelins.\n")
    search = Search(rebuilt_ports.build().folder)
    assert "zeppelins" in search.text("actors/gauge-office")
    assert "zeppelins" in search.table("words")


def test_a_new_name_alone_is_found(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/actors/harbour-board.md", "aliases: [Board of Ports]", "aliases: [Board of Ports, Quay Office]")
    assert Search(rebuilt_ports.build().folder).leads_to("quay office") == ["actors/harbour-board"]


def test_an_index_that_was_removed_is_made_again(rebuilt_ports: Site) -> None:
    (rebuilt_ports.folder / "built/html/lexicon/manifest.json").unlink()
    assert Search(rebuilt_ports.build().folder).leads_to("114") == ["resolutions/114"]


def test_two_builds_of_the_same_pages_in_one_process_and_in_two_give_the_same_bytes(ports: Site) -> None:
    def index(built: Built) -> dict[str, bytes]:
        return {path: content for path, content in built.files().items() if path.startswith(("pagefind/", "lexicon/"))}

    first = index(ports.build("first"))
    assert first == index(ports.build("second")) == index(ports.build("third", jobs=2))
    assert len(first) > 10


def test_a_browser_is_told_of_the_search_where_the_site_knows_its_address(ports: Site) -> None:
    assert not (ports.build("without").folder / "opensearch.xml").exists()
    folder = ports.build("with", html_use_opensearch="https://ports.example/ref").folder
    url = ElementTree.parse(folder / "opensearch.xml").find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.get("template") == "https://ports.example/ref/search.html?q={searchTerms}"
