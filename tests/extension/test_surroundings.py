"""The output does not depend on the environment: the locale, files of earlier builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import Built, Site

PROJECT = Path(__file__).parents[2]


def build(site: Site, to: str, **environment: str) -> Built:
    """Build the site like `make html`, in a process with a separate environment."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "pages", to]
    env = {**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'docs/_ext'}", **environment}
    done = subprocess.run(command, cwd=site.folder, env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return Built(site.folder / to)


@pytest.fixture
def french(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A system with a French locale."""
    folder = tmp_path_factory.mktemp("locales")
    command = ["localedef", "-i", "fr_FR", "-f", "UTF-8", str(folder / "fr_FR.UTF-8")]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this system has no French to be made")
    return {"LC_ALL": "fr_FR.UTF-8", "LOCPATH": str(folder)}


def test_dates_are_english_whatever_the_language_of_the_system(ports: Site, built_ports: Built, french: dict[str, str]) -> None:
    built = build(ports, "french", **french)
    unlike = (".doctrees", "searchindex.js")  # which builds in memory leave out, wholly or in part
    here, there = (
        {name: data for name, data in each.files().items() if not name.startswith(unlike)} for each in (built_ports, built)
    )
    assert there == here


def test_what_is_no_longer_copied_is_removed(ports: Site) -> None:
    config = {"html_static_path": ["extra"], "html_use_opensearch": "https://a.example", "html_baseurl": "https://a.example/"}
    ports.write("pages/extra/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    ports.write("pages/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    ports.edit("pages/resolutions/207.md", "It follows", "![A lock](../picture.svg)\n\nIt follows")
    copied = {"_static/logo.svg", "_images/picture.svg", "sitemap.xml", "robots.txt", "opensearch.xml"}
    assert copied <= ports.build(**config).files().keys()
    ports.remove("pages/extra/logo.svg")
    ports.edit("pages/resolutions/207.md", "![A lock](../picture.svg)\n\n", "")
    assert copied.isdisjoint(ports.build(html_static_path=["extra"]).files())


def make_zip(tmp_path: Path, given: str | None) -> subprocess.CompletedProcess[str]:
    """Return what `make zip` says of its date, with a given date or none."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    (tmp_path / "more.mk").write_text("include Makefile\nzip:\n\t@echo $$SOURCE_DATE_EPOCH\n")
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", ".venv/ready"):
        (tmp_path / name).touch()
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {} if given is None else {"SOURCE_DATE_EPOCH": given}
    command = ["make", "--no-print-directory", "-f", "more.mk", "zip"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("given", [None, ""])
def test_an_edition_has_a_date_without_a_repository(tmp_path: Path, given: str | None) -> None:
    assert make_zip(tmp_path, given).stdout == "315532800\n"


@pytest.mark.parametrize("given", ["2031-05-20", "1.5", "-1"])
def test_a_date_that_is_no_number_is_told(tmp_path: Path, given: str) -> None:
    assert f"“{given}”, which is not a number of seconds since 1970" in make_zip(tmp_path, given).stderr


def test_the_archive_can_be_made_where_nothing_was_built(tmp_path: Path) -> None:
    make_zip(tmp_path, None)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\ntest -d _build/editions\n")
    python.chmod(0o755)
    done = subprocess.run(["make", "zip"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
