"""A site that is built again and again by one process."""

from __future__ import annotations

import io
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors

from dossier.extension import SourceError


class Site:
    """A site under the hands of its writer.

    :param pages: the folder of the pages, with its ``conf.py``
    :param out: the folder for what is built
    """

    def __init__(self, pages: Path, out: Path) -> None:
        self._pages = pages
        self._out = out
        self._said = io.StringIO()
        self._app: Sphinx | None = None

    @property
    def html(self) -> Path:
        """The folder of the built pages."""
        return self._out / "html"

    def build(self, changed: set[Path]) -> list[str]:
        """Build what depends on the changed files.

        Text alone needs no new application; a change of data, templates or configuration does.

        :return: the warnings and errors of this build, a line each
        """
        self._said.seek(0)
        self._said.truncate()
        try:
            if self._app is None or any(path.suffix != ".md" for path in changed):
                self._app = None
                self._app = self._start()
            self._app.build()
        except (SourceError, SphinxError) as error:
            self._said.write(f"{error}\n")
        return [line for line in strip_colors(self._said.getvalue()).splitlines() if line.strip()]

    def _start(self) -> Sphinx:
        return Sphinx(
            srcdir=self._pages,
            confdir=self._pages,
            outdir=self.html,
            doctreedir=self._out / "doctrees",
            buildername="html",
            status=None,
            warning=self._said,
        )
