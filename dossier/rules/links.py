"""Rules on links between pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import KINDS, linked_ids
from dossier.model.page import Mention
from dossier.model.problem import Problem
from dossier.rules.markup import all_mentions
from dossier.rules.registry import rule

_RESOLUTION = re.compile(r"\bresolutions?\s+(\d{3,4})\b|\bS/RES/(\d{3,4})\b", re.IGNORECASE)


@rule("unknown-target", "A role points to something that is there.")
def unknown_target(dossier: Dossier) -> Iterator[Problem]:
    """Find roles that point to no entry, finding or passage, and front matter that names no entry."""
    for page in dossier.pages.values():
        for mention in all_mentions(page):
            if _is_missing(dossier, mention):
                message = f"there is no {mention.role} “{mention.target}”"
                yield Problem(Path(page.path), mention.line, "unknown-target", message, _cure(dossier, mention.role))
        for field, (kind, ids) in linked_ids(page).items():
            for id in ids:
                if (kind, id) not in dossier.entries:
                    message = f"{field}: there is no {kind} “{id}”"
                    line = page.front_line(field, id)
                    yield Problem(Path(page.path), line, "unknown-target", message, _cure(dossier, kind))


def _is_missing(dossier: Dossier, mention: Mention) -> bool:
    if mention.role in KINDS:
        return (mention.role, mention.target) not in dossier.entries
    if mention.role == "finding":
        return mention.target not in dossier.findings
    return mention.role == "passage" and mention.target not in dossier.source.passages


def _cure(dossier: Dossier, role: str) -> str:
    if role in KINDS:
        known = sorted(id for kind, id in dossier.entries if kind == role)
        return f"use one of {', '.join(known)}" if len(known) < 40 else f"use a file name in {KINDS[role].folder}/"
    return f"use the id of a {role}"


@rule("bare-resolution", "A resolution named in a text is a cross-reference where it has a page.")
def bare_resolution(dossier: Dossier) -> Iterator[Problem]:
    """Find numbers of resolutions in running text."""
    for page in dossier.pages.values():
        texts = [(statement.text, statement.line) for statement in (*page.findings, *page.provisions)]
        texts += [(block.text, block.line) for block in page.blocks if block.kind == "inline" and block.text != page.title]
        for text, first in texts:
            if "RES" not in text and "resolution" not in text.casefold():
                continue
            for match in _RESOLUTION.finditer(re.sub(r"`[^`]*`", lambda m: " " * len(m[0]), text)):
                number = match[1] or match[2]
                if ("resolution", number) in dossier.entries and page.id != number:
                    line = first + text.count("\n", 0, match.start())
                    message = f"resolution {number} is named without a link"
                    cure = f"write {{resolution}}`{number}`"
                    yield Problem(Path(page.path), line, "bare-resolution", message, cure)
