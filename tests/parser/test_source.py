"""Parsing the data folder."""

from __future__ import annotations

import pytest

from dossier.parser.source import read_source
from tests.support import Site


@pytest.mark.parametrize(
    ("date", "precision"), [("2030-03-01", "day"), ("2030-03", "month"), ("'2030'", "year"), ("'2030'", "early in year")]
)
def test_precision_of_date_follows_from_format_unless_given(ports: Site, date: str, precision: str) -> None:
    field = f"precision: {precision}" if " " in precision else "note: Seen from the river."
    ports.edit("source/passages/lower.yaml", "date: 2030-03-01", f"date: {date}")
    ports.edit("source/passages/lower.yaml", "precision: day", field)
    (dated,) = read_source(ports.folder / "source").passages["LOW-1"].dates
    assert dated.precision == precision
