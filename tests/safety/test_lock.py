"""Locked requirements: versions and checksums, and their use in the Makefile."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-editions.txt"])
def test_packages_are_locked_with_version_and_checksum(name: str) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", (REPOSITORY / name).read_text(), flags=re.IGNORECASE)
    assert len(packages) > 15
    for package in packages:
        assert re.match(r"[\w.\[\]-]+==[\w.]+", package), package.splitlines()[0]
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_make_installs_with_checksums() -> None:
    text = (REPOSITORY / "Makefile").read_text()
    installs = [line for line in re.findall(r"pip install .*-r \S+", text) if ".[live]" not in line]  # make newest has no lock
    assert installs
    assert all("--require-hashes" in install for install in installs)
