"""The index: Pagefind reads the views of the pages; names and words go into the lexicon beside it.

Where there may be a process for it, it is made beside the writing of the pages, and takes each volume as soon as that is written.
"""

from __future__ import annotations

import atexit
import hashlib
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import sleep

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks

from dossier.beside import Progress, beside
from dossier.domain import domain_of
from dossier.files import put_all
from dossier.search import lexicon
from dossier.search.binding import bound, ids_of, size_of_a_file
from dossier.search.facets import Facets, facets_of, write_facets
from dossier.search.names import Name, names_of
from dossier.search.view import page_and_part, views_folder, views_of
from dossier.search.volume import Volume, code, keep_only, pages_of_a_volume, volume_of

BUNDLE, LEXICON = "pagefind", "lexicon"
"""Folders of the site: what Pagefind makes, and the lexicon."""

MOMENT = 0.01
"""Seconds between two looks at what another process has done."""


def begin(app: Sphinx, progress: Progress) -> None:
    """Begin, where that can be done beside, as pages begin to be written (``dossier-write``)."""
    domain_of(app.env).index = index = Index(app, progress)
    index.begin()


def abandon(app: Sphinx) -> None:
    """Make no index: the build has failed."""
    if index := domain_of(app.env).index:
        index.abandon()


@contextmanager
def indexing(app: Sphinx) -> Iterator[None]:
    """Index the site once its pages are written, if anything that the index holds has changed; meanwhile write other things.

    :raises SphinxError: if Pagefind fails
    """
    domain = domain_of(app.env)
    index, domain.index = domain.index or Index(app, Progress()), None
    index.want()
    yield
    index.join()


class Index:
    """The index of a site.

    :param progress: which of its pages are written
    """

    def __init__(self, app: Sphinx, progress: Progress) -> None:
        self._app = app
        self._site = Path(app.outdir)
        self._docnames = sorted(app.env.found_docs)
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
        """Have the index written, now that all pages are."""
        self._wanted.set()
        if not self._begun:
            self._tasks.add_task(self._make)

    def join(self) -> None:
        """Wait for the index.

        :raises SphinxError: if Pagefind fails
        """
        self._tasks.join()

    def abandon(self) -> None:
        """Write no index."""
        if isinstance(self._tasks, ParallelTasks):
            self._tasks.terminate()

    def _make(self) -> None:
        names = sorted(names_of(self._app.env))
        facets = {docname: facets_of(self._app.env, docname) for docname in self._docnames}
        kept = Path(self._app.doctreedir, "volumes")
        volumes = [volume for views in self._views() if (volume := volume_of(kept, views)).parts]
        _wait_until(self._wanted.is_set)
        if not volumes:
            return
        keep_only(kept, volumes)
        stamp, print_ = Path(self._app.doctreedir, "search.print"), _fingerprint(volumes, names, facets)
        if self._is_there() and stamp.exists() and stamp.read_text() == print_:
            return
        stamp.unlink(missing_ok=True)
        lexicon_beside = beside(self._app)
        lexicon_beside.add_task(partial(_write_lexicon, self._site / LEXICON, volumes, names, facets))
        put_all(self._site / BUNDLE, bound(volumes, size_of_a_file(len(self._docnames))))
        lexicon_beside.join()
        stamp.write_text(print_)

    def _views(self) -> Iterator[dict[str, str]]:
        """The views of each volume, as soon as its pages are written."""
        folder, size = views_folder(self._app), pages_of_a_volume(len(self._docnames))
        _forget(folder, self._docnames)
        for start in range(0, len(self._docnames), size):
            volume = self._docnames[start : start + size]
            _wait_until(partial(self._progress.has_all, volume))
            yield dict(view for docname in volume for view in views_of(folder, docname))

    def _is_there(self) -> bool:
        return (self._site / BUNDLE / "pagefind-entry.json").exists() and (self._site / LEXICON / "manifest.json").exists()


def _wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for another process, as long as that of the build is there."""
    build = multiprocessing.parent_process()
    while not is_so():
        if build is not None and build.pid != os.getppid():
            raise SystemExit
        sleep(MOMENT)


def _forget(folder: Path, docnames: Sequence[str]) -> None:
    """Remove the views of pages that are gone."""
    known = {f"{docname}.json" for docname in docnames}
    for path in folder.rglob("*.json"):
        if path.relative_to(folder).as_posix() not in known:
            path.unlink()


def _fingerprint(volumes: Sequence[Volume], names: Sequence[Name], facets: Mapping[str, Facets]) -> str:
    """A checksum of everything that the index holds and of what makes it."""
    checksums = [volume.checksum for volume in volumes]
    return hashlib.sha256(repr((code(), checksums, names, facets)).encode()).hexdigest()


def _write_lexicon(folder: Path, volumes: Sequence[Volume], names: Sequence[Name], facets: Mapping[str, Facets]) -> None:
    ids: dict[str, str] = {}
    addresses: dict[tuple[str, str], str] = {}
    pages: dict[str, list[str]] = {}
    for part, id in zip((part for volume in volumes for part in volume.parts), ids_of(volumes), strict=True):
        docname, number = page_and_part(part.path)
        ids[part.path] = id
        addresses |= {(docname, anchor): id for anchor in (*part.anchors, *([] if number else [""]))}
        pages.setdefault(docname, []).append(id)
    counts: Counter[str] = Counter()
    said: dict[str, list[str]] = {}
    for volume in volumes:
        counts.update(volume.counts())
        for name, paths in volume.said.items():
            said.setdefault(name, []).extend(ids[path] for path in paths)
    words = lexicon.write_table(folder, lexicon.words(counts, [*(name.name for name in names), *said]))
    named = lexicon.write_table(folder, lexicon.named(names, addresses, said))
    lexicon.write_manifest(folder, len(ids), words=words, names=named)
    write_facets(folder / "facets.json", [(pages[docname], facets[docname]) for docname in facets if docname in pages])
