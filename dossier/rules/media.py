"""Rules on images: each has a text alternative, and none comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.files import is_there
from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.directives import IMAGES
from dossier.rules.registry import rule

_SUFFIXES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_ACTIVE = re.compile(
    r"<(?:script|foreignobject|iframe)|\son\w+\s*=|(?:href|src)\s*=\s*[\"'](?!#)|@import|<!entity", re.IGNORECASE
)


@dataclass(frozen=True)
class _Image:
    """An image that a page shows."""

    path: str
    line: int
    alternative: str


def _images(page: Page) -> Iterator[_Image]:
    for mark in page.marks:
        if mark.kind == "image":
            yield _Image(mark.target, mark.line, mark.text)
    for block in page.blocks:
        if block.kind == "directive" and block.name in IMAGES:
            options = {name: value for name, value, _ in block.options}
            yield _Image(block.argument, block.line, options.get("alt", ""))


@rule("image-alt", "Every image has a text alternative that says what it shows.")
def image_alt(dossier: Dossier) -> Iterator[Problem]:
    """Find images without a text alternative."""
    for page in dossier.pages.values():
        for image in _images(page):
            if not image.alternative.strip():
                message = f"the image “{image.path}” has no text alternative"
                cure = "say what it shows, in the brackets of “![ ]” or after “:alt:”"
                yield Problem(Path(page.path), image.line, "image-alt", message, cure)


@rule("outside-image", "An image is a file among the pages, and an SVG image holds no script and no address.")
def outside_image(dossier: Dossier) -> Iterator[Problem]:
    """Find images that are not there, stand elsewhere, or can do more than be seen."""
    for page in dossier.pages.values():
        for image in _images(page):
            if wrong := _wrong(page, image.path):
                cure = "put a copy beside the pages, and name it by its path from this page"
                yield Problem(Path(page.path), image.line, "outside-image", f"“{image.path}” {wrong}", cure)


def _wrong(page: Page, shown: str) -> str:
    """What is wrong with the path of an image, or nothing."""
    root = Path(page.path).parents[page.docname.count("/")]
    path = Path(page.path).parent / shown
    if re.match(r"[a-z][a-z0-9+.-]*:|//|/|\\", shown, re.IGNORECASE):
        return "is no path from this page"
    if not path.resolve().is_relative_to(root.resolve()):
        return "leads away from the pages"
    if path.suffix.lower() not in _SUFFIXES:
        return "is no image"
    if not is_there(path):
        return "is not there"
    if path.suffix.lower() == ".svg" and _ACTIVE.search(path.read_text(encoding="utf-8", errors="replace")):
        return "holds a script or an address"
    return ""
