"""Cards on index pages, and labels in the navigation."""

from __future__ import annotations

from bs4 import Tag

from tests.support import Built, Site, links, text_of


def find_cards(built: Built, number: int) -> list[Tag]:
    """Return the cards in one of the lists on the page ``views``."""
    return built.page("views").select(".cards")[number].select(":scope > li")


def test_card_has_summary_and_numbers_of_findings(built_ports: Built) -> None:
    (card,) = find_cards(built_ports, 0)
    assert [text_of(line) for line in card.select("p")] == [
        "The whole river",
        "Tolls rose along the river.",
        "4 findings, with those of its parts: Lower river 2, Upper river 1",
    ]


def test_cards_are_grouped_under_headings(built_ports: Built) -> None:
    page = built_ports.page("views")
    assert text_of(page.find(id="partners-and-other-organizations").find_next("li")).startswith("Harbour Board")


def test_card_of_register_page_counts_passages(built_ports: Built) -> None:
    assert [text_of(card) for card in find_cards(built_ports, 3)] == ["Register: The lower river 2 passages", "Glossary"]


def test_resolution_has_number_and_subject_in_navigation(built_ports: Built) -> None:
    page = built_ports.page("resolutions/114")
    labels = [text for text, _ in links(page.select_one(".sidebar .open .open"))]
    assert labels == ["114: Free passage"]


def test_titles_and_caption_of_toctree_are_in_navigation(rebuilt_ports: Site) -> None:
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


def test_heading_of_passage_has_its_first_words(built_ports: Built) -> None:
    heading = built_ports.page("evidence/lower").find(id="LOW-2")
    assert text_of(heading) == "LOW-2. Silt narrowed the channel; dredging took up to 600,000 cubic…"
