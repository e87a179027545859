"""Comparing what was said with what is said, and telling what of a difference changes the sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from dossier.model.publication import Statement
from dossier.review.words import Language, compared, language_of, senses

SENSES = (
    "number", "date", "qualifier", "negation", "name", "verb", "support", "evidence", "removed", "new", "link", "wording",
)  # fmt: skip
"""What a difference can change, the most serious first."""

_BY_FIELD = {
    "verb": "verb",
    **dict.fromkeys(("links", "page"), "link"),
    **dict.fromkeys(("support", "status", "tier", "confidence"), "support"),
    **dict.fromkeys(("passages", "evidence", "corrects", "bears on", "reference", "sections"), "evidence"),
}
"""What a difference in a field changes, whatever its words."""

Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Difference:
    """A part of a statement that is not as it was.

    :param senses: what that changes, the most serious first
    """

    name: str
    before: str
    after: str
    senses: tuple[str, ...]

    @property
    def is_prose(self) -> bool:
        """Whether the part is made of words, and not of ids."""
        return self.name not in _BY_FIELD


@dataclass(frozen=True)
class Change:
    """A statement that is new or removed, or no longer says what it did."""

    before: Statement | None
    after: Statement | None
    differences: tuple[Difference, ...] = ()

    @property
    def statement(self) -> Statement:
        """The statement as it is now, or as it was last."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def senses(self) -> tuple[str, ...]:
        """What it changes, the most serious first."""
        if self.before is None or self.after is None:
            return ("removed",) if self.after is None else ("new",)
        return _ordered(sense for difference in self.differences for sense in difference.senses)


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two states, the most serious first."""

    all: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.all)

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {len(self.removed)} removed"

    @property
    def added(self) -> tuple[Change, ...]:
        """What is new."""
        return tuple(change for change in self.all if change.before is None)

    @property
    def removed(self) -> tuple[Change, ...]:
        """What is no longer there."""
        return tuple(change for change in self.all if change.after is None)

    @property
    def changed(self) -> tuple[Change, ...]:
        """What is said otherwise."""
        return tuple(change for change in self.all if change.before and change.after)


def compare(before: Sequence[Statement], after: Sequence[Statement], ignoring: Iterable[str] = ()) -> Changes:
    """What differs between two states.

    :param ignoring: fields that only one of the states knows
    """
    verbs = [statement.fields.get("verb", "") for statement in (*before, *after)]
    language = language_of((text for statement in (*before, *after) for text in statement.fields.values()), verbs)
    left_out = frozenset(ignoring)
    changes = []
    for old, new in pairs(before, after):
        change = Change(None if old is None else before[old], None if new is None else after[new])
        if change.before and change.after:
            found = _differences(change.before.fields, change.after.fields, left_out, language)
            change = Change(change.before, change.after, found)
        if change.senses:
            changes.append(change)
    return Changes(tuple(sorted(changes, key=_rank)))


def _rank(change: Change) -> tuple[int, str, str]:
    return SENSES.index(change.senses[0]), change.statement.where, change.statement.id


def _differences(
    before: dict[str, str], after: dict[str, str], ignoring: frozenset[str], language: Language
) -> tuple[Difference, ...]:
    found = []
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new and name not in ignoring:
            found.append(Difference(name, old, new, _senses(name, old, new, language)))
    return tuple(found)


def _senses(name: str, before: str, after: str, language: Language) -> tuple[str, ...]:
    if sense := _BY_FIELD.get(name):
        return (sense,)
    old, new = compared(before, after)
    return _ordered([*senses(old, language), *senses(new, language)]) or ("wording",)


def _ordered(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found), key=SENSES.index))


def pairs(before: Sequence[Statement], after: Sequence[Statement]) -> list[Pair]:
    """The statements that belong together, by their places: of one key in their order, the same ones first, then like ones."""
    old, new = _grouped(before), _grouped(after)
    found: list[Pair] = []
    for key in {**new, **old}:
        found += _aligned(old.get(key, []), new.get(key, []), before, after)
    return found


def _grouped(statements: Sequence[Statement]) -> dict[tuple[str, str], list[int]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, statement in enumerate(statements):
        groups[statement.key].append(place)
    return groups


def _aligned(old: list[int], new: list[int], before: Sequence[Statement], after: Sequence[Statement]) -> list[Pair]:
    was, now = ([str(state[place].fields) for place in places] for state, places in ((before, old), (after, new)))
    found: list[Pair] = []
    for tag, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal" or j - i == m - k:
            found += zip(old[i:j], new[k:m], strict=True)
        else:
            found += _alike(old[i:j], new[k:m], before, after)
    return found


def _alike(old: list[int], new: list[int], before: Sequence[Statement], after: Sequence[Statement]) -> list[Pair]:
    """Each of the old statements with the first of the new ones that shares half of its words, if one does."""
    left = list(new)
    found: list[Pair] = []
    for place in old:
        words = _words(before[place])
        like = next((other for other in left if 2 * len(words & _words(after[other])) >= len(words)), None)
        found.append((place, like))
        if like is not None:
            left.remove(like)
    return [*found, *((None, other) for other in left)]


def _words(statement: Statement) -> set[str]:
    return set(" ".join(statement.fields.values()).lower().split())
