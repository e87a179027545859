"""The builder of the site: Sphinx's own, with a share of the pages for each process.

Sphinx starts a process for every few pages, with all that those before it have read, and has all that sent back; and it resolves
every page in the first process, so that of two one resolves and the other writes. That doubles the time for 1,000 pages.
Reported: https://github.com/sphinx-doc/sphinx/issues/11448.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from typing import Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

from dossier.build import build_of
from dossier.lookups import Lookup, Lookups


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of HTML pages."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._titles: dict[str, dict[str, str]] = {}

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read pages, a share in each process."""

        def read(share: Sequence[str]) -> bytes:
            for docname in share:
                self.read_doc(docname, _cache=False)
            return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(share: Sequence[str], environment: bytes) -> None:
            self.env.merge_info_from(share, pickle.loads(environment), self._app)

        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        with _tasks(nproc) as tasks:
            for start in range(min(nproc, len(docnames))):
                tasks.add_task(read, docnames[start::nproc], merge)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages, a share in each process; the first page before them, so that they share its templates."""
        if not self.parallel_ok:
            super().write_documents(docnames)
            return
        first, *rest = sorted(docnames)
        self._write([first])
        with _tasks(self._app.parallel) as tasks:
            for start in range(min(self._app.parallel, len(rest))):
                tasks.add_task(self._write, rest[start :: self._app.parallel], self._take_in)

    def _write(self, docnames: Iterable[str]) -> tuple[dict[str, str], dict[str, set[Lookup]]]:
        """Resolve and write some pages.

        :return: the images that they show, and what they looked up
        """
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
        made = build_of(self.env).part(Lookups).made
        return self.images, {docname: made[docname] for docname in docnames}

    def _take_in(self, docnames: Iterable[str], written: tuple[dict[str, str], dict[str, set[Lookup]]]) -> None:
        """Take in what another process has written."""
        images, lookups = written
        self.images.update(images)
        build_of(self.env).part(Lookups).made.update(lookups)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a lone node; a title of text alone, which the pages around it show too, once."""
        if not isinstance(node, nodes.title) or any(not isinstance(child, nodes.Text) for child in node.children):
            return super().render_partial(node)
        text = node.astext()
        if text not in self._titles:
            self._titles[text] = super().render_partial(node)
        return self._titles[text]


@contextmanager
def _tasks(processes: int) -> Iterator[ParallelTasks]:
    """Tasks in processes that share what there is; Python's collector of garbage, which would have it copied, leaves it alone."""
    tasks = ParallelTasks(processes)
    gc.freeze()
    try:
        yield tasks
        tasks.join()
    finally:
        gc.unfreeze()
