"""Views of changes: the releases, the history of each finding, and the notices for retired and moved findings."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from docutils import nodes
from sphinx.util.osutil import relative_uri

from dossier.graph import Dossier, LinkedFinding, first_words
from dossier.locale import _, ngettext
from dossier.model.publication import RetiredNotice
from dossier.model.source import support_labels
from dossier.review.compare import Change, Difference, Run, compared
from dossier.review.releases import Step, history, history_of
from dossier.views.forms import form
from dossier.views.links import doc, file_link, xref
from dossier.views.nodes import UNSEARCHED, Content, box, bullets, folded, heading, on_site, paragraph, sentence, span
from dossier.views.references import symbols_in
from dossier.views.registry import view

LISTED = 2
"""The number of states whose changed findings are listed: the present one and the last release, or the last two releases."""


def name_of(dossier: Dossier, id: str) -> str:
    """Return the name of an id in a field of a finding; if it no longer exists, as the last release that had it named it."""
    if page := dossier.pages.get(id):
        return page.title
    if reference := dossier.source.references.get(id):
        return reference.label
    labels: dict[str, str] = {support: label.lower() for support, label in support_labels().items()}
    return dossier.released_names.get(id) or labels.get(id, id)


@view("changes")
def changes_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """What has changed since the last release, and all releases, newest first, each with the number of its changes."""
    steps = history(dossier.whole)
    if not steps:
        return [paragraph(_("Nothing has been released yet. From the first release on, every change is listed here."))]
    text = _("The changes of findings, provisions and data, with the text before and after: {file}.")
    file = on_site(paragraph(sentence(text, file=file_link(dossier, docname, "changes.csv"))))
    made = (_step(dossier, docname, step, is_new=nth < LISTED) for nth, step in enumerate(steps))
    return [file, *chain.from_iterable(made)]


def _step(dossier: Dossier, docname: str, step: Step, *, is_new: bool) -> Iterator[nodes.Node]:
    yield heading(step.title, 2, step.anchor)
    yield bullets(step.counts)
    ids = (change.statement.id for change in step.changes or () if is_new)
    if links := [xref("history", id, dossier.names[id]) for id in ids if dossier.target_of("history", id)]:
        listed = folded(_("Findings added or changed"), bullets(links))
        listed[UNSEARCHED] = True
        yield listed
    if not step.is_since and (address := dossier.earlier("index", step.release.version)):
        to = relative_uri(dossier.url(docname), address)
        yield paragraph(nodes.reference("", _("The site as it stood at this release"), refuri=to, internal=True))


@view("finding-history")
def finding_history_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Each finding that was added or changed after the first release, by page, with its changes, newest first.

    The subject is the folders of the pages; without it, all pages are listed.
    """
    made: list[nodes.Node] = []
    for page in dossier.pages.values():
        if dossier.history_page(page) == docname:
            found = [node for finding in dossier.findings_on[page.docname] for node in _history(dossier, finding)]
            made += [heading(page.title, 2, f"page-{page.docname.replace('/', '-')}"), *found] if found else []
    return made or [paragraph(_("No finding has changed since the first release."))]


def _history(dossier: Dossier, finding: LinkedFinding) -> list[nodes.Element]:
    """Return the changes of a finding, under a heading that links to it; nothing if there are none."""
    if not (changes := history_of(dossier, finding)):
        return []
    made = [node for step, change in changes for node in _change(dossier, step, change)]
    named = heading(xref("finding", finding.id), 3, finding.id)
    for node in (named, *made):
        node[UNSEARCHED] = True  # the search finds current text only
    return [named, *made]


def _change(dossier: Dossier, step: Step, change: Change) -> Iterator[nodes.Element]:
    if step.before is None or change.before is None:
        yield paragraph(_("{release}: added").format(release=step.title), "step")
        return
    rows = [row for difference in change.differences for row in _rows(dossier, difference)]
    yield paragraph(step.title, "step")
    yield form(template="change", values={"rows": rows, "symbols_in": symbols_in})
    for given in dossier.source.ledger.changed:
        if (given.finding, given.since) == (change.statement.id, step.before.version):
            yield paragraph(sentence(_("Why: {why}"), why=given.why))


def _rows(dossier: Dossier, difference: Difference) -> Sequence[tuple[str, str, list[Run]]]:
    """Return the old and the new text, each with its label and the tag of changed words; or both in one row."""
    if difference.is_prose:
        both = compared(difference.before, difference.after, marks_numbers=False)
        return [*zip(difference.terms, ("del", "ins"), both, strict=True)]
    return [(difference.name.capitalize(), "", [Run(difference.in_one_line(partial(name_of, dossier)), False)])]


@view("retired")
def retired_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The notices of all retired findings, by id."""
    notices = [dossier.retired_notices[id] for id in sorted(dossier.retired_notices)]
    made = [node for notice in notices for node in _retired_notice(dossier, notice, 2)]
    return made or [paragraph(_("No finding has been retired so far."))]


def retired_from(dossier: Dossier, docname: str) -> Iterator[nodes.Node]:
    """Yield the notices for findings that were once on a page, folded, so that links to their old addresses still work."""
    retired = [_retired_notice(dossier, notice) for notice in dossier.notices_on(docname)]
    moved = [_moved(dossier, id) for id in dossier.moved_away(docname)]
    for title, anchor, made in ((_("Retired findings"), "retired", retired), (_("Findings that have moved"), "moved", moved)):
        if made:
            yield heading(title, 2, anchor)
            shown = ngettext("{count} notice", "{count} notices", len(made)).format(count=len(made))
            yield folded(shown, box(chain.from_iterable(made), "retired"))


def _retired_notice(dossier: Dossier, notice: RetiredNotice, level: int = 3) -> list[nodes.Node]:
    place: Content = notice.finding or notice.page or ""  # an unknown target, which the rule ``retired-notice`` reports
    if finding := dossier.findings.get(notice.finding or ""):
        place = xref("finding", finding.id, finding.text.removesuffix("."))
    elif notice.page and notice.page in dossier.pages:
        place = doc(notice.page)
    text = next((kept.text for _version, kept in reversed(dossier.released[notice.id])), "")
    withdrawn = [paragraph(sentence(_("Withdrawn: {text}"), text=span(text, "del")), "withdrawn")] if text else []
    retired = _("This finding, {id}, was retired. {why} Read instead: {place}.")
    why = sentence(retired, id=nodes.literal("", notice.id), why=notice.why, place=place)
    return [heading(first_words(text) or notice.id, level, notice.id), paragraph(why, "retired-notice"), *withdrawn]


def _moved(dossier: Dossier, id: str) -> list[nodes.Node]:
    place = xref("finding", id, dossier.findings[id].page.title)
    moved = sentence(_("This finding is now on another page: {place}."), place=place)
    return [heading(dossier.names[id], 3, id), paragraph(moved, "retired-notice")]
