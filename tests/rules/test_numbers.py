"""Rules on numbers: each must be in the sources of its statement, with the same qualifier."""

from __future__ import annotations

import re

import pytest

from tests.support import Site

PASSAGES = """\
section: TOLL
passages:
- id: TOLL-1
  kind: paragraph
  paraphrase: >-
    Between 24,000 and 30,000 barges paid toll, a third of them by night. From 1 March 2030 tolls rose by 12 per cent to
    $3.5 million. This was the fourth count.
  figures:
  - {id: crews, subject: crews, max: 600, unit: persons, qualifier: up to, as_of: '2030'}
  - {id: pilots, subject: pilots, min: 40, unit: persons, qualifier: at least, as_of: '2030'}
  - {id: locks, subject: locks, value: 70, unit: locks, qualifier: about, as_of: '2030'}
  evidence:
  - reference: lock-keepers-2030
    supports: Barges paid toll.
"""

PAGE = """\
---
summary: Tolls rose along the river.
sections: [TOLL]
---
# The whole river

:::{finding} tolls-rose
:from: TOLL-1
%s
:::
"""

SUPPORTED = [
    "Between 24,000 and 30,000 barges paid toll.",
    "From twenty-four thousand to thirty thousand barges paid toll.",
    "At least 24,000 barges paid toll.",
    "One third of the barges paid toll by night.",
    "Tolls rose by twelve per cent, to $3.5 million.",
    "Tolls rose in 2030, in March 2030, on 1 March 2030.",
    "It was the fourth count, one of many.",
    "Up to 600 crews paid toll.",
    "As many as 600 crews paid toll.",
    "At least 40 pilots paid toll.",
    "More than 40 pilots paid toll.",
    "About seventy locks took toll.",
    "Some of the $3.5 million was paid in tolls.",
    "Some 70 locks took toll, as RP/2031/7 says.",
]

UNSUPPORTED = {
    "Between 30,000 and 24,000 barges paid toll.": ("numbers", "Between 30,000 and 24,000"),
    "Between 24,000 and 31,000 barges paid toll.": ("numbers", "Between 24,000 and 31,000"),
    "From 24,000 to 24,000 barges paid toll.": ("numbers", "24,000 to 24,000"),
    "Some 25,000 barges paid toll.": ("numbers", "25,000"),
    "Half of the barges paid toll by night.": ("numbers", "Half"),
    "Tolls rose by 12 dollars.": ("numbers", "12 dollars"),
    "Tolls rose by 12.": ("numbers", "12"),
    "Tolls rose to 3.5 million.": ("numbers", "3.5 million"),
    "Tolls rose to $3.5 billion.": ("numbers", "$3.5 billion"),
    "Tolls rose in 2029.": ("numbers", "2029"),
    "Tolls rose in mid-2029.": ("numbers", "2029"),
    "Tolls rose in April 2030.": ("numbers", "April 2030"),
    "Tolls rose on 2 March 2030.": ("numbers", "2 March 2030"),
    "It was the fifth count.": ("numbers", "fifth"),
    "Hundreds of barges paid toll.": ("numbers", "Hundreds"),
    "The 600 crews paid toll.": ("qualifier", "600"),
    "Over 600 crews paid toll.": ("qualifier", "600"),
    "Forty pilots paid toll.": ("qualifier", "Forty"),
    "Up to 40 pilots paid toll.": ("qualifier", "40"),
    "The 70 locks took toll.": ("qualifier", "70"),
}


@pytest.fixture
def ports_with_tolls(ports: Site) -> Site:
    ports.write("source/passages/tolls.yaml", PASSAGES)
    return ports


def find_number_problems(site: Site) -> list[tuple[int, str, str]]:
    """Return the line, rule and number of each problem on the page ``regions/river``."""
    found = (re.match(r"pages/regions/river\.md:(\d+): \[(\S+)\] “([^”]+)”", line) for line in site.check().lines)
    return [(int(match[1]), match[2], match[3]) for match in found if match]


@pytest.mark.parametrize("finding", SUPPORTED)
def test_supported_number_is_accepted(ports_with_tolls: Site, finding: str) -> None:
    ports_with_tolls.write("pages/regions/river.md", PAGE % finding)
    assert find_number_problems(ports_with_tolls) == []


@pytest.mark.parametrize(("finding", "problem"), UNSUPPORTED.items(), ids=UNSUPPORTED)
def test_unsupported_number_is_reported(ports_with_tolls: Site, finding: str, problem: tuple[str, str]) -> None:
    ports_with_tolls.write("pages/regions/river.md", PAGE % finding)
    assert find_number_problems(ports_with_tolls) == [(9, *problem)]


def test_number_is_reported_with_its_line(ports_with_tolls: Site) -> None:
    ports_with_tolls.write(
        "pages/regions/river.md", PAGE % "About 70 locks took toll\nfrom {region}`the 99 ports <river>`,\nsome 98 of them."
    )
    assert find_number_problems(ports_with_tolls) == [(10, "numbers", "99"), (11, "numbers", "98")]


def test_number_of_other_passage_is_reported(ports_with_tolls: Site) -> None:
    ports_with_tolls.write("pages/regions/river.md", PAGE % "About 4,000 barges paid toll.")
    assert find_number_problems(ports_with_tolls) == [(9, "numbers", "4,000")]


PIER = """\
section: TOLL
passages:
- id: TOLL-1
  kind: paragraph
  paraphrase: The east pier took 340 ships in %s.
  figures:
  - id: pier
    subject: ships at the east pier
    value: 340
    unit: ships
    as_of: '2039'
"""


def check_pier(site: Site, passage: str) -> list[str]:
    """Return the problems with numbers of a finding on the pier and its passage."""
    site.write("source/passages/tolls.yaml", passage)
    site.write("pages/regions/river.md", PAGE % "The pier took 340 ships in 2039.")
    return [line for line in site.check().lines if "numbers]" in line]


@pytest.mark.parametrize("time", ["2039", "that year"])
def test_date_of_figure_may_be_in_passage(ports: Site, time: str) -> None:
    assert check_pier(ports, PIER % time) == []


def test_undeclared_year_in_paraphrase_is_reported(ports: Site) -> None:
    assert check_pier(ports, PIER % 2038) == [
        "source/passages/tolls.yaml:5: [paraphrase-numbers] “2038” in the paraphrase of TOLL-1 is neither a figure nor a date of "
        "the passage; correct it, or declare it under “figures” or “dates”"
    ]


def test_date_of_figure_needs_source(ports: Site) -> None:
    assert [line.split(";")[0] for line in check_pier(ports, (PIER % 2039).replace("'2039'", "2039-05"))] == [
        "source/passages/tolls.yaml:11: [register-numbers] “2039-05” is neither in TOLL-1 nor in the evidence named there"
    ]


def test_number_in_evidence_is_accepted(ports_with_tolls: Site) -> None:
    finding = "Two of the five locks took no toll."
    ports_with_tolls.write("pages/regions/river.md", PAGE % finding)
    assert find_number_problems(ports_with_tolls) == [(9, "numbers", "Two"), (9, "numbers", "five")]
    ports_with_tolls.write("pages/regions/river.md", PAGE % f":evidence: lock-keepers-2030\n{finding}")
    assert find_number_problems(ports_with_tolls) == []


def test_number_of_provision_must_be_in_annotation(ports: Site) -> None:
    assert ports.check().status == 0
    ports.edit("pages/resolutions/114.md", "charge no toll for 90 days", "charge no toll for 60 days")
    assert [line.split(";")[0] for line in ports.check().lines] == [
        "pages/resolutions/114.md:21: [provision-numbers] “60” is in none of the sources named"
    ]


def test_number_of_summary_must_be_in_findings(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", "about 4,000 barges in a year", "about 5,000 barges in a year")
    assert [line.split(";")[0] for line in ports.check().lines] == [
        "pages/regions/lower-river.md:3: [summary-numbers] “5,000” in the summary is in no claim of the page, "
        "nor in evidence in its front matter"
    ]
