"""The lexicon: every word of the site and every name, sorted, in small files of which a query loads the few that it needs.

With it the search page knows a symbol or another name, knows a word that no page has, and corrects a misspelt one.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from dossier.files import put
from dossier.search.names import SOURCE, Name
from dossier.site import site

SHARD, SHARDS = 2000, 400
"""Characters of a file of the lexicon, before compression, and how many files a table has before they grow instead."""

TARGETS = 6
"""How many addresses of one name are kept."""

LITTLE = frozenset("a an and at by for from in of on the to with".split())
"""Words that readers leave out of a name: "Islamic State Greater Sahara"."""

_APOSTROPHES = re.compile("['’‘ʼʾʿ`´]")
_ASCII = {code: None if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()}
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@cache
def fold(text: str) -> str:
    """A text as it is compared: small letters without diacritics and apostrophes, and digits; all else is a space.

    The script of the search page folds in the same way.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.category(char).startswith("M"))
    kept = _APOSTROPHES.sub("", plain).translate(_ARABIC_DIGITS).lower()
    return " ".join("".join(char if unicodedata.category(char)[0] in "LN" else " " for char in kept).split())


Word = int | list[int]
"""In how many texts a word is; in a list, where a name starts with it."""


def words(counts: Mapping[str, int], names: Iterable[str]) -> dict[str, Word]:
    """Every word of texts and names, sorted.

    :param counts: in how many texts each word is
    """
    made: dict[str, Word] = dict(counts)
    for key in sorted({key for name in names for key in _keys(name)}):
        first, *others = key.split()
        count = made.get(first, 0)
        made[first] = [count] if isinstance(count, int) else count
        for other in others:
            made.setdefault(other, 0)
    return dict(sorted((word, count) for word, count in made.items() if word))


def named(
    names: Iterable[Name], addresses: Mapping[tuple[str, str], str], said: Mapping[str, list[str]]
) -> dict[str, dict[str, object]]:
    """What is known of every name, by the folded name, sorted: its addresses (``to``), the rank of the first, its text.

    :param addresses: the index's id of each page, and of the part that holds each anchor, by docname and anchor
    :param said: names that only texts have, each with the index's ids of those texts
    """
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if (name.docname, name.anchor) in addresses:
            for key in _keys(name.name):
                found[key].append(name)
    made = {key: _entry(names, addresses) for key, names in found.items()}
    for text, ids in said.items():
        for key in _keys(text):
            made.setdefault(key, {"to": [[id] for id in ids[:TARGETS]], "rank": SOURCE})
    return dict(sorted(made.items()))


@cache
def _keys(name: str) -> frozenset[str]:
    """A name as it is looked for: folded, with its hyphens left out, and without little words within it."""
    whole = {fold(name), fold(name.replace("-", ""))}
    return frozenset((*whole, *map(_without_little_words, whole))) - {""}


def _without_little_words(folded: str) -> str:
    words = folded.split()
    return " ".join(word for at, word in enumerate(words) if not (0 < at < len(words) - 1 and word in LITTLE))


def _entry(names: list[Name], addresses: Mapping[tuple[str, str], str]) -> dict[str, object]:
    best = sorted(names, key=lambda name: (name.rank, -name.weight, name.docname, name.anchor))
    to = list(dict.fromkeys((addresses[name.docname, name.anchor], name.anchor) for name in best))[:TARGETS]
    entry: dict[str, object] = {"to": [[id, anchor] if anchor else [id] for id, anchor in to], "rank": best[0].rank}
    text = best[0].text
    return entry | ({"text": text} if text and fold(text) != fold(best[0].name) else {})


def words_of(text: str) -> set[str]:
    """The words of a text, folded; one with a hyphen or a stroke in it both whole and in its parts."""
    words = set()
    for token in text.split():
        parts = fold(token).split()
        words.update(parts)
        if len(parts) > 1:
            words.add("".join(parts))
    return words


Files = list[tuple[str, str]]
"""The files of a table: with which key each starts, and its name."""


def write_table(folder: Path, entries: Mapping[str, object]) -> Files:
    """Write a table of the lexicon; a file that is there is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    return [(first, _write(folder, text)) for first, text in _shards(entries)]


def write_manifest(folder: Path, pages: int, **tables: Files) -> None:
    """Write which file starts where, and remove the files that belong to no table.

    :param pages: how many pages and parts of pages the index has
    """
    manifest = {"pages": pages, "around": site().words_around_symbols, **tables}
    (folder / "manifest.json").write_bytes(_json(manifest).encode())
    kept = {"manifest", "facets", *(name for files in tables.values() for _, name in files)}
    for path in folder.iterdir():
        if path.stem not in kept:
            path.unlink()


def _write(folder: Path, text: str) -> str:
    name = hashlib.sha256(text.encode()).hexdigest()[:8]
    put(folder / f"{name}.json", text.encode())
    return name


def _shards(entries: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    rows = [(key, f"{_json(key)}:{_json(entry)}") for key, entry in entries.items()]
    limit = max(SHARD, sum(len(row) for _, row in rows) // SHARDS)
    shard: list[str] = []
    first, size = "", 0
    for key, row in rows:
        if size >= limit:
            yield first, f"{{{','.join(shard)}}}"
            shard, size = [], 0
        if not shard:
            first = key
        shard.append(row)
        size += len(row)
    if shard:
        yield first, f"{{{','.join(shard)}}}"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
