"""Files that may be there already: whether they are, and writing them as they shall be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether a file is there; what can be no path leads to none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def put(path: Path, content: bytes) -> None:
    """Have a file hold this; one that does is left alone."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Have these files in a folder and below it, and no others.

    :param files: what each shall hold, by its path below the folder
    """
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        put(folder / name, content)
