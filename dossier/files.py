"""File utilities: dates from Git, writing files only if they differ, and reproducible zip archives."""

import os
import subprocess
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def display_path(path: Path) -> str:
    """Return a path as messages show it: relative to the working directory, if it is inside it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def write_if_changed(path: Path, content: bytes) -> None:
    """Write a file, unless it already has this content; remove it if the content is empty."""
    if not content:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def remove(folder: Path, name: str) -> None:
    """Remove a file, or the files directly in a folder, and any folders that this leaves empty.

    :param folder: a folder around it, which stays
    :param name: its path relative to that
    """
    path = folder / name
    for file in path.glob("*") if path.is_dir() else [path]:
        if not file.is_dir():
            file.unlink(missing_ok=True)
    for around in (path, *path.parents):
        if around == folder or any(around.glob("*")):
            break
        if around.is_dir():
            around.rmdir()


def sync_folder(folder: Path, files: Mapping[str, bytes], pattern: str = "**/*") -> None:
    """Write files into a folder, and remove all others from it.

    :param files: contents by path relative to the folder
    :param pattern: what the paths of the others match
    """
    for path in [path for path in folder.glob(pattern) if path.is_file()]:
        if (name := path.relative_to(folder).as_posix()) not in files:
            remove(folder, name)
    for name, content in files.items():
        write_if_changed(folder / name, content)


_DATE = "\x01"


def last_changes(folder: Path) -> dict[str, str]:
    """Return the committer date of the last commit of each file, by path relative to a folder.

    The result is empty without Git, outside a repository, and in a shallow clone, where the oldest commit would seem to have
    changed every file.
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
    """Return the output of a Git command; empty if it fails or Git is not installed."""
    command = ["git", "-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.showRoot=true", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


EARLIEST, LATEST = 315532800, 4354819198
"""The earliest and the latest date that a zip file can hold (1980 and 2107), in seconds since 1970."""


def epoch() -> int:
    """Return the date for generated files in seconds since 1970: ``SOURCE_DATE_EPOCH``, or else 1 January 1980."""
    return min(max(EARLIEST, int(os.environ.get("SOURCE_DATE_EPOCH") or EARLIEST)), LATEST)


def pack(target: Path, files: Iterable[tuple[str, Path]], *, stored: Collection[str] = ()) -> None:
    """Write a zip file with the files in the given order, all with the same date and permissions.

    :param files: name in the archive and path of each file
    :param stored: names of files that are stored without compression
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for name, path in files:
            info = ZipInfo(name, time.gmtime(epoch())[:6])
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name in stored else ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())


def pack_folder(folder: Path, target: Path) -> None:
    """Write all files of a folder into a zip file, inside a folder named after the zip file."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    pack(target, ((f"{target.stem}/{path.relative_to(folder).as_posix()}", path) for path in paths))
