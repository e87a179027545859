"""The output does not depend on files of earlier builds or on a repository."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import Site

PROJECT = Path(__file__).parents[2]


def test_what_is_no_longer_copied_is_removed(ports: Site) -> None:
    config = {"html_static_path": ["extra"], "html_baseurl": "https://a.example/"}
    ports.write("pages/extra/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    ports.write("pages/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    ports.edit("pages/resolutions/207.md", "It follows", "![A lock](../picture.svg)\n\nIt follows")
    copied = {"_static/logo.svg", "_images/picture.svg", "sitemap.xml", "robots.txt", "opensearch.xml"}
    assert copied <= ports.build(only="resolutions/207", **config).files().keys()
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


def make(tmp_path: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Return the status of a target of the Makefile and what it says, with a Python that does nothing."""
    make_zip(tmp_path, None)
    (tmp_path / ".venv/bin").mkdir()
    (tmp_path / ".venv/bin/python").symlink_to(shutil.which("true") or "")
    settings = {**os.environ, **environment}
    done = subprocess.run(["make", *arguments], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(("target", "name"), [("html", "JOBS"), ("serve", "PORT")])
def test_a_variable_that_is_no_number_is_named(tmp_path: Path, target: str, name: str) -> None:
    status, said = make(tmp_path, target, **{name: "abc"})
    assert status and f"{name} is “abc”, which is not a number" in said


@pytest.mark.parametrize("target", ["html", "epub", "zip", "gettext"])
def test_a_file_in_the_way_of_the_output_is_told(tmp_path: Path, target: str) -> None:
    (tmp_path / "_build").touch()
    status, said = make(tmp_path, target)
    assert status and said.startswith("make: _build cannot be written; remove what is in the way, or make it writable\n")
