"""The change log: what each release changed in what is said."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from dossier.formatting import long_date
from dossier.graph import Dossier
from dossier.model.publication import Statement
from dossier.review.compare import Change, Changes
from dossier.review.history import Step, history
from dossier.review.words import Run, compared
from dossier.views.nodes import Content, bullets, fields, heading, paragraph, span, xref
from dossier.views.registry import view


@view("changes")
def changes_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every release, the newest first."""
    steps = history(dossier.source.releases)
    if not steps:
        return [paragraph("Nothing has been released yet. From the first release on, every change is listed here.")]
    return [node for step in steps for node in _step(dossier, docname, step)]


def summary_of(step: Step) -> str:
    """A release in a sentence."""
    if step.changes is None:
        return f"First published: {len(step.release.findings)} findings."
    if not step.changes:
        return "Nothing that is said changed."
    findings = sum(change.statement.kind == "finding" for change in step.changes.all)
    return f"{step.changes}; {findings} of these are findings."


def _step(dossier: Dossier, docname: str, step: Step) -> list[nodes.Node]:
    release = step.release
    title = f"Release {release.version}, {long_date(release.date)}"
    made: list[nodes.Node] = [heading(title, 2, step.anchor), paragraph(summary_of(step))]
    return made + _changes(dossier, docname, step.changes) if step.changes else made


def _changes(dossier: Dossier, docname: str, changes: Changes) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    if changes.added:
        made += [heading("Added", 3), bullets([_item(dossier, docname, change.statement) for change in changes.added])]
    if changes.changed:
        made += [heading("Changed", 3), *(node for change in changes.changed for node in _change(dossier, docname, change))]
    if changes.removed:
        made += [heading("Removed", 3), bullets([_removed(dossier, docname, change.statement) for change in changes.removed])]
    return made


def _item(dossier: Dossier, docname: str, said: Statement) -> Content:
    return [*_name(dossier, docname, said), nodes.Text(f" {said.text}")]


def _removed(dossier: Dossier, docname: str, said: Statement) -> Content:
    stone = dossier.tombstones.get(said.id) if said.kind == "finding" else None
    why = [nodes.Text(f" {stone.why}")] if stone else []
    return [*_name(dossier, docname, said), *why, nodes.Text(" "), span(said.text, "del")]


def _name(dossier: Dossier, docname: str, said: Statement) -> list[nodes.Node]:
    """What a statement is called, with the page on which it stands; a finding as a link, as long as it stands."""
    page = dossier.pages.get(said.where)
    place = nodes.Text(f" ({page.title if page else said.where}):")
    if said.kind == "finding":
        return [xref(docname, "finding", said.id, said.id) if said.id in dossier.findings else nodes.Text(said.id), place]
    return [nodes.Text(f"{said.kind} {said.id}".strip().capitalize()), place]


def _change(dossier: Dossier, docname: str, change: Change) -> list[nodes.Node]:
    rows: list[tuple[str, Content]] = []
    for difference in change.differences:
        name = difference.name.capitalize()
        if difference.is_prose:
            before, after = compared(difference.before, difference.after)
            names = ("Before", "After") if difference.name == "text" else (f"{name}, before", f"{name}, after")
            rows += [(names[0], _marked(before, "del")), (names[1], _marked(after, "ins"))]
        else:
            rows.append((name, f"{difference.before or 'none'}; now {difference.after or 'none'}"))
    return [paragraph(_name(dossier, docname, change.statement)), fields(rows, "change")]


def _marked(runs: Iterable[Run], tag: str) -> list[nodes.Node]:
    """Runs as text, what only this text has in an HTML element of its own.

    :param tag: the element: ``del`` or ``ins``
    """
    return [span(run.text, tag) if run.changed else nodes.Text(run.text) for run in runs]
