"""The builder of the site: Sphinx's own, sparing what it does again and again."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property
from math import ceil
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import progress_message
from sphinx.util.parallel import ParallelTasks

from dossier.beside import Progress, shared
from dossier.html import styles

WRITE = "dossier-write"
"""The event of pages about to be written, with their progress."""

SHARE = 8
"""How many pages a process takes at a time, so that none has long to wait for the others at the end."""


MOST = 250
"""How many pages a process writes before another takes its place, so that what it remembers does not grow with the site."""


FEW = 16
"""How many pages are read in the process of the build itself."""

BEHIND = 3
"""By how much the processes that write pages let those go first that wait for pages, so that little is left to do in the end."""


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of HTML pages, with a share of the work for each process.

    Sphinx starts a process for every few pages, each with all that those before it have read, and has what it has read sent back
    with that; and where several processes write, it resolves every page in the first one, so that of two processes one writes
    and the other resolves. Here each process is started once, sends back what it has read itself, and resolves what it writes. It
    can go when Sphinx does so.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._titles: dict[str, dict[str, str]] = {}
        self._progress = Progress()
        self.written: Set[str] = frozenset()
        """The pages that this build has written."""

    def copy_assets(self) -> None:
        """Copy the static files, and join the style sheets that every page loads."""
        super().copy_assets()
        styles.join(self._css_files, Path(self.outdir))

    def create_translator(self, *arguments: Any) -> nodes.NodeVisitor:
        """Make a translator, of a class that has the handlers of all nodes; Sphinx gives them to every translator anew."""
        return self._translator_class(*arguments)

    @cached_property
    def _translator_class(self) -> Callable[..., nodes.NodeVisitor]:
        registry = self._registry
        handlers = registry.translation_handlers.get(self.name) or registry.translation_handlers.get(self.format, {})
        methods: dict[str, Any] = {f"visit_{name}": visit for name, (visit, _) in handlers.items()}
        methods |= {f"depart_{name}": depart for name, (_, depart) in handlers.items() if depart}
        return type("Translator", (registry.get_translator_class(self),), methods)

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read pages, in as many processes as were asked for; a few at once, sooner than a process could send them back."""
        if len(docnames) <= FEW:
            self._read_serial(docnames)
            return

        def read(share: Sequence[str]) -> bytes:
            for docname in share:
                self.read_doc(docname, _cache=False)
            return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(share: Sequence[str], environment: bytes) -> None:
            self.env.merge_info_from(share, pickle.loads(environment), self._app)

        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        tasks = ParallelTasks(nproc)
        with shared(), progress_message("reading sources"):
            for start in range(min(nproc, len(docnames))):
                tasks.add_task(read, docnames[start::nproc], merge)
            tasks.join()

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages, in as many processes as were asked for; the first page before them, so that they share its templates."""
        self.written = docnames
        if not self.parallel_ok:
            super().write_documents(docnames)
            return
        self._progress = Progress(docnames)
        self.events.emit(WRITE, self._progress)
        first, *rest = sorted(docnames)
        self._write([first])
        tasks = ParallelTasks(self._app.parallel)
        taken = multiprocessing.get_context("fork").Value("l", 0)

        count = self._app.parallel * ceil(len(rest) / (self._app.parallel * MOST))
        shares = ceil(len(rest) / max(1, count) / SHARE) + 1

        def write() -> dict[str, str]:
            os.nice(BEHIND)
            return self._write(_taken_from(rest, taken, shares))

        with shared(), progress_message("writing output"):
            for _ in range(min(count, len(rest))):
                tasks.add_task(write, result_func=lambda _, images: self.images.update(images))
            tasks.join()

    def _write(self, docnames: Iterable[str]) -> dict[str, str]:
        """Resolve and write some pages.

        :return: the images that they show
        """
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
            self._progress.note(docname)
        return self.images

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a lone node; a title of text alone, which the pages around it show too, once."""
        if not isinstance(node, nodes.title) or any(not isinstance(child, nodes.Text) for child in node.children):
            return super().render_partial(node)
        text = node.astext()
        if text not in self._titles:
            self._titles[text] = super().render_partial(node)
        return self._titles[text]


def _taken_from(docnames: Sequence[str], taken: Synchronized[int], shares: int) -> Iterator[str]:
    """Pages that no other process has taken.

    :param taken: how many have been
    :param shares: how many times some are taken
    """
    for _ in range(shares):
        with taken:
            start = taken.value
            taken.value += SHARE
        yield from docnames[start : start + SHARE]
