"""The words of an index with their places, in Pagefind's form: CBOR.

A file of words has a list of words in order, each with its places: of each part of a page its number, counted from the one
before, and where the word stands in its text and in its fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import cbor2

FIELDS = ("kind", "names", "standing", "title")
"""What a hit can show of a part beside its text, in the order of the alphabet, in which Pagefind numbers them."""

Postings = list[list[Any]]
"""The places of a word: for each part its number, counted from the one before, then where in its text, then in which fields."""


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


def read_words(file: bytes, fields: Sequence[str]) -> Iterator[Word]:
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
