"""Comparison of two versions of a dossier: changed statements, what each change affects, and changed words and lines."""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from difflib import SequenceMatcher, unified_diff
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, cast

from dossier.graph import Index
from dossier.locale import _
from dossier.model.publication import Statement
from dossier.parser.quantities import Quantity, quantities
from dossier.review.statements import State

ASPECTS = {
    "number": "Numbers", "date": "Dates", "qualifier": "Qualifiers", "negation": "Negations, all and only", "name": "Names",
    "verb": "Operative verbs", "support": "Support", "evidence": "Passages and evidence", "removed": "Removed", "new": "New",
    "link": "Links, and places of findings", "wording": "Wording",
}  # fmt: skip
"""What a difference can affect, most serious first."""
_WEIGHT = {aspect: weight for weight, aspect in enumerate(ASPECTS)}

_BY_FIELD = {
    "verb": "verb",
    **dict.fromkeys(("links", "page"), "link"),
    **dict.fromkeys(("support", "status", "tier", "confidence"), "support"),
    **dict.fromkeys(("passages", "evidence", "corrects", "bears on", "reference", "sections"), "evidence"),
}
"""What a difference in a field affects, regardless of its text."""

_LONG = 200
"""Maximum number of lines shown of an added or removed file; longer files are only counted."""
_DERIVED = ("support", "bears on")
"""Fields that are not written in a file, and are known only if the current parser can read the version."""

WORD = re.compile(r"(?:\w+(?:[.,'’/-]\w+)*|[^\w\s])\s*")
_DATES = ("date", "day", "month")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUALIFIERS = (
    "about almost approximately around at_least at_most between could estimated exactly few fewer less_than likely many may "
    "might more more_than most must nearly over possibly probably reported reportedly roughly several should some under "
    "up_to will would"
)
_NEGATIONS = "all any cannot every except neither never no nobody none nor not nothing only unless without"


def _phrases(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word.replace('_', ' ') for word in words.split())})\b|n['’]t\b", re.IGNORECASE)


_LISTED = {"qualifier": _phrases(_QUALIFIERS), "negation": _phrases(_NEGATIONS)}


class Run(NamedTuple):
    """A run of text.

    :param changed: whether it is missing from the other text
    :param quantity: ``date`` or ``number`` if it states one, otherwise empty
    :param opens: whether it starts a sentence
    """

    text: str
    changed: bool
    quantity: str = ""
    opens: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """Words derived from the texts of two versions and the operative verbs of their provisions."""

    texts: Sequence[str] = ()
    operative: Sequence[str] = ()

    @cached_property
    def small(self) -> Set[str]:
        """Words that occur in lower case, and are therefore not names."""
        return {word for text in self.texts for word in re.findall(r"\w+", text) if word.islower()}

    @cached_property
    def verbs(self) -> Set[str]:
        """Stems of the operative verbs."""
        return {_stem(verb.split()[0]) for verb in self.operative if verb}


def compared(before: str, after: str, *, marks_numbers: bool = True) -> tuple[list[Run], list[Run]]:
    """Return two texts as runs, marking what only one of them has.

    :param marks_numbers: whether to mark numbers and dates, too
    """
    old, new = WORD.findall(before), WORD.findall(after)
    gone, come = [True] * len(old), [True] * len(new)
    matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        gone[block.a : block.a + block.size] = [False] * block.size
        come[block.b : block.b + block.size] = [False] * block.size
    was, now = (quantities(text) if marks_numbers else () for text in (before, after))
    return list(_runs(old, gone, was)), list(_runs(new, come, now))


def aspects(runs: Iterable[Run], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what the changed runs of a text affect: a number, a date, a qualifier, a negation, a name, a verb."""
    for run in runs:
        if run.changed:
            yield from filter(None, [run.quantity, *(aspect for aspect, words in _LISTED.items() if words.search(run.text))])
            words = [] if run.quantity else re.findall(r"[^\W\d_][\w'’-]*", run.text)
            if any(_is_name(word, run.opens and place == 0, vocabulary) for place, word in enumerate(words)):
                yield "name"
            if any(_stem(word) in vocabulary.verbs for word in words):
                yield "verb"


def _is_name(word: str, opens: bool, vocabulary: Vocabulary) -> bool:
    return word[0].isupper() and not (opens and word.lower() in vocabulary.small)


def _stem(verb: str) -> str:
    """Return the part common to the forms of a regular verb: "decid" for "decides" and "decided"."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", verb.lower())


def _runs(words: list[str], changed: list[bool], found: Iterable[Quantity]) -> Iterator[Run]:
    """Yield the runs of a text, which is given by word; a space between two runs is a run of its own."""
    opening = [place == 0 or words[place - 1].rstrip() in {".", "?", "!", ":"} for place in range(len(words))]
    marked = zip(words, changed, _quantities(words, found), opening, strict=True)
    for (is_changed, quantity), group in groupby(marked, key=lambda item: item[1:3]):
        parts = list(group)
        run = "".join(word for word, *_ in parts)
        yield Run(run.rstrip(), is_changed, quantity, parts[0][3])
        if run != run.rstrip():
            yield Run(" ", False)


def _quantities(words: list[str], found: Iterable[Quantity]) -> Iterator[str]:
    """Yield for each word whether it is part of a date, a number or neither."""
    spans = [(each.start, each.start + len(each.shown), "date" if _is_date(each) else "number") for each in found]
    at = 0
    for word in words:
        end = at + len(word.rstrip())
        yield next((kind for start, stop, kind in spans if start < end and at < stop), "")
        at += len(word)


def _is_date(quantity: Quantity) -> bool:
    return quantity.kind in _DATES or _YEAR.fullmatch(quantity.shown) is not None


Pair = tuple[Statement | None, Statement | None]
"""A statement as it was, and as it is."""


@dataclass(frozen=True)
class Difference:
    """A changed field of a statement."""

    name: str
    before: str
    after: str
    vocabulary: Vocabulary = field(compare=False, repr=False)

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """What the difference affects, most serious first."""
        if aspect := _BY_FIELD.get(self.name):
            return (aspect,)
        old, new = compared(self.before, self.after)
        return _ordered([*aspects(old, self.vocabulary), *aspects(new, self.vocabulary)]) or ("wording",)

    @property
    def is_prose(self) -> bool:
        """Whether the field consists of words rather than ids."""
        return self.name not in _BY_FIELD

    @property
    def terms(self) -> tuple[str, str]:
        """The labels of the old and the new value."""
        if self.name == "text":
            return _("Before"), _("After")
        name = self.name.capitalize()
        return _("{property}, before").format(property=name), _("{property}, after").format(property=name)

    def in_one_line(self, words: Callable[[str], str] = str) -> str:
        """Return the old and the new value of a field of ids in one line; for a list, only what was added and removed.

        :param words: returns the text for an id
        """
        before, after = ([words(id) for id in text.split("; ") if id] for text in (self.before, self.after))
        added = "; ".join(item for item in after if item not in before)
        removed = "; ".join(item for item in before if item not in after)
        if len(before) + len(after) > 2 and (added or removed):
            parts = (_("Added: {items}"), added), (_("Removed: {items}"), removed)
            return ". ".join(text.format(items=items) for text, items in parts if items)
        return _("{before}; now {after}").format(before="; ".join(before) or _("none"), after="; ".join(after) or _("none"))


class Change(NamedTuple):
    """An added, removed or changed statement."""

    before: Statement | None
    after: Statement | None
    differences: tuple[Difference, ...] = ()

    @property
    def statement(self) -> Statement:
        """The new statement, or the old one if it was removed."""
        return cast(Statement, self.after or self.before)

    @property
    def what(self) -> str:
        """Whether the statement was added, changed or removed, in one word."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def aspects(self) -> tuple[str, ...]:
        """What the change affects, most serious first."""
        if self.what != "changed":
            return ("removed",) if self.after is None else ("new",)
        return _ordered(aspect for difference in self.differences for aspect in difference.aspects)


class Changes(tuple[Change, ...]):
    """All changes between two versions, in order of place."""

    def __str__(self) -> str:
        return ", ".join(f"{len(changes)} {what}" for what, changes in self.parts.items())

    @property
    def by_weight(self) -> list[Change]:
        """All changes, most serious first."""
        return sorted(self, key=lambda change: _WEIGHT[change.aspects[0]])

    def of(self, kinds: Container[str]) -> "Changes":
        """Return the changes of statements of some kinds."""
        return Changes(change for change in self if change.statement.kind in kinds)

    @property
    def parts(self) -> dict[str, list[Change]]:
        """Added, changed and removed statements, by these words."""
        return {what: [change for change in self if change.what == what] for what in ("added", "changed", "removed")}


def compare(before: Sequence[Statement], after: Sequence[Statement], ignoring: Container[str] = ()) -> Changes:
    """Return the changes between two versions.

    :param ignoring: fields that are not compared, nor what is in them
    """
    before, after = ([*map(_closed_up, state)] for state in (before, after))
    both = (*before, *after)
    vocabulary = Vocabulary([text for one in both for text in one.fields.values()], [one.fields.get("verb", "") for one in both])
    changes = []
    for old, new in pairs(before, after):
        found = tuple(_differences(old, new, ignoring, vocabulary)) if old and new else ()
        if found or not (old and new):
            changes.append(Change(old, new, found))
    return Changes(sorted(changes, key=lambda change: (change.statement.where, change.statement.id)))


_STRAY_SPACE = re.compile(r" (?:(?<!: )(?=[,)]|\.(?!\.))|(?<=\( ))")


def _closed_up(statement: Statement) -> Statement:
    """Return a statement without the spaces that citations left before or after punctuation in its texts."""
    fields = {name: _STRAY_SPACE.sub("", text) for name, text in statement.fields.items()}
    return statement if fields == statement.fields else statement.model_copy(update={"fields": fields})


def _differences(old: Statement, new: Statement, ignoring: Container[str], vocabulary: Vocabulary) -> Iterator[Difference]:
    for name in new.fields | old.fields:
        before, after = old.fields.get(name, ""), new.fields.get(name, "")
        if before != after and name.partition(",")[0] not in ignoring:
            yield Difference(name, before, after, vocabulary)


def _ordered(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(found), key=_WEIGHT.__getitem__))


def pairs(before: Iterable[Statement], after: Iterable[Statement]) -> list[Pair]:
    """Return the statements of two versions in pairs: those with the same key, equal ones first, then similar ones."""
    old, new = (Index((statement.key, statement) for statement in state) for state in (before, after))
    return [pair for key in {**new, **old} for pair in _aligned(old[key], new[key])]


def _aligned(old: list[Statement], new: list[Statement]) -> Iterator[Pair]:
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    was, now = ([str(statement.fields) for statement in state] for state in (old, new))
    for tag, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal" or j - i == m - k:
            yield from zip(old[i:j], new[k:m], strict=True)
        else:
            yield from _alike(old[i:j], new[k:m])


def _alike(old: list[Statement], new: list[Statement]) -> Iterator[Pair]:
    """Match each old statement with the first new one that shares half of its words, if any."""
    left = list(new)
    for statement in old:
        words = _words(statement)
        like = next((other for other in left if 2 * len(words & _words(other)) >= len(words)), None)
        yield statement, like
        if like is not None:
            left.remove(like)
    yield from ((None, other) for other in left)


def _words(statement: Statement) -> set[str]:
    return set(" ".join(statement.fields.values()).lower().split())


class Comparison(NamedTuple):
    """All differences between two versions.

    :param renamed: renamed pages, by their old name
    :param lines: changed lines of each file, as in a patch
    """

    before: State
    after: State
    renamed: dict[str, str]
    changes: Changes
    lines: dict[str, list[str]]


def compared_states(before: State, after: State) -> Comparison:
    """Return the differences between two versions."""
    renamed = _renamed(before, after)
    old = [_moved(statement, renamed) for statement in _readable(before, after)]
    changes = compare(old, _readable(after, before), _DERIVED if before.broken or after.broken else ())
    return Comparison(before, after, renamed, changes, dict(_patches(before, after, renamed)))


def _readable(state: State, other: State) -> list[Statement]:
    """Return the statements of a version, except those of files that cannot be read in the other version."""
    silent = other.files.keys() - {statement.where for statement in other.statements}
    return [statement for statement in state.statements if statement.where not in silent]


def _renamed(before: State, after: State) -> dict[str, str]:
    """Return removed pages whose lines are mostly in a new page, with that page."""
    gone, come = before.pages - after.pages, after.pages - before.pages
    found: dict[str, str] = {}
    for old in sorted(gone):
        rows = _rows(before.files[old])
        shared = {new: len(rows & _rows(after.files[new])) for new in sorted(come - {*found.values()})}
        best = max(shared, key=lambda new: shared[new], default="")
        if best and 2 * shared[best] > len(rows):
            found[old] = best
    return found


def _rows(text: str) -> set[str]:
    return {row for row in text.split("\n") if row.strip(":`- ")}


def _moved(statement: Statement, renamed: dict[str, str]) -> Statement:
    """Return a statement with page names replaced by the new ones."""
    parts = {name: statement.fields[name].split("; ") for name in ("page", "bears on") if name in statement.fields}
    names = {name: "; ".join(sorted(renamed.get(page, page) for page in pages)) for name, pages in parts.items()}
    id = renamed.get(statement.id, statement.id) if statement.kind == "page" else statement.id
    where = renamed.get(statement.where, statement.where)
    return statement.model_copy(update={"id": id, "where": where, "fields": statement.fields | names})


def _patches(before: State, after: State, renamed: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the changed lines of each file, by its new name."""
    old = {renamed.get(name, name): text for name, text in before.files.items()}
    for name in sorted(old.keys() | after.files.keys()):
        if rows := _patch(old.get(name, ""), after.files.get(name, "")):
            yield name, rows


def _patch(before: str, after: str) -> list[str]:
    """Return the changed lines, or for a long file that was added or removed, the number of its lines."""
    for mark, text, other in (("+", after, before), ("-", before, after)):
        if not other and (count := text.count("\n")) > _LONG:
            return [f"{mark} (the whole file: {count:,} lines)"]
    rows = unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [row for row in [*rows][2:] if not row.startswith("@@")]
