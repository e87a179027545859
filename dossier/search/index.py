"""The index: Pagefind reads the views of the pages; names and words go into the lexicon beside it."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from math import sqrt
from pathlib import Path

from pagefind_bin import get_executable
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from dossier.search import lexicon
from dossier.search.facets import Facets, facets_of, write_facets
from dossier.search.names import Name, names_of
from dossier.search.table import UnknownTableError, shorten
from dossier.search.view import views_folder
from dossier.symbols import symbols_in

BUNDLE, LEXICON = "pagefind", "lexicon"
"""Folders of the site: what Pagefind makes, and the lexicon."""

UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Files of Pagefind's that no page loads."""

_MARK = b"pagefind_dcd"


class SearchIndexError(SphinxError):
    """The index could not be made."""

    category = "The search index cannot be made"


@dataclass(frozen=True)
class Fragment:
    """A page, or a part of one, as Pagefind keeps it.

    :param id: by which Pagefind names it in its results
    :param part: which part of its page it is, from 0
    :param anchors: the ids of everything in it that has one
    """

    id: str
    docname: str
    part: int
    content: str
    anchors: tuple[str, ...]


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Index the site once all of it is written, if anything that the index holds has changed.

    :raises SearchIndexError: if Pagefind fails
    """
    if exception is not None or app.builder.name != "html":
        return
    views, site = views_folder(app), Path(app.outdir)
    _forget(views, app.env.found_docs)
    names = sorted(names_of(app.env), key=repr)
    facets = {docname: facets_of(app.env, docname) for docname in sorted(app.env.found_docs)}
    stamp, print_ = Path(app.doctreedir, "search.print"), fingerprint(views, names, facets)
    made = (site / BUNDLE / "pagefind-entry.json").exists() and (site / LEXICON / "manifest.json").exists()
    if made and stamp.exists() and stamp.read_text() == print_:
        return
    for folder in (BUNDLE, LEXICON):
        shutil.rmtree(site / folder, ignore_errors=True)
    index(views, site / BUNDLE)
    fragments = sorted(read_fragments(site / BUNDLE), key=lambda fragment: (fragment.docname, fragment.part))
    addresses = {(fragment.docname, anchor): fragment.id for fragment in fragments for anchor in fragment.anchors}
    said = said_in(fragments)
    words = lexicon.words((fragment.content for fragment in fragments), [*(name.name for name in names), *said])
    lexicon.write_lexicon(site / LEXICON, words, lexicon.named(names, addresses, said), len(fragments))
    parts: dict[str, list[str]] = {}
    for fragment in fragments:
        parts.setdefault(fragment.docname, []).append(fragment.id)
    write_facets(site / LEXICON / "facets.json", [(ids, facets[docname]) for docname, ids in parts.items()])
    stamp.write_text(print_)


def _forget(views: Path, docnames: set[str]) -> None:
    """Remove the views of pages that are gone."""
    for path in sorted(views.rglob("*.html")):
        docname = path.relative_to(views).as_posix().removesuffix(".html").partition(".part")[0]
        if docname not in docnames:
            path.unlink()


def fingerprint(views: Path, names: list[Name], facets: dict[str, Facets]) -> str:
    """A checksum of everything that the index holds and of what makes it."""
    digest = hashlib.sha256(repr((version("pagefind_bin"), names, facets)).encode())
    for path in (*sorted(Path(__file__).parent.glob("*.py")), *sorted(views.rglob("*.html"))):
        digest.update(f"\n{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def index(views: Path, bundle: Path) -> None:
    """Have Pagefind read the views and write its files.

    :raises SearchIndexError: if it fails
    """
    parts = sum(1 for _ in views.rglob("*.html"))
    command = [str(get_executable()), "--site", str(views), "--output-path", str(bundle)]
    command += ["--keep-index-url", "--quiet"]
    chunk = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(chunk_size(parts))}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | chunk)
    if done.returncode:
        raise SearchIndexError(done.stderr or done.stdout)
    for pattern in UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()
    try:
        shorten(bundle)
    except UnknownTableError as reason:
        raise SearchIndexError(str(reason)) from reason


def said_in(fragments: Iterable[Fragment]) -> dict[str, list[str]]:
    """What readers call the documents and meetings that a text has the symbols of, each with those texts."""
    said: dict[str, list[str]] = {}
    for fragment in fragments:
        for name in symbols_in(fragment.content):
            said.setdefault(name, []).append(fragment.id)
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
    for path in sorted((bundle / "fragment").iterdir()):
        kept = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))
        docname, _, part = kept["url"].removeprefix("/").removesuffix(".html").partition(".part")
        anchors = tuple(anchor["id"] for anchor in kept["anchors"])
        yield Fragment(path.stem, docname, int(part or 0), kept["content"], anchors if part else ("", *anchors))
