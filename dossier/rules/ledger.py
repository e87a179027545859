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
            path, line, where = _where(dossier, id) or (place.path, place.line("published", index), "")
            message = f"“{id}” was published{where}, and no finding has this id any more"
            yield Problem(path, line, "vanished", message, cure)


def _where(dossier: Dossier, id: str) -> tuple[Path, int, str] | None:
    """Where a finding stood at the last release, if that page is there: at what is new there, if something is."""
    docname = next((known.page for release in dossier.source.releases[-1:] for known in release.findings if known.id == id), "")
    page = dossier.pages.get(docname)
    if page is None:
        return None
    new = next((finding for finding in page.findings if finding.id not in dossier.source.ledger.published), None)
    return Path(page.path), new.at[""] if new else 1, f" here{f', where “{new.id}” is new' if new else ''}"


@rule("vanished-page", "A published page stands, or the ledger says where it has moved or why it was removed.")
def vanished_page(dossier: Dossier) -> Iterator[Problem]:
    """Find published pages that neither stand nor are said to have moved or to be gone."""
    place, ledger = dossier.source.ledger_place, dossier.source.ledger
    told = {*dossier.pages, *dossier.moves, *(page.page for page in ledger.removed)}
    for index, page in enumerate(ledger.pages):
        if page not in told:
            message = f"the page “{page}” was published, and is not there any more"
            cure = f"restore it, or add to “moved” from: {page}, to, why; or to “removed” page: {page}, why, see"
            yield Problem(place.path, place.line("pages", index), "vanished-page", message, cure)


@rule("ledger", "The ledger has every finding and every page of a release, each once.")
def ledger(dossier: Dossier) -> Iterator[Problem]:
    """Find ids that stand in the ledger twice, and findings and pages that were released and do not stand there."""
    yield from _pages(dossier)
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


def _pages(dossier: Dossier) -> Iterator[Problem]:
    place, known = dossier.source.ledger_place, set(dossier.source.ledger.pages)
    for release in dossier.source.releases:
        for statement in release.statements:
            if statement.kind == "page" and statement.id not in known:
                known.add(statement.id)
                message = f"the page “{statement.id}” was released as part of {release.version}, and is not in the ledger"
                yield Problem(place.path, place.line("pages"), "ledger", message, "add it to “pages” again")


@rule("reused", "The id of a retired finding is never given to another.")
def reused(dossier: Dossier) -> Iterator[Problem]:
    """Find findings whose id is retired."""
    for id, finding in dossier.findings.items():
        if id in dossier.tombstones:
            message = f"the id “{id}” is retired, and readers may have cited what stood there"
            yield Problem(Path(finding.page.path), finding.record.at[""], "reused", message, "give the finding an id of its own")


@rule("moved-page", "A page that has moved or was removed leads to one that is there, and no page has its name.")
def moved_page(dossier: Dossier) -> Iterator[Problem]:
    """Find pages that are said to have moved or to be gone and lead nowhere, or stand there all the same."""
    place, ledger = dossier.source.ledger_place, dossier.source.ledger
    gone = [(page.old, page.to, "moved", index, "to") for index, page in enumerate(ledger.moved)]
    gone += [(page.page, page.see, "removed", index, "see") for index, page in enumerate(ledger.removed)]
    for page, named, part, index, field in gone:
        if dossier.moves.get(named, named) not in dossier.pages:
            message = f"“{page}” leads to the page “{named}”, which is not there"
            yield Problem(place.path, place.line(part, index, field), "moved-page", message, "name one that is")
        if page in dossier.pages:
            message = f"“{page}” is said to have {'moved' if part == 'moved' else 'been removed'}, and a page has this name"
            cure = "give the page another name, or take this out"
            yield Problem(place.path, place.line(part, index), "moved-page", message, cure)


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
