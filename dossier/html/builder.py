"""The site's builder: Sphinx's HTML builder, with one share of the pages per process.

Sphinx starts a process for every few pages, and each sends back an environment that includes all pages read before it. It also
resolves all pages in the main process, so that of two processes one resolves and the other writes. Both together double the time
for 1,000 pages. Reported: https://github.com/sphinx-doc/sphinx/issues/11448.
"""

import gc
import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cache
from pathlib import Path
from traceback import walk_tb
from typing import Any

from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.addnodes import toctree
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ThemeError
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util.build_phase import BuildPhase
from sphinx.util.parallel import ParallelTasks

from dossier.charts.picture import IMAGES
from dossier.domain.build import build_of, makes_site
from dossier.domain.lookups import Lookup
from dossier.export.files import FOLDER, names_of_files
from dossier.files import remove, write_if_changed
from dossier.html import previews
from dossier.html.context import FEED, citation_files, log_of_changes
from dossier.model.problem import BrokenSource
from dossier.model.site import at_fault
from dossier.views.forms import THEME

COMMENTS = {".css": re.compile(r"[ \n]*/\*.*?\*/", re.DOTALL), ".js": re.compile(r"(?m)^ */\*\*(?s:.*?)\*/\n|^ *//.*\n| // .*$")}
"""Comments in the theme's style sheets and scripts, which are removed from the site."""
LAYOUT = {".css": re.compile(r"(?m)^ +|(?<=[;{},])\n"), ".js": re.compile(r"(?m)^ +")}
"""Indentation and, in style sheets, line breaks, which are removed as well."""


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder, with one share of the pages per process."""

    written: Set[str] = frozenset()
    """The pages that the last build wrote."""
    parents: dict[str, set[str]]
    """The pages with a table of contents that contains a page, by its docname, as Sphinx has them."""
    has_static_files = False
    """Whether this application has copied the static files; if one changes in live editing, another application takes over."""

    def init_templates(self) -> None:
        """Load the theme.

        :raises SystemExit: if it cannot be loaded
        """
        try:
            super().init_templates()
        except ThemeError as error:
            raise SystemExit(f"dossier: {error}; correct “html_theme” in conf.py, or install the theme") from None

    def handle_page(self, *args: Any, **kwargs: Any) -> None:
        """Write a page.

        :raises BrokenSource: if a template of the site fails
        """
        try:
            super().handle_page(*args, **kwargs)
        except ThemeError as error:
            wrong = error.__cause__ or error
            places = ((Path(frame.f_code.co_filename), line) for frame, line in walk_tb(wrong.__traceback__))
            if ours := [place for place in places if place[0].suffix == ".html" and self.confdir in place[0].parents]:
                raise BrokenSource(at_fault(wrong, set(), *ours)) from None
            raise

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read pages, one share per process; a single page is read here, because passing on its environment takes longer."""
        if len(docnames) == 1:
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
        _share_out(docnames, nproc, read, merge)

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Note which pages are written, and prepare for it."""
        self.env.files_to_rebuild = self.parents
        self.written = frozenset(docnames)
        self.render_title = cache(super().render_partial)
        super().prepare_writing(docnames)

    def render_partial(self, node: nodes.Node | None) -> dict[str, str]:
        """Render a node by itself, but the title of a page only once, although the pages beside and below it show it, too."""
        return self.render_title(node) if isinstance(node, nodes.title) else super().render_partial(node)

    def write_documents(self, docnames: Set[str]) -> None:
        """Write pages, one share per process; the first page is written before, so that all share its compiled templates."""
        if not self.parallel_ok:
            super().write_documents(docnames)
            return
        first, *rest = sorted(docnames)
        self._write([first])
        _share_out(rest, self._app.parallel, self._write, self._take_in)

    def copy_static_files(self) -> None:
        """Copy the static files in the first build of the application."""
        if not self.has_static_files:
            super().copy_static_files()
        self.has_static_files = True

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the theme's static files, ours without comments and indentation."""
        super().copy_theme_static_files(context)
        ours = (path.relative_to(THEME / "static") for path in (THEME / "static").rglob("*.*"))
        for name in ours if has_our_theme(self._app) else ():
            path = self._static_dir / str(name).removesuffix(".jinja")
            text = COMMENTS[path.suffix].sub("", path.read_text(encoding="utf-8"))
            write_if_changed(path, LAYOUT[path.suffix].sub("", text).encode())

    def _write(self, docnames: Iterable[str]) -> tuple[dict[str, str], dict[str, set[Lookup]]]:
        """Resolve and write pages.

        :return: the images on them, and their look-ups
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
        """Merge the images and look-ups of pages written by another process."""
        images, lookups = written
        self.images.update(images)
        build_of(self.env).lookups.made.update(lookups)


class FolderBuilder(PageBuilder, DirectoryHTMLBuilder):
    """The same for a site with a folder for each page, which Sphinx calls ``dirhtml``."""


def _share_out(docnames: Sequence[str], processes: int, work: Callable[..., Any], take_in: Callable[..., None]) -> None:
    """Let forked processes work on a share of the pages each, and take in what each returns.

    ``gc.freeze()`` keeps the garbage collector from touching, and so copying, shared memory.
    """
    tasks = ParallelTasks(processes)
    gc.freeze()
    try:
        for start in range(min(processes, len(docnames))):
            tasks.add_task(work, docnames[start::processes], take_in)
        tasks.join()
    finally:
        gc.unfreeze()


def has_our_theme(app: Sphinx) -> bool:
    """Return whether the HTML theme is ours or inherits from it."""
    return isinstance(app.builder, StandaloneHTMLBuilder) and THEME in map(Path, app.builder.theme.get_theme_dirs())


def prepare_builder(app: Sphinx) -> None:
    """Cache compiled templates and, with our theme, turn off Sphinx's search, which ignores numbers (``builder-inited``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = not has_our_theme(app)
        if isinstance(app.builder.templates, BuiltinTemplateLoader):
            folder = Path(app.doctreedir, "templates")
            folder.mkdir(parents=True, exist_ok=True)
            app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def spare_parents(app: Sphinx, builder: Builder) -> None:
    """Let Sphinx write the parents of a page again only if they show a table of contents (``write-started``)."""
    if isinstance(builder, PageBuilder):
        env = builder.env
        trees = {name: [*env.tocs[name].findall(toctree)] for name in env.toctree_includes}
        shown = {name for name, found in trees.items() if not all(tree["hidden"] for tree in found)}
        builder.parents = env.files_to_rebuild
        env.files_to_rebuild = {name: parents & shown for name, parents in builder.parents.items()}


def remove_stale(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the files that this builder made in its last build and will not make in this one (``env-updated``)."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        kept = Path(app.doctreedir, f"{app.builder.name}.files")
        before = kept.read_text(encoding="utf-8").splitlines() if kept.exists() else []
        now = set(_made(app, app.builder))
        for name in {*before} - now:
            remove(Path(app.outdir), name)
        write_if_changed(kept, "\n".join(sorted(now)).encode())


def _made(app: Sphinx, builder: StandaloneHTMLBuilder) -> Iterator[str]:
    """Yield the paths, in the site, of the files of each page, of the files that a build copies, of the feed, and of the data."""
    for docname in app.env.found_docs:
        yield Path(builder.get_outfilename(docname)).relative_to(app.outdir).as_posix()
        yield from (*citation_files(docname).values(), previews.file_of(docname), f"{IMAGES}/{docname}")
    yield from (f"{builder.imagedir}/{name}" for _, name in app.env.images.values())
    yield from (f"_static/{name}" for name in _files(app, app.config.html_static_path))
    yield from _files(app, app.config.html_extra_path)
    if makes_site(app):
        dossier = build_of(app.env).dossier
        yield from [FEED] if log_of_changes(dossier) else []
        yield from (f"{FOLDER}/{name}" for name in names_of_files(dossier)) if app.config.dossier_finish else ()


def _files(app: Sphinx, entries: Iterable[str]) -> Iterator[str]:
    for path in (Path(app.confdir, entry) for entry in entries):
        root, below = (path, path.rglob("*")) if path.is_dir() else (path.parent, [path])
        yield from (file.relative_to(root).as_posix() for file in below if file.is_file())
