"""The lexicon: every word of the site and every name, sorted, in small files of which a query loads the two or three that it needs.

With it a page of search knows a symbol or another name, knows a word that no page has, and corrects a misspelt one.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dossier.search.names import Name

SHARD = 3000
"""Characters of a file of the lexicon, before compression."""

TARGETS = 6
"""How many addresses of one name are kept."""

_APOSTROPHES = re.compile("['’‘ʼʾʿ`´]")


def fold(text: str) -> str:
    """A text as it is compared: small letters without diacritics and apostrophes, all else that is no letter or digit a space.

    The script of the search page folds in the same way.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.category(char).startswith("M"))
    kept = _APOSTROPHES.sub("", plain).lower()
    return " ".join("".join(char if unicodedata.category(char)[0] in "LN" else " " for char in kept).split())


@dataclass(frozen=True)
class Address:
    """Where a name leads: the index's id of a page or of a part of it, and what has the name there."""

    id: str
    anchor: str


Entry = int | dict[str, object]


def entries(texts: Iterable[str], names: Iterable[Name], addresses: Mapping[tuple[str, str], str]) -> dict[str, Entry]:
    """The entries of the lexicon, by folded word or name, sorted.

    The entry of a word is the number of texts that have it. The entry of a name has its addresses (``to``), the rank of the
    first (``rank``), how the text calls it (``text``), and, where it is a word too, that number (``in``).

    :param addresses: the index's id of each page, and of the part that holds each anchor, by docname and anchor
    """
    counted = Counter(word for text in texts for word in words_of(text))
    made: dict[str, Entry] = dict(counted)
    found: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if (name.docname, name.anchor) in addresses and (key := fold(name.name)):
            found[key].append(name)
    for key, named in found.items():
        for word in key.split():
            made.setdefault(word, 0)
        made[key] = _entry(sorted(named, key=lambda name: (name.rank, -name.weight, name.docname)), addresses, counted[key])
    return dict(sorted(made.items()))


def _entry(named: list[Name], addresses: Mapping[tuple[str, str], str], count: int) -> Entry:
    to = list(dict.fromkeys((addresses[name.docname, name.anchor], name.anchor) for name in named))[:TARGETS]
    entry: dict[str, object] = {"to": [[id, anchor] if anchor else [id] for id, anchor in to], "rank": named[0].rank}
    if named[0].text and fold(named[0].text) != fold(named[0].name):
        entry["text"] = named[0].text
    return entry | ({"in": count} if count else {})


def words_of(text: str) -> set[str]:
    """The words of a text, folded; one with a hyphen or a stroke in it both whole and in its parts."""
    words = set()
    for token in text.split():
        parts = fold(token).split()
        words.update(parts)
        if len(parts) > 1:
            words.add("".join(parts))
    return words


def write_lexicon(folder: Path, made: Mapping[str, Entry], pages: int) -> None:
    """Write the files of the lexicon, and ``manifest.json``, which says which file starts where.

    :param pages: how many pages and parts of pages the index has
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = []
    for first, text in _shards(made):
        name = hashlib.sha256(text.encode()).hexdigest()[:10]
        (folder / f"{name}.json").write_text(text)
        shards.append([first, name])
    (folder / "manifest.json").write_text(_json({"pages": pages, "shards": shards}))


def _shards(made: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    shard: dict[str, Entry] = {}
    size = 0
    for key, entry in made.items():
        if shard and size >= SHARD:
            yield next(iter(shard)), _json(shard)
            shard, size = {}, 0
        shard[key] = entry
        size += len(_json({key: entry}))
    if shard:
        yield next(iter(shard)), _json(shard)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
