"""Rules on entries: each has a unique name, a place among the others, and content about it."""

from collections.abc import Iterator

from dossier.graph import Dossier, Key
from dossier.model.kinds import KINDS, linked_ids, own_names, wholes_of
from dossier.model.page import Page
from dossier.rules.registry import Found, rule
from dossier.rules.walk import findings, roles


@rule("stray-finding", "A finding is on the page of an entry, or on a page that names a section of the report.")
def _stray_finding(dossier: Dossier) -> Found:
    cure = "move it to the page of the entry that it concerns, or name the section under “sections” in the front matter"
    for page, finding in findings(dossier):
        if not page.kind and not getattr(page.meta, "sections", ()):
            message = f"“{finding.id}” is on a page that belongs to no section of the report"
            yield page.path, finding.at[""], message, cure


@rule("alias-collision", "No alias of an entry is the name of another entry of its kind.")
def _alias_collision(dossier: Dossier) -> Found:
    names: dict[tuple[str, str], Page] = {}
    for (kind, _), page in dossier.entries.items():
        for name in own_names(page):
            names.setdefault((kind, name.casefold()), page)
    for (kind, _), page in dossier.entries.items():
        seen: set[str] = set()
        for alias in page.meta.aliases:
            other = names.get((kind, alias.casefold()))
            if (other is not None and other is not page) or alias.casefold() in seen:
                message = f"“{alias}” is also the name of {other.docname}" if other else f"“{alias}” appears twice"
                yield page.path, page.front_line("aliases"), message, "remove it from the aliases"
            seen.add(alias.casefold())


@rule("part-of-itself", "No entry is part of itself, directly or indirectly.")
def _part_of_itself(dossier: Dossier) -> Found:
    wholes = {key: wholes_of(page) for key, page in dossier.entries.items()}
    above = {key: (kind, ids[0]) for key, (kind, ids) in wholes.items() if ids}
    for key, page in dossier.entries.items():
        path = [key]
        while (up := above.get(path[-1])) and up not in path:
            path.append(up)
        if up and up == key:
            message = f"{page.id} is part of itself: {' in '.join(id for _, id in (*path, key))}"
            yield page.path, page.front_line(KINDS[page.kind].part_of), message, "name the larger of the two"


@rule("unsourced-entry", "Every entry has a source: a finding, a provision, or evidence in its front matter.")
def _unsourced_entry(dossier: Dossier) -> Found:
    for key, page in dossier.entries.items():
        if page.is_valid and not (page.statements or dossier.findings_about[key] or page.meta.evidence):
            message = "this page has no finding, provision or evidence"
            cure = "name its sources in “evidence”, or state its content in a finding or provision"
            yield page.path, page.front_line("summary"), message, cure


@rule("orphan-entry", "Every entry is referred to by a finding, a passage or another page.")
def _orphan_entry(dossier: Dossier) -> Found:
    named = set(_named(dossier))
    for key, page in dossier.entries.items():
        borne = dossier.findings_about[key] or dossier.passages_tied_to[page.docname] or linked_ids(page)
        if key not in named and not borne:
            cure = f"name it where it belongs, with {{{key[0]}}}`{page.id}`, or remove the page"
            yield page.path, 1, f"no finding concerns {page.id}, and no other page names it", cure


def _named(dossier: Dossier) -> Iterator[Key]:
    """Yield the entries that pages name, other than themselves."""
    for page, role in roles(dossier):
        if (role.role, role.target) != (page.kind, page.id):
            yield role.role, role.target
    for page in dossier.pages.values():
        for kind, ids in linked_ids(page).values():
            yield from ((kind, id) for id in ids)
