"""The table of Pagefind's files, which every first query loads, made small.

Pagefind calls each file by a checksum, and of a checksum nothing can be compressed: the table grows by seven bytes for each part
of a page. Numbers that are counted on, lowest digit first, take less than two.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from itertools import count, product
from pathlib import PurePath

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

STAMP = 4
"""Characters of the checksum of the whole index in every name, so that no browser keeps a file of an index that is gone."""

WORDS = b"\x18\xc8"
"""How many words each part of a page has, as far as the table says: 200. The true number takes a byte, and the ranking leaves it
out of account, because all parts are about as long."""

_MARK = b"pagefind_dcd"


class UnknownTableError(ValueError):
    """The table is not as it was when this was written."""


def shortened(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index with short names, in its table as well.

    The table is CBOR: the name of each file is a text of less than 24 bytes, which one byte precedes, and that of a part of a
    page is followed by the number of its words.

    :raises UnknownTableError: if the table does not have every file once
    """
    (table,) = (name for name in files if name.endswith(".pf_meta"))
    language, _, stamp = table.split(".")[1].rpartition("_")
    old = {PurePath(name).stem for name in files if "/" in name}
    width = next(width for width in count(2) if len(DIGITS) ** width >= len(old))
    numbers = ("".join(reversed(digits)) for digits in product(DIGITS, repeat=width))
    new: dict[str, str] = {}

    def rename(found: re.Match[bytes]) -> bytes:
        head, name, words = found[1], found[2].decode(), found[3]
        if name not in old or head != _head(name):
            return found[0]
        if name not in new:
            new[name] = stamp[:STAMP] + next(numbers)
        return _head(new[name]) + new[name].encode() + (WORDS if words else b"")

    pattern = re.compile(rb"(.)(%b_[0-9a-f]{7,})([\x00-\x17]|\x18.|\x19..)?" % language.encode(), re.DOTALL)
    kept = pattern.sub(rename, gzip.decompress(files[table]).removeprefix(_MARK))
    if len(new) != len(old):
        raise UnknownTableError(f"{table} has {len(new)} of the {len(old)} files of the index")
    made = {table: gzip.compress(_MARK + kept, 9, mtime=0)}
    for name, data in files.items():
        path = PurePath(name)
        made.setdefault(str(path.with_stem(new[path.stem])) if path.stem in new else name, data)
    return made


def _head(name: str) -> bytes:
    """The byte before a text, with its length."""
    return bytes([0x60 + len(name)])
