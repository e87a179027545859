"""The site as it was at its releases: the archive of each, unpacked below ``releases/``.

Pages are copied as they were, except that they tell search engines not to list them, and readers under the title that they are an
earlier state.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import cast
from zipfile import ZipFile

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.osutil import relative_uri

from dossier.domain.build import build_of, makes_site
from dossier.files import display_path, sync_folder
from dossier.locale import _
from dossier.model.publication import Release
from dossier.parser.source import RELEASES


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
