"""Previews: each page has a file with short texts on the targets of its links."""

from __future__ import annotations

import json

import pytest

from dossier.html.previews import brief
from tests.support import Built, Site, links

PAGE = "regions/lower-river"


def read_previews(built: Built, docname: str = PAGE) -> dict[str, dict[str, str]]:
    """Return the previews of a page, by address relative to the root of the site."""
    script = (built.folder / f"previews/{docname}.js").read_text()
    return json.loads(script.removeprefix("window.previews=").removesuffix(";\n"))


PREVIEWS = {
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


@pytest.mark.parametrize(("address", "expected"), PREVIEWS.items(), ids=PREVIEWS)
def test_preview_describes_target_of_link(built_ports: Built, address: str, expected: dict[str, str]) -> None:
    assert read_previews(built_ports)[address].items() >= expected.items()


def test_preview_of_finding_has_full_text_and_support(built_ports: Built) -> None:
    assert read_previews(built_ports, "index")["regions/lower-river.html#ostrel-barges-2030"] == {
        "kind": "Finding",
        "title": "Lower river",
        "text": "Ostrel handled about 4,000 barges in 2030, by the count of the Office.",
        "support": "corroborated",
        "sure": "Corroborated by 1 other source, on the same matter; summary corrected: wording",
    }


def test_link_with_text_of_finding_has_no_preview(built_ports: Built) -> None:
    address = "regions/lower-river.html#ostrel-barges-2030"
    assert any(target == f"../{address}" for _, target in links(built_ports.page("actors/gauge-office")))
    assert address not in read_previews(built_ports, "actors/gauge-office")


def test_previews_are_updated_although_page_is_not_rewritten(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/actors/harbour-board.md", "summary: ", "summary: In short, ")
    again = rebuilt_ports.build()
    assert PAGE not in again.written
    assert read_previews(again)["actors/harbour-board.html"]["text"].startswith("In short, ")


def test_long_text_is_cut_after_second_sentence_and_at_word() -> None:
    assert brief("See A/RES/60/288, of Sept. 2006. It holds. No more.") == "See A/RES/60/288, of Sept. 2006. It holds."
    assert brief("One sentence only") == "One sentence only"
    assert brief("word " * 9, 20) == "word word word ..."
