"""When each file was last changed, as the history of the repository has it."""

from __future__ import annotations

import subprocess
from pathlib import Path

_DATE = "\x01"


def last_changes(folder: Path) -> dict[str, str]:
    """The day of the last commit of each file, as its committer had it, by path below a folder.

    Nothing is known without git, outside a repository, and in a clone that holds only a part of the history, where the oldest
    commit would seem to have changed everything.
    """
    if _git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    days: dict[str, str] = {}
    day = ""
    for line in _git(folder, "log", f"--format={_DATE}%cs", "--name-only", "--relative", "--", ".").splitlines():
        if line.startswith(_DATE):
            day = line.removeprefix(_DATE)
        elif line:
            days.setdefault(line, day)
    return days


def _git(folder: Path, *arguments: str) -> str:
    """What git says; nothing if it fails or is not there."""
    command = ["git", "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""
