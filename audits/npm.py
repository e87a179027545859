"""Tools from the npm registry, in a folder of their own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from audits.audit import NotInstalled

VERSIONS = {
    "lighthouse": "12.2.3",  # the last that runs on Node 20
    "vnu-jar": "26.9.27",
}
"""The tools, each in the version that is used."""


def installed(name: str, tools: Path) -> Path:
    """The folder of a tool; it is fetched if it is not there in its version.

    :raises NotInstalled: if it cannot be fetched
    """
    home = tools / f"{name}-{VERSIONS[name]}"
    folder = home / "node_modules" / name
    if not folder.is_dir():
        npm = shutil.which("npm")
        if npm is None:
            raise NotInstalled(f"there is no npm, with which {name} is fetched; install Node 20 or newer")
        home.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(home), "--no-save", "--no-audit", "--no-fund", f"{name}@{VERSIONS[name]}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(home)
            raise NotInstalled(f"npm cannot fetch {name}: {done.stderr.strip().splitlines()[-1]}")
    return folder
