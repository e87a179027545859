"""A build after one that was killed while it wrote pages."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from pathlib import Path

import pytest

from tests.support import Built, Site

pytestmark = pytest.mark.xdist_group("cut off")

KILL_WHILE_WRITING = """
def setup(app):
    import os, pathlib, signal
    written = []
    def cut_off(app, name, template, context, doctree):
        written.append(name)
        after = pathlib.Path(app.srcdir).parent / "cut-off-after"
        if after.exists() and len(written) > int(after.read_text()):
            os.kill(os.getpid(), signal.SIGKILL)
    app.connect("html-page-context", cut_off)
"""


EDITS = (
    ("pages/regions/lower-river.md", "# Lower river", "# River mouth"),
    ("source/references.bib", "label = {Gauge Office, May 2031}", "label = {The Gauge Office, May 2031}"),
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """The report on river ports, built and then edited, with clean builds ``before`` and ``after`` the edits; and a copy."""
    folder = tmp_path_factory.mktemp("cut-off")
    site = Site(folder / "site", "test-ports")
    site.write("pages/conf.py", (site.folder / "pages/conf.py").read_text() + KILL_WHILE_WRITING)
    site.edit("pages/conf.py", 'html_theme = "basic"', 'html_theme = "dossier"')
    shutil.copytree(site.build().folder, site.folder / "before")
    for edit in EDITS:
        site.edit(*edit)
    shutil.copytree(site.build("clean").folder, site.folder / "after")
    shutil.copytree(site.folder, folder / "kept")
    return site, folder / "kept"


@pytest.mark.parametrize("expected", ["before", "after"])
def test_build_after_killed_build_equals_clean_build(edited: tuple[Site, Path], expected: str) -> None:
    """The expected site is that with the edits, or without them if they are reverted before the second build."""
    site, copy = edited
    shutil.rmtree(site.folder)
    shutil.copytree(copy, site.folder)
    site.write("cut-off-after", "2")
    process = multiprocessing.get_context("fork").Process(target=site.build)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    site.remove("cut-off-after")
    for path, old, new in EDITS if expected == "before" else ():
        site.edit(path, new, old)
    again, clean = site.build(), Built(site.folder / expected)
    assert again.written, "the second build had nothing to write"
    assert again.files() == clean.files()
