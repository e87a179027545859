"""Rules on files: each has a name that makes an address, and none lies among pages and data without being read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.model.source import SLUG
from dossier.rules.registry import rule

_UNREAD = {
    ".markdown": ".md", ".mdx": ".md", ".rst": ".md", ".txt": ".md", ".htm": ".md", ".html": ".md", ".yml": ".yaml"
}  # fmt: skip
"""How a page or a data file may be called by mistake, and how it is called."""
LONGEST = 60
"""How many letters the name of a page or a folder may have."""


@rule(
    "page-name",
    f"A page and its folder have names of lower-case words and digits with hyphens between, of up to {LONGEST} letters.",
)
def page_name(dossier: Dossier) -> Iterator[Problem]:
    """Find names of pages that search, books and some systems would take for others, or not take at all."""
    for page in dossier.pages.values():
        for part in page.docname.split("/"):
            if not SLUG.match(part) or len(part) > LONGEST:
                message = f"“{part}” is no name for a page or a folder of pages"
                cure = f"rename it: lower-case letters and digits with hyphens between them, {LONGEST} at most"
                yield Problem(Path(page.path), 1, "page-name", message, cure)


@rule(
    "stray-file",
    "A page is called .md and a data file .yaml, in lower-case letters, and none is a link to a file elsewhere; "
    "others would be read by nobody.",
)
def stray_file(dossier: Dossier) -> Iterator[Problem]:
    """Find files that look like pages or data and are read by nothing, or whose changes nothing would notice."""
    source = dossier.source.bibliography.parent
    for folder in (dossier.pages_folder, source):
        for path in _files(folder):
            if path.is_symlink():
                message = "this is a link to a file or folder elsewhere, where nobody would notice a change"
                yield Problem(path, 1, "stray-file", message, "put the file itself in its place")
            suffix = _UNREAD.get(path.suffix.lower(), path.suffix.lower())
            if not path.is_dir() and path.suffix != suffix:
                message = f"a file that ends in “{path.suffix}” is read by nothing"
                yield Problem(path, 1, "stray-file", message, f"give its name the ending “{suffix}”, or remove it")


@rule("formula", "No name and no title begins as a formula does, which a spreadsheet would compute when it opens the data.")
def formula(dossier: Dossier) -> Iterator[Problem]:
    """Find titles, aliases and labels that begin with an equals sign, a plus sign or an at sign."""
    texts = [
        (Path(page.path), text) for page in dossier.pages.values() for text in (page.title, *getattr(page.meta, "aliases", ()))
    ]
    texts += [(Path(item.path), text) for item in dossier.source.references.values() for text in (item.title, item.label)]
    for path, text in texts:
        if text.startswith(("=", "+", "@")):
            message = f"“{text}” begins as a formula does"
            yield Problem(path, 1, "formula", message, "begin it with a letter or a digit")


def _files(folder: Path) -> Iterator[Path]:
    """Files and linked folders below a folder, but for those whose folder or name starts with an underscore or a point."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(("_", ".")))
        linked = [name for name in folders if Path(parent, name).is_symlink()]
        yield from (Path(parent, name) for name in sorted([*names, *linked]) if not name.startswith(("_", ".")))
