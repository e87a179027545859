"""Changes as Markdown, for those who review a pull request."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.graph import Dossier
from dossier.model.publication import Ledger
from dossier.model.release import Snapshot
from dossier.review.compare import Change, Changes
from dossier.review.evidence import Ground
from dossier.review.words import Run, compared, runs


def review(changes: Changes, grounds: Sequence[Ground], dossier: Dossier, edited: Iterable[str]) -> str:
    """What a change does to claims and to what they rest on, with the pages that it reaches.

    :param grounds: what differs in the evidence
    :param dossier: the dossier after the change
    :param edited: the pages whose own text differs, without suffix
    """
    lines = ["## What this does to claims", ""]
    if changes:
        lines += [f"Findings: {changes}. Numbers are in **bold**.", ""]
    else:
        lines += ["No finding is added, changed or removed.", ""]
    lines += [*_added(changes.added), *_changed(changes.changed), *_removed(changes.removed, dossier.source.ledger)]
    lines += _grounds(grounds, dossier)
    lines += _pages(reached(changes, dossier), sorted(edited))
    return "\n".join(lines).rstrip() + "\n"


def reached(changes: Changes, dossier: Dossier) -> dict[str, list[str]]:
    """The ids of the findings that differ, by each page that shows them: their own, those of entries, the register."""
    pages: dict[str, set[str]] = defaultdict(set)
    for snapshot in changes.snapshots():
        registers = (dossier.register_page(id) for id in snapshot.passages if id in dossier.source.passages)
        for page in (snapshot.page, *snapshot.bears_on, *registers):
            if page:
                pages[page].add(snapshot.id)
    return {page: sorted(ids) for page, ids in sorted(pages.items())}


def _added(snapshots: tuple[Snapshot, ...]) -> Iterator[str]:
    if snapshots:
        yield from ("### Added", "")
    for snapshot in snapshots:
        yield from (*_head(snapshot), f"> {_shown(runs(snapshot.text), '')}", "", _ground(snapshot), "")


def _changed(changes: tuple[Change, ...]) -> Iterator[str]:
    if changes:
        yield from ("### Changed", "")
    for change in changes:
        yield from (*_head(change.after), "| | before | after |", "|---|---|---|")
        if change.says_otherwise:
            before, after = compared(change.before.text, change.after.text)
            yield f"| Text | {_shown(before, 'del')} | {_shown(after, 'ins')} |"
        for name, old, new in change.aspects():
            yield f"| {name} | {_values(old, new, 'del')} | {_values(new, old, 'ins')} |"
        yield ""


def _removed(snapshots: tuple[Snapshot, ...], ledger: Ledger) -> Iterator[str]:
    stones = {stone.id: stone for stone in ledger.retired}
    if snapshots:
        yield from ("### Removed", "")
    for snapshot in snapshots:
        yield from (*_head(snapshot), f"> {_shown(runs(snapshot.text), '')}", "")
        if stone := stones.get(snapshot.id):
            yield f"Retired: {_escaped(stone.why)} Readers go to `{stone.finding or stone.page}`."
        elif snapshot.id in ledger.published:
            yield "**Published, and without a tombstone:** add it to `retired` in the ledger."
        else:
            yield "Never published, so that no reader has its address."
        yield ""


def _grounds(grounds: Sequence[Ground], dossier: Dossier) -> Iterator[str]:
    if grounds:
        yield from (f"### What claims rest on: {len(grounds)} differ", "")
    for ground in grounds:
        yield from (f"#### {ground.noun.capitalize()} `{ground.id}`{_use(ground, dossier)}", "")
        if ground.before is None or ground.after is None:
            yield from ("It is new." if ground.before is None else "It is gone.", "")
            yield from (f"- {_name(name)}: {_shown(runs(old or new), '')}" for name, old, new in ground.fields)
        else:
            yield from ("| | before | after |", "|---|---|---|")
            for name, old, new in ground.fields:
                before, after = compared(old, new)
                yield f"| {_name(name)} | {_shown(before, 'del')} | {_shown(after, 'ins')} |"
        yield ""


def _name(name: str) -> str:
    return _escaped(name[0].upper() + name[1:])


def _use(ground: Ground, dossier: Dossier) -> str:
    """The findings that name a passage or a reference."""
    named = {"passage": "passages", "reference": "evidence"}.get(ground.noun)
    findings = dossier.findings.values() if named else ()
    ids = [f"`{finding.id}`" for finding in findings if ground.id in getattr(finding.record, str(named))]
    return f", named by {', '.join(sorted(ids))}" if ids else ""


def _head(snapshot: Snapshot) -> tuple[str, str]:
    return f"#### `{snapshot.id}`, on {_escaped(snapshot.title)} (`{snapshot.page}`)", ""


def _ground(snapshot: Snapshot) -> str:
    evidence = ", ".join(snapshot.evidence) or "none"
    return f"Standing: {snapshot.standing}. Passages: {', '.join(snapshot.passages)}. Evidence: {evidence}."


def _pages(reached: Mapping[str, list[str]], edited: list[str]) -> Iterator[str]:
    pages = sorted({*reached, *edited})
    if pages:
        yield from (f"### Pages that differ: {len(pages)}", "", "| page | its own text | findings shown there |", "|---|---|---|")
    for page in pages:
        ids = ", ".join(f"`{id}`" for id in reached.get(page, ()))
        yield f"| `{page}` | {'edited' if page in edited else ''} | {ids} |"


def _shown(runs: Iterable[Run], tag: str) -> str:
    """Runs with their numbers in bold, and what only this text has marked.

    :param tag: the HTML element for that
    """
    parts = []
    for run in runs:
        text = _escaped(run.text)
        text = f"**{text}**" if run.number else text
        parts.append(f"<{tag}>{text}</{tag}>" if run.changed else text)
    return "".join(parts)


def _values(values: tuple[str, ...], others: tuple[str, ...], tag: str) -> str:
    shown = (_escaped(value) if value in others else f"<{tag}>{_escaped(value)}</{tag}>" for value in values)
    return ", ".join(shown) or "none"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#~])", r"\\\1", text)
