"""A build that is killed while it writes leaves nothing behind that the next build would take for done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import Built, Site

PROJECT = Path(__file__).parents[2]
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


def build(site: Site, to: str) -> int:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", f"{to}-doctrees", "pages", to]
    environment = {**os.environ, "PYTHONPATH": f"{PROJECT}:{PROJECT / 'docs/_ext'}"}
    return subprocess.run(command, cwd=site.folder, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize("pages", [0, 2])
def test_a_build_after_one_that_was_killed_is_a_clean_one(ports: Site, pages: int) -> None:
    ports.write("pages/conf.py", (ports.folder / "pages/conf.py").read_text() + KILLER)
    ports.edit("pages/conf.py", 'html_theme = "basic"', 'html_theme = "dossier"')
    assert build(ports, "site") == 0
    ports.edit("pages/regions/lower-river.md", "# Lower river", "# River mouth")
    ports.edit("source/references.bib", "label = {Gauge Office, May 2031}", "label = {The Gauge Office, May 2031}")
    ports.write("cut-off-after", str(pages))
    assert build(ports, "site") == -signal.SIGKILL
    ports.remove("cut-off-after")
    assert build(ports, "site") == 0
    assert build(ports, "clean") == 0
    assert _files(ports, "site") == _files(ports, "clean")


def _files(site: Site, folder: str) -> dict[str, bytes]:
    """The files that readers get; what Sphinx keeps for itself is left out."""
    return {name: content for name, content in Built(site.folder / folder).files().items() if not name.startswith(".")}
