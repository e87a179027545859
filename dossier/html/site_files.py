"""Files of the site that come from no page of the source: moved pages, the feed, the sitemap, data and editions."""

import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sphinx.application import Sphinx
from sphinx.builders import Builder

from dossier.domain.build import build_of, makes_site
from dossier.export.files import write_files
from dossier.files import sync_folder, write_if_changed
from dossier.graph import Dossier, opening
from dossier.html.builder import has_our_theme
from dossier.html.context import FEED, last_change, log_of_changes
from dossier.locale import _
from dossier.model.publication import Edition
from dossier.review.releases import history
from dossier.review.words import contrasted
from dossier.views.about import EDITIONS, edition_formats
from dossier.views.forms import THEME, templates
from dossier.views.history import name_of

Page = tuple[str, dict[str, Any], str]


def collect_pages(app: Sphinx) -> Iterator[Page]:
    """Yield the search page, and a page at the address of each moved or removed page (``html-collect-pages``)."""
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
    """Yield the former findings of a page that are not on the page it leads to, each with its current address."""
    retired = dossier.page_with("retired")
    for id in dossier.released_on[old]:
        place = dossier.findings[id].page.docname if id in dossier.findings else retired if id in dossier.retired_notices else ""
        if place and place != to:
            yield id, f"{builder.get_relative_uri(old, place)}#{id}"


def write_site_files(app: Sphinx) -> None:
    """Write the files for search engines, the "not found" page, the data files and the editions."""
    for write in (write_search_files, copy_not_found, copy_editions):
        write(app)
    write_files(build_of(app.env).dossier, Path(app.outdir))


def copy_not_found(app: Sphinx) -> None:
    """Copy the "not found" page to ``404.html``, where web hosts look for it."""
    page = Path(app.outdir, "404", "index.html")
    if page.is_file():
        write_if_changed(Path(app.outdir, "404.html"), page.read_bytes())


def write_feed(app: Sphinx, pagename: str, *_context: object) -> None:
    """Write the Atom feed of each release's changes to findings with the change log, whose look-ups include those of the feed."""
    base = str(app.config.html_baseurl)

    def address(docname: str) -> str:
        return f"{base}{app.builder.get_target_uri(docname)}"

    if makes_site(app) and pagename == log_of_changes(build_of(app.env).dossier):
        dossier = build_of(app.env).lookups.of(pagename)
        steps = [step for step in history(dossier.whole) if not step.is_since]
        given = {"config": app.config, "report": dossier.source.report, "pages": dossier.pages, "log": pagename, "feed": FEED}
        said = {"name_of": partial(name_of, dossier), "opening": opening, "contrasted": contrasted}
        template = templates(THEME).get_template("changes.atom")
        made = template.render(given, **said, steps=steps, address=address, urn=_urn)
        write_if_changed(Path(app.outdir, FEED), made.encode())


def _urn(*parts: str) -> str:
    """Return a URN that does not depend on the address of the site."""
    return uuid5(NAMESPACE_URL, "/".join(parts)).urn


def write_search_files(app: Sphinx) -> None:
    """Write the files for search engines if the address of the site is configured; otherwise remove them.

    With ``opensearch.xml``, browsers can search the site. Sphinx writes it only together with its own search index.
    """
    dossier = build_of(app.env).dossier
    pages = [(docname, last_change(app.env, docname)) for docname in sorted(app.env.found_docs)]
    for name in ("opensearch.xml", "robots.txt", "sitemap.xml"):
        made = templates(THEME).get_template(name).render(config=app.config, dossier=dossier, pages=pages)
        write_if_changed(Path(app.outdir, name), made.encode() if dossier.address else b"")


def editions(app: Sphinx) -> tuple[Edition, ...]:
    """Return the editions that the site offers for download, from the configured folder."""
    return tuple(Edition(name, len(made), hashlib.sha256(made).hexdigest()) for name, made in _editions(app).items())


def _editions(app: Sphinx) -> dict[str, bytes]:
    """Return the content of each edition by file name; empty unless the site is built: an edition cannot contain itself."""
    if not makes_site(app) or not app.config.dossier_editions:
        return {}
    paths = sorted(Path(app.confdir, app.config.dossier_editions).glob("*"))
    return {path.name: path.read_bytes() for path in paths if path.suffix[1:] in edition_formats()}


def copy_editions(app: Sphinx) -> None:
    """Copy the editions to the site, and remove those that no longer exist."""
    sync_folder(Path(app.outdir, EDITIONS), _editions(app))
