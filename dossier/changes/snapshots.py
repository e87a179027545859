"""Taking down what a dossier says now, to be compared with what it said or will say."""

from __future__ import annotations

from dossier.records.release import Snapshot
from dossier.seal import Claim, Dossier


def snapshots(dossier: Dossier) -> tuple[Snapshot, ...]:
    """Every finding as it stands, by id."""
    return tuple(snapshot(dossier, claim) for _, claim in sorted(dossier.claims.items()))


def snapshot(dossier: Dossier, claim: Claim) -> Snapshot:
    """A finding as it stands."""
    entries = [dossier.entries[kind, id] for kind, ids in claim.facets.items() for id in ids]
    return Snapshot.model_validate(
        {
            "id": claim.id,
            "text": dossier.text(claim),
            "sha256": dossier.sha256(claim),
            "page": claim.page.docname,
            "title": claim.page.title,
            "standing": claim.standing,
            "passages": claim.finding.passages,
            "evidence": claim.finding.evidence,
            "corrects": claim.finding.corrects,
            "bears_on": sorted(entry.docname for entry in entries),
        }
    )
