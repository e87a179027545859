"""The installed packages are the locked ones, with versions and checksums."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-editions.txt"])
def test_every_package_is_locked_by_version_and_checksum(name: str) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", (REPOSITORY / name).read_text(), flags=re.IGNORECASE)
    assert len(packages) > 15
    for package in packages:
        assert re.match(r"[\w.\[\]-]+==[\w.]+", package), package.splitlines()[0]
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_the_environment_is_made_from_the_lock_with_checksums() -> None:
    text = (REPOSITORY / "Makefile").read_text()
    installs = [line for line in re.findall(r"pip install .*-r \S+", text) if ".[live]" not in line]  # make newest has no lock
    assert installs
    assert all("--require-hashes" in install for install in installs)
