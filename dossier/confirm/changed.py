"""The texts of a file as it stands beside those that were confirmed: which differ, how, and on which line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from dossier.confirm.texts import Leaf

Contents = list[tuple[str, str]]


class How(StrEnum):
    """In what way a text differs; the value says it in a sentence after the name of the text."""

    NEW = "is new"
    OTHER = "does not stand as it was confirmed"
    SHORTER = "has lost what stood here"
    MOVED = "does not stand where it was confirmed"
    GONE = "was confirmed, and is not there any more"


class Change(NamedTuple):
    """A text that differs.

    :param line: the line that is new or other; of what is gone, the line where it stood
    """

    text: str
    path: Path
    line: int
    how: How


def changed(kept: dict[str, Leaf], found: dict[str, Leaf]) -> Iterator[Change]:
    """Every text that is new, other, elsewhere or gone, once, at the first line that shows it."""
    homes = {text: name for name, leaf in kept.items() for text in leaf.names}
    there = {text for leaf in found.values() for text in leaf.names}
    for name, leaf in found.items():
        before = kept.get(name, Leaf(name, leaf.path))
        if not leaf.stands_as(before):
            yield from _in_one_file(before, leaf, homes, there)


def _in_one_file(before: Leaf, leaf: Leaf, homes: dict[str, str], there: set[str]) -> Iterator[Change]:
    said: set[str] = set()
    for text, line, is_here in _differences(before, leaf):
        if text in said or (not is_here and text in there and text not in leaf.texts):
            continue
        said.add(text)
        yield Change(text, leaf.path, line, _how(text, is_here, before, leaf, homes))


def _how(text: str, is_here: bool, before: Leaf, leaf: Leaf, homes: dict[str, str]) -> How:
    if text not in homes:
        return How.NEW
    if text not in leaf.texts:
        return How.GONE
    if text not in before.texts or before.texts[text] == leaf.texts[text]:
        return How.MOVED
    return How.OTHER if is_here else How.SHORTER


def _differences(before: Leaf, leaf: Leaf) -> Iterator[tuple[str, int, bool]]:
    """Each line that differs, from top to bottom: its text, where it stands or stood, and whether it is there."""
    for old_from, old_to, new_from, new_to in _stretches(before.contents, leaf.contents):
        for line in leaf.lines[new_from:new_to]:
            yield line.text, line.number, True
        for line in before.lines[old_from:old_to]:
            yield line.text, _place(leaf, new_from), False


def _stretches(old: Contents, new: Contents) -> Iterator[tuple[int, int, int, int]]:
    """Where two lists differ, from and to in each; a single change is found exactly, whatever stands around it."""
    above = _same(old, new)
    below = _same(old[above:][::-1], new[above:][::-1])
    matcher = SequenceMatcher(None, old[above : len(old) - below], new[above : len(new) - below], autojunk=False)
    for tag, *bounds in matcher.get_opcodes():
        if tag != "equal":
            old_from, old_to, new_from, new_to = (bound + above for bound in bounds)
            yield old_from, old_to, new_from, new_to


def _same(one: Contents, other: Contents) -> int:
    """How many are the same before the first that differs."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def _place(leaf: Leaf, index: int) -> int:
    """The line of a file where something stood: that of what took its place, but at most two below what stands above."""
    if index == 0:
        return leaf.lines[0].number if leaf.lines else 1
    above = leaf.lines[index - 1].number + 2
    return min(above, leaf.lines[index].number) if index < len(leaf.lines) else above
