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
from html import unescape
from importlib.metadata import version
from pathlib import Path

from sphinx.application import Sphinx

from dossier.beside import Progress
from dossier.domain import domain_of
from dossier.search import lexicon
from dossier.search.bundle import Bundle
from dossier.search.facets import Facets, facets_of, write_facets
from dossier.search.names import Name, names_of
from dossier.search.view import page_and_part, views_folder, views_of
from dossier.symbols import symbols_in

BUNDLE, LEXICON = "pagefind", "lexicon"
"""Folders of the site: what Pagefind makes, and the lexicon."""

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


def begin(app: Sphinx, progress: Progress) -> None:
    """Have Pagefind begin as pages begin to be written (``dossier-write``)."""
    domain_of(app.env).bundle = bundle = Bundle(app, Path(app.outdir, BUNDLE), progress)
    bundle.begin()


def abandon(app: Sphinx) -> None:
    """Make no index: the build has failed."""
    if bundle := domain_of(app.env).bundle:
        bundle.abandon()


@contextmanager
def indexing(app: Sphinx) -> Iterator[None]:
    """Index the site once its pages are written, if anything that the index holds has changed.

    While Pagefind does its part, other things can be written, and the lexicon is made ready.

    :raises SphinxError: if Pagefind fails
    """
    domain, folder, site = domain_of(app.env), views_folder(app), Path(app.outdir)
    bundle, domain.bundle = domain.bundle or Bundle(app, site / BUNDLE, Progress()), None
    _forget(folder, app.env.found_docs)
    views = dict(view for docname in sorted(app.env.found_docs) for view in views_of(folder, docname))
    names = sorted(names_of(app.env), key=repr)
    facets = {docname: facets_of(app.env, docname) for docname in sorted(app.env.found_docs)}
    stamp, print_ = Path(app.doctreedir, "search.print"), fingerprint(views, names, facets)
    made = (site / BUNDLE / "pagefind-entry.json").exists() and (site / LEXICON / "manifest.json").exists()
    if made and stamp.exists() and stamp.read_text() == print_:
        bundle.abandon()
        yield
        return
    shutil.rmtree(site / LEXICON, ignore_errors=True)
    bundle.want()
    yield
    texts = {path: _text(html) for path, html in views.items()}
    said = said_in(texts)
    words = lexicon.write_table(site / LEXICON, lexicon.words(texts.values(), [*(name.name for name in names), *said]))
    bundle.join()
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


def _forget(folder: Path, docnames: set[str]) -> None:
    """Remove the views of pages that are gone."""
    for path in folder.rglob("*.json"):
        if path.relative_to(folder).as_posix().removesuffix(".json") not in docnames:
            path.unlink()


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


def said_in(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """What readers call the documents and meetings that a text has the symbols of, each with the paths of those texts."""
    said: dict[str, list[str]] = {}
    for path, text in texts.items():
        for name in symbols_in(text):
            said.setdefault(name, []).append(path)
    return said


def read_fragments(bundle: Path) -> Iterator[Fragment]:
    """What Pagefind keeps of each page and part."""
    for file in sorted((bundle / "fragment").iterdir()):
        kept = json.loads(gzip.decompress(file.read_bytes()).removeprefix(_MARK))
        path = kept["url"].removeprefix("/")
        docname, part = page_and_part(path)
        anchors = tuple(anchor["id"] for anchor in kept["anchors"])
        yield Fragment(file.stem, path, docname, part, anchors if part else ("", *anchors))
