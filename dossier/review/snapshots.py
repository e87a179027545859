"""Taking down what a dossier says now, to be compared with what it said or will say."""

from __future__ import annotations

from dossier.graph import Dossier, LinkedFinding
from dossier.model.publication import Snapshot


def snapshots(dossier: Dossier) -> tuple[Snapshot, ...]:
    """Every finding as it stands, by id."""
    return tuple(snapshot(dossier, finding) for _, finding in sorted(dossier.findings.items()))


def snapshot(dossier: Dossier, finding: LinkedFinding) -> Snapshot:
    """A finding as it stands."""
    entries = [dossier.entries[kind, id] for kind, ids in finding.facets.items() for id in ids]
    return Snapshot.model_validate(
        {
            "id": finding.id,
            "text": dossier.text(finding),
            "sha256": dossier.sha256(finding),
            "page": finding.page.docname,
            "title": finding.page.title,
            "support": finding.support.id,
            "passages": finding.record.passages,
            "evidence": finding.record.evidence,
            "corrects": finding.record.corrects,
            "bears_on": sorted(entry.docname for entry in entries),
        }
    )
