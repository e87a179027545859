"""Parsing the bibliography."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.model.problem import BrokenSource
from dossier.parser.bibliography import read_references

ENTRY = """\
% A comment.

@misc{gauge-office,
  label = {Gauge Office},
  title = {Counts of {Barges} \\& ships},
  kind = {official},
  tier = {event},
  date = {2031-05-02},
  url = {https://gauge.example/100%25},
  annotation = {Counts about 4,000 barges,
    none at {Velm}.},
}
"""


def write_bibliography(folder: Path, text: str) -> Path:
    path = folder / "references.bib"
    path.write_text(text)
    return path


def test_tex_markup_is_converted_to_plain_text(tmp_path: Path) -> None:
    reference = read_references(write_bibliography(tmp_path, ENTRY))["gauge-office"]
    assert (reference.label, reference.title, reference.line) == ("Gauge Office", "Counts of Barges & ships", 3)
    assert reference.annotation == "Counts about 4,000 barges, none at Velm."
    assert reference.url == "https://gauge.example/100%25"


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ("", "https://gauge.example/100%25"),
        ("  official = {https://gauge.example/official},\n", "https://gauge.example/official"),
        ("  link = {false},\n", ""),
        ("  link = {false},\n  official = {https://gauge.example/official},\n", "https://gauge.example/official"),
    ],
)
def test_published_address(tmp_path: Path, fields: str, address: str) -> None:
    text = ENTRY.replace("  kind =", f"{fields}  kind =")
    assert read_references(write_bibliography(tmp_path, text))["gauge-office"].address == address


def test_missing_fields_are_reported(tmp_path: Path) -> None:
    path = write_bibliography(tmp_path, ENTRY + "\n@misc{bare,\n  title = {Bare},\n}\n")
    with pytest.raises(BrokenSource) as error:
        read_references(path)
    assert [str(problem) for problem in error.value.problems] == [
        f"{path}:14: [bibtex] “bare” has no field “{name}”; add it" for name in ("kind", "label", "tier")
    ]


def test_value_without_braces_is_reported(tmp_path: Path) -> None:
    path = write_bibliography(tmp_path, ENTRY.replace("kind = {official}", "kind = official"))
    with pytest.raises(BrokenSource) as error:
        read_references(path)
    assert [(problem.line, problem.rule) for problem in error.value.problems] == [(6, "bibtex")]
