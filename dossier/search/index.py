"""The index: Pagefind reads the views of the pages; names and words go into the lexicon beside it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from html import unescape
from importlib.metadata import version
from math import sqrt
from pathlib import Path

from sphinx.application import Sphinx

from dossier.beside import beside
from dossier.search import lexicon, service
from dossier.search.facets import Facets, facets_of, write_facets
from dossier.search.names import Name, names_of
from dossier.search.service import SearchIndexError
from dossier.search.table import UnknownTableError, shortened
from dossier.search.view import views_folder
from dossier.symbols import symbols_in

BUNDLE, LEXICON = "pagefind", "lexicon"
"""Folders of the site: what Pagefind makes, and the lexicon."""

UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Files of Pagefind's that no page loads."""

_MARK = b"pagefind_dcd"


@dataclass(frozen=True)
class Fragment:
    """A page, or a part of one, as Pagefind keeps it.

    :param id: by which Pagefind names it in its results
    :param path: that of its view
    :param part: which part of its page it is, from 0
    :param anchors: the ids of everything in it that has one
    """

    id: str
    path: str
    docname: str
    part: int
    anchors: tuple[str, ...]


@contextmanager
def indexing(app: Sphinx) -> Iterator[None]:
    """Index the site once its pages are written, if anything that the index holds has changed.

    While Pagefind does its part, other things can be written, and the lexicon is made ready.

    :raises SearchIndexError: if Pagefind fails
    """
    folder, site = views_folder(app), Path(app.outdir)
    views = dict(_views(folder, app.env.found_docs))
    names = sorted(names_of(app.env), key=repr)
    facets = {docname: facets_of(app.env, docname) for docname in sorted(app.env.found_docs)}
    stamp, print_ = Path(app.doctreedir, "search.print"), fingerprint(views, names, facets)
    made = (site / BUNDLE / "pagefind-entry.json").exists() and (site / LEXICON / "manifest.json").exists()
    if made and stamp.exists() and stamp.read_text() == print_:
        yield
        return
    for name in (BUNDLE, LEXICON):
        shutil.rmtree(site / name, ignore_errors=True)
    tasks = beside(app)
    tasks.add_task(partial(_write_bundle, site / BUNDLE), views)
    yield
    texts = {path: _text(html) for path, html in views.items()}
    said = said_in(texts)
    words = lexicon.write_table(site / LEXICON, lexicon.words(texts.values(), [*(name.name for name in names), *said]))
    tasks.join()
    fragments = sorted(read_fragments(site / BUNDLE), key=lambda fragment: (fragment.docname, fragment.part))
    addresses = {(fragment.docname, anchor): fragment.id for fragment in fragments for anchor in fragment.anchors}
    ids = {fragment.path: fragment.id for fragment in fragments}
    named = lexicon.named(names, addresses, {name: [ids[path] for path in paths] for name, paths in said.items()})
    lexicon.write_manifest(site / LEXICON, len(fragments), words=words, names=lexicon.write_table(site / LEXICON, named))
    parts: dict[str, list[str]] = {}
    for fragment in fragments:
        parts.setdefault(fragment.docname, []).append(fragment.id)
    write_facets(site / LEXICON / "facets.json", [(ids, facets[docname]) for docname, ids in parts.items()])
    stamp.write_text(print_)


def _views(folder: Path, docnames: set[str]) -> Iterator[tuple[str, str]]:
    """The views by their paths below their folder, in the order of pages and parts; those of pages that are gone are removed."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.html")}
    for name, path in sorted(found.items(), key=lambda item: _place(item[0])):
        if _place(name)[0] in docnames:
            yield name, path.read_text(encoding="utf-8")
        else:
            path.unlink()


def _place(path: str) -> tuple[str, int]:
    """The page of a view, and which part of it that is, from 0."""
    docname, _, part = path.removesuffix(".html").partition(".part")
    return docname, int(part or 0)


_TAG = re.compile("<[^>]*>")


def _text(html: str) -> str:
    """The text of a view."""
    return unescape(_TAG.sub(" ", html))


def fingerprint(views: Mapping[str, str], names: list[Name], facets: dict[str, Facets]) -> str:
    """A checksum of everything that the index holds and of what makes it."""
    digest = hashlib.sha256(repr((version("pagefind_bin"), names, facets)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    for name, html in views.items():
        digest.update(f"\n{name}\n{html}".encode())
    return digest.hexdigest()


def _write_bundle(folder: Path, views: Mapping[str, str]) -> None:
    """Have Pagefind index the views, and write of its files those that pages load.

    :raises SearchIndexError: if it fails, or its table is not as it was
    """
    made = service.index(views, chunk_size(len(views)))
    try:
        files = shortened({name: data for name, data in made.items() if not any(map(partial(fnmatch, name), UNUSED))})
    except UnknownTableError as reason:
        raise SearchIndexError(str(reason)) from reason
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def said_in(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """What readers call the documents and meetings that a text has the symbols of, each with the paths of those texts."""
    said: dict[str, list[str]] = {}
    for path, text in texts.items():
        for name in symbols_in(text):
            said.setdefault(name, []).append(path)
    return said


def chunk_size(parts: int) -> int:
    """How many places of words a file of Pagefind's index holds.

    Pagefind's own 20,000 make files of some 30 KB, of which a query loads one a word. Small files load less; but the list of the
    files, which every first query loads, grows with their number. The sum of both is least where either grows with the root of
    the number of pages and parts of pages.
    """
    return max(600, round(28 * sqrt(parts)))


def read_fragments(bundle: Path) -> Iterator[Fragment]:
    """What Pagefind keeps of each page and part."""
    for file in sorted((bundle / "fragment").iterdir()):
        kept = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_MARK))
        path = kept["url"].removeprefix("/")
        docname, part = _place(path)
        anchors = tuple(anchor["id"] for anchor in kept["anchors"])
        yield Fragment(file.stem, path, docname, part, anchors if part else ("", *anchors))
