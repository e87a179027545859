"""Mutations as by accident: invisible characters, line endings, deleted blocks, truncated files."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from tests.mutation.project import Mutation

_CHARACTERS: dict[str, tuple[str, str]] = {
    "a look-alike letter": (r"(?<=[A-Za-z])[aeop](?=[a-z]{2})", "\u0430"),
    "a zero-width blank": (r"(?<=[a-z])(?=[a-z]{3})", "\u200b"),
    "a mark of direction": (r"(?<=[a-z]) (?=[a-z])", " \u202e"),
    "a blank that does not break": (r"(?<=\d) (?=[a-z])", "\u00a0"),
    "a NUL": (r"(?<=[a-z]) (?=[a-z])", "\0"),
    "a wide digit": (r"(?<=\d)\d", "\uff13"),
    "an accent of its own": (r"(?<=[a-z])e(?=[a-z])", "e\u0301"),
    "a ligature": (r"fi(?=[a-z])", "\ufb01"),
    "CR in a line": (r"(?<=[a-z]) (?=[a-z])", "\r"),
}
"""For each kind: a pattern and its replacement."""

_FILES: dict[str, Callable[[str], bytes]] = {
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "emptied": lambda text: b"",
    "cut in half": lambda text: text[: text.index("\n", len(text) // 2) - 3].encode(),
    "rubbish at the end": lambda text: f"{text}]]] {{{{{{\n".encode(),
}

_DELETED: dict[str, tuple[str, str]] = {
    "a paragraph lost": (r"docs/(?!contrib|access)", r"(?<=\n\n)[A-Z][^\n:]*\n(?:[^\n]+\n)*\n"),
    "an item of a list lost": (r"docs/(?!contrib|access)", r"^- \S.*\n(?:  .*\n)*"),
    "a row of a table lost": (r"docs/(?!contrib|access)", r"^\|[^-\n]*\|\n"),
    "a provision lost": (r"docs/", r"^:::\{provision\}[\s\S]*?\n:::\n\n"),
    "a heading lost": (r"docs/(?!contrib|access)", r"^## .*\n"),
    "a figure lost": (r"source/passages", r"^  - id: [a-z].*\n(?:    .*\n)+"),
    "a correction lost": (r"source/passages", r"^  - id: [A-Z].*\n(?:    .*\n)+"),
    "a date lost": (r"source/passages", r"^  - date: .*\n(?:    .*\n)+"),
    "a tie lost": (r"source/passages", r"^  - entry: .*\n(?:    .*\n)+"),
    "evidence lost": (r"source/passages", r"^  - reference: .*\n(?:    .*\n)+"),
    "a note lost": (r"source/passages", r"^  notes: .*\n(?:    .*\n)*"),
    "an event lost": (r"source/events", r"^- id: .*\n(?:  .*\n)+"),
    "a field lost": (r"source/references", r"^  (?:title|label|date|publisher|note|annotation) = .*\n"),
    "an id of the ledger lost": (r"source/ledger", r"^- [a-z].*\n"),
    "an area of the map lost": (r"source/map", r"^    '\d+': .*\n"),
    "an exception lost": (r"source/exceptions", r"^- rule: .*\n(?:  .*\n)+"),
    "a finding of a release lost": (r"source/releases", r"^  \{\n(?:   .*\n)+?  \},\n"),
}
"""For each kind: a pattern of paths and a pattern of the text that is deleted."""

_REPLACED: dict[str, tuple[str, str, str]] = {
    "evidence of a figure gone": (r"source/passages", r"^    evidence: \[.*\]\n", ""),
    "a neighbouring passage": (r"docs/", r"(?<=^:from: )[A-Z]+-\d+", "ME-1"),
    "a tab": (r"source/[a-z]+/?[a-z-]*\.yaml", r"^  (?=\w+: )", "\t"),
    "a second document": (r"source/.*\.yaml", r"\Z", "---\na: b\n"),
    "a command of TeX": (r"source/references", r"(?<=annotation = \{)", r"\\\\input{x} "),
    "an address of a wiki": (r"source/references", r"(?<=^  url = \{).*(?=\})", "https://en.wikipedia.org/wiki/X"),
    "a name in a summary": (r"docs/(?:regions|actors|threat)/[a-h]", r"(?<=^summary: >-\n  )", "Mongolia, "),
    "a page twice in its list": (r"docs/.*index", r"(?<=\n)([a-z][\w/-]+\n)(?=(?:[a-z][\w/-]+\n)*```)", r"\1\1"),
    "a release rewritten": (r"source/releases", r'(?<="text": ")\w', "x"),
    "a map that is not there": (r"source/map", r"(?<=^shapes: ).*", "map/none.json"),
}
"""For each kind: a pattern of paths, a pattern of the text, and its replacement."""


def strange(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Make each kind of mutation in a few random places."""
    candidates = {path: text for path, text in files.items() if not path.startswith(("docs/contributing", "docs/accessibility"))}
    for what, (pattern, new) in _CHARACTERS.items():
        texts = {path: text for path, text in candidates.items() if not path.endswith(".json")}
        yield from _replaced(what, texts, pattern, new, rng)
    for what, make in _FILES.items():
        for path in rng.sample(sorted(candidates), 4):
            yield Mutation(what, path, make(candidates[path]))
    for what, (where, pattern) in _DELETED.items():
        yield from _replaced(what, _matching(candidates, where), pattern, "", rng)
    for what, (where, pattern, new) in _REPLACED.items():
        yield from _replaced(what, _matching(candidates, where), pattern, new, rng)


def _matching(files: dict[str, str], where: str) -> dict[str, str]:
    return {path: text for path, text in files.items() if re.match(where, path)}


def _replaced(what: str, files: dict[str, str], pattern: str, new: str, rng: random.Random) -> Iterator[Mutation]:
    found = [(path, match) for path, text in files.items() for match in re.finditer(pattern, text, re.M)]
    assert found, f"there is no place for {what}"
    for path, match in rng.sample(found, min(4, len(found))):
        text = files[path]
        mutated = text[: match.start()] + match.expand(new) + text[match.end() :]
        if mutated != text:
            yield Mutation(what, path, mutated.encode())
