"""An error in a value is reported at the line of the value."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from dossier.model.problem import BrokenSource
from dossier.parser.yaml import parse_yaml


class Port(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    berths: int = 0


class Ports(BaseModel):
    ports: list[Port]
    opened: str = ""
    extent: tuple[float, float, float] = (0, 0, 0)


TEXT = """\
# Ports
ports:
- name: Ostrel
  berths: 3
- name: Velm
  berths: many

- {name: Arn, berth: 2}
"""


def problems(text: str, first: int = 1) -> list[str]:
    with pytest.raises(BrokenSource) as broken:
        parse_yaml(text, Path("ports.yaml"), Ports, first)
    return [str(problem) for problem in broken.value.problems]


def test_each_error_stands_at_the_line_of_its_value() -> None:
    assert [problem.split(";")[0] for problem in problems(TEXT)] == [
        "ports.yaml:6: [schema] ports.2.berths: “many” is not a number",
        "ports.yaml:8: [schema] ports.3: “berth” is not a field",
    ]


def test_lines_are_counted_from_the_line_on_which_the_text_starts() -> None:
    assert [problem.split(" ")[0] for problem in problems(TEXT, first=101)] == ["ports.yaml:106:", "ports.yaml:108:"]


def test_what_is_missing_is_reported_at_what_should_hold_it() -> None:
    assert problems("ports:\n- name: Ostrel\n- berths: 2\n") == ["ports.yaml:3: [schema] ports.2: there is no “name”; add it"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("[1]", ["extent: the list is too short; write 3 values"]),
        ("[1, 2]", ["extent: the list is too short; write 3 values"]),
        ("[1, 2, 3, 4]", ["extent: the list is too long; write 3 values"]),
        ("[]", ["extent: the list is too short; write 3 values"]),
        (
            "[1, far]",
            [
                "extent.2: “far” is not a number; write digits, without quotes, words or commas",
                "extent: the list is too short; write 3 values",
            ],
        ),
    ],
)
def test_a_list_of_another_length_is_told_how_many_values_it_needs(given: str, said: list[str]) -> None:
    assert problems(f"ports: []\nextent: {given}\n") == [f"ports.yaml:2: [schema] {each}" for each in said]


def test_a_key_that_stands_twice_is_reported_wherever_it_stands() -> None:
    assert problems("ports:\n- name: Ostrel\n  berths: 1\n  name: Velm\n") == [
        "ports.yaml:4: [repeated-key] “name” appears twice; keep one of the two"
    ]


def test_a_date_stays_the_text_that_was_written() -> None:
    assert parse_yaml("ports: []\nopened: 2031-05-20\n", Path("ports.yaml"), Ports)[0].opened == "2031-05-20"


def test_an_empty_file_lacks_what_it_must_have() -> None:
    assert problems("") == ["ports.yaml:1: [schema] there is no “ports”; add it"]


def test_a_record_knows_the_lines_of_its_parts() -> None:
    _, place = parse_yaml("ports:\n- name: Ostrel\n- berths: 2\n  name: Velm\n", Path("ports.yaml"), Ports)
    assert place.line("ports", 1, "name") == 4
    assert place.line("ports", 1) == 3
    assert place.line("ports", 0, "berths") == 2, "what is not there stands where the part around it stands"
