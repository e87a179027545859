"""Zip files that are the same whenever they are made."""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

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
    """Write all files of a folder into a zip file, where they stand in a folder that is named like it."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    pack(target, ((f"{target.stem}/{path.relative_to(folder).as_posix()}", path) for path in paths))
