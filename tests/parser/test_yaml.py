"""Parsing YAML: each problem has the line of its value."""

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


def find_problems(text: str, first: int = 1) -> list[str]:
    with pytest.raises(BrokenSource) as error:
        parse_yaml(text, Path("ports.yaml"), Ports, first)
    return [str(problem) for problem in error.value.problems]


def test_error_has_line_of_value() -> None:
    assert [problem.split(";")[0] for problem in find_problems(TEXT)] == [
        "ports.yaml:6: [schema] ports.2.berths: “many” is not a number",
        "ports.yaml:8: [schema] ports.3: “berth” is not a field",
    ]


def test_line_numbers_start_at_offset() -> None:
    assert [problem.split(" ")[0] for problem in find_problems(TEXT, first=101)] == ["ports.yaml:106:", "ports.yaml:108:"]


def test_missing_field_has_line_of_its_record() -> None:
    assert find_problems("ports:\n- name: Ostrel\n- berths: 2\n") == [
        "ports.yaml:3: [schema] ports.2: there is no “name”; add it"
    ]


@pytest.mark.parametrize(
    ("value", "messages"),
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
def test_list_of_wrong_length_is_reported_with_expected_length(value: str, messages: list[str]) -> None:
    assert find_problems(f"ports: []\nextent: {value}\n") == [f"ports.yaml:2: [schema] {each}" for each in messages]


def test_repeated_key_is_reported() -> None:
    assert find_problems("ports:\n- name: Ostrel\n  berths: 1\n  name: Velm\n") == [
        "ports.yaml:4: [repeated-key] “name” appears twice; keep one of the two"
    ]


def test_date_is_read_as_string() -> None:
    assert parse_yaml("ports: []\nopened: 2031-05-20\n", Path("ports.yaml"), Ports)[0].opened == "2031-05-20"


def test_empty_file_lacks_required_fields() -> None:
    assert find_problems("") == ["ports.yaml:1: [schema] there is no “ports”; add it"]


def test_lines_of_nested_values() -> None:
    _, place = parse_yaml("ports:\n- name: Ostrel\n- berths: 2\n  name: Velm\n", Path("ports.yaml"), Ports)
    assert place.line("ports", 1, "name") == 4
    assert place.line("ports", 1) == 3
    assert place.line("ports", 0, "berths") == 2, "a missing value has the line of its record"
