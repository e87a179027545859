"""What is asked of a contributor about texts that do not stand as they were confirmed, and their confirming."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from dossier.confirm.changed import Change, How, changed
from dossier.confirm.kept import FILE, read_kept, write_kept
from dossier.confirm.texts import Leaf, leaves, name_of_data, read_leaf
from dossier.problem import Problem
from dossier.seal import Dossier

_COMPARE = "compare it with its sources, then run “make confirm”"
_GONE = "restore it, or run “make confirm” if it was meant to go"
_SLIP = "if this was a slip, undo it, and what else is said may be right again"


def unconfirmed(dossier: Dossier, broken: Collection[Problem] = ()) -> list[Problem]:
    """Every text that does not stand as it was confirmed; none where nothing has ever been confirmed.

    :param broken: what the rules say. Where they say anything, only texts are named that have changed in other places than
        they say: a rule names the claim that lost its support, and the fault may be in the support. What is new waits.
    """
    path = _file(dossier)
    if not path.exists():
        return []
    kept, unreadable = read_kept(path)
    found = leaves(dossier)
    asked = [*changed(kept, found), *_files_gone(kept, found, dossier)]
    if broken:
        return sorted([*unreadable, *_slips(asked, broken)])
    return sorted([*unreadable, *(_problem(change, _GONE if change.how is How.GONE else _COMPARE) for change in asked)])


def unconfirmed_data(folder: Path, broken: Collection[Problem]) -> list[Problem]:
    """Where data files that cannot be read do not stand as they were confirmed.

    :param folder: the source folder
    :param broken: what keeps them from being read
    """
    if not (folder / FILE).exists():
        return []
    kept = {name: leaf.as_one for name, leaf in read_kept(folder / FILE)[0].items()}
    paths = {problem.path for problem in broken if problem.path.is_relative_to(folder)}
    found = {leaf.name: leaf for leaf in (read_leaf(name_of_data(path, folder), path) for path in paths) if leaf.lines}
    return sorted(_slips(changed(kept, found), broken))


def _slips(asked: Iterable[Change], broken: Collection[Problem]) -> Iterator[Problem]:
    said = {(problem.path, problem.line + near) for problem in broken for near in (-1, 0, 1)}
    for change in asked:
        if change.how is not How.NEW and (change.path, change.line) not in said:
            yield _problem(change, _SLIP)


def _file(dossier: Dossier) -> Path:
    return dossier.source.bibliography.parent / FILE


def _problem(change: Change, cure: str) -> Problem:
    noun, _, id = change.text.partition(" ")
    return Problem(change.path, change.line, "unconfirmed", f"{noun} “{id}” {change.how}", cure)


def _files_gone(kept: dict[str, Leaf], found: dict[str, Leaf], dossier: Dossier) -> Iterator[Change]:
    """Files that were confirmed and are not there any more, each where it was."""
    folders = {"file": dossier.source.bibliography.parent, "page": dossier.pages_folder}
    for name in kept.keys() - found.keys():
        noun, _, id = name.partition(" ")
        path = folders[noun] / (f"{id}.md" if noun == "page" else id)
        if not path.exists():
            yield Change(name, path, 1, How.GONE)


def confirm(dossier: Dossier) -> list[str]:
    """Keep every text as it stands.

    :return: the names of those that are new, changed or gone, sorted
    """
    path, found = _file(dossier), leaves(dossier)
    kept = read_kept(path)[0] if path.exists() else {}
    write_kept(path, found.values())
    gone = {change.text for change in _files_gone(kept, found, dossier)}
    return sorted(gone | {change.text for change in changed(kept, found)})


def keep_written(dossier: Dossier) -> None:
    """Keep what a command wrote into the data, where texts are confirmed and all of them were before."""
    if _file(dossier).exists():
        confirm(dossier)
