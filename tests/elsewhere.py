"""Builds in a different environment, which must give the same output."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audits.audit import SAMPLE
from tests.support import Built

REPOSITORY = Path(__file__).parents[1]
SAMPLED = [
    f"docs/{page}"
    for page in (address.partition("?")[0].replace(".html", ".md") for address in SAMPLE.values())
    if (REPOSITORY / "docs" / page).exists()
]
"""A page of every kind of the site."""

NO_NETWORK = """\
import socket


def refuse(*arguments, **options):
    raise OSError("a build opens no connection")


socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""


@dataclass(frozen=True)
class Elsewhere:
    """A build in a folder with a space, with another time, time zone and hash seed, without a network or UTF-8.

    :param folder: has what was built in ``html``, and what was read in ``doctrees``
    :param files: every file of the site, by its path
    """

    sources: Path
    folder: Path
    files: dict[str, bytes]
    said: str

    @classmethod
    def build(cls, folder: Path, sources: Path, pages: str, *files: str, options: Sequence[str] = ()) -> Elsewhere:
        """Build some pages in the different environment.

        :param options: those of Python
        """
        (folder / "sitecustomize.py").write_text(NO_NETWORK)
        strange = {"LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1", "TZ": "Asia/Kathmandu"}
        strange |= {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        strange["PYTHONPATH"] = os.pathsep.join(map(str, (folder, REPOSITORY, REPOSITORY / "docs/_ext")))
        sphinx = ["-m", "sphinx", "-q", "-b", "html", "-d", str(folder / "doctrees")]
        command = [sys.executable, *options, *sphinx, pages, str(folder / "html"), *files]
        done = subprocess.run(command, cwd=sources, env={**os.environ, **strange}, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return cls(sources, folder, Built(folder / "html").files(), done.stderr)

    @classmethod
    def build_site(cls, folder: Path) -> Elsewhere:
        """Read the whole site in the different environment, and write a page of every kind."""
        here = folder / "elsewhere/with a space"
        for name in ("_static", "docs", "dossier", "source"):
            shutil.copytree(REPOSITORY / name, here / name, ignore=shutil.ignore_patterns("__pycache__"))
        # What the pages of the contributor's guide quote.
        shutil.copytree(REPOSITORY / "tests/roots", here / "tests/roots")
        return cls.build(folder, here, "docs", *SAMPLED)
