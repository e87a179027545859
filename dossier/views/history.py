"""Views of changes: the change log of releases, and the notices for retired and moved findings."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from docutils import nodes
from sphinx.util.osutil import relative_uri

from dossier.graph import SINCE, Dossier, opening
from dossier.locale import _, ngettext
from dossier.locale.formatting import long_date
from dossier.model.kinds import KINDS
from dossier.model.publication import Release, RetiredNotice, Statement
from dossier.model.source import is_date, support_labels
from dossier.review.compare import Change, Changes
from dossier.review.releases import Step, history
from dossier.review.words import Stretch, contrasted
from dossier.views.forms import form
from dossier.views.links import doc, pending, xref
from dossier.views.nodes import UNSEARCHED, Content, box, bullets, folded, heading, paragraph, sentence, span
from dossier.views.references import symbols_in
from dossier.views.registry import ViewDirective, view

STRETCH, BESIDE = 16, 6
"""The length in words from which unchanged text is abridged, and the number of words kept next to a change."""

ROLES = ("finding", "passage", "estimate", "term", "doc")
"""The roles of links to anything but entries."""


def name_of(dossier: Dossier, item: str) -> str:
    """Return the name of an id, or of the target of a link such as ``actor isil`` or ``cite:p key,key``."""
    role, _space, target = item.partition(" ")
    if role not in (*KINDS, *ROLES) and not role.startswith("cite:"):
        return _name_of_id(dossier, item)
    ids = target.removeprefix("/").split(",")
    return dossier.labels.get((role, target)) or ", ".join(_name_of_id(dossier, id) for id in ids)


def _name_of_id(dossier: Dossier, id: str) -> str:
    """Return the name of an id; if it no longer exists, as the last release that had it named it."""
    if is_date(id):
        return long_date(id)
    if name := dossier.names.get(id):
        return name
    if page := dossier.pages.get(id):
        return page.title
    if reference := dossier.source.references.get(id):
        return reference.label
    labels: dict[str, str] = {support: label.lower() for support, label in support_labels().items()}
    return dossier.released_names.get(id) or labels.get(id, id)


class ChangesDirective(ViewDirective):
    """The changes of a release, or of all releases if there is no argument."""

    optional_arguments = 1


@view("changes", ChangesDirective)
def changes_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All releases, newest first; or the changes of one (``1.2``), or its changes to statements of one kind (``1.2/finding``).

    Changes that have a page of their own are listed there, and other pages link to it.
    """
    version, _slash, kind = subject.partition("/")
    steps = history(dossier.source, kind)
    if not steps:
        return [paragraph(_("Nothing has been released yet. From the first release on, every change is listed here."))]
    shown = [step for step in steps if version in ("", step.release.version)]
    if kind:
        return [node for step in shown if step.changes for node in _changes(dossier, step.release, step.changes, 2)]
    return [*(() if version else _since(dossier)), *(node for step in shown for node in _step(dossier, docname, step))]


def _since(dossier: Dossier) -> list[nodes.Node]:
    """Return what has changed since the last release, if anything has."""
    if not dossier.changed_since:
        return []
    title = _("Since release {version}").format(version=dossier.source.releases[-1].version)
    return [heading(title, 2, SINCE), paragraph(dossier.changed_since)]


def _step(dossier: Dossier, docname: str, step: Step) -> list[nodes.Node]:
    release = step.release
    made: list[nodes.Node] = [heading(release.title, 2, release.anchor), paragraph(step.summary)]
    if address := dossier.earlier("index", release.version):
        to = relative_uri(dossier.url(docname), address)
        made.append(paragraph(nodes.reference("", _("The site as it stood at this release"), refuri=to, internal=True)))
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
        added = bullets(_added(dossier, release, change.statement) for change in changes.added)
        made += [heading(_("Added"), level), added]
    if changes.changed:
        changed = (node for change in changes.changed for node in _changed(dossier, release, change))
        made += [heading(_("Changed"), level), *changed]
    if changes.removed:
        removed = bullets(_removed(dossier, release, change.statement) for change in changes.removed)
        made += [heading(_("Removed"), level), removed]
    for node in made:
        node[UNSEARCHED] = True  # the search finds current text only
    return made


def _added(dossier: Dossier, release: Release, statement: Statement) -> Content:
    if statement.kind == "finding":
        link = _finding(dossier, release, statement, statement.text)
        return sentence("{finding} ({page})", finding=link, page=_place(dossier, statement))
    return f"{_name(dossier, statement, statement.text)} {statement.text}"


def _removed(dossier: Dossier, release: Release, statement: Statement) -> Content:
    text = span(statement.text, "del")
    if statement.kind != "finding":
        return [nodes.Text(f"{_name(dossier, statement, statement.text)} "), text]
    text["ids"] = [release.anchor_of(statement.id)]
    notice = dossier.retired_notices.get(statement.id)
    return sentence("{finding} ({page}) {why}", finding=text, page=_place(dossier, statement), why=notice.why if notice else "")


def _name(dossier: Dossier, statement: Statement, text: str = "") -> str:
    """Return the name of a statement and the title of its page.

    :param text: the text that follows; the name is omitted if it is the same
    """
    words = ", ".join(_name_of_id(dossier, id) for id in statement.id.split(", ") if id)
    place = _place(dossier, statement)
    kind = statement.kind.replace("-", " ").capitalize()
    named = f"{kind} {words}" if words not in ("", text) else kind
    return f"{named} ({place}):" if place not in ("", words) else f"{named}:"


def _place(dossier: Dossier, statement: Statement) -> str:
    """Return the title of the page with a statement; empty for a statement in a data file."""
    page = dossier.pages.get(statement.where)
    return page.title if page else "" if statement.where.startswith("source/") else statement.where


def _finding(dossier: Dossier, release: Release, statement: Statement, text: str) -> nodes.inline:
    """Return a finding in the change log, with an id; it is a link if the finding still exists."""
    link = pending("dossier", "finding", statement.id, nodes.Text(text), is_explicit=True)
    made = span(link if statement.id in dossier.findings else text)
    made["ids"] = [release.anchor_of(statement.id)]
    return made


def _changed(dossier: Dossier, release: Release, change: Change) -> list[nodes.Element]:
    rows: list[tuple[str, str, list[Stretch]]] = []
    for difference in change.differences:
        if difference.is_prose:
            before, after = (_abridged(text) for text in contrasted(difference.before, difference.after))
            rows += zip(difference.terms, ("del", "ins"), (before, after), strict=True)
        else:
            rows.append((difference.name.capitalize(), "", [(difference.in_one_line(partial(name_of, dossier)), False)]))
    called = paragraph(_called(dossier, release, change.statement))
    return [called, form(template="change", values={"rows": rows, "symbols_in": symbols_in})]


def _called(dossier: Dossier, release: Release, statement: Statement) -> Content:
    """Return the line above the changes of a statement."""
    if statement.kind != "finding":
        return _name(dossier, statement)
    name = _finding(dossier, release, statement, opening(statement.text))
    return sentence("{finding} ({page}):", finding=name, page=_place(dossier, statement))


def _abridged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches of a text, with those abridged that the other text has, too."""
    last = len(stretches) - 1
    return [(text if changed else _cut(text, at > 0, at < last), changed) for at, (text, changed) in enumerate(stretches)]


def _cut(text: str, follows: bool, leads: bool) -> str:
    """Return unchanged text; if it is long, only the words next to a change.

    :param follows: whether it follows a change
    :param leads: whether a change follows it
    """
    words = text.split(" ")
    if len(words) < STRETCH or not (follows or leads):
        return text
    return " ".join([*words[: BESIDE * follows], "…", *words[len(words) - BESIDE * leads :]])


@view("retired")
def retired_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The notices of all retired findings, by id."""
    notices = [dossier.retired_notices[id] for id in sorted(dossier.retired_notices)]
    made = [node for notice in notices for node in _retired_notice(dossier, notice, 2)]
    return made or [paragraph(_("No finding has been retired so far."))]


def retired_from(dossier: Dossier, docname: str) -> list[nodes.Node]:
    """Return the notices for findings that were once on a page, folded, so that links to their old addresses still work."""
    retired = [_retired_notice(dossier, notice) for notice in dossier.notices_on(docname)]
    moved = [_moved(dossier, id) for id in dossier.moved_away(docname)]
    parts = ((_("Retired findings"), "retired", retired), (_("Findings that have moved"), "moved", moved))
    return [node for title, anchor, made in parts if made for node in _notices(title, anchor, made)]


def _notices(title: str, anchor: str, made: list[list[nodes.Node]]) -> Iterator[nodes.Node]:
    yield heading(title, 2, anchor)
    shown = ngettext("{count} notice", "{count} notices", len(made)).format(count=len(made))
    yield folded(shown, box(chain.from_iterable(made), "retired"))


def _retired_notice(dossier: Dossier, notice: RetiredNotice, level: int = 3) -> list[nodes.Node]:
    place = _link(dossier, notice.finding) if notice.finding else doc(notice.page or "")
    text = dossier.last_released_text(notice.id)
    withdrawn = [paragraph(sentence(_("Withdrawn: {text}"), text=span(text, "del")), "withdrawn")] if text else []
    retired = _("This finding, {id}, was retired. {why} Read instead: {place}.")
    why = sentence(retired, id=nodes.literal("", notice.id), why=notice.why, place=place)
    return [heading(opening(text) or notice.id, level, notice.id), paragraph(why, "retired-notice"), *withdrawn]


def _link(dossier: Dossier, id: str) -> nodes.Node:
    finding = dossier.findings.get(id)
    return xref("finding", id, finding.text.removesuffix(".") if finding else "")


def _moved(dossier: Dossier, id: str) -> list[nodes.Node]:
    place = xref("finding", id, dossier.findings[id].page.title)
    moved = sentence(_("This finding is now on another page: {place}."), place=place)
    return [heading(dossier.names[id], 3, id), paragraph(moved, "retired-notice")]
