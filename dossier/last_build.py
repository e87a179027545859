"""Whether ``make html`` has anything to do: it says ``begin`` before a build, and ``end`` after one that succeeded.

It loads nothing but the standard library, so that a build of which nothing has changed takes no time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

INPUTS = ("docs", "source", "_static", "dossier", "Makefile", ".venv/ready", "_build/editions")
"""What a build reads, from the root of the project."""

KEPT = Path("_build/doctrees/last-build.json")
"""Where the checksums of the last build are: of what it read, and of what it wrote, or ``null`` where it has not succeeded."""

_VARIABLE = re.compile(r"environ(?:\.get\(|\[)[\"'](\w+)")


def begin(site: Path) -> bool:
    """Whether the last build of a folder succeeded, and both what it read and what it wrote are as they were then.

    If not, a build has begun: what it is about to read is noted. A folder in which another hand has changed something is
    removed, so that the build makes all of it.
    """
    last, now = _last(), {"site": str(site), "read": _read()}
    if {**now, "written": _sum([site])} == last:
        return True
    if last.get("written") and {**now, "written": last["written"]} == last:
        for folder in (site, KEPT.parent):
            shutil.rmtree(folder, ignore_errors=True)
    _keep({**now, "written": None})
    return False


def end(site: Path) -> None:
    """Note that the build which has begun succeeded."""
    _keep({**_last(), "written": _sum([site])})


def _last() -> dict[str, str | None]:
    try:
        return dict(json.loads(KEPT.read_text()))
    except (OSError, ValueError):
        return {}


def _keep(kept: dict[str, str | None]) -> None:
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(kept))


def _read() -> str:
    """A checksum of what a build reads: files, the commit of which pages give the date, the variables of the configuration."""
    names = {"SOURCE_DATE_EPOCH", *_VARIABLE.findall(Path("docs/conf.py").read_text())}
    variables = [(name, os.environ.get(name)) for name in sorted(names)]
    return _sum(map(Path, INPUTS), f"{_commit()} {variables}")


def _commit() -> str:
    try:
        return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def _sum(places: Iterable[Path], more: str = "") -> str:
    """A checksum of the names, sizes and times of files."""
    digest = hashlib.sha256(more.encode())
    for path in places:
        for name, status in _files(path):
            digest.update(f"\n{name} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()


def _files(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    if path.is_file():
        yield str(path), path.stat()
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = f"{folder}/{name}"
            yield file, os.lstat(file)


def main(step: str, site: str) -> int:
    """Take a step.

    :return: for ``begin``, 0 if there is nothing to do, and else 1
    """
    if step == "begin":
        return 0 if begin(Path(site)) else 1
    end(Path(site))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
