"""Rules on the ledger: published addresses remain valid."""

from dossier.graph import Dossier
from dossier.parser.source import RELEASES
from dossier.rules.registry import Found, rule


@rule("vanished", "A published finding still exists, or has a retired notice that says why not and where to go.")
def _vanished(dossier: Dossier) -> Found:
    place = dossier.source.files["ledger"]
    cure = f"restore it, or add it to “retired” in {place.path}, with the reason and where to go"
    for index, id in enumerate(dossier.source.ledger.published):
        if id not in dossier.findings and id not in dossier.retired_notices:
            path, line, where = _where(dossier, id) or (place.path, place.line("published", index), "")
            yield path, line, f"“{id}” was published{where}, but no finding has this id any more", cure


def _where(dossier: Dossier, id: str) -> tuple[str, int, str] | None:
    """Return the place of a finding at the last release, if the page still exists: at a new finding there, if there is one."""
    released = last.findings if (last := dossier.source.last_release) else ()
    docname = next((known.page for known in released if known.id == id), "")
    page = dossier.pages.get(docname)
    if page is None:
        return None
    new = next((finding for finding in page.findings if finding.id not in dossier.source.ledger.published), None)
    return page.path, new.at[""] if new else 1, f" here{f', where “{new.id}” is new' if new else ''}"


@rule("vanished-page", "A published page stands, or the ledger says where it has moved or why it was removed.")
def _vanished_page(dossier: Dossier) -> Found:
    place, ledger = dossier.source.files["ledger"], dossier.source.ledger
    known = {*dossier.pages, *dossier.moves, *(page.page for page in ledger.removed)}
    for index, page in enumerate(ledger.pages):
        if page not in known:
            cure = f"restore it, or add here under “moved” from: {page}, to, why; or under “removed” page: {page}, why, see"
            yield place.path, place.line("pages", index), f"the page “{page}” was published, but no longer exists", cure


@rule("ledger", "The ledger lists every finding and page of every release, without duplicates, and no other finding.")
def _ledger(dossier: Dossier) -> Found:
    place, ledger = dossier.source.files["ledger"], dossier.source.ledger
    released = {kept.id for release in dossier.source.releases for kept in release.findings}
    for index, id in enumerate(ledger.published):
        if id in ledger.published[:index]:
            yield place.path, place.line("published", index), f"“{id}” appears twice", "remove one of the two"
        elif released and id not in released:
            cure = f"restore the missing file in {place.path.parent / RELEASES}"
            yield place.path, place.line("published", index), f"“{id}” was published, but is in no release", cure
    findings, pages = {*ledger.published, *dossier.retired_notices}, {*ledger.pages}
    for release in dossier.source.releases:
        entries = [(kept.id, f"“{kept.id}”", "published", findings) for kept in release.findings]
        entries += [(each.id, f"the page “{each.id}”", "pages", pages) for each in release.statements if each.kind == "page"]
        for id, shown, field, known in entries:
            if id not in known:
                known.add(id)
                message = f"{shown} was part of release {release.version}, but is not in the ledger"
                yield place.path, place.line(field), message, f"add it to “{field}” again"


@rule("reused", "The id of a retired finding is never reused.")
def _reused(dossier: Dossier) -> Found:
    for id in dossier.findings.keys() & dossier.retired_notices.keys():
        finding = dossier.findings[id]
        message = f"the id “{id}” is retired, and readers may have cited the old finding"
        yield finding.page.path, finding.record.at[""], message, "give the finding an id of its own"


@rule("moved-page", "A moved or removed page leads to an existing page, and its name is not reused.")
def _moved_page(dossier: Dossier) -> Found:
    place, ledger = dossier.source.files["ledger"], dossier.source.ledger
    gone = [(each.old, each.to, "moved", index, "to") for index, each in enumerate(ledger.moved)]
    gone += [(each.page, each.see, "removed", index, "see") for index, each in enumerate(ledger.removed)]
    seen = set[str]()
    for page, named, part, index, field in gone:
        if page in seen:
            message = f"“{page}” is listed twice as moved or removed"
            yield place.path, place.line(part, index), message, "keep one of the two"
        seen.add(page)
        if dossier.moves.get(named, named) not in dossier.pages:
            message = f"“{page}” leads to the page “{named}”, which does not exist"
            yield place.path, place.line(part, index, field), message, "name an existing page"
        if page in dossier.pages:
            message = f"“{page}” is listed as {part}, but there is a page with this name"
            yield place.path, place.line(part, index), message, "give the page another name, or remove this"


@rule("retired-notice", "A retired notice leads to an existing finding or page.")
def _retired_notice(dossier: Dossier) -> Found:
    place = dossier.source.files["ledger"]
    for index, notice in enumerate(dossier.source.ledger.retired):
        for noun, named, known in (("finding", notice.finding, dossier.findings), ("page", notice.page, dossier.pages)):
            if named is not None and named not in known:
                message = f"“{notice.id}” leads to the {noun} “{named}”, which does not exist"
                yield place.path, place.line("retired", index, noun), message, f"name an existing {noun}"
