"""A rule on files: none lies among pages and data without being read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.rules.registry import rule

_UNREAD = {
    ".markdown": ".md", ".mdx": ".md", ".rst": ".md", ".txt": ".md", ".htm": ".md", ".html": ".md", ".yml": ".yaml"
}  # fmt: skip
"""How a page or a data file may be called by mistake, and how it is called."""


@rule("stray-file", "A page is called .md and a data file .yaml, in lower-case letters; others would be read by nobody.")
def stray_file(dossier: Dossier) -> Iterator[Problem]:
    """Find files that look like pages or data and are read by nothing."""
    source = dossier.source.bibliography.parent
    for folder in (dossier.pages_folder, source):
        for path in _files(folder):
            suffix = _UNREAD.get(path.suffix.lower(), path.suffix.lower())
            if path.suffix != suffix:
                message = f"a file that ends in “{path.suffix}” is read by nothing"
                yield Problem(path, 1, "stray-file", message, f"give its name the ending “{suffix}”, or remove it")


def _files(folder: Path) -> Iterator[Path]:
    """The files below a folder, but for those whose folder or name starts with an underscore or a point."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith(("_", ".")))
