"""Rules on links between pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import KINDS, linked_ids
from dossier.model.page import Mention
from dossier.model.problem import Problem
from dossier.parser.yaml import did_you_mean
from dossier.rules.markup import all_mentions
from dossier.rules.registry import rule


@rule("unknown-target", "A role points to something that is there.")
def unknown_target(dossier: Dossier) -> Iterator[Problem]:
    """Find roles that point to no entry, finding, passage or estimate, and front matter that names no entry."""
    for page in dossier.pages.values():
        for mention in all_mentions(page):
            if _is_missing(dossier, mention):
                message = f"there is no {mention.role} “{mention.target}”"
                yield Problem(
                    Path(page.path), mention.line, "unknown-target", message, _cure(dossier, mention.role, mention.target)
                )
        for field, (kind, ids) in linked_ids(page).items():
            for id in ids:
                if (kind, id) not in dossier.entries:
                    message = f"{field}: there is no {kind} “{id}”"
                    line = page.front_line(field, id)
                    yield Problem(Path(page.path), line, "unknown-target", message, _cure(dossier, kind, id))


def _is_missing(dossier: Dossier, mention: Mention) -> bool:
    if mention.role in KINDS:
        return (mention.role, mention.target) not in dossier.entries
    if mention.role == "finding":
        return mention.target not in dossier.findings
    if mention.role == "estimate":
        return mention.target not in dossier.estimates
    return mention.role == "passage" and mention.target not in dossier.source.passages


def _cure(dossier: Dossier, role: str, target: str) -> str:
    others: dict[str, Iterable[str]] = {
        "finding": dossier.findings,
        "estimate": dossier.estimates,
        "passage": dossier.source.passages,
    }
    known = others.get(role) or [id for kind, id in dossier.entries if kind == role]
    id = f"the id of {'an' if role[0] in 'aeiou' else 'a'} {role}"
    return did_you_mean(target, known, f"use {id}: the name of a file in {KINDS[role].folder}/" if role in KINDS else f"use {id}")
