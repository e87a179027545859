"""The site of the live server: after any edits, a build of valid files equals a clean build."""

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
from sphinx.util.docutils import docutils_namespace

from dossier.live.site import Site as LiveSite
from dossier.model.site import use
from tests.support import Built, Site

# All tests use the same site, and restore its files.
pytestmark = pytest.mark.xdist_group("live site")
RIVER = "pages/regions/lower-river.md"


class Edited:
    """A small site that is edited, and its live build."""

    def __init__(self, ports: Site, clean: Built) -> None:
        self.files = ports
        self.live = LiveSite(ports.folder / "pages", ports.folder / "live", lambda: ports.check().lines)
        self._clean = clean

    def build(self, *paths: str) -> list[str]:
        """Build after a change of files, and return the problems."""
        self.live.build({self.files.folder / path for path in paths})
        return [*dict.fromkeys([*self.live.check(), *self.live.finish()])]

    def assert_clean(self) -> None:
        """Assert that the pages equal those of a clean build of the original files."""
        assert _pages(self.live.html) == _pages(self._clean.folder)


@pytest.fixture(scope="module")
def edited(built_ports: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edited]:
    use("un")
    ports = Site(tmp_path_factory.mktemp("live"), "test-ports")
    with contextlib.chdir(ports.folder), docutils_namespace():
        edited = Edited(ports, built_ports)
        assert edited.build() == []
        yield edited


def _pages(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.html")) if path.is_file()}


NEARLY_EMPTY: dict[str, str | bytes] = {
    "pages/regions/new.md": "",
    "pages/resolutions/9999.md": "# Resolution 9999\n",  # without front matter
    RIVER: "---\nsummary: x\n# Lower river\n",  # not closed
    "pages/regions/upper-river.md": "---\nsummary:\tx\n\tb: c\n---\n# Upper river\n",  # with a tab
    "pages/regions/river.md": "",
}
"""Empty or incomplete pages, which do not prevent a build."""

BROKEN: dict[str, dict[str, str | bytes]] = {
    "pages that do not prevent a build": NEARLY_EMPTY,
    "a broken bibliography, and data that is not YAML": {
        "source/references.bib": "@misc{{\n",
        "source/events.yaml": "events: [",
    },
    "an unclosed citation, an invalid address, and a page that is not UTF-8": {
        RIVER: "# Lower river\n\nIt froze {cite:p}`chronicle-2029{`.\n",
        "pages/regions/upper-river.md": "# Upper river\n\nIt [froze](%00).\n",
        "pages/regions/river.md": b"# L\xff\n",
    },
    "an empty start page": {"pages/index.md": ""},
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_file_is_reported_and_its_correction_is_built(edited: Edited, broken: dict[str, str | bytes]) -> None:
    files = [edited.files.folder / path for path in broken]
    originals = {file: file.read_bytes() for file in files if file.exists()}
    for path, text in broken.items():
        edited.files.write(path, text)
    problems = edited.build(*broken)
    assert [path for path in broken if not any(line.startswith(path) for line in problems)] == [], problems
    for file in files:
        if file in originals:
            file.write_bytes(originals[file])
        else:
            file.unlink()
    assert edited.build(*broken) == []
    edited.assert_clean()


def test_build_after_adding_and_removing_page_equals_clean_build(edited: Edited) -> None:
    name = "pages/regions/delta.md"
    for _ in range(2):
        shutil.copy(edited.files.folder / RIVER, edited.files.folder / name)
        assert edited.build(name) != []
        edited.files.remove(name)
        assert edited.build(name) == []
    edited.assert_clean()


def test_edit_before_end_of_check_writes_only_its_page(edited: Edited) -> None:
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


def test_build_after_random_edits_equals_clean_build(edited: Edited) -> None:
    """Most edits break something. The environment variable ``LIVE_EDITS`` sets their number."""
    rng = random.Random(612)
    pages = _sources(edited)
    originals = {path: path.read_bytes() for path in pages}
    for _ in range(int(os.environ.get("LIVE_EDITS", "12"))):
        path = rng.choice(pages)
        text = path.read_bytes() if path.exists() else b""
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.randrange(40))
        action = rng.choice(("cut", "double", "remove", "restore", "rename"))
        if action == "remove" or not path.exists():
            path.unlink(missing_ok=True)
        elif action == "rename":
            path.rename(path.with_name(f"moved-{path.name}"))
        else:
            path.write_bytes(
                {"cut": text[:at] + text[end:], "double": text[:end] + text[at:], "restore": originals[path]}[action]
            )
        edited.live.build({path, path.with_name(f"moved-{path.name}")})
        edited.live.check()
    for path in {*_sources(edited)} - set(originals):
        path.unlink()
    for path, text in originals.items():
        path.write_bytes(text)
    edited.live.build(set(originals))
    assert edited.live.check() == []
    edited.live.finish()
    edited.assert_clean()
    gc.collect()
    assert sum(type(found) is Sphinx for found in gc.get_objects()) < 5, "applications of earlier builds are not released"


def _sources(edited: Edited) -> list[Path]:
    return sorted(
        path
        for folder in ("pages", "source")
        for path in (edited.files.folder / folder).rglob("*")
        if path.suffix in (".md", ".yaml", ".bib")
    )
