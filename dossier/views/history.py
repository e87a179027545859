"""What has changed: the log of releases, and what stands where a finding stood that was taken back or moved."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from docutils import nodes

from dossier.graph import Dossier, opening
from dossier.locale import _
from dossier.locale.formatting import long_date
from dossier.model.kinds import KINDS
from dossier.model.publication import Release, RetiredNotice, Statement
from dossier.model.source import is_date, labels
from dossier.review.compare import Change, Changes
from dossier.review.releases import Step, history
from dossier.review.words import Run, compared
from dossier.views.links import doc, pending, xref
from dossier.views.nodes import UNSEARCHED, Content, box, bullets, fields, heading, paragraph, sentence, span
from dossier.views.registry import ViewDirective, view

STRETCH, BESIDE = 16, 6
"""Words from which on a stretch that did not change is cut short, and how many of them stand beside what did."""

NAMING = {"source": "label", "event": "title", "estimate": "title", "figure": "subject", "page": "title"}
"""Kinds of statements with an id, and the field that says in words what it names."""

ROLES = ("finding", "passage", "estimate", "term", "doc")
"""Roles of links to what is no entry."""


class Names:
    """The words for ids: for those that stand no more, as the last release had them that has them."""

    def __init__(self, dossier: Dossier) -> None:
        self._labels = dossier.labels
        supports: dict[str, str] = {id: label.lower() for id, label in labels().items()}
        self._words = {**supports, **dict(_released(dossier)), **dict(_now(dossier))}

    def of(self, item: str) -> str:
        """What an id names, or what a link leads to, as in ``actor isil`` and ``cite:p key,key``."""
        role, _space, target = item.partition(" ")
        if role not in (*KINDS, *ROLES) and not role.startswith("cite:"):
            return self._word(item)
        return self._labels.get((role, target)) or ", ".join(map(self._word, target.removeprefix("/").split(",")))

    def of_statement(self, said: Statement) -> str:
        """What names a statement among those of its kind; nothing, where only its place does."""
        return ", ".join(self._word(part) for part in said.id.split(", ") if part)

    def _word(self, id: str) -> str:
        return long_date(id) if is_date(id) else self._words.get(id, id)


def _released(dossier: Dossier) -> Iterator[tuple[str, str]]:
    for release in dossier.source.releases:
        yield from ((said.id, said.fields.get(NAMING.get(said.kind, ""), said.id)) for said in release.statements)
        yield from ((kept.id, opening(kept.text)) for kept in release.findings)


def _now(dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield from ((key, reference.label) for key, reference in dossier.source.references.items())
    yield from ((docname, page.title) for docname, page in dossier.pages.items())
    yield from ((finding.id, opening(finding.text)) for finding in dossier.findings.values())


@lru_cache(maxsize=1)
def names_in(dossier: Dossier) -> Names:
    """The words for ids, gathered once a build."""
    return Names(dossier)


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
        added = bullets(_added(dossier, release, change.statement) for change in changes.added)
        made += [heading(_("Added"), level), added]
    if changes.changed:
        changed = (node for change in changes.changed for node in _changed(dossier, release, change))
        made += [heading(_("Changed"), level), *changed]
    if changes.removed:
        removed = bullets(_removed(dossier, release, change.statement) for change in changes.removed)
        made += [heading(_("Removed"), level), removed]
    for node in made:
        node[UNSEARCHED] = True  # the search leads to what is said now
    return made


def _added(dossier: Dossier, release: Release, said: Statement) -> Content:
    if said.kind == "finding":
        return sentence("{finding} ({page})", finding=_finding(dossier, release, said, said.text), page=_place(dossier, said))
    return f"{_name(dossier, said, said.text)} {said.text}"


def _removed(dossier: Dossier, release: Release, said: Statement) -> Content:
    text = span(said.text, "del")
    if said.kind != "finding":
        return [nodes.Text(f"{_name(dossier, said, said.text)} "), text]
    text["ids"] = [release.anchor_of(said.id)]
    notice = dossier.retired_notices.get(said.id)
    return sentence("{finding} ({page}) {why}", finding=text, page=_place(dossier, said), why=notice.why if notice else "")


def _name(dossier: Dossier, said: Statement, text: str = "") -> str:
    """What a statement is called, with the page on which it stands.

    :param text: what follows, to which words that it has are left
    """
    words, place = names_in(dossier.whole).of_statement(said), _place(dossier, said)
    kind = said.kind.replace("-", " ").capitalize()
    named = f"{kind} {words}" if words not in ("", text) else kind
    return f"{named} ({place}):" if place not in ("", words) else f"{named}:"


def _place(dossier: Dossier, said: Statement) -> str:
    """The title of the page on which a statement stands; of one in a file of data, nothing."""
    page = dossier.pages.get(said.where)
    return page.title if page else "" if said.where.startswith("source/") else said.where


def _finding(dossier: Dossier, release: Release, said: Statement, text: str) -> nodes.inline:
    """A finding in the log: it has an address there, and one that stands is a link."""
    link = pending("dossier", "finding", said.id, nodes.Text(text), is_explicit=True)
    made = span(link if said.id in dossier.findings else text)
    made["ids"] = [release.anchor_of(said.id)]
    return made


def _changed(dossier: Dossier, release: Release, change: Change) -> list[nodes.Element]:
    rows: list[tuple[str, Content]] = []
    for difference in change.differences:
        if difference.is_prose:
            before, after = compared(difference.before, difference.after)
            rows += zip(difference.terms, (_marked(before, "del"), _marked(after, "ins")), strict=True)
        else:
            rows.append((difference.name.capitalize(), difference.exchange(names_in(dossier.whole).of)))
    return [paragraph(_called(dossier, release, change.statement)), fields(rows, "change")]


def _called(dossier: Dossier, release: Release, said: Statement) -> Content:
    """What stands above what changed in a statement."""
    if said.kind != "finding":
        return _name(dossier, said)
    name = _finding(dossier, release, said, opening(said.text))
    return sentence("{finding} ({page}):", finding=name, page=_place(dossier, said))


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
    moved = [node for id in dossier.left(docname) for node in _moved(dossier, id)]
    parts = ((_("Retired findings"), "retired", retired), (_("Findings that stand elsewhere now"), "moved", moved))
    return [node for title, anchor, made in parts if made for node in (heading(title, 2, anchor), box(made, "retired"))]


def _retired_notice(dossier: Dossier, notice: RetiredNotice, level: int = 3) -> list[nodes.Node]:
    place = _link(dossier, notice.finding) if notice.finding else doc(notice.page or "")
    text = dossier.last_text(notice.id)
    said = [paragraph(sentence(_("Withdrawn: {text}"), text=span(text, "del")), "withdrawn")] if text else []
    retired = _("This finding, {id}, was retired. {why} Read instead: {place}.")
    why = sentence(retired, id=nodes.literal("", notice.id), why=notice.why, place=place)
    return [heading(opening(text) or notice.id, level, notice.id), paragraph(why, "retired-notice"), *said]


def _link(dossier: Dossier, id: str) -> nodes.Node:
    finding = dossier.findings.get(id)
    return xref("finding", id, finding.text.removesuffix(".") if finding else "")


def _moved(dossier: Dossier, id: str) -> list[nodes.Node]:
    name = opening(dossier.findings[id].text)
    place = xref("finding", id, dossier.findings[id].page.title)
    said = sentence(_("This finding stands on another page now: {place}."), place=place)
    return [heading(name, 3, id), paragraph(said, "retired-notice")]
