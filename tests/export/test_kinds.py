"""Columns of the exported tables that are derived from the kinds of entry."""

from __future__ import annotations

import pytest

from dossier.export.tables import entries, findings
from dossier.graph import Dossier
from dossier.model.kinds import COLUMNS, KINDS, EntryMeta, Kind
from dossier.parser.pages import read_pages
from dossier.parser.source import read_source
from tests.support import Site


class BodyMeta(EntryMeta):
    """Front matter of a body."""

    home_port: str = ""


@pytest.fixture
def dossier(ports: Site, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """The report on river ports, with an additional kind of entry."""
    monkeypatch.setitem(KINDS, "body", Kind("body", "bodies", "Body", "Bodies", BodyMeta))
    return Dossier(read_source(ports.folder / "source"), read_pages(ports.folder / "pages")[0])


def test_column_of_kind_is_named_by_its_plural(dossier: Dossier) -> None:
    names = [column.name for column in findings(dossier).columns]
    assert {*names} == {*COLUMNS, *(kind.column for kind in KINDS.values())}
    assert [name for name in names if name in ("bodies", "bodys", "threats", "regions")] == ["regions", "threats", "bodies"]


def test_field_without_description_is_described_by_its_name(dossier: Dossier) -> None:
    descriptions = {column.name: column.description for column in entries(dossier).columns}
    assert descriptions["home_port"] == "Of bodies: home port."
    assert descriptions["acronym"] == "Of actors: its acronym."
