"""What differs between two states in their files, beside what is said: pages as a whole, layout, files that say nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff

from dossier.review.compare import Changes, compare, pairs
from dossier.review.statements import Placed, State

_LONG = 200
"""Lines of a file that is new or gone beyond which they are counted and not shown."""
DERIVED = ("support", "bears on")
"""What is not written in a file, and is known only of a state that today's reader can read."""


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two states.

    :param renamed: pages with a new name, by the old one
    :param lines: of each file what differs in it and is shown by no statement, as in a patch
    """

    before: State
    after: State
    renamed: dict[str, str]
    changes: Changes
    lines: dict[str, list[str]]


def compared_states(before: State, after: State) -> Comparison:
    """What differs between two states."""
    renamed = _renamed(before, after)
    old = [_moved(placed, renamed) for placed in _readable(before, after)]
    new = _readable(after, before)
    ignoring = DERIVED if before.broken or after.broken else ()
    changes = compare([placed.statement for placed in old], [placed.statement for placed in new], ignoring)
    found = Comparison(before, after, renamed, changes, {})
    return replace(found, lines={name: rows for name, rows in _other_lines(found, old, new) if rows})


def _readable(state: State, other: State) -> list[Placed]:
    """The statements of a state, but for those of files of which nothing can be read in the other."""
    silent = other.files.keys() - {_file(placed) for placed in other.placed}
    return [placed for placed in state.placed if _file(placed) not in silent]


def _file(placed: Placed) -> str:
    return placed.statement.where


def _renamed(before: State, after: State) -> dict[str, str]:
    """The pages that are gone and of which a new page has most of the lines."""
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


def _moved(placed: Placed, renamed: dict[str, str]) -> Placed:
    """A statement as it would stand if the pages had had their new names before."""
    said = placed.statement
    names = {
        name: "; ".join(sorted(renamed.get(part, part) for part in said.fields[name].split("; ")))
        for name in ("page", "bears on")
        if name in said.fields
    }
    id = renamed.get(said.id, said.id) if said.kind == "page" else said.id
    moved: dict[str, object] = {"id": id, "where": renamed.get(said.where, said.where), "fields": said.fields | names}
    return replace(placed, statement=said.model_copy(update=moved))


def _other_lines(comparison: Comparison, old: list[Placed], new: list[Placed]) -> Iterator[tuple[str, list[str]]]:
    """Each file with its lines that differ and that no change shows; of a file in which none is shown, all of them."""
    unshown = _unshown(old, new)
    changed = {said.where for change in comparison.changes.all for said in (change.before, change.after) if said}
    names = {comparison.renamed.get(name, name): name for name in comparison.before.files}
    for name in sorted(names.keys() | comparison.after.files.keys()):
        was, now = comparison.before.files.get(names.get(name, name), ""), comparison.after.files.get(name, "")
        if was != now:
            yield name, unshown.get(name, []) if name in changed or unshown.get(name) else _patch(was, now)


def _unshown(old: list[Placed], new: list[Placed]) -> dict[str, list[str]]:
    """By file the lines that differ in statements that say the same, and what of them stands in another order."""
    together = pairs([placed.statement for placed in old], [placed.statement for placed in new])
    rows: dict[str, list[str]] = defaultdict(list)
    last: dict[str, int] = {}
    for was, now in sorted((was, now) for was, now in together if was is not None and now is not None):
        file = _file(new[now])
        if _shown(old[was]) == _shown(new[now]) and file == _file(old[was]):
            if old[was].raw != new[now].raw:
                rows[file] += _patch(old[was].raw, new[now].raw)
            if now < last.get(file, 0):
                rows[file].append(f"! {_first(new[now])} (now above: {_first(new[last[file]])})")
            last[file] = now
    return rows


def _shown(placed: Placed) -> dict[str, str]:
    return {name: value for name, value in placed.statement.fields.items() if name not in DERIVED}


def _patch(before: str, after: str) -> list[str]:
    """The rows that differ; of a long file that is new or gone, how many it has."""
    for mark, text, other in (("+", after, before), ("-", before, after)):
        if not other and (count := text.count("\n")) > _LONG:
            return [f"{mark} (the whole file: {count:,} lines)"]
    rows = unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [row for row in [*rows][2:] if not row.startswith("@@")]


def _first(placed: Placed) -> str:
    return placed.raw.split("\n", 1)[0].strip()
