"""Findings and provisions: their directives, and what is added to their text: support, citation, address, corrections."""

from collections.abc import Iterator
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from dossier.graph import Dossier, LinkedFinding, opening
from dossier.locale import _
from dossier.model.source import Correction
from dossier.views.figures import other_reports
from dossier.views.links import badge, by_nearness, citation, cite, source_of, xref
from dossier.views.nodes import Content, box, fields, joined, paragraph, sentence
from dossier.views.registry import directive

CITE_BLOCK = "cite-this-page"
"""The id of the block by which a page is cited; a link to it opens the block."""


class StatementDirective(SphinxDirective):
    """A sourced claim: its text in a box, to which its sources are added when the page is written."""

    has_content = True

    def box(self, **attributes: Any) -> nodes.container:
        """The box with the parsed text in it."""
        box = nodes.container(classes=[self.name.rpartition(":")[2]], **attributes)
        self.set_source_info(box)
        box += self.parse_content_to_nodes()
        return box


@directive("finding")
class FindingDirective(StatementDirective):
    """One claim of the report, with a permanent address."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Any]] = {
        "from": directives.unchanged_required,
        "evidence": directives.unchanged,
        "corrects": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the box, its id that of the finding; it has no name, by which the standard domain would find it too."""
        id = self.arguments[0]
        box = self.box(ids=[id])
        self.state.document.set_id(box)
        box["finding"] = id
        return [box]


@directive("provision")
class ProvisionDirective(StatementDirective):
    """One sourced fact about the subject of the page; the first of its paragraph gives it an address."""

    option_spec: ClassVar[dict[str, Any]] = {
        "evidence": directives.unchanged_required,
        "verb": directives.unchanged,
        "paragraph": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        """Make the box, with what its citation needs."""
        keys = [key.strip() for key in self.options.get("evidence", "").split(",") if key.strip()]
        box = self.box(provision=keys, paragraph=self.options.get("paragraph", ""))
        if box["paragraph"]:
            box["names"] = [f"paragraph {box['paragraph'].partition(',')[0]}"]
            self.state.document.note_implicit_target(box)
        return [box]


def fill_provision(box_: nodes.container) -> None:
    """Add to the text of a provision where it is said."""
    paragraphs, sources = box_["paragraph"], citation(box_["provision"])
    if paragraphs:
        said = _("Operative paragraphs {number} {sources}") if "," in paragraphs else _("Operative paragraph {number} {sources}")
        sources = sentence(said, number=paragraphs, sources=sources)
    box_ += paragraph(sources, "provision-source")


def fill_finding(dossier: Dossier, docname: str, box_: nodes.container) -> None:
    """Add to the text of a finding where it is said, how sure it is, and what was corrected."""
    finding = dossier.findings.get(box_["finding"])
    if finding is None or finding.page.docname != docname:
        return
    notes = [dossier.corrections[id][1] for id in finding.record.corrects if id in dossier.corrections]
    box_["classes"].append(f"is-{finding.support.id}")
    box_["aria-label"] = _("Finding {id}").format(id=finding.id.replace("-", " "))
    corrected, sources = _corrected(finding), source_of(dossier, finding)
    box_ += paragraph(
        [badge(finding.support), " ", *corrected, *sources, *_last_change(dossier, finding), *_taken_away(finding)],
        "finding-source",
    )
    for estimate in dossier.estimates_in[finding.id]:
        if others := other_reports(dossier, estimate):
            box_ += paragraph(others, "other-reports")
    if notes:
        made = box([correction_note(dossier, note) for note in notes], "corrections")
        made["ids"].append(_notes_id(finding))
        box_ += made


def _notes_id(finding: LinkedFinding) -> str:
    return f"{finding.id}-notes"


def _corrected(finding: LinkedFinding) -> list[str | nodes.Node]:
    """The mark of a finding that follows another reading than the digest's; it leads to the note."""
    if not finding.corrected:
        return []
    return [nodes.reference("", finding.correction, refid=_notes_id(finding), classes=["corrected"]), " "]


def _taken_away(finding: LinkedFinding) -> Iterator[str | nodes.Node]:
    """What a reader takes away of a finding: its citation, its permanent link.

    The citation is a link to the block of the page, and with scripts it opens a dialog.
    """
    for text, target, kind, tip, name in (
        (_("Cite"), CITE_BLOCK, "cites", _("Cite this finding"), _("Cite “{words}”")),
        ("#", finding.id, "headerlink", _("Permanent link to this finding"), _("Permanent link to “{words}”")),
    ):
        label = {"aria-label": name.format(words=opening(finding.text))}
        yield from (" ", nodes.reference("", text, refid=target, classes=[kind], reftitle=tip, **label))


def _last_change(dossier: Dossier, finding: LinkedFinding) -> list[str | nodes.Node]:
    """A link to what a release last changed in the words of a finding, if any did."""
    return [" ", xref("change", finding.id)] if dossier.target_of("change", finding.id) else []


def legend(dossier: Dossier) -> nodes.paragraph:
    """What the source lines of a page leave out, because it is the same in all of them."""
    report = dossier.source.report
    if report.is_read:
        said = _(
            "As of {date}, unless another date is given. In brackets after each claim: the section of {report}, its passage, and "
            "the public sources that bear it out."
        )
        return paragraph(sentence(said, date=report.as_of, report=cite(report.reference)), "legend")
    said = _(
        "As of {date}, unless another date is given. In brackets after each claim: the section and the passage of the summary of "
        "{report} ({digest}) through which it is known ({digest_reference}), and the public sources that bear it out. "
        "A note on what the summary had says why it is read otherwise here; it takes nothing from the sources of the claim."
    )
    references = {"report": cite(report.reference), "digest_reference": cite(report.digest)}
    return paragraph(sentence(said, date=report.as_of, digest=report.digest_name, **references), "legend")


def correction_note(dossier: Dossier, note: Correction) -> nodes.field_list:
    """What the digest had, how it is read here and why; of a doubt, what is doubtful."""
    rows: list[tuple[str, Content]] = [(_("The summary had"), _as_sentence(note.digest))]
    if note.corrects:
        rows.append((_("Read here as"), _as_sentence(note.reading)))
    if because := _because(dossier, note):
        rows.append((_("Because") if note.corrects else _("In doubt"), because))
    return fields(rows, "correction", f"correction-{note.kind}")


def _because(dossier: Dossier, note: Correction) -> list[nodes.Node]:
    """Why a reading is right: the note, what speaks for it, and how sure it is."""
    parts: list[list[nodes.Node]] = [[nodes.Text(_as_sentence(note.note))]] if note.note else []
    if note.evidence:
        said = _("For this reading, {sources}.") if note.corrects else _("See, {sources}.")
        parts.append(sentence(said, sources=joined(by_nearness(dossier, note.evidence), "; ")))
    if note.corrects and (sure := _confidence(note)):
        parts.append([nodes.Text(sure)])
    if note.corrects and not parts:
        parts.append([nodes.Text(_("The slip is plain."))])
    return joined(parts, " ")


def _confidence(note: Correction) -> str:
    """How sure a reading is, in words, where that needs saying."""
    return {"medium": _("That this was meant is likely, not certain."), "low": _("That this was meant is a guess.")}.get(
        note.confidence, ""
    )


def _as_sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
