"""The editions that the site offers for download, and the archive of the site."""

from __future__ import annotations

import hashlib
import os
import zipfile

import pytest

from tests.support import Site, links, text_of


@pytest.fixture
def offering_ports(rebuilt_ports: Site) -> Site:
    """The report on river ports with a list of editions on a page."""
    rebuilt_ports.write("pages/threat/silting.md", "# Silting\n\n:::{editions}\n:::\n")
    return rebuilt_ports


def test_the_page_lists_each_edition_with_size_and_checksum(offering_ports: Site) -> None:
    offering_ports.write("editions/ports.pdf", b"%PDF" * 400)
    offering_ports.write("editions/notes.txt", b"no edition")
    built = offering_ports.build(only="threat/silting", dossier_editions="../editions")
    table = built.page("threat/silting").select_one("table")
    assert [text_of(cell) for cell in table.select("tbody :is(th, td)")][2:] == [
        "1,600",
        hashlib.sha256(b"%PDF" * 400).hexdigest(),
    ]
    assert links(table) == [("ports.pdf", "../editions/ports.pdf")]
    assert (built.folder / "editions/ports.pdf").read_bytes() == b"%PDF" * 400
    assert not (built.folder / "editions/notes.txt").exists()


def test_an_edition_that_changes_or_goes_does_so_on_the_page_too(offering_ports: Site) -> None:
    offering_ports.write("editions/ports.pdf", b"old")
    offering_ports.build(dossier_editions="../editions")
    offering_ports.write("editions/ports.pdf", b"new")
    assert hashlib.sha256(b"new").hexdigest() in str(offering_ports.build(dossier_editions="../editions").page("threat/silting"))
    offering_ports.remove("editions/ports.pdf")
    gone = offering_ports.build(dossier_editions="../editions")
    assert "This copy of the site has no editions." in text_of(gone.page("threat/silting"))
    assert not (gone.folder / "editions/ports.pdf").exists()


@pytest.mark.parametrize(("given", "year"), [("-1", 1980), ("99999999999", 2107)])
def test_an_archive_has_a_date_that_it_can_hold(ports: Site, monkeypatch: pytest.MonkeyPatch, given: str, year: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert ports.command("zip", "pages", "ports.zip").status == 0
    assert zipfile.ZipFile(ports.folder / "ports.zip").infolist()[0].date_time[0] == year


def test_no_archive_is_made_of_a_folder_that_is_not_there(ports: Site) -> None:
    said = "none:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it"
    assert ports.command("zip", "none", "ports.zip").lines == [said]
    assert not (ports.folder / "ports.zip").exists()


def test_an_archive_has_the_same_bytes_for_the_same_files(ports: Site) -> None:
    for number in (1, 2):
        assert ports.command("zip", "pages", f"ports-{number}/ports.zip").status == 0
        os.utime(ports.folder / "pages/index.md", (number * 10**9, number * 10**9))
    first, second = ((ports.folder / f"ports-{number}/ports.zip") for number in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert "ports/regions/lower-river.md" in zipfile.ZipFile(first).namelist()
