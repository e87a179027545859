"""Pages and files that no page of text is written for: the search, what stands where a page was, the feed of changes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sphinx.application import Sphinx
from sphinx.builders import Builder

from dossier.domain.build import build_of, makes_site
from dossier.export.files import FOLDER, slice_of
from dossier.files import put
from dossier.graph import Dossier
from dossier.html.builder import has_our_theme
from dossier.html.context import FEED, log_of_changes
from dossier.locale import _
from dossier.review.feed import Channel, atom
from dossier.review.releases import history

REDIRECTS = "_redirects"
"""A file that Netlify, Cloudflare Pages and others read: the old address, the new one and the status of the answer."""

Page = tuple[str, dict[str, Any], str]


def collect_pages(app: Sphinx) -> Iterator[Page]:
    """The search, and a page for each old name of a page (``html-collect-pages``)."""
    if not has_our_theme(app):
        return
    yield "search", {"title": _("Search")}, "search.html"
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
    return old, context, "moved.html"


def _left(builder: Builder, dossier: Dossier, old: str, to: str) -> Iterator[tuple[str, str]]:
    """The findings that stood on a page and are not on the one to which it leads, each with its address now."""
    retired = dossier.page_with("retired")
    for id in dossier.stood_on(old):
        place = dossier.findings[id].page.docname if id in dossier.findings else retired if id in dossier.retired_notices else ""
        if place and place != to:
            yield id, f"{builder.get_relative_uri(old, place)}#{id}"


def write_redirects(app: Sphinx, exception: Exception | None) -> None:
    """Write the lines for hosts, if a page has moved."""
    if exception is not None or not makes_site(app):
        return
    path, lines = Path(app.outdir, REDIRECTS), [*_lines(app, build_of(app.env).dossier)]
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


def write_feed(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed, if there are releases and a page that lists them."""
    builder = app.builder
    if exception is not None or not makes_site(app) or not (page := log_of_changes(build_of(app.env).dossier)):
        return
    dossier = build_of(app.env).dossier
    source = dossier.source
    base = str(app.config.html_baseurl)
    url = f"{base}{FEED}" if base else ""
    titles = {name: page.title for name, page in dossier.pages.items()}
    title = _("{site}: changes").format(site=app.config.html_short_title)
    channel = Channel(title, app.config.author, source.report.symbol, page, url, titles)

    def address(docname: str, anchor: str) -> str:
        uri = f"{base}{builder.get_target_uri(docname)}"
        return f"{uri}#{anchor}" if anchor else uri

    Path(app.outdir, FEED).write_bytes(atom(channel, history(source.releases, source.style.free, "finding"), address))
