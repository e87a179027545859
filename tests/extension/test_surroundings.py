"""Output folders, make variables and dates: stale files, missing repositories, wrong values."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import Site

PROJECT = Path(__file__).parents[2]


def test_stale_files_in_output_are_deleted(rebuilt_ports: Site) -> None:
    config = {"html_static_path": ["extra"], "html_baseurl": "https://a.example/"}
    rebuilt_ports.write("pages/extra/logo.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    rebuilt_ports.write("pages/picture.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    rebuilt_ports.edit("pages/resolutions/207.md", "It follows", "![A lock](../picture.svg)\n\nIt follows")
    copied = {"_static/logo.svg", "_images/picture.svg", "sitemap.xml", "robots.txt", "opensearch.xml"}
    assert copied <= rebuilt_ports.build(only="resolutions/207", **config).files().keys()
    rebuilt_ports.remove("pages/extra/logo.svg")
    rebuilt_ports.edit("pages/resolutions/207.md", "![A lock](../picture.svg)\n\n", "")
    assert copied.isdisjoint(rebuilt_ports.build(only="index", html_static_path=["extra"]).files())


def make_zip_date(tmp_path: Path, value: str | None) -> subprocess.CompletedProcess[str]:
    """Run ``make zip`` with a recipe that prints its date."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    (tmp_path / "more.mk").write_text("include Makefile\nzip:\n\t@echo $$SOURCE_DATE_EPOCH\n")
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", ".venv/ready"):
        (tmp_path / name).touch()
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    environment |= {} if value is None else {"SOURCE_DATE_EPOCH": value}
    command = ["make", "--no-print-directory", "-f", "more.mk", "zip"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("value", [None, ""])
def test_edition_without_repository_has_fixed_date(tmp_path: Path, value: str | None) -> None:
    assert make_zip_date(tmp_path, value).stdout == "315532800\n"


@pytest.mark.parametrize("value", ["2031-05-20", "1.5", "-1"])
def test_invalid_source_date_epoch_is_reported(tmp_path: Path, value: str) -> None:
    assert f"“{value}”, which is not a number of seconds since 1970" in make_zip_date(tmp_path, value).stderr


def test_make_zip_works_before_first_build(tmp_path: Path) -> None:
    make_zip_date(tmp_path, None)
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\ntest -d _build/editions\n")
    python.chmod(0o755)
    done = subprocess.run(["make", "zip"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def make(tmp_path: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Run a target of the Makefile with a Python that does nothing, and return its status and messages."""
    make_zip_date(tmp_path, None)
    (tmp_path / ".venv/bin").mkdir()
    (tmp_path / ".venv/bin/python").symlink_to(shutil.which("true") or "")
    settings = {**os.environ, **environment}
    done = subprocess.run(["make", *arguments], cwd=tmp_path, env=settings, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.parametrize(("target", "name"), [("html", "JOBS"), ("serve", "PORT")])
def test_invalid_number_in_make_variable_is_reported(tmp_path: Path, target: str, name: str) -> None:
    status, stderr = make(tmp_path, target, **{name: "abc"})
    assert status and f"{name} is “abc”, which is not a number" in stderr


@pytest.mark.parametrize("target", ["html", "epub", "zip", "gettext"])
def test_unwritable_build_folder_is_reported(tmp_path: Path, target: str) -> None:
    (tmp_path / "_build").touch()
    status, stderr = make(tmp_path, target)
    assert status and stderr.startswith("make: _build cannot be written; remove what is in the way, or make it writable\n")
