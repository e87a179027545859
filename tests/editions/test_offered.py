"""The list of editions for download, and the ZIP archive of the site."""

from __future__ import annotations

import hashlib
import os
import zipfile

import pytest

from tests.support import Site, links, text_of


@pytest.fixture
def ports_with_editions(rebuilt_ports: Site) -> Site:
    """The report on river ports with a list of editions on the page ``threat/silting``."""
    rebuilt_ports.write("pages/threat/silting.md", "# Silting\n\n:::{editions}\n:::\n")
    return rebuilt_ports


def test_directive_lists_editions_with_size_and_checksum(ports_with_editions: Site) -> None:
    ports_with_editions.write("editions/ports.pdf", b"%PDF" * 400)
    ports_with_editions.write("editions/notes.txt", b"no edition")
    built = ports_with_editions.build(only="threat/silting", dossier_editions="../editions")
    table = built.page("threat/silting").select_one("table")
    assert [text_of(cell) for cell in table.select("tbody :is(th, td)")][2:] == [
        "1,600",
        hashlib.sha256(b"%PDF" * 400).hexdigest(),
    ]
    assert links(table) == [("ports.pdf", "../editions/ports.pdf")]
    assert (built.folder / "editions/ports.pdf").read_bytes() == b"%PDF" * 400
    assert not (built.folder / "editions/notes.txt").exists()


def test_list_follows_changed_and_removed_editions(ports_with_editions: Site) -> None:
    ports_with_editions.write("editions/ports.pdf", b"old")
    ports_with_editions.build(dossier_editions="../editions")
    ports_with_editions.write("editions/ports.pdf", b"new")
    assert hashlib.sha256(b"new").hexdigest() in str(
        ports_with_editions.build(dossier_editions="../editions").page("threat/silting")
    )
    ports_with_editions.remove("editions/ports.pdf")
    gone = ports_with_editions.build(dossier_editions="../editions")
    assert "This copy of the site has no editions." in text_of(gone.page("threat/silting"))
    assert not (gone.folder / "editions/ports.pdf").exists()


@pytest.mark.parametrize(("given", "year"), [("-1", 1980), ("99999999999", 2107)])
def test_dates_in_archive_are_limited_to_zip_range(ports: Site, monkeypatch: pytest.MonkeyPatch, given: str, year: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert ports.command("zip", "pages", "ports.zip").status == 0
    assert zipfile.ZipFile(ports.folder / "ports.zip").infolist()[0].date_time[0] == year


def test_archive_of_missing_folder_is_refused(ports: Site) -> None:
    message = "none:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it"
    assert ports.command("zip", "none", "ports.zip").lines == [message]
    assert not (ports.folder / "ports.zip").exists()


def test_archive_is_reproducible(ports: Site) -> None:
    for number in (1, 2):
        assert ports.command("zip", "pages", f"ports-{number}/ports.zip").status == 0
        os.utime(ports.folder / "pages/index.md", (number * 10**9, number * 10**9))
    first, second = ((ports.folder / f"ports-{number}/ports.zip") for number in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert "ports/regions/lower-river.md" in zipfile.ZipFile(first).namelist()
