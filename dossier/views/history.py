"""What has changed: the log of releases, and what stands where a finding stood that was taken back or moved."""

from collections.abc import Iterable
from itertools import groupby

from docutils import nodes

from dossier.graph import Dossier
from dossier.locale import _
from dossier.locale.formatting import long_date
from dossier.model.publication import Release, RetiredNotice, Statement
from dossier.review.compare import Change, Changes
from dossier.review.releases import Step, history
from dossier.review.words import Run, compared
from dossier.views.links import doc, pending, xref
from dossier.views.nodes import UNSEARCHED, Content, box, bullets, fields, heading, paragraph, sentence, span
from dossier.views.registry import ViewDirective, view

STRETCH, BESIDE = 16, 6
"""Words from which on a stretch that did not change is cut short, and how many of them stand beside what did."""


class ChangesDirective(ViewDirective):
    """What a release changed; without an argument, what each did."""

    optional_arguments = 1


@view("changes", ChangesDirective)
def changes_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every release, the newest first; or what one changed (``1.2``), or one in the statements of a kind (``1.2/finding``).

    What has a page of its own is listed there; elsewhere stands a link to it.
    """
    version, _slash, kind = subject.partition("/")
    steps = history(dossier.source.releases, dossier.source.style.free, kind)
    if not steps:
        return [paragraph(_("Nothing has been released yet. From the first release on, every change is listed here."))]
    shown = [step for step in steps if version in ("", step.release.version)]
    if kind:
        return [node for step in shown if step.changes for node in _changes(dossier, step.release, step.changes, 2)]
    return [node for step in shown for node in _step(dossier, docname, step)]


def _step(dossier: Dossier, docname: str, step: Step) -> list[nodes.Node]:
    release = step.release
    title = _("Release {version}, {date}").format(version=release.version, date=long_date(release.date))
    made: list[nodes.Node] = [heading(title, 2, release.anchor), paragraph(step.summary)]
    if not step.changes:
        return made
    if (page := dossier.changes_page(release.version)) != docname:
        return [*made, paragraph(doc(page))]
    pages = {kind: dossier.changes_page(release.version, kind) for kind in step.changes.kinds}
    elsewhere = [doc(page) for page in dict.fromkeys(pages.values()) if page != docname]
    here = {kind for kind, page in pages.items() if page == docname}
    return [*made, *([bullets(elsewhere)] if elsewhere else []), *_changes(dossier, release, step.changes.of(here))]


def _changes(dossier: Dossier, release: Release, changes: Changes, level: int = 3) -> list[nodes.Element]:
    made: list[nodes.Element] = []
    if changes.added:
        made += [heading(_("Added"), level), bullets(_added(dossier, release, change.statement) for change in changes.added)]
    if changes.changed:
        made += [
            heading(_("Changed"), level),
            *(node for change in changes.changed for node in _changed(dossier, release, change)),
        ]
    if changes.removed:
        made += [
            heading(_("Removed"), level),
            bullets(_removed(dossier, release, change.statement) for change in changes.removed),
        ]
    for node in made:
        node[UNSEARCHED] = True  # the search leads to what is said now
    return made


def _added(dossier: Dossier, release: Release, said: Statement) -> Content:
    return [*_name(dossier, release, said), f" {said.text}"]


def _removed(dossier: Dossier, release: Release, said: Statement) -> Content:
    notice = dossier.retired_notices.get(said.id) if said.kind == "finding" else None
    return [*_name(dossier, release, said), f" {notice.why}" if notice else "", " ", span(said.text, "del")]


def _name(dossier: Dossier, release: Release, said: Statement) -> list[nodes.Node]:
    """What a statement is called, with the page on which it stands; a finding has an address; one that exists, a link."""
    page = dossier.pages.get(said.where)
    name: Content = f"{said.kind} {said.id}".strip().capitalize()
    if said.kind == "finding":
        link = pending("dossier", "finding", said.id, nodes.Text(said.id), is_explicit=True)
        name = span(link if said.id in dossier.findings else said.id)
        name["ids"] = [release.anchor_of(said.id)]
    return sentence("{name} ({page}):", name=name, page=page.title if page else said.where)


def _changed(dossier: Dossier, release: Release, change: Change) -> list[nodes.Element]:
    rows: list[tuple[str, Content]] = []
    for difference in change.differences:
        if difference.is_prose:
            before, after = compared(difference.before, difference.after)
            rows += zip(difference.terms, (_marked(before, "del"), _marked(after, "ins")), strict=True)
        else:
            rows.append((difference.name.capitalize(), difference.exchange))
    return [paragraph(_name(dossier, release, change.statement)), fields(rows, "change")]


def _marked(runs: Iterable[Run], tag: str) -> list[nodes.Node]:
    """Runs as text, what only this text has in an HTML element of its own, with the spaces between; the rest is cut short.

    :param tag: the element: ``del`` or ``ins``
    """
    whole = [*runs]
    around = zip(whole, whole[1:], whole[2:], strict=False)
    spaces = {at for at, (before, run, after) in enumerate(around, 1) if run.text == " " and before.changed and after.changed}
    made = groupby(enumerate(whole), key=lambda part: part[1].changed or part[0] in spaces)
    texts = [(marked, "".join(run.text for _, run in parts)) for marked, parts in made]
    last = len(texts) - 1
    return [span(text, tag) if marked else nodes.Text(_cut(text, at > 0, at < last)) for at, (marked, text) in enumerate(texts)]


def _cut(text: str, follows: bool, leads: bool) -> str:
    """A stretch that did not change, of a long one the words beside what did.

    :param follows: whether something changed before it
    :param leads: whether something changed after it
    """
    words = text.split(" ")
    if len(words) < STRETCH or not (follows or leads):
        return text
    return " ".join([*words[: BESIDE * follows], "…", *words[len(words) - BESIDE * leads :]])


@view("retired")
def retired_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every retired notice, by id."""
    notices = [dossier.retired_notices[id] for id in sorted(dossier.retired_notices)]
    made = [node for notice in notices for node in _retired_notice(dossier, notice, 2)]
    return made or [paragraph(_("No finding has been retired so far."))]


def retired_from(dossier: Dossier, docname: str) -> list[nodes.Node]:
    """What is said of findings that stood on a page, so that their old addresses still say something."""
    retired = [node for notice in dossier.notices_on(docname) for node in _retired_notice(dossier, notice)]
    moved = [node for id in dossier.left(docname) for node in _moved(id)]
    parts = ((_("Retired findings"), "retired", retired), (_("Findings that stand elsewhere now"), "moved", moved))
    return [node for title, anchor, made in parts if made for node in (heading(title, 2, anchor), box(made, "retired"))]


def _retired_notice(dossier: Dossier, notice: RetiredNotice, level: int = 3) -> list[nodes.Node]:
    place = xref("finding", notice.finding) if notice.finding else doc(notice.page or "")
    text = dossier.last_text(notice.id)
    said = [paragraph(sentence(_("Withdrawn: {text}"), text=span(text, "del")), "withdrawn")] if text else []
    why = sentence(_("This finding was retired. {why} Read instead: {place}."), why=notice.why, place=place)
    return [heading(notice.id, level, notice.id), paragraph(why, "retired-notice"), *said]


def _moved(id: str) -> list[nodes.Node]:
    said = sentence(_("This finding stands on another page now: {place}."), place=xref("finding", id, id))
    return [heading(id, 3, id), paragraph(said, "retired-notice")]
