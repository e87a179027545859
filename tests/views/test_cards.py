"""Index pages link by cards, and lists show what distinguishes pages."""

from __future__ import annotations

from bs4 import Tag

from tests.support import Built, Site, links, text_of


def cards(built: Built, number: int) -> list[Tag]:
    """The cards of one of the lists on the page of views."""
    return built.page("views").select(".cards")[number].select(":scope > li")


def test_a_card_has_a_sentence_the_number_of_findings_and_the_parts(built_ports: Built) -> None:
    (whole,) = cards(built_ports, 0)
    assert [text_of(line) for line in whole.select("p")] == [
        "The whole river",
        "Tolls rose along the river.",
        "4 findings, with those of its parts: Lower river 2, Upper river 1",
    ]


def test_entries_of_a_group_stand_under_its_heading(built_ports: Built) -> None:
    page = built_ports.page("views")
    assert text_of(page.find(id="partners-and-other-organizations").find_next("li")).startswith("Harbour Board")


def test_the_card_of_a_register_says_how_many_passages_it_has(built_ports: Built) -> None:
    assert [text_of(card) for card in cards(built_ports, 3)] == ["Register: The lower river 2 passages", "Glossary"]


def test_the_navigation_calls_a_resolution_by_number_and_subject(built_ports: Built) -> None:
    page = built_ports.page("resolutions/114")
    named = [text for text, _ in links(page.select_one(".sidebar .open .open"))]
    assert named == ["114: Free passage"]


def test_a_toctree_may_name_its_pages_for_the_navigation_and_its_caption_stands_above_them(rebuilt_ports: Site) -> None:
    index = "```{toctree}\n\nbibliography\n```\n\n```{toctree}\n:caption: Passages\n\nLower <lower>\nupper\ntolls\n```\n"
    rebuilt_ports.write("pages/evidence/index.md", f"# Evidence\n\n{index}")
    menu = rebuilt_ports.build(only="evidence/index").page("evidence/index").select_one(".sidebar .open ul")
    assert [text_of(item) for item in menu.select("li")] == [
        "Bibliography",
        "Passages",
        "Lower",
        "Register: The upper river: locks and cranes",
        "Register: Tolls",
    ]


def test_a_passage_has_its_first_words_in_its_heading(built_ports: Built) -> None:
    heading = built_ports.page("evidence/lower").find(id="LOW-2")
    assert text_of(heading) == "LOW-2. Silt narrowed the channel; dredging took up to 600,000 cubic…"
