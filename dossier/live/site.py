"""A site that one process builds repeatedly."""

import gc
import io
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import strip_colors
from sphinx.util.docutils import docutils_namespace, patch_docutils

from dossier.domain.build import forget
from dossier.extension import apply_rules, write_rest
from dossier.html import incremental


class Site:
    """A site that is being edited.

    No edit to a page or to data ends the process: an error in a build becomes a line that ``check`` returns, and the next build
    starts with a new Sphinx application.

    :param pages: the folder of the pages, with its ``conf.py``
    :param out: the output folder
    :param rules: a function that applies the rules without a build; its problems are reported instead of a failed build's error
    """

    def __init__(self, pages: Path, out: Path, rules: Callable[[], list[str]] = list) -> None:
        self.pages = pages
        self._out = out
        self.html = out / "html"
        """The folder of the built pages."""
        self._rules = rules
        self._reported: list[str] = []
        self._log = io.StringIO()
        self._app: Sphinx | None = None
        self._found: set[Path] = set()
        self._namespace = ExitStack()
        self.whole = False
        """Whether the data files and the search index are up to date."""

    def build(self, changed: set[Path]) -> str:
        """Build the pages that depend on the changed files.

        Unless the changes are only to existing pages, the build starts with a new Sphinx application.

        :return: what was built, in words, such as "2 pages in 0.4 s"
        """
        self.whole, self._reported = False, []
        self._log.seek(0)
        self._log.truncate()
        started = perf_counter()
        if not all(path in self._found and path.exists() for path in changed):
            self._discard_app()
        self._try(self._build)
        pages = len(getattr(self._app.builder, "written", ())) if self._app else 0
        return f"{pages} page{'s' * (pages != 1)} in {perf_counter() - started:.1f} s"

    def check(self) -> list[str]:
        """Apply the rules to the last build, once its pages can be viewed.

        :return: the warnings and errors of the last build, one per line
        """
        if app := self._app:
            self._try(lambda: apply_rules(app))
            self._try(lambda: incremental.store(app))
        if self._app is None:
            self._try(lambda: self._reported.extend(self._rules()))
        return self._problems()

    def finish(self) -> list[str]:
        """Write the data files and the search index, which take longer than a page and are not needed for viewing it.

        :return: the warnings and errors of the last build, one per line
        """
        self.whole = True
        if app := self._app:
            self._try(lambda: write_rest(app))
            gc.collect()
        return self._problems()

    def _problems(self) -> list[str]:
        if self._reported:
            return self._reported
        lines = [line.strip() for line in strip_colors(self._log.getvalue()).splitlines()]
        return list(dict.fromkeys(line.removeprefix(f"{Path.cwd()}/") for line in lines if line))

    def _try(self, work: Callable[[], None]) -> None:
        """Call a function; if it fails, record the error as a line, and let the next build start with a new application."""
        try:
            work()
        except (Exception, SystemExit) as error:  # the text of a page may make Sphinx, MyST or docutils raise anything
            why = f"{type(error).__name__}: {error}; this build failed, and the next change starts another"
            self._log.write(f"{error if isinstance(error, SystemExit | SphinxError) else why}\n")
            self._discard_app()

    def _discard_app(self) -> None:
        if self._app:
            forget(self._app.env)
        self._app = None

    def _build(self) -> None:
        self._app = self._app or self._start()
        self._app.build()
        self._found = {Path(self._app.env.doc2path(docname)) for docname in self._app.env.found_docs}

    def _start(self) -> Sphinx:
        gc.collect()  # the previous application, which consists of reference cycles
        self._namespace.close()
        self._namespace.enter_context(patch_docutils(self.pages))
        self._namespace.enter_context(docutils_namespace())
        doctrees, settings = self._out / "doctrees", {"dossier_finish": False}
        return Sphinx(self.pages, self.pages, self.html, doctrees, "html", settings, status=None, warning=self._log)
