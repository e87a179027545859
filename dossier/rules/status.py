"""Rules on how sure the register is: each word for it has what it says."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.model.source import Passage
from dossier.rules.registry import rule


@rule(
    "status", "What is called corroborated, consistent or contradicted has evidence, and what is called unverified has a reason."
)
def status(dossier: Dossier) -> Iterator[Problem]:
    """Find passages and figures whose status does not fit their evidence."""
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        if wrong := _misjudged(dossier, passage):
            message = f"{id} is called {passage.status}, and {wrong}"
            yield Problem(place.path, place.line("status"), "status", message, "correct the status, or add what it needs")
        for index, figure in enumerate(passage.figures):
            if figure.status != "unverified" and not figure.evidence:
                message = f"{figure.id} is called {figure.status}, and names no evidence"
                line = place.line("figures", index, "status")
                yield Problem(place.path, line, "status", message, "correct the status, or name the evidence")


def _misjudged(dossier: Dossier, passage: Passage) -> str:
    """What is at odds with the status of a passage, or nothing."""
    findings = dossier.findings_from(passage.id)
    used = any(finding.record.evidence for finding in findings)
    alone = [finding for finding in findings if finding.record.passages == (passage.id,)]
    if passage.status == "corroborated" and findings and not used:
        return "no finding on it names evidence"
    if passage.status == "unverified" and any(finding.record.evidence for finding in alone):
        return "a finding on it names evidence"
    if passage.status == "contradicted" and not passage.corrections:
        return "it has no correction"
    if passage.status.startswith("partly") and not (passage.evidence or passage.references):
        return "it has no evidence"
    return ""
