"""Files of the site that come from no page of the source: moved pages, the feed, the sitemap, data, editions, earlier states.

The earlier states are the archives of releases, unpacked below ``releases/``. Their pages are copied as they were, except that
they tell search engines not to list them, and readers under the title that they are an earlier state.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, cast
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from dossier.domain.build import build_of, last_change, makes_site
from dossier.files import display_path, sync_folder, write_if_changed
from dossier.graph import Dossier, first_words
from dossier.html.builder import has_our_theme
from dossier.html.context import FEED, log_of_changes
from dossier.locale import _
from dossier.model.publication import Edition, Release
from dossier.parser.source import RELEASES
from dossier.review.compare import compared
from dossier.review.releases import history
from dossier.views.about import EDITIONS, edition_formats
from dossier.views.forms import THEME, templates
from dossier.views.history import name_of

GeneratedPage = tuple[str, dict[str, Any], str]
"""The name of a page without a source, its context, and its template."""


def collect_pages(app: Sphinx) -> Iterator[GeneratedPage]:
    """Yield the search page, and a page at the address of each moved or removed page (``html-collect-pages``)."""
    if not has_our_theme(app):
        return
    yield "search", {"title": _("Search")}, "search.html"
    dossier = build_of(app.env).dossier
    for moved in dossier.source.ledger.moved:
        yield _page(app, dossier, moved.old, dossier.moves[moved.old], moved.why, is_moved=True)
    for removed in dossier.source.ledger.removed:
        yield _page(app, dossier, removed.page, dossier.moves.get(removed.see, removed.see), removed.why, is_moved=False)


def _page(app: Sphinx, dossier: Dossier, old: str, to: str, why: str, *, is_moved: bool) -> GeneratedPage:
    target = app.builder.get_relative_uri(old, to)
    context = {
        "title": dossier.pages[to].title if to in dossier.pages else to,
        "pageurl": dossier.address_of(to) or target,
        "target": target,
        "why": why,
        "is_moved": is_moved,
        "left": [*_left(app.builder, dossier, old, to)],
    }
    return old, context, "moved.html"


def _left(builder: Builder, dossier: Dossier, old: str, to: str) -> Iterator[tuple[str, str]]:
    """Yield the former findings of a page that are not on the page it leads to, each with its current address."""
    retired = dossier.page_with("retired")
    for id in dossier.released_on[old]:
        place = dossier.findings[id].page.docname if id in dossier.findings else retired if id in dossier.retired_notices else ""
        if place and place != to:
            yield id, f"{builder.get_relative_uri(old, place)}#{id}"


def copy_not_found(app: Sphinx) -> None:
    """Copy the "not found" page to ``404.html``, where web hosts look for it."""
    page = Path(app.outdir, "404", "index.html")
    if page.is_file():
        write_if_changed(Path(app.outdir, "404.html"), page.read_bytes())


def write_feed(app: Sphinx, pagename: str, *_context: object) -> None:
    """Write the Atom feed of each release's changes to findings with the change log, whose look-ups include those of the feed."""
    if makes_site(app) and pagename == log_of_changes(build_of(app.env).dossier):
        dossier = build_of(app.env).lookups.of(pagename).whole
        steps = [step for step in history(dossier) if not step.is_since]
        context = {"config": app.config, "dossier": dossier, "steps": steps, "log": pagename, "feed": FEED}
        context |= {"name_of": partial(name_of, dossier), "compared": partial(compared, marks_numbers=False)}
        made = templates(THEME).get_template("changes.atom").render(context, first_words=first_words, urn=_urn)
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


def archived(app: Sphinx) -> dict[str, frozenset[str]]:
    """Return the paths of the files in the archive of each release that has one, by version."""
    paths = {}
    for release, path in _archives(app):
        with _opened(path) as archive:
            paths[release.version] = frozenset(_names(archive))
    return paths


def _archives(app: Sphinx) -> list[tuple[Release, Path]]:
    """Return each release whose archive is in the folder of the editions, with its path; none unless the site is built."""
    folder = Path(app.confdir, app.config.dossier_editions, RELEASES).resolve()
    releases = build_of(app.env).source.releases if makes_site(app) and app.config.dossier_editions else ()
    return [(release, path) for release in releases if (path := folder / f"{release.version}.zip").is_file()]


@contextmanager
def _opened(path: Path) -> Iterator[ZipFile]:
    """Open an archive.

    :raises SystemExit: if it cannot be read
    """
    try:
        with ZipFile(path) as archive:
            yield archive
    except Exception as error:  # a damaged archive may make zipfile, zlib and others raise anything
        message = f"this is not a sound ZIP archive: {error}; download it again, or remove it"
        raise SystemExit(f"{display_path(path)}: [archive] {message}") from None


def _names(archive: ZipFile) -> dict[str, str]:
    """Return the name of each file in an archive, by its path below the folder that has all of them."""
    parts = {name: PurePosixPath(name).parts[1:] for name in archive.namelist() if not name.endswith("/")}
    return {"/".join(below): name for name, below in parts.items() if below and ".." not in below}


def copy_archives(app: Sphinx) -> None:
    """Unpack the archives into the site, and remove those that no longer exist."""
    folder = Path(app.outdir, RELEASES)
    gone = {path.name for path in folder.glob("*")}
    for release, path in _archives(app):
        with _opened(path) as archive:
            contents = {name: archive.read(inside) for name, inside in _names(archive).items()}
        sync_folder(folder / release.version, {name: _content(app, release, name, made) for name, made in contents.items()})
        gone.discard(release.version)
    for version in gone:
        shutil.rmtree(folder / version)


def _content(app: Sphinx, release: Release, name: str, content: bytes) -> bytes:
    """Return the content of a file of an archive; to a page, add that it is an earlier state, with a link to the current one."""
    if not name.endswith(".html"):
        return content
    builder, docname = cast(StandaloneHTMLBuilder, app.builder), name.removesuffix(".html")
    is_there = Path(builder.get_outfilename(docname)).is_file()
    now = builder.get_target_uri(docname if is_there else app.config.root_doc)
    said = _("An earlier state of this page: {release}.").format(release=release.title)
    note = Markup('<p class="admonition" lang="{}" dir="auto">{} <a href="{}">{}</a></p>').format(
        app.config.language, said, relative_uri(f"{RELEASES}/{release.version}/{name}", now), _("The page as it is now")
    )
    head, title = b"</head>", b"</h1>"
    content = content.replace(head, b'<meta name="robots" content="noindex">\n' + head, 1)
    return content.replace(title, title + note.encode(), 1)
