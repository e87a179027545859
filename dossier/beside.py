"""Work beside that of the process of the build."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.sharedctypes import RawArray
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available


@contextmanager
def shared() -> Iterator[None]:
    """Have processes that start meanwhile share what there is.

    Python's collector of garbage marks what it looks at, which is then copied; this it leaves alone.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class _Process(ParallelTasks):
    """A process for each task."""

    def add_task(self, *arguments: Any, **options: Any) -> None:
        """Start it."""
        with shared():
            super().add_task(*arguments, **options)


Beside = ParallelTasks | SerialTasks


def beside(app: Sphinx) -> Beside:
    """Runs a task in a process of its own, where the build may have several, until it is joined; otherwise at once."""
    return _Process(1) if parallel_available and app.parallel > 1 else SerialTasks()


class Progress:
    """Which of the pages that a build writes are done; every process sees it."""

    def __init__(self, docnames: Iterable[str] = ()) -> None:
        self._places = {docname: place for place, docname in enumerate(docnames)}
        self._done = RawArray("b", len(self._places))

    def note(self, docname: str) -> None:
        """Say that a page is done."""
        self._done[self._places[docname]] = True

    def has_all(self, docnames: Iterable[str]) -> bool:
        """Whether these pages are done; one that is not written is."""
        return all(self._done[self._places[docname]] for docname in docnames if docname in self._places)
