"""``make html`` builds nothing where nothing has changed, and is not fooled."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.last_build import begin, end

SITE = Path("_build/html")
FILES = {
    "docs/conf.py": 'import os\nurl = os.environ.get("SITE_URL", "")\n',
    "docs/regions/river.md": "# The river\n",
    "source/events.yaml": "events: []\n",
    "_build/html/index.html": "<p>Built</p>\n",
    "_build/html/regions/river.html": "<p>Built</p>\n",
}


@pytest.fixture(autouse=True)
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project whose last build succeeded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITE_URL", raising=False)
    for name, text in FILES.items():
        write(name, text)
    begin(SITE)
    end(SITE)


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text)


def replace_by_an_older_file() -> None:
    """As `mv` and `cp -p` do."""
    write("older", "# The river!\n")
    os.utime("older", (0, 0))
    Path("older").replace("docs/regions/river.md")


CHANGES: dict[str, Callable[[], object]] = {
    "an edit": lambda: write("docs/regions/river.md", "# The whole river\n"),
    "a new file": lambda: write("docs/regions/delta.md", "# The delta\n"),
    "a file removed": lambda: Path("source/events.yaml").unlink(),
    "a file renamed": lambda: Path("docs/regions/river.md").rename("docs/regions/stream.md"),
    "an older file in its place": replace_by_an_older_file,
    "a setting": lambda: os.environ.__setitem__("SITE_URL", "https://ports.example/"),
    "an edition": lambda: write("_build/editions/ports.epub", "EPUB"),
    "a built page removed": lambda: Path("_build/html/index.html").unlink(),
    "a built page changed": lambda: write("_build/html/index.html", "<p>By hand</p>\n"),
    "no record of a build": lambda: Path("_build/doctrees/last-build.json").unlink(),
}


def test_nothing_is_built_where_nothing_has_changed() -> None:
    assert begin(SITE)
    assert begin(SITE)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_built_until_that_succeeds(change: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "")
    begin(SITE)
    end(SITE)
    change()
    assert not begin(SITE)
    assert not begin(SITE), "the build after the change failed"
    end(SITE)
    assert begin(SITE)


def test_another_folder_for_the_site_is_built() -> None:
    assert not begin(Path("elsewhere"))


def test_an_edit_while_a_build_is_under_way_is_built_by_the_next_one() -> None:
    write("docs/regions/river.md", "# The whole river\n")
    begin(SITE)
    write("docs/regions/river.md", "# The whole long river\n")
    end(SITE)
    assert not begin(SITE)


def test_a_site_changed_by_another_hand_is_made_anew() -> None:
    write("_build/html/regions/river.html", "<p>By hand</p>\n")
    assert not begin(SITE)
    assert not SITE.exists()


def test_a_site_is_kept_where_what_it_is_made_from_has_changed() -> None:
    write("docs/regions/river.md", "# The whole river\n")
    assert not begin(SITE)
    assert SITE.exists()
