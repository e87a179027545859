"""The builder of the site: Sphinx's own, with a share of the pages for each process.

Sphinx starts a process for every few pages, with all that those before it have read, and has all that sent back; and it resolves
every page in the first process, so that of two one resolves and the other writes. That doubles the time for 1,000 pages.
Reported: https://github.com/sphinx-doc/sphinx/issues/11448.
"""

import gc
import pickle
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

from dossier.charts import picture
from dossier.cite import forms
from dossier.domain.build import Lookup, build_of
from dossier.files import put, remove
from dossier.html import previews
from dossier.html.context import CITE, citation_files
from dossier.views.forms import THEME

COMMENTS = {".css": re.compile(r"[ \n]*/\*.*?\*/", re.DOTALL), ".js": re.compile(r"(?m)^ */\*\*(?s:.*?)\*/\n|^ *//.*\n| // .*$")}
"""Comments of its style sheets and of its scripts, which readers of the site need not load,"""
LAYOUT = {".css": re.compile(r"(?m)^ +|(?<=[;{},])\n"), ".js": re.compile(r"(?m)^ +")}
"""nor how their lines are laid out."""


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of HTML pages."""

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

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the files of the theme, our own without comments and layout."""
        super().copy_theme_static_files(context)
        for name in _static_files() if has_our_theme(self._app) else ():
            path = self._static_dir / name
            text = COMMENTS[path.suffix].sub("", path.read_text(encoding="utf-8"))
            put(path, LAYOUT[path.suffix].sub("", text).encode())

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
        made = build_of(self.env).lookups.made
        return self.images, {docname: made[docname] for docname in docnames}

    def _take_in(self, docnames: Iterable[str], written: tuple[dict[str, str], dict[str, set[Lookup]]]) -> None:
        """Take in what another process has written."""
        images, lookups = written
        self.images.update(images)
        build_of(self.env).lookups.made.update(lookups)


def _static_files() -> Iterator[str]:
    """The style sheets and scripts of our theme, by their paths among the static files of a site."""
    static = THEME / "static"
    yield from (path.relative_to(static).as_posix().removesuffix(".jinja") for path in sorted(static.rglob("*.*")))


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


def has_our_theme(app: Sphinx) -> bool:
    """Whether pages are written with the theme of this package, or with one that inherits from it."""
    return isinstance(app.builder, StandaloneHTMLBuilder) and THEME in map(Path, app.builder.theme.get_theme_dirs())


def prepare_builder(app: Sphinx) -> None:
    """Keep compiled templates; with our theme, leave out Sphinx's search index, which drops every number (``builder-inited``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = not has_our_theme(app)
        if isinstance(app.builder.templates, BuiltinTemplateLoader):
            folder = Path(app.doctreedir, "templates")
            folder.mkdir(parents=True, exist_ok=True)
            app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def remove_pages(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Remove what was written for pages that are gone, by whatever build (``env-get-outdated``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        for docname in (removed | _cited_in(Path(app.outdir))) - env.found_docs:
            for name in (str(app.builder.get_outfilename(docname)), *citation_files(docname), previews.file_of(docname)):
                remove(Path(app.outdir), name)
            picture.put_drawings(app, docname, {})
    return []


def _cited_in(outdir: Path) -> set[str]:
    """The pages for which a site has files to cite with."""
    folder, suffix = outdir / CITE, forms()[0].suffix
    return {path.relative_to(folder).as_posix().removesuffix(suffix) for path in folder.rglob(f"*{suffix}")}


def remove_copies(app: Sphinx, exception: Exception | None) -> None:
    """Remove images and static files that the last build copied and this one did not (``build-finished``)."""
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder):
        kept = Path(app.doctreedir, "copies.kept")
        before = kept.read_text(encoding="utf-8").split("\n") if kept.exists() else []
        now = set(_copies(app, app.builder))
        for name in filter(None, {*before} - now):
            remove(Path(app.outdir), name)
        put(kept, "\n".join(sorted(now)).encode())


def _copies(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """What a build copies, by the path in the site."""
    yield from (f"{builder.imagedir}/{name}" for _, name in app.env.images.values())
    yield from (f"_static/{name}" for name in _files(app, app.config.html_static_path))
    yield from _files(app, app.config.html_extra_path)


def _files(app: Sphinx, entries: Iterable[str]) -> Iterator[str]:
    for path in (Path(app.confdir, entry) for entry in entries):
        below = path.rglob("*") if path.is_dir() else [path]
        root = path if path.is_dir() else path.parent
        yield from (file.relative_to(root).as_posix() for file in below if file.is_file())
