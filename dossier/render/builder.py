"""The builder of the site: Sphinx's own, sparing what it does again and again."""

from __future__ import annotations

from collections.abc import Sequence, Set
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator
from sphinx.util.parallel import ParallelTasks

from dossier.render import styles

SHARES = 16
"""Into how many shares the pages of a process are divided, so that none has long to wait for the others at the end."""


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of HTML pages, which gives each process whole pages to make.

    Where several processes write, Sphinx resolves every page in the first one and hands it to the others to be written, so that
    of two processes one writes and the other resolves. Here each resolves what it writes. It can go when Sphinx does so.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._titles: dict[str, dict[str, str]] = {}

    def copy_assets(self) -> None:
        """Copy the static files, and join the style sheets that every page loads."""
        super().copy_assets()
        styles.join(self._css_files, Path(self.outdir))

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages, in as many processes as were asked for; the first page before them, so that they share its templates."""
        if not self.parallel_ok:
            super().write_documents(docnames)
            return
        first, *rest = sorted(docnames)
        self._write([first])
        size = max(1, len(rest) // (self._app.parallel * SHARES))
        shares = [rest[start : start + size] for start in range(0, len(rest), size)]
        progress = status_iterator(shares, "writing output... ", "darkgreen", len(shares), self.config.verbosity)

        def note(share: Sequence[str], images: dict[str, str]) -> None:
            self.images.update(images)
            next(progress)

        tasks = ParallelTasks(self._app.parallel)
        for share in shares:
            tasks.add_task(self._write, share, note)
        tasks.join()

    def _write(self, docnames: Sequence[str]) -> dict[str, str]:
        """Resolve and write some pages.

        :return: the images that they show
        """
        for docname in docnames:
            self.phase = BuildPhase.RESOLVING
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.phase = BuildPhase.WRITING
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)
        return self.images

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a lone node; a title of text alone, which the pages around it show too, once."""
        if not isinstance(node, nodes.title) or any(not isinstance(child, nodes.Text) for child in node.children):
            return super().render_partial(node)
        text = node.astext()
        if text not in self._titles:
            self._titles[text] = super().render_partial(node)
        return self._titles[text]
