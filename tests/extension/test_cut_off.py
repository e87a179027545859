"""After a build was killed while writing, the next build gives the complete site."""

from __future__ import annotations

import multiprocessing
import shutil
import signal
from pathlib import Path

import pytest

from tests.support import Built, Site

pytestmark = pytest.mark.xdist_group("cut off")

KILLER = """
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


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path]:
    """The report on river ports, built, then edited and built in ``clean``; and a copy of all that."""
    folder = tmp_path_factory.mktemp("cut-off")
    site = Site(folder / "site", "test-ports")
    site.write("pages/conf.py", (site.folder / "pages/conf.py").read_text() + KILLER)
    site.edit("pages/conf.py", 'html_theme = "basic"', 'html_theme = "dossier"')
    site.build()
    site.edit("pages/regions/lower-river.md", "# Lower river", "# River mouth")
    site.edit("source/references.bib", "label = {Gauge Office, May 2031}", "label = {The Gauge Office, May 2031}")
    site.build("clean")
    shutil.copytree(site.folder, folder / "kept")
    return site, folder / "kept"


@pytest.mark.parametrize("pages", [0, 2])
def test_a_build_after_one_that_was_killed_is_a_clean_one(kept: tuple[Site, Path], pages: int) -> None:
    site, copy = kept
    shutil.rmtree(site.folder)
    shutil.copytree(copy, site.folder)
    site.write("cut-off-after", str(pages))
    process = multiprocessing.get_context("fork").Process(target=site.build)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    site.remove("cut-off-after")
    again, clean = site.build(), Built(site.folder / "clean/html")
    assert again.written, "nothing was left to do"
    assert again.files() == clean.files()
