"""The index: Pagefind reads the views of the pages; names and words go into the lexicon beside it."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from html import unescape
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from sphinx.application import Sphinx

from dossier.files import put_all
from dossier.search import lexicon, service
from dossier.search.facets import Facets, facets_of, write_facets
from dossier.search.names import Name, names_of
from dossier.search.service import SearchIndexError
from dossier.search.view import page_and_part, views_folder, views_of
from dossier.site import site

BUNDLE, LEXICON = "pagefind", "lexicon"
"""Folders of the site: what Pagefind makes, and the lexicon."""

UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind")
"""Files of Pagefind's that no page loads."""

MARK = b"pagefind_dcd"
"""With what every file starts that Pagefind compresses."""

_TAG = re.compile("<[^>]*>")


class Part(NamedTuple):
    """A page, or a part of one, as Pagefind keeps it.

    :param id: by which it names it
    :param path: that of its view
    :param anchors: the ids of everything in it that has one
    """

    id: str
    path: str
    anchors: Sequence[str]


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Index the site, if anything that the index holds has changed.

    :raises SearchIndexError: if Pagefind fails
    """
    if app.builder.name != "html":
        return
    site, docnames = Path(app.outdir), sorted(app.env.found_docs)
    views = _views(views_folder(app), docnames)
    names = sorted(names_of(app.env))
    facets = {docname: facets_of(app.env, docname) for docname in docnames}
    stamp, print_ = Path(app.doctreedir, "search.print"), _fingerprint(views, names, facets)
    if _is_there(site) and stamp.exists() and stamp.read_text(encoding="utf-8") == print_:
        return
    stamp.unlink(missing_ok=True)
    files = {path: data for path, data in service.index(views.items()).items() if not any(fnmatch(path, name) for name in UNUSED)}
    put_all(site / BUNDLE, files)
    _write_lexicon(site / LEXICON, _parts(files), views, names, facets)
    stamp.write_bytes(print_.encode())


def _views(folder: Path, docnames: Sequence[str]) -> dict[str, str]:
    """The views of all pages, in the order of their names; those of pages that are gone are removed."""
    known = {f"{docname}.json" for docname in docnames}
    for path in folder.rglob("*.json"):
        if path.relative_to(folder).as_posix() not in known:
            path.unlink()
    return dict(view for docname in docnames for view in views_of(folder, docname))


def _is_there(site: Path) -> bool:
    return (site / BUNDLE / "pagefind-entry.json").exists() and (site / LEXICON / "manifest.json").exists()


def _fingerprint(views: Mapping[str, str], names: Sequence[Name], facets: Mapping[str, Facets]) -> str:
    """A checksum of everything that the index holds and of what makes it."""
    digest = hashlib.sha256(version("pagefind_bin").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(repr((views, names, facets)).encode())
    return digest.hexdigest()


def _parts(files: Mapping[str, bytes]) -> Iterator[Part]:
    """The parts that Pagefind has made, in the order of their paths."""
    kept = {Path(path).stem: data for path, data in files.items() if path.endswith(".pf_fragment")}
    try:
        said = {id: json.loads(gzip.decompress(data).removeprefix(MARK)) for id, data in kept.items()}
        parts = [
            Part(id, part["url"].removeprefix("/"), [anchor["id"] for anchor in part["anchors"]]) for id, part in said.items()
        ]
    except (ValueError, KeyError, TypeError) as reason:
        raise SearchIndexError(f"Pagefind's files are not as they were: {reason!r}") from reason
    yield from sorted(parts, key=lambda part: page_and_part(part.path))


def _write_lexicon(
    folder: Path, parts: Iterator[Part], views: Mapping[str, str], names: Sequence[Name], facets: Mapping[str, Facets]
) -> None:
    ids: dict[str, str] = {}
    addresses: dict[tuple[str, str], str] = {}
    pages: dict[str, list[str]] = {}
    for id, path, anchors in parts:
        docname, number = page_and_part(path)
        ids[path] = id
        addresses |= {(docname, anchor): id for anchor in (*anchors, *([] if number else [""]))}
        pages.setdefault(docname, []).append(id)
    counts: Counter[str] = Counter()
    said: dict[str, list[str]] = {}
    for path, html in views.items():
        if path in ids:
            text = unescape(_TAG.sub(" ", html))
            counts.update(lexicon.words_of(text))
            for name in site().names_in_text(text):
                said.setdefault(name, []).append(ids[path])
    words = lexicon.write_table(folder, lexicon.words(counts, [*(name.name for name in names), *said]))
    named = lexicon.write_table(folder, lexicon.named(names, addresses, said))
    lexicon.write_manifest(folder, len(ids), words=words, names=named)
    write_facets(folder / "facets.json", [(pages[docname], facets[docname]) for docname in facets if docname in pages])
