"""A site that is built again and again by one process."""

from __future__ import annotations

import gc
import io
from contextlib import ExitStack
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from dossier.extension import SourceError, apply_rules, write_rest


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
        self._namespace = ExitStack()
        self._built = False
        self.whole = False
        """Whether feed, data and index are those of the pages."""

    @property
    def html(self) -> Path:
        """The folder of the built pages."""
        return self._out / "html"

    def build(self, changed: set[Path]) -> None:
        """Build the pages that depend on the changed files.

        Text alone needs no new application; a change of data, templates or configuration does.
        """
        self._built = self.whole = False
        self._said.seek(0)
        self._said.truncate()
        try:
            if self._app is None or any(path.suffix != ".md" for path in changed):
                self._app = None
                self._app = self._start()
            self._app.build()
            self._built = True
        except (SourceError, SphinxError) as error:
            self._said.write(f"{error}\n")

    def check(self) -> list[str]:
        """Apply the rules to what was built, which its writer can see by then.

        :return: the warnings and errors of the last build, a line each
        """
        if self._app is not None and self._built:
            apply_rules(self._app)
        return [line for line in strip_colors(self._said.getvalue()).splitlines() if line.strip()]

    def finish(self) -> list[str]:
        """Write feed, data and index, which take longer than a page and are not what its writer looks at, and tidy up.

        :return: why that failed
        """
        self.whole = True
        try:
            if self._app is not None:
                write_rest(self._app)
                gc.collect()
        except SphinxError as error:
            return [str(error)]
        return []

    def _start(self) -> Sphinx:
        self._namespace.close()
        self._namespace.enter_context(patch_docutils(self._pages))
        self._namespace.enter_context(docutils_namespace())
        return Sphinx(
            srcdir=self._pages,
            confdir=self._pages,
            outdir=self.html,
            doctreedir=self._out / "doctrees",
            buildername="html",
            status=None,
            warning=self._said,
            confoverrides={"dossier_finish": False},
        )
