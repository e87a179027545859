"""A volume of the index: some pages that follow one another, which Pagefind indexes by themselves.

Pagefind holds all that it indexes in memory, in the end four times over. In volumes its memory does not grow with the site, most
are done before the last page is written, and a rebuild indexes those with changed pages alone.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.metadata import version
from io import BytesIO
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from dossier.search import service
from dossier.search.lexicon import words_of
from dossier.search.postings import Word, read_words
from dossier.search.service import SearchIndexError
from dossier.symbols import symbols_in

MARK = b"pagefind_dcd"
"""With what every file starts that Pagefind compresses."""

_TAG = re.compile("<[^>]*>")


class Part(NamedTuple):
    """A page, or a part of one, as Pagefind keeps it.

    :param path: that of its view
    :param anchors: the ids of everything in it that has one
    :param fragment: Pagefind's file of it
    """

    path: str
    anchors: Sequence[str]
    fragment: bytes


@dataclass(frozen=True)
class Volume:
    """A volume of the index.

    :param checksum: of all that it holds and of what makes it
    :param program: the files with which a browser searches, by path
    :param version: that of Pagefind
    :param parts: in the order in which the words number them
    :param said: what readers call the documents and meetings that a text has the symbols of, with the paths of those texts
    """

    checksum: str
    program: Mapping[str, bytes]
    version: str
    parts: Sequence[Part]
    said: Mapping[str, Sequence[str]]
    packed_words: bytes
    packed_counts: bytes

    def words(self) -> Iterator[Word]:
        """The words, in order; some at a time, because all of them take much memory."""
        file = BytesIO(self.packed_words)
        while file.tell() < len(self.packed_words):
            yield from pickle.load(file)

    def counts(self) -> Mapping[str, int]:
        """In how many parts each word of the lexicon is."""
        counts: Mapping[str, int] = pickle.loads(self.packed_counts)
        return counts


def pages_of_a_volume(pages: int) -> int:
    """How many pages a volume has, of those of the whole site.

    Each volume takes some time by itself, and so does each page of one that has changed: the sum is least where either grows with
    the root of the number of pages. By powers of two, so that a new page seldom changes the volumes before it.
    """
    return int(2 ** round(log2(1.5 * pages**0.5)))


def volume_of(kept: Path, views: Mapping[str, str]) -> Volume:
    """The volume of some views: as it was kept, if nothing has changed.

    :param kept: the folder of the volumes that earlier builds made
    :param views: the HTML of each, by its path below the root of the site
    :raises SearchIndexError: if Pagefind fails, or its files are not as they were when this was written
    """
    checksum = _checksum(views)
    path = kept / f"{checksum}.pickle"
    if path.exists():
        volume: Volume = pickle.loads(path.read_bytes())
        return volume
    volume = _read(checksum, views, service.index(views.items()))
    kept.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(volume, pickle.HIGHEST_PROTOCOL))
    part.rename(path)
    return volume


def keep_only(kept: Path, volumes: Sequence[Volume]) -> None:
    """Remove the volumes that a site has no longer."""
    names = {f"{volume.checksum}.pickle" for volume in volumes}
    for path in kept.iterdir():
        if path.name not in names:
            path.unlink()


def _read(checksum: str, views: Mapping[str, str], files: Mapping[str, bytes]) -> Volume:
    """A volume of what Pagefind has made; without a table, if no page has a word."""
    name = next((name for name in files if name.endswith(".pf_meta")), "")
    if not name:
        return Volume(checksum, {}, "", [], {}, b"", pickle.dumps({}))
    try:
        number, pages, chunks, _, _, fields = cbor2.loads(_unpacked(files[name]))
        parts = [_part(files[f"fragment/{id}.pf_fragment"]) for id, *_ in pages]
        words = [list(read_words(_unpacked(files[f"index/{id}.pf_index"]), fields)) for _, _, id in chunks]
    except (ValueError, KeyError, TypeError) as reason:
        raise SearchIndexError(f"Pagefind's files are not as they were: {reason!r}") from reason
    texts = {path: unescape(_TAG.sub(" ", html)) for path, html in views.items()}
    said: dict[str, list[str]] = {}
    for path, text in texts.items():
        for called in symbols_in(text):
            said.setdefault(called, []).append(path)
    counts = Counter(word for text in texts.values() for word in words_of(text))
    program = {path: data for path, data in files.items() if "/" not in path and path != name}
    return Volume(checksum, program, number, parts, said, b"".join(map(pickle.dumps, words)), pickle.dumps(dict(counts)))


def _part(fragment: bytes) -> Part:
    kept: dict[str, Any] = json.loads(_unpacked(fragment))
    return Part(kept["url"].removeprefix("/"), [anchor["id"] for anchor in kept["anchors"]], fragment)


def _unpacked(file: bytes) -> bytes:
    return gzip.decompress(file).removeprefix(MARK)


def _checksum(views: Mapping[str, str]) -> str:
    digest = hashlib.sha256(code())
    for path, html in views.items():
        digest.update(f"\n{path}\n{html}".encode())
    return digest.hexdigest()


@cache
def code() -> bytes:
    """A checksum of what makes an index."""
    digest = hashlib.sha256(version("pagefind_bin").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()
