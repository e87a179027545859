"""After any edits under the live server, the next valid state is built like a clean build."""

from __future__ import annotations

import contextlib
import gc
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from dossier.live.site import Site as LiveSite
from dossier.model.site import use
from tests.support import Built, Site

# One site is served for all tests here, each of which leaves its files as they were.
pytestmark = pytest.mark.xdist_group("live site")
RIVER = "pages/regions/lower-river.md"


class Edited:
    """A small site with its live build."""

    def __init__(self, ports: Site, clean: Built) -> None:
        self.files = ports
        self.live = LiveSite(ports.folder / "pages", ports.folder / "live", lambda: ports.check().lines)
        self._clean = clean

    def build(self, *paths: str) -> list[str]:
        """Build after some files changed, and return the problems."""
        self.live.build({self.files.folder / path for path in paths})
        return [*dict.fromkeys([*self.live.check(), *self.live.finish()])]

    def assert_clean(self) -> None:
        """Assert that the pages are those of a clean build of the original files."""
        assert _pages(self.live.html) == _pages(self._clean.folder)


@pytest.fixture(scope="module")
def edited(built_ports: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    use("un")
    ports = Site(tmp_path_factory.mktemp("live"), "test-ports")
    with contextlib.chdir(ports.folder):
        made = Edited(ports, built_ports)
        assert made.build() == []
        yield made
        made.live.close()


def _pages(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.html")) if path.is_file()}


STILL_BUILT: dict[str, str | bytes] = {
    "pages/regions/new.md": "",
    "pages/resolutions/9999.md": "# Resolution 9999\n",  # without front matter
    RIVER: "---\nsummary: x\n# Lower river\n",  # not closed
    "pages/regions/upper-river.md": "---\nsummary:\tx\n\tb: c\n---\n# Upper river\n",  # with a tab
    "pages/regions/river.md": "",
}
"""Pages that say little or nothing, with which the site is built all the same."""

BROKEN: dict[str, dict[str, str | bytes]] = {
    "pages that are built all the same": STILL_BUILT,
    "a broken bibliography": {"source/references.bib": "@misc{{\n"},
    "data that is no YAML": {"source/events.yaml": "events: ["},
    "a citation that is cut off, an address that is none, and a page that is not UTF-8": {
        RIVER: "# Lower river\n\nIt froze {cite:p}`chronicle-2029{`.\n",
        "pages/regions/upper-river.md": "# Upper river\n\nIt [froze](%00).\n",
        "pages/regions/river.md": b"# L\xff\n",
    },
    "no page to begin with": {"pages/index.md": ""},
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_named_and_its_mend_is_built(edited: Edited, broken: dict[str, str | bytes]) -> None:
    files = [edited.files.folder / path for path in broken]
    kept = {file: file.read_bytes() for file in files if file.exists()}
    for path, text in broken.items():
        edited.files.write(path, text)
    said = edited.build(*broken)
    assert [path for path in broken if not any(line.startswith(path) for line in said)] == [], said
    for file in files:
        if file in kept:
            file.write_bytes(kept[file])
        else:
            file.unlink()
    assert edited.build(*broken) == []
    edited.assert_clean()


def test_pages_that_come_and_go_leave_what_a_clean_build_makes(edited: Edited) -> None:
    name = "pages/regions/delta.md"
    for _ in range(2):
        shutil.copy(edited.files.folder / RIVER, edited.files.folder / name)
        assert edited.build(name) != []
        edited.files.remove(name)
        assert edited.build(name) == []
    edited.assert_clean()


def test_an_edit_that_follows_before_the_last_one_is_checked_writes_only_its_pages(edited: Edited) -> None:
    page = edited.files.folder / RIVER
    text = page.read_text()
    built = []
    for more in ("One.", "Two.", "Three."):
        page.write_text(f"{text}\n{more}\n")
        built.append(edited.live.build({page}).partition(" in ")[0])
    page.write_text(text)
    assert edited.build(RIVER) == []
    edited.assert_clean()
    assert built == ["1 page"] * 3


def test_random_edits_leave_what_a_clean_build_makes_and_give_applications_back(edited: Edited) -> None:
    """Make a dozen random edits, most of which break something; the environment variable ``LIVE_EDITS`` sets their number."""
    chance = random.Random(612)
    pages = _sources(edited)
    kept = {path: path.read_bytes() for path in pages}
    for _ in range(int(os.environ.get("LIVE_EDITS", "12"))):
        path = chance.choice(pages)
        text = path.read_bytes() if path.exists() else b""
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randrange(40))
        deed = chance.choice(("cut", "double", "remove", "restore", "rename"))
        if deed == "remove" or not path.exists():
            path.unlink(missing_ok=True)
        elif deed == "rename":
            path.rename(path.with_name(f"moved-{path.name}"))
        else:
            path.write_bytes({"cut": text[:at] + text[end:], "double": text[:end] + text[at:], "restore": kept[path]}[deed])
        edited.live.build({path, path.with_name(f"moved-{path.name}")})
        edited.live.check()
    for path in {*_sources(edited)} - set(kept):
        path.unlink()
    for path, text in kept.items():
        path.write_bytes(text)
    edited.live.build(set(kept))
    assert edited.live.check() == []
    edited.live.finish()
    edited.assert_clean()
    gc.collect()
    assert sum(type(found) is Sphinx for found in gc.get_objects()) < 5, "those of earlier builds are still there"


def _sources(edited: Edited) -> list[Path]:
    return sorted(
        path
        for folder in ("pages", "source")
        for path in (edited.files.folder / folder).rglob("*")
        if path.suffix in (".md", ".yaml", ".bib")
    )
