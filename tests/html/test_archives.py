"""Earlier states: the archives of releases, unpacked into the site, and the links to the pages in them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dossier.model.site import use
from tests.support import Built, Site, links, text_of

# One process makes the releases for all tests.
pytestmark = pytest.mark.xdist_group("archives")

MOVED = "moved:\n- old: regions/delta\n  to: regions/lower-river\n  why: It was named anew.\n"
PAGE = b"<head><title>%s</title></head><body><h1>%s</h1><p>As it was.</p></body>"
FIRST = {"index": b"Ports", "regions/delta": b"The delta", "threat/gone": b"Gone"}
SECOND = {"index": b"Ports", "regions/lower-river": b"Lower river"}
AT = {"1.0": "Release 1.0, 31 January 2032", "1.1": "Release 1.1, 1 March 2032"}


def archive(pages: dict[str, bytes], *others: str) -> bytes:
    """An archive of a site, in a folder as the command ``zip`` makes it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for docname, title in pages.items():
            file.writestr(f"ports/{docname}.html", PAGE % (title, title))
        for name in others:
            file.writestr(name, b"other")
    return made.getvalue()


@pytest.fixture(scope="module")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The report on river ports with two releases, between which a page was renamed, the archive of each, and a change log."""
    use("un")
    ports = Site(tmp_path_factory.mktemp("released"), "test-ports")
    ports.edit("source/ledger.yaml", "published:", f"{MOVED}published:")
    ports.write("pages/changes.md", "# Changes\n\n:::{changes}\n:::\n")
    ports.edit("pages/index.md", "threat/silting", "threat/silting\nchanges")
    for version, day in (("1.0", "2032-01-31"), ("1.1", "2032-03-01")):
        done = ports.command("release", version, "--date", day, "--pages", "pages", "--source", "source")
        assert done.status == 0, done.err
    ports.write("editions/releases/1.0.zip", archive(FIRST, "ports/data.csv", "ports/../../../up.txt", "loose.txt"))
    ports.write("editions/releases/1.1.zip", archive(SECOND))
    ports.write("editions/releases/2.0.zip", archive(SECOND))
    return ports


@pytest.fixture
def released(_released: Site, tmp_path: Path) -> Site:
    """The same, which the test may change."""
    return Site(tmp_path, _released.folder)


@pytest.fixture(scope="module")
def built(_released: Site, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, built; read-only."""
    return build(Site(tmp_path_factory.mktemp("built"), _released.folder), html_baseurl="https://ports.example/")


def build(site: Site, to: str = "built", **options: object) -> Built:
    settings = {"html_theme": "dossier", "templates_path": [], "dossier_editions": "../editions"}
    made = site.build(to, **{**settings, **options})
    assert made.warnings == []
    return made


def earlier(built: Built, docname: str) -> list[tuple[str, str]]:
    """The links of a page to its earlier states."""
    return [link for part in built.page(docname).select(".contribute") for link in links(part)]


def test_a_page_links_to_each_of_its_earlier_states_by_the_name_it_had(built: Built) -> None:
    assert earlier(built, "regions/lower-river") == [
        (AT["1.1"], "../releases/1.1/regions/lower-river.html"),
        (AT["1.0"], "../releases/1.0/regions/delta.html"),
    ]
    assert earlier(built, "regions/river") == []
    links_of_changes = [address for text, address in links(built.page("changes")) if text.startswith("The site as it stood")]
    assert links_of_changes == ["releases/1.1/index.html", "releases/1.0/index.html"]
    assert not (built.folder / "releases/2.0").exists()


def test_an_earlier_state_says_so_and_leads_to_the_present_one(built: Built) -> None:
    page = built.page("releases/1.0/regions/delta")
    assert text_of(page.select_one("h1 + p")) == f"An earlier state of this page: {AT['1.0']}. The page as it is now"
    assert links(page) == [("The page as it is now", "../../../regions/delta.html")]
    assert "lower-river.html" in str(built.page("regions/delta"))
    assert links(built.page("releases/1.0/threat/gone")) == [("The page as it is now", "../../../index.html")]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "As it was." in text_of(page) and (built.folder / "releases/1.0/data.csv").read_bytes() == b"other"


def test_earlier_states_are_neither_searched_nor_in_the_sitemap(built: Built) -> None:
    files = built.files()
    assert b"As it was." in files["releases/1.1/index.html"]
    assert [path for path, content in files.items() if b"As it was." in content and not path.startswith("releases/")] == []
    assert b"releases/" not in files["sitemap.xml"]


def test_the_links_of_a_site_of_folders_lead_to_its_folders(released: Site) -> None:
    built = build(released, builder="dirhtml", only="regions/lower-river")
    assert links(built.page("releases/1.1/regions/lower-river")) == [("The page as it is now", "../../../regions/lower-river/")]
    assert (AT["1.1"], "../../releases/1.1/regions/lower-river.html") in earlier(built, "regions/lower-river/index")


def test_building_again_after_archives_were_removed_and_replaced_gives_what_a_clean_build_gives(released: Site) -> None:
    after = build(released).page("regions/lower-river")
    released.remove("editions/releases/1.0.zip")
    for content in (None, archive({"index": b"Ports", "regions/river": b"River"})):
        if content:
            released.write("editions/releases/1.1.zip", content)
        again = build(released)
        before, after = after, again.page("regions/lower-river")
        assert after != before
        assert "glossary" not in again.written
    assert again.files() == build(released, "clean").files()


def test_an_archive_of_the_site_has_no_earlier_states(released: Site) -> None:
    built = build(released, dossier_editions="", only="regions/lower-river")
    assert not (built.folder / "releases").exists()
    assert earlier(built, "regions/lower-river") == []


def test_a_file_outside_the_folder_of_an_archive_is_not_unpacked(built: Built) -> None:
    assert [path for name in ("up.txt", "loose.txt") for path in built.folder.parents[1].rglob(name)] == []


def test_no_page_may_stand_where_earlier_states_are_unpacked(ports: Site) -> None:
    ports.write("pages/releases/notes.md", "# Notes\n")
    assert "[page-name] the build writes its own page at “releases/notes”" in ports.check().err


@pytest.mark.parametrize(
    ("content", "error", "jobs"),
    [
        (b"<html>Not found</html>", "File is not a zip file", 0),
        (archive(FIRST).replace(b"As it was.", b"As it is.."), "Bad CRC-32 for file 'ports/index.html'", 2),
        (archive(FIRST)[:-200], "File is not a zip file", 0),
    ],
    ids=["another file", "a damaged page", "cut off"],
)
def test_an_archive_that_cannot_be_read_is_reported_in_one_line(released: Site, content: bytes, error: str, jobs: int) -> None:
    released.write("editions/releases/1.0.zip", content)
    with pytest.raises(SystemExit) as broken:
        build(released, jobs=jobs)
    reported = f"editions/releases/1.0.zip: [archive] this is not a sound ZIP archive: {error}; download it again, or remove it"
    assert str(broken.value) == reported
