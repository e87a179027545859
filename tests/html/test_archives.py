"""Earlier states of the site: archives of releases are unpacked, and pages link to their earlier states."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from dossier.model.site import use
from tests.support import Built, Site, links, text_of

# All tests use the same releases.
pytestmark = pytest.mark.xdist_group("archives")

MOVED = "moved:\n- old: regions/delta\n  to: regions/lower-river\n  why: It was named anew.\n"
PAGE = b"<head><title>%s</title></head><body><h1>%s</h1><p>As it was.</p></body>"
FIRST = {"index": b"Ports", "regions/delta": b"The delta", "threat/gone": b"Gone"}
SECOND = {"index": b"Ports", "regions/lower-river": b"Lower river"}
RELEASE_TITLES = {"1.0": "Release 1.0, 31 January 2032", "1.1": "Release 1.1, 1 March 2032"}


def make_archive(pages: dict[str, bytes], *others: str) -> bytes:
    """Make an archive of a site in the form of the command ``zip``: in a root folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for docname, title in pages.items():
            file.writestr(f"ports/{docname}.html", PAGE % (title, title))
        for name in others:
            file.writestr(name, b"other")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def _released(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The report on river ports with a change log and the archives of two releases, between which a page was renamed."""
    use("un")
    ports = Site(tmp_path_factory.mktemp("released"), "test-ports")
    ports.edit("source/ledger.yaml", "published:", f"{MOVED}published:")
    ports.write("pages/changes.md", "# Changes\n\n:::{changes}\n:::\n")
    ports.edit("pages/index.md", "threat/silting", "threat/silting\nchanges")
    for version, date in (("1.0", "2032-01-31"), ("1.1", "2032-03-01")):
        done = ports.command("release", version, "--date", date, "--pages", "pages", "--source", "source")
        assert done.status == 0, done.err
    ports.write("editions/releases/1.0.zip", make_archive(FIRST, "ports/data.csv", "ports/../../../up.txt", "loose.txt"))
    ports.write("editions/releases/1.1.zip", make_archive(SECOND))
    ports.write("editions/releases/2.0.zip", make_archive(SECOND))
    return ports


@pytest.fixture
def released(_released: Site, tmp_path: Path) -> Site:
    """A copy of the released site; the test may change it."""
    return Site(tmp_path, _released.folder)


@pytest.fixture(scope="module")
def built(_released: Site, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The released site, built; read-only."""
    return build(Site(tmp_path_factory.mktemp("built"), _released.folder), html_baseurl="https://ports.example/")


def build(site: Site, to: str = "built", **options: object) -> Built:
    settings = {"html_theme": "dossier", "templates_path": [], "dossier_editions": "../editions"}
    built = site.build(to, **{**settings, **options})
    assert built.warnings == []
    return built


def find_earlier_states(built: Built, docname: str) -> list[tuple[str, str]]:
    """Return the links of a page to its earlier states."""
    return [link for part in built.page(docname).select(".contribute") for link in links(part)]


def test_page_links_to_earlier_states_at_their_old_docnames(built: Built) -> None:
    assert find_earlier_states(built, "regions/lower-river") == [
        (RELEASE_TITLES["1.1"], "../releases/1.1/regions/lower-river.html"),
        (RELEASE_TITLES["1.0"], "../releases/1.0/regions/delta.html"),
    ]
    assert find_earlier_states(built, "regions/river") == []
    site_links = [address for text, address in links(built.page("changes")) if text.startswith("The site as it stood")]
    assert site_links == ["releases/1.1/index.html", "releases/1.0/index.html"]
    assert not (built.folder / "releases/2.0").exists()


def test_earlier_state_links_to_current_page(built: Built) -> None:
    page = built.page("releases/1.0/regions/delta")
    assert text_of(page.select_one("h1 + p")) == f"An earlier state of this page: {RELEASE_TITLES['1.0']}. The page as it is now"
    assert links(page) == [("The page as it is now", "../../../regions/delta.html")]
    assert "lower-river.html" in str(built.page("regions/delta"))
    assert links(built.page("releases/1.0/threat/gone")) == [("The page as it is now", "../../../index.html")]
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "As it was." in text_of(page) and (built.folder / "releases/1.0/data.csv").read_bytes() == b"other"


def test_earlier_states_are_not_in_search_index_and_sitemap(built: Built) -> None:
    files = built.files()
    assert b"As it was." in files["releases/1.1/index.html"]
    assert [path for path, content in files.items() if b"As it was." in content and not path.startswith("releases/")] == []
    assert b"releases/" not in files["sitemap.xml"]


def test_links_between_states_with_dirhtml(released: Site) -> None:
    built = build(released, builder="dirhtml", only="regions/lower-river")
    assert links(built.page("releases/1.1/regions/lower-river")) == [("The page as it is now", "../../../regions/lower-river/")]
    assert (RELEASE_TITLES["1.1"], "../../releases/1.1/regions/lower-river.html") in find_earlier_states(
        built, "regions/lower-river/index"
    )


def test_rebuild_with_changed_archives_equals_clean_build(released: Site) -> None:
    after = build(released).page("regions/lower-river")
    released.remove("editions/releases/1.0.zip")
    for content in (None, make_archive({"index": b"Ports", "regions/river": b"River"})):
        if content:
            released.write("editions/releases/1.1.zip", content)
        again = build(released)
        before, after = after, again.page("regions/lower-river")
        assert after != before
        assert "glossary" not in again.written
    assert again.files() == build(released, "clean").files()


def test_build_without_editions_has_no_earlier_states(released: Site) -> None:
    built = build(released, dossier_editions="", only="regions/lower-river")
    assert not (built.folder / "releases").exists()
    assert find_earlier_states(built, "regions/lower-river") == []


def test_files_outside_root_folder_of_archive_are_not_unpacked(built: Built) -> None:
    assert [path for name in ("up.txt", "loose.txt") for path in built.folder.parents[1].rglob(name)] == []


def test_page_in_folder_of_earlier_states_is_reported(ports: Site) -> None:
    ports.write("pages/releases/notes.md", "# Notes\n")
    assert "[page-name] the build writes its own page at “releases/notes”" in ports.check().err


@pytest.mark.parametrize(
    ("content", "error", "jobs"),
    [
        (b"<html>Not found</html>", "File is not a zip file", 0),
        (make_archive(FIRST).replace(b"As it was.", b"As it is.."), "Bad CRC-32 for file 'ports/index.html'", 2),
        (make_archive(FIRST)[:-200], "File is not a zip file", 0),
    ],
    ids=["another file", "a damaged page", "cut off"],
)
def test_invalid_archive_is_reported(released: Site, content: bytes, error: str, jobs: int) -> None:
    released.write("editions/releases/1.0.zip", content)
    with pytest.raises(SystemExit) as failure:
        build(released, jobs=jobs)
    expected = f"editions/releases/1.0.zip: [archive] this is not a sound ZIP archive: {error}; download it again, or remove it"
    assert str(failure.value) == expected
