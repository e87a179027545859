"""The site as it was at its releases: the archive of each, unpacked below ``releases/``.

Pages are copied as they were, except that they tell search engines not to list them, and readers under the title that they are an
earlier state.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import cast
from zipfile import BadZipFile, ZipFile

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util.osutil import relative_uri

from dossier.domain.build import build_of, makes_site
from dossier.files import sync_folder
from dossier.locale import _
from dossier.model.publication import Release
from dossier.parser.source import RELEASES


def archived(app: Sphinx) -> dict[str, frozenset[str]]:
    """Return the paths of the files in the archive of each release that has one, by version."""
    return {release.version: frozenset(_names(archive)) for release, archive in _archives(app)}


def _archives(app: Sphinx) -> Iterator[tuple[Release, ZipFile]]:
    """Yield each release whose archive is in the folder of the editions, with the archive; none unless the site is built.

    :raises ConfigError: if a file is not an archive
    """
    folder = f"{app.config.dossier_editions}/{RELEASES}"
    for release in build_of(app.env).source.releases if makes_site(app) and app.config.dossier_editions else ():
        path = Path(app.confdir, folder, f"{release.version}.zip")
        if path.is_file():
            try:
                archive = ZipFile(path)
            except BadZipFile:
                raise ConfigError(f"{folder}/{path.name} is not a ZIP archive; download it again, or remove it") from None
            with archive:
                yield release, archive


def _names(archive: ZipFile) -> dict[str, str]:
    """Return the name of each file in an archive, by its path below the folder that has all of them."""
    parts = {name: PurePosixPath(name).parts[1:] for name in archive.namelist() if not name.endswith("/")}
    return {"/".join(below): name for name, below in parts.items() if below and ".." not in below}


def copy_archives(app: Sphinx) -> None:
    """Unpack the archives into the site, and remove those that no longer exist."""
    folder = Path(app.outdir, RELEASES)
    gone = {path.name for path in folder.glob("*")}
    for release, archive in _archives(app):
        names = _names(archive)
        sync_folder(folder / release.version, {name: _content(app, release, name, archive.read(names[name])) for name in names})
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
