"""A rule on what claims rest on, from release to release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.rules.registry import rule

_FIELDS = {"passages": ("from", "passage"), "evidence": ("evidence", "evidence"), "corrects": ("corrects", "correction")}


@rule("lost-support", "A finding keeps what it rested on at the last release; what it loses, it loses for a reason.")
def lost_support(dossier: Dossier) -> Iterator[Problem]:
    """Find findings that no longer name a passage, a reference or a correction that they named at the last release."""
    for snapshot in dossier.source.releases[-1].findings if dossier.source.releases else ():
        finding = dossier.findings.get(snapshot.id)
        if finding is None:
            continue
        for field, (option, noun) in _FIELDS.items():
            for value in getattr(snapshot, field):
                if value not in getattr(finding.record, field):
                    line = finding.record.at.get(option, finding.record.at[""])
                    message = f"“{snapshot.id}” was released with the {noun} {value}, and no longer names it"
                    cure = f"add it to “:{option}:” again, or give the reason in exceptions.yaml"
                    yield Problem(Path(finding.page.path), line, "lost-support", message, cure)
