"""The data folder is read into records."""

from __future__ import annotations

import pytest

from dossier.parser.source import read_source
from tests.support import Site


@pytest.mark.parametrize(
    ("date", "precision"), [("2030-03-01", "day"), ("2030-03", "month"), ("'2030'", "year"), ("'2030'", "early in year")]
)
def test_a_date_is_as_precise_as_its_form_unless_it_says_otherwise(ports: Site, date: str, precision: str) -> None:
    said = f"precision: {precision}" if " " in precision else "note: Seen from the river."
    ports.edit("source/passages/lower.yaml", "date: 2030-03-01", f"date: {date}")
    ports.edit("source/passages/lower.yaml", "precision: day", said)
    (dated,) = read_source(ports.folder / "source").passages["LOW-1"].dates
    assert dated.precision == precision
