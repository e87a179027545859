"""The editions that the site has to download: those that a folder holds when it is built."""

import hashlib
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from dossier.domain.build import makes_site
from dossier.files import put_all
from dossier.graph import Dossier
from dossier.locale import _
from dossier.model.publication import Edition
from dossier.views.nodes import Content, paragraph, table
from dossier.views.registry import view

FOLDER = "editions"
"""Where they stand below the root of the site."""


def forms() -> dict[str, str]:
    """What each format is, by the ending of the file."""
    return {
        "epub": _("a book for reading devices"),
        "pdf": _("a document to print, with page numbers and a table of contents"),
        "zip": _("the site, to be read without a network; its search needs a web server"),
    }


@view("editions")
def editions_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """A row for each edition, with its size and checksum."""
    rows = [_row(dossier.url(docname), edition) for edition in dossier.editions]
    head = (_("File"), _("What it is"), _("Bytes"), "SHA-256")
    listed = table("table-editions", _("Editions to download"), head, rows, "editions")
    return [listed if rows else paragraph(_("This copy has none of them."))]


def _row(url: str, edition: Edition) -> list[Content]:
    return [
        nodes.reference("", edition.name, refuri=relative_uri(url, f"{FOLDER}/{edition.name}")),
        forms()[Path(edition.name).suffix[1:]],
        f"{edition.size:,}",
        nodes.literal("", edition.sha256, classes=["checksum"]),
    ]


def editions(app: Sphinx) -> tuple[Edition, ...]:
    """The editions that the site has in this build."""
    return tuple(Edition(name, len(made), hashlib.sha256(made).hexdigest()) for name, made in _files(app).items())


def _files(app: Sphinx) -> dict[str, bytes]:
    """Those that are there, by name; none for an edition, which cannot hold itself."""
    if not makes_site(app) or not app.config.dossier_editions:
        return {}
    paths = sorted(Path(app.confdir, app.config.dossier_editions).glob("*"))
    return {path.name: path.read_bytes() for path in paths if path.suffix[1:] in forms()}


def copy(app: Sphinx) -> None:
    """Copy them beside the pages, and remove those that are gone."""
    put_all(Path(app.outdir, FOLDER), _files(app))
