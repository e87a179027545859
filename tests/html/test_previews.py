"""Previews: each page has a short text on the target of each of its links."""

from __future__ import annotations

import json

import pytest

from dossier.html.previews import brief
from tests.support import Built, Site, links

PAGE = "regions/lower-river"


def previews(built: Built, docname: str = PAGE) -> dict[str, dict[str, str]]:
    """The previews of a page, by address from the root of the site."""
    script = (built.folder / f"previews/{docname}.js").read_text()
    return json.loads(script.removeprefix("window.previews=").removesuffix(";\n"))


SAID = {
    "evidence/lower.html#LOW-1": {
        "kind": "Passage",
        "title": "LOW-1, The lower river",
        "text": "Ostrel handled some 4,000 ships in 2030 and was the busiest port of the lower river.",
    },
    "evidence/bibliography.html#ref-gauge-office-2031-05": {
        "kind": "Reference, on the same matter",
        "title": "Gauge Office, May 2031",
        "text": "Counts of barges, Gauge Office, 2 May 2031. Counts about 4,000 barges at Ostrel in 2030 & none at Velm; "
        "a quay was opened on 1 March 2030. Edda Vane is Warden of the Board.",
    },
    "actors/harbour-board.html": {"kind": "Actor", "title": "Harbour Board"},
    "glossary.html#term-mooring": {
        "kind": "Term",
        "title": "Berth, mooring",
        "text": "A place where a barge lies, such as those of the Lower river. It has a number.",
    },
}


@pytest.mark.parametrize(("address", "said"), SAID.items(), ids=SAID)
def test_a_reader_learns_what_a_link_leads_to(built_ports: Built, address: str, said: dict[str, str]) -> None:
    assert previews(built_ports)[address].items() >= said.items()


def test_a_finding_is_given_whole_with_its_support(built_ports: Built) -> None:
    assert previews(built_ports, "index")["regions/lower-river.html#ostrel-barges-2030"] == {
        "kind": "Finding",
        "title": "Lower river",
        "text": "Ostrel handled about 4,000 barges in 2030, by the count of the Office.",
        "support": "corroborated",
        "sure": "Corroborated by 1 other source, on the same matter; summary corrected: wording",
    }


def test_a_link_that_has_the_words_of_its_target_needs_no_preview(built_ports: Built) -> None:
    address = "regions/lower-river.html#ostrel-barges-2030"
    assert any(target == f"../{address}" for _, target in links(built_ports.page("actors/gauge-office")))
    assert address not in previews(built_ports, "actors/gauge-office")


def test_a_page_that_is_not_written_again_learns_what_its_links_lead_to(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/actors/harbour-board.md", "summary: ", "summary: In short, ")
    again = rebuilt_ports.build()
    assert PAGE not in again.written
    assert previews(again)["actors/harbour-board.html"]["text"].startswith("In short, ")


def test_a_long_text_is_cut_after_its_second_sentence_and_at_a_word() -> None:
    assert brief("See A/RES/60/288, of Sept. 2006. It holds. No more.") == "See A/RES/60/288, of Sept. 2006. It holds."
    assert brief("One sentence only") == "One sentence only"
    assert brief("word " * 9, 20) == "word word word ..."
