"""Volumes of the index bound into one, which a browser reads as if Pagefind had made it of all pages at once.

The table, which every first query loads, has the name of each part, and of each file of words its name and the first and the last
word.

The names are ours. Pagefind's are checksums, of which nothing can be compressed, so that the table grows by seven bytes for each
part. Numbers that are counted on, lowest digit first, take less than two.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from heapq import merge
from itertools import accumulate, count, groupby, product, repeat, takewhile
from math import sqrt
from operator import eq

import cbor2

from dossier.search.postings import FIELDS, Places, Word, array, number
from dossier.search.volume import MARK, Volume

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

STAMP = 4
"""Characters of a checksum in every name, so that no browser keeps a file whose text is gone."""

WORDS = 200
"""How many words each part of a page has, as far as the table says. The true number takes bytes, and the ranking leaves it out
of account, because all parts are about as long."""

ENTRY = "pagefind-entry.json"
"""Where a browser finds the name of the table."""

UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js", "pagefind-worker.js", "wasm.unknown.pagefind", ENTRY)
"""Files of Pagefind's that no page loads, and the one that we write."""


def ids_of(volumes: Sequence[Volume]) -> list[str]:
    """By which ids an index names the parts of its volumes."""
    return _names([volume.checksum for volume in volumes for _ in volume.parts])


def bound(volumes: Sequence[Volume], size: int) -> dict[str, bytes]:
    """Volumes as one index: its files by their paths below its folder.

    :param size: how many bytes of words a file of it holds, before compression
    """
    files = list(_files(_words(volumes), size))
    parts = [part for volume in volumes for part in volume.parts]
    stamp = hashlib.sha256("".join(volume.checksum for volume in volumes).encode()).hexdigest()
    ids, of_words = ids_of(volumes), _names([stamp for _ in files])
    spans = _spans([(first, last) for first, last, _ in files])
    table_of_words = [[first, last, name] for (first, last), name in zip(spans, of_words, strict=True)]
    table = cbor2.dumps([volumes[0].version, [[id, WORDS] for id in ids], table_of_words, [], [], FIELDS])
    made = {path: data for path, data in volumes[0].program.items() if not any(fnmatch(path, name) for name in UNUSED)}
    made |= {f"fragment/{id}.pf_fragment": part.fragment for id, part in zip(ids, parts, strict=True)}
    made |= {f"index/{name}.pf_index": file for name, (_, _, file) in zip(of_words, files, strict=True)}
    return made | _entry(volumes[0].program[ENTRY], table, len(parts))


def size_of_a_file(pages: int) -> int:
    """How many bytes of words a file of the index holds, before compression.

    Pagefind's own files have some 30 KB compressed, and a query loads one a word. Small files load less; but the list of the
    files, which every first query loads, grows with their number. The sum of both is least where either grows with the root of
    the number of pages.
    """
    return max(2600, round(172 * sqrt(pages)))


def _entry(entry: bytes, table: bytes, parts: int) -> dict[str, bytes]:
    """The table, and where a browser finds its name."""
    said = json.loads(entry)
    ((language, known),) = said["languages"].items()
    name = f"{language}_{hashlib.sha256(table).hexdigest()[:10]}"
    said["languages"] = {language: known | {"hash": name, "page_count": parts}}
    return {f"pagefind.{name}.pf_meta": _packed(table), ENTRY: json.dumps(said, separators=(",", ":")).encode()}


def _names(checksums: Sequence[str]) -> list[str]:
    """Names that are all different and equally long."""
    width = next(width for width in count(2) if len(DIGITS) ** width >= len(checksums))
    numbers = ("".join(reversed(digits)) for digits in product(DIGITS, repeat=width))
    return [checksum[:STAMP] + number for checksum, number in zip(checksums, numbers, strict=False)]


def _words(volumes: Sequence[Volume]) -> Iterator[tuple[str, bytes]]:
    """The words of all volumes in order, each with its places, as Pagefind writes them."""
    starts = accumulate((len(volume.parts) for volume in volumes), initial=0)
    streams = (zip(volume.words(), repeat(start)) for volume, start in zip(volumes, starts, strict=False))
    for word, entries in groupby(merge(*streams, key=_spelling), key=_spelling):
        places: list[tuple[int, Places]] = []
        forms: dict[str, list[tuple[int, Places]]] = {}
        for (_, of_word, of_forms), start in entries:
            places.append((start, of_word))
            for form, of_form in of_forms:
                forms.setdefault(form, []).append((start, of_form))
        joined = (array(2) + cbor2.dumps(form) + _joined(of_form) for form, of_form in forms.items())
        yield word, b"".join((array(3), cbor2.dumps(word), _joined(places), array(len(forms)), *joined))


def _spelling(entry: tuple[Word, int]) -> str:
    return entry[0].word


def _joined(places: Sequence[tuple[int, Places]]) -> bytes:
    """Places in several volumes as one list.

    :param places: those in each volume, with the number of its first part among those of all volumes
    """
    joined = [array(sum(of.parts for _, of in places))]
    last = 0
    for start, of in places:
        if of.parts:
            joined += (array(3), number(start + of.first - last), of.rest)
            last = start + of.last
    return b"".join(joined)


def _files(words: Iterable[tuple[str, bytes]], size: int) -> Iterator[tuple[str, str, bytes]]:
    """Words in files of about so many bytes, each with its first and last word."""
    file: list[bytes] = []
    first = last = ""
    for word, written in words:
        first, last = first if file else word, word
        file.append(written)
        if sum(map(len, file)) >= size:
            yield first, last, _file(file)
            file = []
    if file:
        yield first, last, _file(file)


def _file(words: Sequence[bytes]) -> bytes:
    return _packed(array(1) + array(len(words)) + b"".join(words))


def _spans(files: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first and the last word of each file, no longer than it takes to tell them from those of the files beside it.

    What is left of the last word does not come before what is left of the first one: both may be one long word.
    """
    firsts, lasts = [first for first, _ in files], [last for _, last in files]
    for at, (before, after) in enumerate(zip(lasts[:-1], firsts[1:], strict=True)):
        width = 1 + sum(1 for _ in takewhile(bool, map(eq, before, after)))
        firsts[at + 1] = after[:width]
        if before[:width] >= firsts[at]:
            lasts[at] = before[:width]
    return list(zip(firsts, lasts, strict=True))


def _packed(data: bytes) -> bytes:
    return gzip.compress(MARK + data, 9, mtime=0)
