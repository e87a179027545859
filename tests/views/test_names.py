"""The index of names has every State, place, body, group and person, with what is said of each."""

from __future__ import annotations

import json

from bs4 import Tag

from tests.export.test_files import DATASET
from tests.support import Built, Site, links, text_of


def named(built: Built, id: str) -> Tag:
    """Return what the list says of a name."""
    item = built.page("views").find(id=f"name-{id}")
    assert isinstance(item, Tag), f"there is no {id}"
    return item


def test_a_state_has_the_findings_whose_words_name_a_place_in_it(built_ports: Built) -> None:
    item = named(built_ports, "ostria")
    assert text_of(item.p).startswith("Ostria, State; 1 finding")
    assert ("Ostrel handled about 4,000 barges in 2030, by the count of the Office.", FINDING) in links(item)
    assert built_ports.page("views").find(id="name-ost") is None, "Ost is not in Ostria"


FINDING = "regions/lower-river.html#ostrel-barges-2030"


def test_an_entry_is_listed_with_its_page_and_its_passages(built_ports: Built) -> None:
    item = named(built_ports, "gauge-office")
    assert text_of(item) == "Gauge Office, body; 1 finding; LOW-1"
    assert links(item) == [("Gauge Office", "actors/gauge-office.html"), ("LOW-1", "evidence/lower.html#LOW-1")]


def test_other_names_lead_to_the_one_that_is_listed(built_ports: Built) -> None:
    seen = [text_of(item) for item in built_ports.page("views").select(".names > li") if "see" in text_of(item)]
    assert seen == [
        "Board of Ports: see Harbour Board",
        "Harbour Board of the Lower River: see Harbour Board",
        "HBLR: see Harbour Board",
        "Ostland: see Ostria",
    ]


def test_a_person_is_listed_with_the_page_that_names_them(built_ports: Built) -> None:
    item = named(built_ports, "edda-vane")
    assert text_of(item) == "Edda Vane, person; named on Harbour Board"


def test_what_names_nobody_is_left_out(built_ports: Built) -> None:
    assert "Assembly" not in text_of(built_ports.page("views"))


def test_letters_lead_into_the_list_and_into_the_glossary(built_ports: Built) -> None:
    names, terms = built_ports.page("views").select(".letters")
    assert [text for text, _ in links(names)] == ["B", "E", "G", "H", "L", "O", "T", "U"]
    assert built_ports.page("views").find(id=links(names)[0][1].removeprefix("#")).name == "h2"
    assert links(terms) == [("B", "glossary.html#term-Barge")]


def test_a_finding_has_its_states_in_the_data(rebuilt_ports: Site) -> None:
    passages = "source/passages/tolls.yaml"
    rebuilt_ports.edit(passages, "bodies: [Harbour Board", "states: [Ostland]\n  bodies: [Harbour Board")
    rebuilt_ports.write("source/dataset.yaml", DATASET)
    found = json.loads((rebuilt_ports.build(only="index").folder / "data/findings.json").read_text())
    states = {finding["id"]: finding["states"] for finding in found if finding["states"]}
    assert states == {"dredging-is-paid-from-tolls": ["Ostria"], "ostrel-barges-2030": ["Ostria"], "tolls-rose": ["Ostria"]}
