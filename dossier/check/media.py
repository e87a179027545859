"""Rules on what a page shows from files: images have a text alternative, and no path leaves the project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dossier.check.registry import rule
from dossier.problem import Problem
from dossier.records.page import Page
from dossier.seal import Dossier
from dossier.vocabulary import FILES, IMAGES

_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_ACTIVE = re.compile(
    r"<(?:script|foreignobject|iframe)|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|@import|<!entity", re.IGNORECASE
)


@dataclass(frozen=True)
class _Shown:
    """A file that a page shows."""

    path: str
    line: int
    alternative: str
    is_image: bool


def _shown(page: Page) -> Iterator[_Shown]:
    for mark in page.marks:
        if mark.kind == "image":
            yield _Shown(mark.target, mark.line, mark.text, True)
    for block in page.blocks:
        if block.kind == "directive" and block.name in IMAGES | FILES:
            options = {name: value for name, value, _ in block.options}
            yield _Shown(block.argument, block.line, options.get("alt", ""), block.name in IMAGES)


@rule("image-alt", "Every image has a text alternative that says what it shows.")
def image_alt(dossier: Dossier) -> Iterator[Problem]:
    """Find images without a text alternative."""
    for page in dossier.pages.values():
        for shown in _shown(page):
            if shown.is_image and not shown.alternative.strip():
                message = f"the image “{shown.path}” has no text alternative"
                cure = "say what it shows, in the brackets of “![ ]” or after “:alt:”"
                yield Problem(Path(page.path), shown.line, "image-alt", message, cure)


@rule("outside-file", "An image or an included file is a file of the project, and an SVG image holds no script and no address.")
def outside_file(dossier: Dossier) -> Iterator[Problem]:
    """Find images and included files that are not there, stand elsewhere, or can do more than be seen."""
    for page in dossier.pages.values():
        for shown in _shown(page):
            if wrong := _wrong(page, shown):
                cure = "put a copy beside the pages, and name it by its path from this page"
                yield Problem(Path(page.path), shown.line, "outside-file", f"“{shown.path}” {wrong}", cure)


def _wrong(page: Page, shown: _Shown) -> str:
    """What is wrong with a file, or nothing."""
    below = PurePosixPath(page.docname).parts
    root = Path(page.path).parents[len(below) - 1]
    path = Path(page.path).parent / shown.path
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/|\\", shown.path, re.IGNORECASE):
        return "is no path from this page"
    if not path.resolve().is_relative_to((root if shown.is_image else root.parent).resolve()):
        return "leads out of the project"
    if shown.is_image and path.suffix.lower() not in _SUFFIXES:
        return "is no image"
    if not path.is_file():
        return "is not there"
    if path.suffix.lower() == ".svg" and _ACTIVE.search(path.read_text(errors="replace")):
        return "holds a script or an address"
    return ""
