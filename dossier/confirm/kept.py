"""The file that keeps the texts as they were confirmed: a row for each stretch of a file, in the order of the files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dossier.confirm.texts import Leaf, Stretch
from dossier.problem import Problem
from dossier.read.text import read_text

FILE = "confirmed.txt"
_HEAD = (
    "# The texts as they were last compared with their sources: a checksum for each line of each. Written by `make confirm`.\n"
)
_FORM = re.compile(r"([a-z]+ [^ :]+): ([0-9a-f]{4}(?: [0-9a-f]{4})*)")
_WHOLE = ("page ", "file ")


def read_kept(path: Path) -> tuple[dict[str, Leaf], list[Problem]]:
    """Each file as it was confirmed, by name; and what is wrong with the rows that keep nothing."""
    found: dict[str, list[Stretch]] = {}
    broken: list[Problem] = []
    whole = ""
    for number, row in enumerate(read_text(path).split("\n"), 1):
        match = _FORM.fullmatch(row)
        if match and match[1].startswith(_WHOLE):
            whole = match[1]
        if match and whole:
            found.setdefault(whole, []).append(Stretch(match[1], match[2]))
        elif row and not row.startswith("#"):
            message = "this is not as “make confirm” writes it"
            broken.append(Problem(path, number, "unconfirmed", message, "remove the line, then run “make confirm”"))
    return {name: Leaf(name, path, tuple(stretches)) for name, stretches in found.items()}, broken


def write_kept(path: Path, leaves: Iterable[Leaf]) -> None:
    """Keep each file as it stands."""
    rows = (f"{stretch.text}: {stretch.checksums}\n" for leaf in leaves for stretch in leaf.stretches)
    path.write_text(_HEAD + "".join(rows))
