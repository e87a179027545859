"""The change log: what each release changed in what is claimed."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from dossier.formatting import long_date
from dossier.graph import Dossier
from dossier.model.release import Snapshot
from dossier.review.compare import Change, Changes
from dossier.review.releases import Step, history
from dossier.review.words import Run, compared
from dossier.views.nodes import Content, bullets, fields, heading, paragraph, span, xref
from dossier.views.registry import view


@view("changes")
def changes_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every release, the newest first."""
    steps = history(dossier.source.releases)
    if not steps:
        return [paragraph("Nothing has been released yet. From the first release on, every change to a finding is listed here.")]
    return [node for step in steps for node in _step(dossier, docname, step)]


def summary_of(step: Step) -> str:
    """A release in a sentence."""
    if step.changes is None:
        return f"First published: {len(step.release.findings)} findings."
    return f"Findings: {step.changes}." if step.changes else "No finding changed."


def _step(dossier: Dossier, docname: str, step: Step) -> list[nodes.Node]:
    release = step.release
    title = f"Release {release.version}, {long_date(release.date)}"
    made: list[nodes.Node] = [heading(title, 2, step.anchor), paragraph(summary_of(step))]
    return made + _changes(dossier, docname, step.changes) if step.changes else made


def _changes(dossier: Dossier, docname: str, changes: Changes) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    if changes.added:
        made += [heading("Added", 3), bullets([_item(dossier, docname, snapshot) for snapshot in changes.added])]
    if changes.changed:
        made += [heading("Changed", 3), *(node for change in changes.changed for node in _change(dossier, docname, change))]
    if changes.removed:
        made += [heading("Removed", 3), bullets([_removed(dossier, docname, snapshot) for snapshot in changes.removed])]
    return made


def _item(dossier: Dossier, docname: str, snapshot: Snapshot) -> Content:
    return [*_name(dossier, docname, snapshot), nodes.Text(f" {snapshot.text}")]


def _removed(dossier: Dossier, docname: str, snapshot: Snapshot) -> Content:
    stone = dossier.tombstones.get(snapshot.id)
    return [*_name(dossier, docname, snapshot), nodes.Text(f" {stone.why if stone else snapshot.text}")]


def _name(dossier: Dossier, docname: str, snapshot: Snapshot) -> list[nodes.Node]:
    """The id of a finding, as a link as long as it stands."""
    id = xref(docname, "finding", snapshot.id, snapshot.id) if snapshot.id in dossier.findings else nodes.Text(snapshot.id)
    return [id, nodes.Text(f" ({snapshot.title}):")]


def _change(dossier: Dossier, docname: str, change: Change) -> list[nodes.Node]:
    rows: list[tuple[str, Content]] = []
    if change.says_otherwise:
        before, after = compared(change.before.text, change.after.text)
        rows += [("Before", _marked(before, "del")), ("After", _marked(after, "ins"))]
    rows += [(name, f"{_listed(old)}; now {_listed(new)}") for name, old, new in change.aspects()]
    return [paragraph(_name(dossier, docname, change.after)), fields(rows, "change")]


def _marked(runs: Iterable[Run], tag: str) -> list[nodes.Node]:
    """Runs as text, what only this text has in an HTML element of its own.

    :param tag: the element: ``del`` or ``ins``
    """
    return [span(run.text, tag) if run.changed else nodes.Text(run.text) for run in runs]


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "none"
