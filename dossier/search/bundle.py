"""Pagefind's files, made of the views beside the rest of a build."""

from __future__ import annotations

import atexit
import multiprocessing
import shutil
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from functools import partial
from math import sqrt
from pathlib import Path
from time import sleep

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks

from dossier.beside import Progress, beside
from dossier.search import service
from dossier.search.service import SearchIndexError
from dossier.search.table import UnknownTableError, shortened
from dossier.search.view import views_folder, views_of

UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Files of Pagefind's that no page loads."""


MOMENT = 0.02
"""Seconds between two looks at what another process has done."""


class Bundle:
    """The files that Pagefind makes of a site.

    Where there may be a process for it, it takes in the view of each page as soon as that is written, in the order of their
    names, and waits to be told that the files are wanted.

    :param folder: where the files go
    :param progress: which pages are written
    """

    def __init__(self, app: Sphinx, folder: Path, progress: Progress) -> None:
        self._views = views_folder(app)
        self._docnames = sorted(app.env.found_docs)
        self._folder = folder
        self._progress = progress
        self._tasks = beside(app)
        self._wanted = multiprocessing.get_context("fork").Event()
        self._begun = False

    def begin(self) -> None:
        """Begin, if that can be done beside the writing of pages."""
        if isinstance(self._tasks, ParallelTasks):
            atexit.register(self.abandon)
            self._begun = True
            self._tasks.add_task(self._make)

    def want(self) -> None:
        """Have the files made of the pages, now that all are written."""
        self._wanted.set()
        if not self._begun:
            self._tasks.add_task(self._make)

    def join(self) -> None:
        """Wait for the files.

        :raises SphinxError: if Pagefind fails, or its table is not as it was
        """
        self._tasks.join()

    def abandon(self) -> None:
        """Make no files."""
        if isinstance(self._tasks, ParallelTasks):
            self._tasks.terminate()

    def _make(self) -> None:
        views = (view for docname in self._docnames for view in self._views_of(docname))
        made = service.index(views, chunk_size(len(self._docnames)))
        try:
            files = shortened({name: data for name, data in made.items() if not any(map(partial(fnmatch, name), UNUSED))})
        except UnknownTableError as reason:
            raise SearchIndexError(str(reason)) from reason
        _wait_until(self._wanted.is_set)
        shutil.rmtree(self._folder, ignore_errors=True)
        for name, data in files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def _views_of(self, docname: str) -> Iterator[tuple[str, str]]:
        _wait_until(partial(self._progress.has, docname))
        return views_of(self._views, docname)


def _wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for another process, as long as that of the build is there."""
    build = multiprocessing.parent_process()
    while not is_so():
        if build is not None and not build.is_alive():
            raise SystemExit
        sleep(MOMENT)


def chunk_size(pages: int) -> int:
    """How many places of words a file of Pagefind's index holds.

    Pagefind's own 20,000 make files of some 30 KB, of which a query loads one a word. Small files load less; but the list of the
    files, which every first query loads, grows with their number. The sum of both is least where either grows with the root of
    the number of pages.
    """
    return max(600, round(40 * sqrt(pages)))
