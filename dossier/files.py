"""Files: reading from Git when each was changed, writing those whose content is another."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether a file is there; what can be no path leads to none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def put(path: Path, content: bytes) -> None:
    """Have a file hold this, or not be there if it is empty; one that does is left alone."""
    if not content:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def remove(folder: Path, name: str) -> None:
    """Have no file at a path below a folder, and none of the folders around it that are empty then."""
    path = folder / name
    path.unlink(missing_ok=True)
    for around in path.parents:
        if around == folder or not around.is_dir() or any(around.iterdir()):
            break
        around.rmdir()


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Have these files in a folder and below it, and no others.

    :param files: what each shall hold, by its path below the folder
    """
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if (name := path.relative_to(folder).as_posix()) not in files:
            remove(folder, name)
    for name, content in files.items():
        put(folder / name, content)


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
