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
from dossier.search.service import SearchIndexError
from dossier.symbols import symbols_in

MARK = b"pagefind_dcd"
"""With what every file starts that Pagefind compresses."""

FIELDS = ("kind", "names", "standing", "title")
"""What a hit can show of a part beside its text, in the order of the alphabet, in which Pagefind numbers them."""

Postings = list[list[Any]]
"""The places of a word: for each part its number, counted from the one before, then where in its text, then in which fields."""

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


class Places(NamedTuple):
    """The places of a word in a volume: of each part its number and where the word stands in it.

    :param parts: how many parts have it
    :param first: the number of the first of them
    :param last: that of the last
    :param rest: them all, as Pagefind writes them, but for the start: the number of the first part
    """

    parts: int
    first: int
    last: int
    rest: bytes


class Word(NamedTuple):
    """A word of a volume: as it is without diacritics, its places, and those of each of its forms with diacritics."""

    word: str
    places: Places
    forms: tuple[tuple[str, Places], ...]


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
    path.write_bytes(pickle.dumps(volume, pickle.HIGHEST_PROTOCOL))
    return volume


def keep_only(kept: Path, volumes: Sequence[Volume]) -> None:
    """Remove the volumes that a site has no longer."""
    checksums = {volume.checksum for volume in volumes}
    for path in kept.iterdir():
        if path.stem not in checksums:
            path.unlink()


def _read(checksum: str, views: Mapping[str, str], files: Mapping[str, bytes]) -> Volume:
    try:
        (name,) = (name for name in files if name.endswith(".pf_meta"))
        number, pages, chunks, _, _, fields = cbor2.loads(_unpacked(files[name]))
        parts = [_part(files[f"fragment/{id}.pf_fragment"]) for id, *_ in pages]
        words = [list(_words(_unpacked(files[f"index/{id}.pf_index"]), fields)) for _, _, id in chunks]
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


def _words(file: bytes, fields: Sequence[str]) -> Iterator[Word]:
    """The words of a file.

    Where the next word begins, this one ends: a list of three, that word first, is nothing that can be among places, which are
    numbers below 33,000. To write all places anew would take as long as to read them.

    :param fields: how the file numbers the fields
    """
    moved = {-1 - old: -1 - FIELDS.index(field) for old, field in enumerate(fields) if FIELDS[old] != field}
    words = cbor2.loads(file)[0]
    heads = [array(3) + cbor2.dumps(word) for word, _, _ in words]
    at = file.index(heads[0])
    for (word, parts, forms), head, after in zip(words, heads, [*heads[1:], None], strict=True):
        end = file.index(after, at + len(head)) if after else len(file)
        written = file[at + len(head) : end - len(cbor2.dumps(forms))]
        of_forms = tuple((form, _places(of_form, cbor2.dumps(of_form), moved)) for form, of_form in forms)
        yield Word(word, _places(parts, written, moved), of_forms)
        at = end


def _places(parts: Postings, written: bytes, moved: Mapping[int, int]) -> Places:
    """The places of a word.

    :param written: the same as Pagefind writes them
    :param moved: the fields that have another number; they stand, negative, before the places in them
    """
    if moved and any(shown for _, _, shown in parts):
        parts = [[number, text, [moved.get(place, place) for place in shown]] for number, text, shown in parts]
        written = cbor2.dumps(parts)
    first = parts[0][0] if parts else 0
    start = len(array(len(parts)) + array(3) + number(first))
    return Places(len(parts), first, sum(part[0] for part in parts), written[start:])


@cache
def array(length: int) -> bytes:
    """How CBOR begins a list: as it writes its length, with the mark of a list."""
    first, *rest = number(length)
    return bytes([first | 0x80, *rest])


@cache
def number(number: int) -> bytes:
    """A number in CBOR."""
    return cbor2.dumps(number)


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
