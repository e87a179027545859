"""Rules on the ledger: an address that was published stays good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.rules.registry import rule


@rule("vanished", "A published finding stands, or has a tombstone that says why not and where to go.")
def vanished(dossier: Dossier) -> Iterator[Problem]:
    """Find published ids that neither a finding nor a tombstone has."""
    place = dossier.source.ledger_place
    cure = "restore it, or add it to “retired” with the reason and where to go"
    for index, id in enumerate(dossier.source.ledger.published):
        if id not in dossier.findings and id not in dossier.tombstones:
            message = f"“{id}” was published, and no finding has this id any more"
            yield Problem(place.path, place.line("published", index), "vanished", message, cure)


@rule("ledger", "The ledger has every finding of a release, each once.")
def ledger(dossier: Dossier) -> Iterator[Problem]:
    """Find ids that stand in the ledger twice, and findings that were released and do not stand there."""
    place, published = dossier.source.ledger_place, dossier.source.ledger.published
    seen: set[str] = set()
    for index, id in enumerate(published):
        if id in seen:
            yield Problem(
                place.path, place.line("published", index), "ledger", f"“{id}” stands here twice", "remove one of the two"
            )
        seen.add(id)
    for release in dossier.source.releases:
        for snapshot in release.findings:
            if snapshot.id not in seen and snapshot.id not in dossier.tombstones:
                seen.add(snapshot.id)
                message = f"“{snapshot.id}” was released as part of {release.version}, and is not in the ledger"
                yield Problem(place.path, place.line("published"), "ledger", message, "add it to “published” again")


@rule("reused", "The id of a retired finding is never given to another.")
def reused(dossier: Dossier) -> Iterator[Problem]:
    """Find findings whose id is retired."""
    for id, finding in dossier.findings.items():
        if id in dossier.tombstones:
            message = f"the id “{id}” is retired, and readers may have cited what stood there"
            yield Problem(Path(finding.page.path), finding.record.at[""], "reused", message, "give the finding an id of its own")


@rule("tombstone", "A tombstone leads to a finding or a page that is there.")
def tombstone(dossier: Dossier) -> Iterator[Problem]:
    """Find tombstones that lead nowhere."""
    place = dossier.source.ledger_place
    for index, stone in enumerate(dossier.source.ledger.retired):
        if stone.finding is not None and stone.finding not in dossier.findings:
            message = f"“{stone.id}” leads to the finding “{stone.finding}”, which is not there"
            yield _lost(place.path, place.line("retired", index, "finding"), message)
        if stone.page is not None and stone.page not in dossier.pages:
            message = f"“{stone.id}” leads to the page “{stone.page}”, which is not there"
            yield _lost(place.path, place.line("retired", index, "page"), message)


def _lost(path: Path, line: int, message: str) -> Problem:
    return Problem(path, line, "tombstone", message, "name one that is")
