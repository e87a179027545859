"""Findings and provisions: their directives, and the support, citation, links and corrections added to their text."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, ClassVar
from urllib.parse import quote, urlencode

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import only
from sphinx.util.docutils import SphinxDirective

from dossier.graph import Dossier, LinkedFinding, first_words
from dossier.locale import _, capitalized
from dossier.model.source import Correction, slug
from dossier.review.compare import Change
from dossier.review.releases import Step, history_of
from dossier.views.figures import other_reports
from dossier.views.links import badge, by_nearness, citation, cite, source_of, xref
from dossier.views.nodes import Content, enumerated, fields, in_editions, joined, on_site, paragraph, sentence, span
from dossier.views.registry import directive

CITE_BLOCK = "cite-this-page"
"""The id of the "Cite this page" block; a link to it, or to a citation in it, opens the block."""

FORM = "problem-with-a-claim.yml"
"""The issue form for reporting a problem; it has the fields ``finding``, ``page`` and ``text``."""


def cite_anchor(finding: str) -> str:
    """Return the id of the citation of a finding in the "Cite this page" block."""
    return f"{finding}-citation"


class StatementDirective(SphinxDirective):
    """The base class of sourced claims: a box with the text, to which the sources are added when the page is written.

    The rules report options without a value.
    """

    has_content = True

    def box(self, **attributes: Any) -> nodes.container:
        """Return the box with the parsed content."""
        box = nodes.container(classes=[self.name.rpartition(":")[2]], **attributes)
        self.set_source_info(box)
        box += self.parse_content_to_nodes()
        return box


@directive("finding")
class FindingDirective(StatementDirective):
    """A claim of the report, with a permanent link."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("from", "evidence", "corrects", "origin"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the box with the finding's id; it gets no name, so that the standard domain does not list it as well."""
        id = slug(self.arguments[0])
        box = self.box(ids=[id], finding=id)
        self.state.document.set_id(box)
        return [box]


@directive("provision")
class ProvisionDirective(StatementDirective):
    """A sourced fact about the subject of the page; the first paragraph number that it gives becomes its link target."""

    option_spec: ClassVar[dict[str, Any]] = dict.fromkeys(("evidence", "verb", "paragraph"), directives.unchanged)

    def run(self) -> list[nodes.Node]:
        """Return the box with the attributes that its citation needs."""
        keys = [key.strip() for key in self.options.get("evidence", "").split(",") if key.strip()]
        box = self.box(provision=keys, paragraph=self.options.get("paragraph", ""))
        if box["paragraph"]:
            box["names"] = [f"paragraph {box['paragraph'].partition(',')[0]}"]
            self.state.document.note_implicit_target(box)
        return [box]


def fill_provision(statement: nodes.container) -> None:
    """Add the source line to a provision."""
    paragraphs, sources = statement["paragraph"], citation(statement["provision"])
    if paragraphs:
        text = _("Operative paragraphs {number} {sources}") if "," in paragraphs else _("Operative paragraph {number} {sources}")
        sources = sentence(text, number=enumerated(paragraphs.split(", ")), sources=sources)
    statement += paragraph(sources, "provision-source")


def fill_finding(dossier: Dossier, docname: str, statement: nodes.container, repository: str) -> None:
    """Add the source line to a finding, with its support, then the values in other reports and the corrections.

    :param repository: the address of the public repository, where readers can report a problem; empty if there is none
    """
    finding = dossier.findings.get(statement["finding"])
    if finding is None or finding.page.docname != docname:
        return
    statement["classes"].append(f"is-{finding.support.id}")
    statement["role"], statement["aria-label"] = "group", _("Finding")
    corrected, sources, changes = _corrected(finding), source_of(dossier, finding), _changes(dossier, finding)
    cite_link, *other_links = _own_links(dossier, finding, repository)
    parts = [badge(finding.support), " ", *corrected, cite_link, " ", *sources, *changes, "\u00a0", *other_links]
    statement += paragraph(parts, "finding-source")
    for estimate in dossier.estimates_in[finding.id]:
        if others := other_reports(dossier, estimate):
            statement += paragraph(others, "other-reports")
    if notes := list(_notes(dossier, finding)):
        statement += corrections(notes, _notes_id(finding.id))


def corrections(notes: Iterable[nodes.Node], *ids: str) -> nodes.container:
    """Return a box with the notes on some corrections."""
    return nodes.container("", *notes, ids=list(ids), classes=["corrections"], role="note", **{"aria-label": _("Corrections")})


def _notes(dossier: Dossier, finding: LinkedFinding) -> Iterator[nodes.Node]:
    """Yield the notes on a finding's corrections: in full at the first finding of the page with that correction, then a link."""
    for id in finding.record.corrects:
        if id in dossier.corrections:
            note = dossier.corrections[id][1]
            first = next(other.id for other in finding.page.findings if id in other.corrects)
            text = _("See the note above: {words}").format(words=first_words(note.digest))
            link = nodes.reference("", text, refid=_notes_id(first))
            yield correction_note(dossier, note) if first == finding.id else paragraph(link, "correction-above")


def _notes_id(finding: str) -> str:
    return f"{finding}-notes"


def _corrected(finding: LinkedFinding) -> list[str | nodes.Node]:
    """Return the label of a finding that departs from the digest, linked to its notes; empty for other findings."""
    label = nodes.reference("", finding.correction, refid=_notes_id(finding.id), classes=["corrected"])
    return [label, " "] if finding.corrected else []


def _own_links(dossier: Dossier, finding: LinkedFinding, repository: str) -> Iterator[only]:
    """Yield the "Cite" link of a finding, its permanent link and the link to report a problem; in editions, its id as plain text.

    "Cite" leads to the citation in the "Cite this page" block; with scripts it opens a dialog.
    """
    words = dossier.names[finding.id]
    cites, links = _("Cite “{words}”").format(words=words), _("Link to this finding: “{words}”").format(words=words)
    yield on_site(nodes.reference("", _("Cite"), refid=cite_anchor(finding.id), classes=["cites"], **{"aria-label": cites}))
    tip = _("Link to this finding")
    yield on_site(nodes.reference("", "#", refid=finding.id, classes=["headerlink"], reftitle=tip, **{"aria-label": links}))
    yield in_editions(span(f"#{finding.id}", "finding-address"))
    if repository:
        address = _report_address(repository, finding)
        report = nodes.reference("", _("Report a problem"), refuri=address, classes=["report-problem"])
        yield on_site(nodes.Text(" "), report)


def _report_address(repository: str, finding: LinkedFinding) -> str:
    """Return the address of the form for reporting a problem with a finding, with its fields filled in."""
    title = _("Problem with {id}").format(id=finding.id)
    given = {"template": FORM, "title": title, "finding": finding.id, "page": finding.page.docname, "text": finding.text}
    return f"{repository}/issues/new?{urlencode(given, quote_via=quote)}"


def _changes(dossier: Dossier, finding: LinkedFinding) -> list[str | nodes.Node]:
    """Return a link to the history of a finding that says when it changed, as in "Changed in 1.2; changed since 1.3"."""
    if not dossier.target_of("history", finding.id):
        return []
    changes = ((_said_of(step, change), step.release.version) for step, change in reversed(history_of(dossier, finding)))
    groups = ((words, [version for _words, version in same]) for words, same in groupby(changes, itemgetter(0)) if words)
    said = "; ".join(words.format(version=", ".join(versions)) for words, versions in groups)
    return [" ", span(xref("history", finding.id, capitalized(said)), "changes")] if said else []


def _said_of(step: Step, change: Change) -> str:
    """Return the words for a change, with a placeholder for the version."""
    changed = {difference.name for difference in change.differences}
    if change.before is None:
        return _("added since {version}") if step.is_since else _("added in {version}")
    if "text" in changed:
        return _("changed since {version}") if step.is_since else _("changed in {version}")
    if changed & {"support", "evidence"}:
        return _("support or sources changed since {version}") if step.is_since else _("support or sources changed in {version}")
    return ""


def legend(dossier: Dossier) -> nodes.paragraph:
    """Return the note above the findings of a page, which states what their source lines have in common."""
    report = dossier.source.report
    of_report = _(
        "As of {date}, unless another date is given. In brackets: the section of {report}, the passage, and the public "
        "sources that corroborate it."
    )
    of_digest = _(
        "As of {date}, unless another date is given. In brackets: the section of {report}, the passage of its summary "
        "({digest_reference}), and the other sources. A note says where the summary is read differently, and why."
    )
    cited = {"report": cite(report.reference), "digest_reference": cite(report.digest)}
    return paragraph(sentence(of_report if report.is_read else of_digest, date=report.as_of, **cited), "legend")


def correction_note(dossier: Dossier, note: Correction) -> nodes.field_list:
    """Return the note on a correction: the digest's text, the reading and the reason; for a doubt, what is in doubt."""
    had = _("The report had") if dossier.source.report.is_read else _("The summary had")
    rows: list[tuple[str, Content]] = [(had, _as_sentence(note.digest))]
    if note.corrects:
        rows.append((_("Read here as"), _as_sentence(note.reading)))
    if because := _because(dossier, note):
        rows.append((_("Because") if note.corrects else _("In doubt"), because))
    return fields(rows, "correction", f"correction-{note.kind}")


def _because(dossier: Dossier, note: Correction) -> list[nodes.Node]:
    """Return the reasons for a reading: the note, the evidence, and the confidence."""
    parts: list[Content] = [_as_sentence(note.note)] if note.note else []
    if note.evidence:
        text = _("For this reading, {sources}.") if note.corrects else _("See, {sources}.")
        parts.append(sentence(text, sources=joined(by_nearness(dossier, note.evidence), "; ")))
    doubts = {"medium": _("This reading is likely, not certain."), "low": _("This reading is uncertain.")}
    if note.corrects and note.confidence in doubts:
        parts.append(doubts[note.confidence])
    if note.corrects and not parts:
        parts.append(_("The mistake is obvious."))
    return joined(parts, " ")


def _as_sentence(text: str) -> str:
    return capitalized(text if text.endswith((".", "?", "!")) else f"{text}.")
