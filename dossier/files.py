"""Files: when Git says that each was last changed, writing only what differs, and zip archives that are always the same."""

import os
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def is_there(path: Path) -> bool:
    """Whether a file exists; a text that cannot be a path names none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def put(path: Path, content: bytes) -> None:
    """Write a file unless it has this content already; remove it if the content is empty."""
    if not content:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def remove(folder: Path, name: str) -> None:
    """Remove a file below a folder, and the folders around it that are then empty."""
    path = folder / name
    path.unlink(missing_ok=True)
    for around in path.parents:
        if around == folder or not around.is_dir() or any(around.iterdir()):
            break
        around.rmdir()


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, and remove all others from it.

    :param files: the content of each, by its path below the folder
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


EARLIEST, LATEST = 315532800, 4354819198
"""The first date that a zip file can hold, in 1980, and the last, in 2107, in seconds since 1970."""


def epoch() -> int:
    """The date of what is made: ``SOURCE_DATE_EPOCH``, in seconds since 1970, or else the first of 1980."""
    return min(max(EARLIEST, int(os.environ.get("SOURCE_DATE_EPOCH") or EARLIEST)), LATEST)


def pack(target: Path, files: Iterable[tuple[str, Path]], *, stored: Iterable[str] = ()) -> None:
    """Write a zip file: the files in the order given, all of one date and with one set of rights.

    :param files: the name of each in the archive, and where it is
    :param stored: names of those that are not to be compressed
    """
    plain = frozenset(stored)
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for name, path in files:
            info = ZipInfo(name, time.gmtime(epoch())[:6])
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name in plain else ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())


def pack_folder(folder: Path, target: Path) -> None:
    """Write all files of a folder into a zip file, in which they stand in a folder of its name."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    pack(target, ((f"{target.stem}/{path.relative_to(folder).as_posix()}", path) for path in paths))
