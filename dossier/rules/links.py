"""Rules on addresses: every page is reachable, every link has a target, ids are unique, and what was published remains."""

import fnmatch
import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from docutils.nodes import make_id
from mdit_py_plugins.anchors.index import slugify

from dossier.graph import Dossier, Index
from dossier.model.kinds import KINDS, linked_ids
from dossier.model.page import Block, Page
from dossier.model.problem import did_you_mean, nearest
from dossier.parser.directives import RESERVED_IDS, registered, terms
from dossier.parser.markup import split_title
from dossier.parser.source import RELEASES
from dossier.rules.registry import Found, page_rule, rule
from dossier.rules.walk import directives, findings, has_file, marks, roles

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ID = re.compile(r'\bid="([\w-]+)"')
_CORRECT = "correct the name, or add what it names"
_DOCNAME = "use the path of a page relative to this one, without .md"


@page_rule("unknown-target", "The target of a role exists.")
def _unknown_target(dossier: Dossier) -> Found:
    targets = _targets(dossier)
    for page, role in roles(dossier):
        if role.role in targets and role.target not in targets[role.role]:
            cure = _right_id(dossier, role.role, role.target, targets[role.role])
            yield page.path, role.line, f"there is no {role.role} “{role.target}”", cure
    for page in dossier.checked.values():
        for field, (kind, ids) in linked_ids(page).items():
            for id in (id for id in ids if id not in targets.get(kind, ())):
                cure = _right_id(dossier, kind, id, targets.get(kind, ()))
                yield page.path, page.front_line(field, id), f"{field}: there is no {kind} “{id}”", cure


def _targets(dossier: Dossier) -> dict[str, Collection[str]]:
    """Return the ids that a role may name, by role."""
    of_kinds = Index(dossier.entries)
    targets: dict[str, Collection[str]] = {kind: dict.fromkeys(of_kinds[kind]) for kind in KINDS}
    return targets | {"finding": dossier.findings, "estimate": dossier.estimates, "passage": dossier.source.passages}


def _right_id(dossier: Dossier, role: str, target: str, known: Collection[str]) -> str:
    if role in KINDS and (moved := dossier.moves.get(f"{KINDS[role].folder}/{target}")):
        return f"its page has moved: use “{posixpath.basename(moved)}”"
    id = f"the id of {'an' if role[0] in 'aeiou' else 'a'} {role}"
    return did_you_mean(target, known, f"use {id}: the name of a file in {KINDS[role].folder}/" if role in KINDS else f"use {id}")


@rule("lost-page", "Every page is in exactly one table of contents, and tables of contents name existing pages.")
def _lost_page(dossier: Dossier) -> Found:
    root = "index" if "index" in dossier.pages else next(iter(dossier.pages), "")
    listed = {root: ""}
    for page, block in directives(dossier, "toctree"):
        for name, line in _entries(block):
            docname = _resolved(page, name)
            found = [docname] if docname in dossier.pages else fnmatch.filter(dossier.pages.keys() - {page.docname}, docname)
            if docname in listed:
                yield page.path, line, f"“{name}” is already in a table of contents{listed[docname]}", "keep one of the two"
            listed.update(dict.fromkeys(found, f" at {page.path}:{line}"))
            if not found:
                message = f"the table of contents names “{name}”, but there is no such page"
                yield page.path, line, message, _page_meant(dossier, page, name, _DOCNAME)
    for docname in dossier.pages.keys() - listed.keys():
        cure = f"add it to the {{toctree}} of {dossier.pages[_index_above(dossier, docname) or root].path}"
        if (folder := posixpath.dirname(docname)) and f"{folder}/index" not in dossier.pages:
            cure += f", or to one in {folder}/index.md, which you can create"
        yield dossier.pages[docname].path, 1, "no table of contents contains this page", cure


def _index_above(dossier: Dossier, docname: str) -> str | None:
    """Return the nearest index page above a page; for an index, that of a parent folder."""
    indexes = (str(folder / "index") for folder in PurePosixPath(docname).parents)
    return next((index for index in indexes if index != docname and index in dossier.pages), None)


def _entries(block: Block) -> Iterator[tuple[str, int]]:
    """Yield the pages named in a table of contents, with their lines."""
    for line, row in enumerate(block.text.split("\n"), block.line + 1):
        entry = row.strip()
        if entry and not entry.startswith(":") and "://" not in entry and entry != "self":
            yield split_title(entry)[0], line


def _resolved(page: Page, name: str) -> str:
    """Return the docname for a page name as written on another page: relative to its folder, or to the root after a slash."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(page.docname), name)).removeprefix("/").removesuffix(".md")


def _page_meant(dossier: Dossier, page: Page, name: str, otherwise: str) -> str:
    """Return what to do about an unknown page name: ask whether a similar one was meant, by its path from the page."""
    id = nearest(posixpath.basename(name), {other.id for other in dossier.pages.values()})
    alike = [docname for docname, other in dossier.pages.items() if other.id == id and other is not page]
    near = nearest(_resolved(page, name), alike) or "".join(alike[:1])
    return f"did you mean “{posixpath.relpath(near, posixpath.dirname(page.docname) or '.')}”?" if near else otherwise


@rule("dead-link", "The target of a link within the site exists: a page, a heading or a term.")
def _dead_link(dossier: Dossier) -> Found:
    anchors = {anchor for page in dossier.pages.values() for anchor, _ in page.anchors}
    for page, role in roles(dossier):
        target = role.target
        if role.role == "doc" and _resolved(page, f"{target}.md") not in dossier.pages:  # Sphinx adds a suffix to any name
            cure = _DOCNAME if target.endswith(".md") else _page_meant(dossier, page, target, _CORRECT)
            yield page.path, role.line, f"there is no page “{target}”", cure
        elif role.role == "term" and target.lower() not in dossier.terms:
            cure = did_you_mean(target, dossier.terms, _CORRECT)
            yield page.path, role.line, f"there is no term in the glossary “{target}”", cure
        elif role.role == "ref" and target not in anchors and not _is_object(dossier, target):
            yield page.path, role.line, f"there is no anchor “{target}”", did_you_mean(target, anchors, _CORRECT)
    for page, block in directives(dossier):
        for name, value, line in block.options if ("link-type", "doc") in (each[:2] for each in block.options) else ():
            if name == "link" and _resolved(page, f"{value}.md") not in dossier.pages:
                yield page.path, line, f"there is no page “{value}”", _page_meant(dossier, page, value, _DOCNAME)
    for page, mark in marks(dossier, "link"):
        if not _OUTSIDE.match(mark.target) and not _arrives(dossier, page, mark.target):
            cure = "use the path of a page with .md, and an anchor that it has"
            yield page.path, mark.line, f"the link “{mark.target}” leads nowhere", cure


def _is_object(dossier: Dossier, target: str) -> bool:
    kind, _, id = target.partition("-")
    return (kind == "finding" and id in dossier.findings) or (kind, id) in dossier.entries or target in ("genindex", "search")


def _arrives(dossier: Dossier, page: Page, address: str) -> bool:
    path, _, anchor = address.partition("#")
    target = dossier.pages.get(_resolved(page, path)) if path else page
    if target is None:
        return ".." not in path and has_file(page, path)
    return not anchor or anchor in _anchors(target)


def _anchors(page: Page) -> set[str]:
    """Return the anchors on a page: explicit ones, those of findings, and those derived from headings."""
    slugs = {form for heading in page.headings for form in (make_id(heading.text), slugify(heading.text))}
    return slugs | {finding.id for finding in page.findings} | {anchor for anchor, _ in page.anchors}


@rule("duplicate-id", "Ids are unique: of passages, figures, events; of findings, also retired ones, anchors and the theme.")
def _duplicate_id(dossier: Dossier) -> Found:
    found = [(page, finding.id, finding.at[""], "finding") for page, finding in findings(dossier)]
    found += [(page, anchor, line, "anchor") for page in dossier.pages.values() for anchor, line in page.anchors]
    taken = dict.fromkeys(_reserved_ids(), "in the theme")
    taken |= dict.fromkeys(dossier.retired_notices, "that of a retired finding, which readers may have cited")
    for page, id, line, noun in found:
        if id in taken:
            yield page.path, line, f"{noun} “{id}” is also {taken[id]}", "give it an id of its own"
        taken.setdefault(id, f"at {page.path}:{line}")


def _reserved_ids() -> frozenset[str]:
    """Return the ids that templates, blocks of entries and the extension itself put on pages."""
    return RESERVED_IDS.union(registered("entry_block"), *_ids_in_templates())


@cache
def _ids_in_templates() -> list[list[str]]:
    return [_ID.findall(path.read_text(encoding="utf-8")) for path in Path(__file__).parents[1].glob("theme/**/*.html")]


@rule("heading-anchor", "The anchor of a heading does not clash with other headings or with the theme.")
def _heading_anchor(dossier: Dossier) -> Found:
    cure, reserved = "set one on the line above, such as “(a-stable-name)=”", _reserved_ids()
    for page in dossier.pages.values():
        taken = {finding.id for finding in page.findings}
        for heading in page.headings:
            anchor = heading.anchor or make_id(heading.text)
            if not anchor or (not heading.anchor and (anchor in taken or anchor in reserved)):
                why = "is already used on this page" if anchor else "cannot be derived from its text"
                yield page.path, heading.line, f"the anchor of the heading “{heading.text}” {why}", cure
            taken.add(anchor)


@rule("term-address", "Every glossary term has a unique anchor, derived from its letters.")
def _term_address(dossier: Dossier) -> Found:
    taken = {""}
    for page, block in directives(dossier, "glossary"):
        for name in (name for term in terms(block.text) for name in term.names):
            if (slug := make_id(name)) in taken:
                message = f"the anchor of the term “{name}” {'is that of another' if slug else 'cannot be derived from it'}"
                line = block.line + f"\n{block.text}\n".rpartition(f"\n{name}\n")[0].count("\n") + 1
                yield page.path, line, message, f"add a word in Latin letters to it{', or keep one of the two' * bool(slug)}"
            taken.add(slug)


@rule("vanished", "A published finding still exists, or has a retired notice that says why not and where to go.")
def _vanished(dossier: Dossier) -> Found:
    place = dossier.source.files["ledger"]
    cure = f"restore it, or add it to “retired” in {place.path}, with the reason and where to go"
    ids = Counter(finding.id for _page, finding in findings(dossier))
    for index, id in enumerate(dossier.source.ledger.published):
        if id not in dossier.findings and id not in dossier.retired_notices:
            path, line, where = _where(dossier, id) or (place.path, place.line("published", index), "")
            if any(page.path == path and ids[found.id] > 1 for page, found in findings(dossier)):
                continue  # another rule reports the id that it may have got
            yield path, line, f"“{id}” was published{where}, but no finding has this id any more", cure


def _where(dossier: Dossier, id: str) -> tuple[Path, int, str] | None:
    """Return the place of a finding at the last release, if the page still exists: at a new finding there, if there is one."""
    released = last.findings if (last := dossier.source.last_release) else ()
    page = dossier.pages.get(next((known.page for known in released if known.id == id), ""))
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
    cure = f"restore the missing files in {place.path.parent / RELEASES}"
    if ledger.pages and not dossier.source.releases:
        yield place.path, place.line("pages"), "the ledger lists what was published, but there is no release", cure
    released = {kept.id for release in dossier.source.releases for kept in release.findings}
    for index, id in enumerate(ledger.published):
        if id in ledger.published[:index]:
            yield place.path, place.line("published", index), f"“{id}” appears twice", "remove one of the two"
        elif released and id not in released:
            yield place.path, place.line("published", index), f"“{id}” was published, but is in no release", cure
    findings, pages = {*ledger.published, *dossier.retired_notices}, {*ledger.pages}
    versions = {release.version for release in dossier.source.releases}
    for index, change in enumerate(ledger.changed):
        for field, named, known in (("finding", change.finding, findings), ("since", change.since, versions)):
            if named not in known:
                of = f"the reason for a change of “{change.finding}” since “{change.since}”"
                message = f"{of} names “{named}”, which was not released"
                yield place.path, place.line("changed", index, field), message, "correct it"
    for release in dossier.source.releases:
        entries = [(kept.id, f"“{kept.id}”", "published", findings) for kept in release.findings]
        entries += [(each.id, f"the page “{each.id}”", "pages", pages) for each in release.statements if each.kind == "page"]
        for id, shown, field, known in entries:
            if id not in known:
                known.add(id)
                message = f"{shown} was part of release {release.version}, but is not in the ledger"
                yield place.path, place.line(field), message, f"add it to “{field}” again"


@rule("moved-page", "A moved or removed page leads to an existing page, and its name is not reused.")
def _moved_page(dossier: Dossier) -> Found:
    place, ledger = dossier.source.files["ledger"], dossier.source.ledger
    gone = [(each.old, each.to, "moved", index, "to") for index, each in enumerate(ledger.moved)]
    gone += [(each.page, each.see, "removed", index, "see") for index, each in enumerate(ledger.removed)]
    seen = set[str]()
    for page, named, part, index, field in gone:
        if page in seen:
            yield place.path, place.line(part, index), f"“{page}” is listed twice as moved or removed", "keep one of the two"
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
