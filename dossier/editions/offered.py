"""The editions that the site has to download: those that a folder holds when it is built."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from dossier.build import build_of, makes_site
from dossier.export.files import File
from dossier.files import put_all
from dossier.locale import _
from dossier.views.nodes import Content, paragraph, table
from dossier.views.registry import directive

FOLDER = "editions"
"""Where they stand below the root of the site."""


def forms() -> dict[str, str]:
    """What each format is, by the ending of the file."""
    return {
        "epub": _("a book for reading devices"),
        "pdf": _("a document to print, with page numbers and a table of contents"),
        "zip": _("the site, to be read without a network; its search needs a web server"),
    }


@dataclass(frozen=True)
class Editions:
    """The editions that the site has in this build."""

    files: tuple[File, ...] = ()


class editions(nodes.General, nodes.Element):
    """A place for the list of editions."""


@directive("editions")
class EditionsDirective(SphinxDirective):
    """A list of the editions that the site has."""

    def run(self) -> list[nodes.Node]:
        """Leave a place for it."""
        return [editions()]


class ListEditions(SphinxPostTransform):
    """Put the list into its place."""

    default_priority = 4

    def run(self, **kwargs: object) -> None:
        """Make a row for each edition, with its size and checksum."""
        files = build_of(self.env).part(Editions).files
        url = build_of(self.env).dossier.url(self.env.current_document.docname)
        for place in list(self.document.findall(editions)):
            rows = [_row(url, file) for file in files]
            head = (_("File"), _("What it is"), _("Bytes"), "SHA-256")
            listed = table("table-editions", _("Editions to download"), head, rows, "editions")
            place.replace_self([listed if rows else paragraph(_("This copy has none of them."))])


def _row(url: str, file: File) -> list[Content]:
    return [
        nodes.reference("", file.name, refuri=relative_uri(url, f"{FOLDER}/{file.name}")),
        forms()[file.format],
        f"{len(file.content):,}",
        nodes.literal("", file.sha256, classes=["checksum"]),
    ]


def find(app: Sphinx) -> None:
    """Read the editions that are there (``builder-inited``); none for an edition, which cannot hold itself."""
    folder = Path(app.confdir, app.config.dossier_editions)
    paths = sorted(folder.glob("*")) if makes_site(app) and app.config.dossier_editions else []
    files = [File(path.name, path.suffix[1:], path.read_bytes()) for path in paths if path.suffix[1:] in forms()]
    build_of(app.env).keep(Editions(tuple(files)))


def copy(app: Sphinx, exception: Exception | None) -> None:
    """Copy them beside the pages, and remove those that are gone."""
    if exception is not None or not makes_site(app):
        return
    put_all(Path(app.outdir, FOLDER), {file.name: file.content for file in build_of(app.env).part(Editions).files})
