"""What is added to a finding and a provision: standing, citation, address, corrections."""

from __future__ import annotations

from docutils import nodes

from dossier.citation import cited
from dossier.graph import Dossier, LinkedFinding
from dossier.model.source import Correction
from dossier.views.nodes import Content, box, citation, cited_nodes, fields, paragraph, standing
from dossier.views.series import other_reports_line


def furnish_finding(dossier: Dossier, docname: str, box_: nodes.container) -> None:
    """Add to the text of a finding where it is said, how sure it is, and what was corrected."""
    finding = dossier.findings.get(box_["finding"])
    if finding is None or finding.page.docname != docname:
        return
    box_["classes"].append(f"is-{finding.standing}")
    box_ += paragraph(
        [
            standing(finding.standing),
            nodes.Text(" "),
            *source_of(dossier, docname, finding),
            nodes.Text(" "),
            *_taken_away(finding),
        ],
        "finding-source",
    )
    for estimate in dossier.estimates_in(finding.id):
        box_ += other_reports_line(dossier, docname, estimate)
    notes = [dossier.corrections[id][1] for id in finding.record.corrects if id in dossier.corrections]
    if notes:
        *others, last = notes
        made = [correction_note(dossier, docname, note) for note in others]
        made.append(correction_note(dossier, docname, last, _otherwise(dossier, finding)))
        box_ += box(made, "corrections")


def source_of(dossier: Dossier, docname: str, finding: LinkedFinding) -> list[nodes.Node]:
    """The bracketed citation of a finding."""
    return cited_nodes(docname, cited(dossier, finding.record.passages, finding.record.evidence))


def correction_note(dossier: Dossier, docname: str, note: Correction, otherwise: str = "") -> nodes.field_list:
    """What the digest has, how we read it, and why; and how far the claim is supported otherwise, where that is to be said."""
    rows: list[tuple[str, Content]] = [(dossier.source.report.digest_name, _sentence(note.digest))]
    if note.reading:
        rows.append(("Read as", _sentence(note.reading)))
    if note.note:
        rows.append(("Note", _sentence(note.note)))
    rows.append(("Confidence", [f"{note.confidence.capitalize()} ", *citation(docname, note.evidence)]))
    if otherwise:
        rows.append(("Otherwise", _sentence(otherwise)))
    return fields(rows, "correction", f"correction-{note.kind}")


def _otherwise(dossier: Dossier, finding: LinkedFinding) -> str:
    """How far a corrected claim is supported apart from its corrections; nothing of a claim that is not corrected."""
    if finding.standing != "corrected":
        return ""
    alone = f"reported by the {dossier.source.report.digest_name} alone"
    return "supported by public sources" if finding.support == "corroborated" else alone


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


def cite_control() -> nodes.reference:
    """The control by which a finding is cited: without scripts a link to the block, with them what opens a dialog."""
    return nodes.reference("", "Cite", refid=CITE_BLOCK, classes=["cites"], reftitle="Cite this finding")


def _taken_away(finding: LinkedFinding) -> list[nodes.Node]:
    """What a reader takes away of a finding: its citation, its permanent link."""
    link = nodes.reference("", "#", refid=finding.id, classes=["headerlink"], reftitle="Permanent link to this finding")
    return [cite_control(), nodes.Text(" "), link]


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
