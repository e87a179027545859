"""Comparing two texts word by word, with an eye on their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from dossier.parser.quantities import quantities

_WORD = re.compile(r"(?:\w+(?:[.,'’/-]\w+)*|[^\w\s])\s*")


@dataclass(frozen=True)
class Run:
    """A stretch of text.

    :param changed: whether the other text does not have it
    :param number: whether it states a number, a share, a sum or a date
    """

    text: str
    changed: bool
    number: bool


def runs(text: str) -> list[Run]:
    """A text in runs, none of them changed."""
    words = _WORD.findall(text)
    return list(_runs(words, [False] * len(words), text))


def compared(before: str, after: str) -> tuple[list[Run], list[Run]]:
    """Two texts in runs: what only the one has, and what only the other."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    gone, come = [True] * len(old), [True] * len(new)
    matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        gone[block.a : block.a + block.size] = [False] * block.size
        come[block.b : block.b + block.size] = [False] * block.size
    return list(_runs(old, gone, before)), list(_runs(new, come, after))


def _runs(words: list[str], changed: list[bool], text: str) -> Iterator[Run]:
    marked = zip(words, zip(changed, _numbers(words, text), strict=True), strict=True)
    for (is_changed, is_number), group in groupby(marked, key=lambda pair: pair[1]):
        run = "".join(word for word, _ in group)
        yield Run(run.rstrip(), is_changed, is_number)
        if run != run.rstrip():
            yield Run(" ", False, False)


def _numbers(words: list[str], text: str) -> list[bool]:
    """Which words belong to a quantity."""
    spans = [(quantity.start, quantity.start + len(quantity.shown)) for quantity in quantities(text)]
    found: list[bool] = []
    at = 0
    for word in words:
        found.append(any(start < at + len(word.rstrip()) and at < end for start, end in spans))
        at += len(word)
    return found
