"""The index of names: States, places, bodies, groups and persons, with their findings and pages."""

from __future__ import annotations

import json

from bs4 import Tag

from tests.export.test_files import DATASET
from tests.support import Built, Site, links, text_of


def find_item(built: Built, id: str) -> Tag:
    """Return the list item of a name."""
    item = built.page("views").find(id=f"name-{id}")
    assert isinstance(item, Tag), f"there is no {id}"
    return item


def test_state_has_findings_that_name_places_in_it(built_ports: Built) -> None:
    item = find_item(built_ports, "ostria")
    assert text_of(item.p).startswith("Ostria, State; 1 finding")
    assert ("Ostrel handled about 4,000 barges in 2030, by the count of the Office.", FINDING) in links(item)
    assert built_ports.page("views").find(id="name-ost") is None, "“Ost” is only part of “Ostria”"


FINDING = "regions/lower-river.html#ostrel-barges-2030"


def test_entry_is_listed_with_page_and_passages(built_ports: Built) -> None:
    item = find_item(built_ports, "gauge-office")
    assert text_of(item) == "Gauge Office, body; 1 finding; LOW-1"
    assert links(item) == [("Gauge Office", "actors/gauge-office.html"), ("LOW-1", "evidence/lower.html#LOW-1")]


def test_other_names_refer_to_listed_name(built_ports: Built) -> None:
    references = [text_of(item) for item in built_ports.page("views").select(".names > li") if "see" in text_of(item)]
    assert references == [
        "Board of Ports: see Harbour Board",
        "Harbour Board of the Lower River: see Harbour Board",
        "HBLR: see Harbour Board",
        "Ostland: see Ostria",
    ]


def test_person_is_listed_with_page(built_ports: Built) -> None:
    item = find_item(built_ports, "edda-vane")
    assert text_of(item) == "Edda Vane, person; named on Harbour Board"


def test_excluded_name_is_not_listed(built_ports: Built) -> None:
    assert "Assembly" not in text_of(built_ports.page("views"))


def test_letters_link_into_list_and_glossary(built_ports: Built) -> None:
    names, terms = built_ports.page("views").select(".letters")
    assert [text for text, _ in links(names)] == ["B", "E", "G", "H", "L", "O", "T", "U"]
    assert built_ports.page("views").find(id=links(names)[0][1].removeprefix("#")).name == "h2"
    assert links(terms) == [("B", "glossary.html#term-Barge")]


def test_states_without_latin_letters_have_filter_values_of_their_own(rebuilt_ports: Site) -> None:
    states = "states:\n- {name: Острия, words: [Ostrel]}\n- {name: Речной край, words: [channel]}\n"
    rebuilt_ports.write("source/style.yaml", states)
    page = rebuilt_ports.build(only="views index").page("views")
    assert [option["value"] for option in page.select("select[name=state] option")] == ["", "острия", "речной-край"]
    assert len(page.select("tr.has-state-острия")) == 1


def test_data_of_finding_have_its_states(rebuilt_ports: Site) -> None:
    passages = "source/passages/tolls.yaml"
    rebuilt_ports.edit(passages, "bodies: [Harbour Board", "states: [Ostland]\n  bodies: [Harbour Board")
    rebuilt_ports.write("source/dataset.yaml", DATASET)
    findings = json.loads((rebuilt_ports.build(only="index").folder / "data/findings.json").read_text())
    states = {finding["id"]: finding["states"] for finding in findings if finding["states"]}
    assert states == {"dredging-is-paid-from-tolls": ["Ostria"], "ostrel-barges-2030": ["Ostria"], "tolls-rose": ["Ostria"]}
