"""What is added to a finding and a provision: support, citation, address, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

from dossier.graph import Dossier, LinkedFinding
from dossier.model.source import Correction
from dossier.views.nodes import Content, badge, box, bracketed, citation, cite, fields, joined, paragraph, xref
from dossier.views.series import other_reports_line


def furnish_finding(dossier: Dossier, docname: str, box_: nodes.container) -> None:
    """Add to the text of a finding where it is said, how sure it is, and what was corrected."""
    finding = dossier.findings.get(box_["finding"])
    if finding is None or finding.page.docname != docname:
        return
    notes = [dossier.corrections[id][1] for id in finding.record.corrects if id in dossier.corrections]
    box_["classes"].append(f"is-{finding.support.id}")
    box_["aria-label"] = f"Finding {finding.id.replace('-', ' ')}"
    box_ += paragraph(
        [
            badge(finding.support),
            nodes.Text(" "),
            *_corrected(finding),
            *source_of(dossier, docname, finding),
            *_taken_away(finding),
        ],
        "finding-source",
    )
    for estimate in dossier.estimates_in(finding.id):
        box_ += other_reports_line(dossier, docname, estimate)
    if notes:
        made = box([correction_note(dossier, docname, note) for note in notes], "corrections")
        made["ids"].append(_notes_id(finding))
        box_ += made


def _notes_id(finding: LinkedFinding) -> str:
    return f"{finding.id}-notes"


def _corrected(finding: LinkedFinding) -> list[nodes.Node]:
    """The mark of a finding that follows another reading than the digest's; it leads to the note."""
    if not finding.corrected:
        return []
    return [nodes.reference("", finding.correction, refid=_notes_id(finding), classes=["corrected"]), nodes.Text(" ")]


def source_of(dossier: Dossier, docname: str, finding: LinkedFinding) -> list[nodes.Node]:
    """The bracketed citation of a finding: section, passage, evidence; the page names the documents once."""
    section = dossier.source.locator(finding.record.passages)
    passages = [[xref(docname, "passage", id)] for id in finding.record.passages]
    place = joined([*([[nodes.Text(section)]] if section else []), *passages])
    return bracketed([place, *by_nearness(dossier, docname, finding.record.evidence)])


def by_nearness(dossier: Dossier, docname: str, evidence: Iterable[str]) -> Iterator[list[nodes.Node]]:
    """References, those of one tier together after what they speak of: "on the report itself: A; B"."""
    references = dossier.source.known(tuple(dict.fromkeys(evidence)))
    for tier, words in dossier.source.report.tiers.items():
        found = [[cite(docname, reference.key)] for reference in references if reference.tier == tier]
        if found:
            yield [nodes.Text(f"{words}: "), *joined(found, "; ")]


def legend(dossier: Dossier, docname: str) -> nodes.paragraph:
    """What the source lines of a page leave out, because it is the same in all of them."""
    report = dossier.source.report
    return paragraph(
        [
            f"As of {report.as_of}, unless another date is given. In brackets after each claim: the section of ",
            cite(docname, report.reference),
            f", the passage of the {report.digest_name} through which it is known (",
            cite(docname, report.digest),
            "), and the public sources that bear it out.",
        ],
        "legend",
    )


def correction_note(dossier: Dossier, docname: str, note: Correction) -> nodes.field_list:
    """What the digest had, how it is read here and why; of a doubt, what is doubtful."""
    rows: list[tuple[str, Content]] = [(f"The {dossier.source.report.digest_name} had", _sentence(note.digest))]
    if note.corrects:
        rows.append(("Read here as", _sentence(note.reading)))
    because = _because(dossier, docname, note)
    if because:
        rows.append(("Because" if note.corrects else "In doubt", because))
    return fields(rows, "correction", f"correction-{note.kind}")


_CONFIDENCE = {"high": "", "medium": "This reading is likely.", "low": "This reading is uncertain."}
"""How sure a reading is, in words, where that needs saying."""


def _because(dossier: Dossier, docname: str, note: Correction) -> list[nodes.Node]:
    """Why a reading is right: the note, what speaks for it, and how sure it is."""
    parts: list[list[nodes.Node]] = [[nodes.Text(_sentence(note.note))]] if note.note else []
    if note.evidence:
        opening = "Sources have it so, " if note.corrects and not note.note else "Sources "
        parts.append([nodes.Text(opening), *joined(by_nearness(dossier, docname, note.evidence), "; "), nodes.Text(".")])
    if sure := _CONFIDENCE[note.confidence] if note.corrects else "":
        parts.append([nodes.Text(sure)])
    if note.corrects and not parts:
        parts.append([nodes.Text("The slip is plain.")])
    return joined(parts, " ")


def furnish_provision(docname: str, box_: nodes.container) -> None:
    """Add to the text of a provision where it is said."""
    keys = box_["provision"]
    place = f"Operative paragraph {box_['paragraph']}" if box_["paragraph"] else ""
    if "," in box_["paragraph"]:
        place = f"Operative paragraphs {box_['paragraph']}"
    content = [*([nodes.Text(f"{place} ")] if place else []), *citation(docname, keys)]
    box_ += paragraph(content, "provision-source")


CITE_BLOCK = "cite-this-page"
"""The id of the block by which a page is cited; a link to it opens the block."""


def _taken_away(finding: LinkedFinding) -> list[nodes.Node]:
    """What a reader takes away of a finding: its citation, its permanent link.

    The citation is a link to the block of the page, and with scripts it opens a dialog.
    """
    made: list[nodes.Node] = []
    for text, target, kind, said in (
        ("Cite", CITE_BLOCK, "cites", "Cite this finding"),
        ("#", finding.id, "headerlink", "Permanent link to this finding"),
    ):
        name = {"aria-label": said.replace("this finding", f"finding {finding.id}")}
        made += [nodes.Text(" "), nodes.reference("", text, refid=target, classes=[kind], reftitle=said, **name)]
    return made


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
