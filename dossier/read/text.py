"""Reading a file as text."""

from __future__ import annotations

from pathlib import Path

from dossier.problem import BrokenSource, Problem


def read_text(path: Path) -> str:
    """The text of a file, without a byte order mark.

    :raises BrokenSource: if there is no such file, or it is not UTF-8
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path, line, "encoding", "the file is not UTF-8", "save it as UTF-8")
    except OSError:
        problem = Problem(path, 1, "missing-file", "there is no such file", "restore it")
    raise BrokenSource([problem])
