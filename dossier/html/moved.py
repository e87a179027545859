"""What stands at the address of a page that has moved or was removed: a page that leads on, and a line for hosts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders import Builder

from dossier.build import build_of, makes_site
from dossier.export.files import FOLDER, slice_of
from dossier.files import put
from dossier.graph import Dossier

TEMPLATE = "moved.html"
FILE = "_redirects"
"""A file that Netlify, Cloudflare Pages and others read: the old address, the new one and the status of the answer."""

Page = tuple[str, dict[str, Any], str]


def pages(app: Sphinx) -> Iterator[Page]:
    """A page for each old name, with its context and its template."""
    dossier = build_of(app.env).dossier
    for moved in dossier.source.ledger.moved:
        yield _page(app, dossier, moved.old, dossier.moves[moved.old], moved.why, is_moved=True)
    for removed in dossier.source.ledger.removed:
        yield _page(app, dossier, removed.page, dossier.moves.get(removed.see, removed.see), removed.why, is_moved=False)


def _page(app: Sphinx, dossier: Dossier, old: str, to: str, why: str, *, is_moved: bool) -> Page:
    builder = app.builder
    base = str(app.config.html_baseurl)
    target = builder.get_relative_uri(old, to)
    context = {
        "title": dossier.pages[to].title if to in dossier.pages else to,
        "pageurl": f"{base}{builder.get_target_uri(to)}" if base else target,
        "target": target,
        "why": why,
        "is_moved": is_moved,
        "left": [*_left(builder, dossier, old, to)],
    }
    return old, context, TEMPLATE


def _left(builder: Builder, dossier: Dossier, old: str, to: str) -> Iterator[tuple[str, str]]:
    """The findings that stood on a page and are not on the one to which it leads, each with its address now."""
    retired = next((page.docname for page in dossier.pages.values() if any(part.name == "retired" for part in page.blocks)), "")
    for id in dossier.stood_on(old):
        place = dossier.findings[id].page.docname if id in dossier.findings else retired if id in dossier.tombstones else ""
        if place and place != to:
            yield id, f"{builder.get_relative_uri(old, place)}#{id}"


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write the lines for hosts, if a page has moved."""
    if exception is not None or not makes_site(app):
        return
    path, lines = Path(app.outdir, FILE), [*_lines(app, build_of(app.env).dossier)]
    if lines:
        put(path, "".join(f"{line} 301\n" for line in lines).encode())
    else:
        path.unlink(missing_ok=True)


def _lines(app: Sphinx, dossier: Dossier) -> Iterator[str]:
    root = urlsplit(str(app.config.html_baseurl)).path or "/"
    for old, new in dossier.moves.items():
        yield f"{root}{app.builder.get_target_uri(old)} {root}{app.builder.get_target_uri(new)}"
        if new in dossier.pages and (part := slice_of(dossier, dossier.pages[new])):
            yield f"{root}{FOLDER}/{part.replace(new, old)} {root}{FOLDER}/{part}"
