"""``make html`` runs Sphinx only if the inputs or the output of the build have changed."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

PYTHON = """\
#!/bin/sh
echo built >>calls
mkdir -p _build/html dossier/__pycache__ && echo page >_build/html/index.html
test ! -e broken
"""


class Project:
    """A project with a fake ``python``, which logs each build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("docs", "source", "_static", "dossier", ".venv/bin"):
            (folder / name).mkdir(parents=True)
        for name in ("docs/index.md", "source/report.yaml", "dossier/graph.py", "requirements.txt", ".venv/ready"):
            (folder / name).write_text("as it was")
        shutil.copy(Path(__file__).parents[2] / "Makefile", folder)
        (folder / ".venv/bin/python").write_text(PYTHON)
        (folder / ".venv/bin/python").chmod(0o755)
        self.make()

    def make(self, **environment: str) -> int:
        """Run ``make html`` and return the number of builds so far."""
        (self.folder / "calls").write_text("")
        subprocess.run(["make", "html"], cwd=self.folder, env={**os.environ, **environment}, capture_output=True, check=False)
        time.sleep(0.02)  # so that the next change has a later time: file systems round to 10 ms
        return len((self.folder / "calls").read_text().splitlines())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_unchanged_site_is_not_rebuilt(project: Project) -> None:
    assert (project.make(), project.make()) == (0, 0)


def replace_by_older_file(folder: Path) -> None:
    """Replace a file by one with an older modification time."""
    (folder / "docs/index.md").write_text("another")
    os.utime(folder / "docs/index.md", (0, 0))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page": lambda folder: (folder / "docs/index.md").write_text("another"),
    "a page replaced by an older file": replace_by_older_file,
    "a new page": lambda folder: (folder / "docs/a new one.md").write_text("new"),
    "a removed data file": lambda folder: (folder / "source/report.yaml").unlink(),
    "code": lambda folder: (folder / "dossier/graph.py").write_text("another"),
    "new code": lambda folder: (folder / "dossier/new.py").write_text("new"),
    "a removed page of the site": lambda folder: (folder / "_build/html/index.html").unlink(),
    "a removed site": lambda folder: shutil.rmtree(folder / "_build/html"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed_site_is_rebuilt_once(project: Project, change: Callable[[Path], object]) -> None:
    change(project.folder)
    assert (project.make(), project.make()) == (1, 0)


def test_site_is_rebuilt_for_another_url(project: Project) -> None:
    assert project.make(SITE_URL="https://ports.example/") == 1
    assert project.make(SITE_URL="https://ports.example/") == 0


def test_failed_build_is_repeated(project: Project) -> None:
    (project.folder / "broken").touch()
    (project.folder / "docs/index.md").write_text("another")
    assert project.make() > 0
    assert project.make() > 0
