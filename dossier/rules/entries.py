"""Rules on entries: each has a name of its own, a place among the others, and something that bears on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier, Key
from dossier.kinds import KINDS, linked_ids, own_names, wholes_of
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.rules.markup import all_mentions
from dossier.rules.registry import rule


@rule("empty-summary", "Every entry has a summary.")
def empty_summary(dossier: Dossier) -> Iterator[Problem]:
    """Find entries whose summary says nothing."""
    for page in dossier.entries.values():
        if page.meta is not None and not page.meta.summary.strip():
            message = "the summary is empty"
            cure = "say in two or three plain sentences what a reader in a hurry needs"
            yield Problem(Path(page.path), page.front_line("summary"), "empty-summary", message, cure)


@rule("alias-collision", "No entry is also called what another of its kind is called in the first place.")
def alias_collision(dossier: Dossier) -> Iterator[Problem]:
    """Find aliases that are the title, name or acronym of another entry of the kind, or that stand twice."""
    names: dict[tuple[str, str], Page] = {}
    for (kind, _), page in dossier.entries.items():
        for name in own_names(page):
            names.setdefault((kind, name.casefold()), page)
    for (kind, _), page in dossier.entries.items():
        seen: set[str] = set()
        for alias in page.meta.aliases if page.meta is not None else ():
            other = names.get((kind, alias.casefold()))
            if (other is not None and other is not page) or alias.casefold() in seen:
                message = f"“{alias}” is also the name of {other.docname}" if other else f"“{alias}” stands here twice"
                line = page.front_line("aliases")
                yield Problem(Path(page.path), line, "alias-collision", message, "remove it from the aliases")
            seen.add(alias.casefold())


@rule("part-of-itself", "What an entry is part of is never, at any remove, part of it.")
def part_of_itself(dossier: Dossier) -> Iterator[Problem]:
    """Find entries that are part of themselves."""
    wholes = {key: wholes_of(page) for key, page in dossier.entries.items()}
    above = {key: (kind, ids[0]) for key, (kind, ids) in wholes.items() if ids}
    for key, page in dossier.entries.items():
        path = [key]
        while (up := above.get(path[-1])) and up not in path:
            path.append(up)
        if up and up == key:
            message = f"{page.id} is part of itself: {' in '.join(id for _, id in (*path, key))}"
            yield Problem(
                Path(page.path),
                page.front_line(KINDS[page.kind].part_of),
                "part-of-itself",
                message,
                "name the larger one of the two",
            )


@rule("unsourced-entry", "Every entry rests on a source: a finding, a provision, or evidence in its front matter.")
def unsourced_entry(dossier: Dossier) -> Iterator[Problem]:
    """Find entries that nothing supports."""
    for key, page in dossier.entries.items():
        if page.meta is not None and not (page.statements or dossier.findings_on(*key) or page.meta.evidence):
            message = "this page has neither a finding nor a provision nor evidence"
            cure = "name what it rests on in “evidence”, or state it in a finding or provision"
            yield Problem(Path(page.path), page.front_line("summary"), "unsourced-entry", message, cure)


@rule("orphan-entry", "Every entry is named by something: a finding, a passage, another page.")
def orphan_entry(dossier: Dossier) -> Iterator[Problem]:
    """Find entries that nothing bears on and no page names."""
    named = set(_named(dossier))
    for key, page in dossier.entries.items():
        if key not in named and not dossier.findings_on(*key) and not dossier.passages_tied_to(page) and not _links(page):
            message = f"no finding bears on {page.id}, and no other page names it"
            cure = f"name it where it belongs, with {{{key[0]}}}`{page.id}`, or remove the page"
            yield Problem(Path(page.path), 1, "orphan-entry", message, cure)


def _links(page: Page) -> bool:
    """Whether the front matter places the entry beside others."""
    return bool(linked_ids(page))


def _named(dossier: Dossier) -> Iterator[Key]:
    for page in dossier.pages.values():
        for mention in all_mentions(page):
            if (mention.role, mention.target) != (page.kind, page.id):
                yield mention.role, mention.target
        for kind, ids in linked_ids(page).values():
            yield from ((kind, id) for id in ids)


@rule("unprinted-section", "Every section of the register is printed by one page.")
def unprinted_section(dossier: Dossier) -> Iterator[Problem]:
    """Find sections that no page prints, or that two do."""
    printed: dict[str, str] = {}
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.name == "passages" and block.argument in printed:
                message = f"section {block.argument} is printed also at {printed[block.argument]}"
                yield Problem(Path(page.path), block.line, "unprinted-section", message, "keep one of the two")
            elif block.name == "passages":
                printed[block.argument] = f"{page.path}:{block.line}"
                title = dossier.source.sections.get(block.argument, "")
                if title and page.title.rpartition(": ")[2].casefold() not in title.casefold():
                    message = f"the section is called “{title}”, and the title of this page does not end so"
                    yield Problem(Path(page.path), page.headings[0].line, "unprinted-section", message, "correct one of the two")
                if block.argument not in dossier.source.sections:
                    message = f"the report has no section {block.argument}"
                    cure = f"use one of {', '.join(dossier.source.sections)}"
                    yield Problem(Path(page.path), block.line, "unprinted-section", message, cure)
    place = dossier.source.report_place
    for index, code in enumerate(dossier.source.sections):
        if code not in printed:
            message = f"no page prints the passages of section {code}"
            cure = f"add a page with “:::{{passages}} {code}”"
            yield Problem(place.path, place.line("sections", index), "unprinted-section", message, cure)
