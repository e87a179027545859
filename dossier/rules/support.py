"""Rules on what claims rest on: the same wherever a number stands, and kept from release to release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier, findings_stating, support_of
from dossier.model.problem import Problem
from dossier.rules.registry import rule

_FIELDS = {"passages": ("from", "passage"), "evidence": ("evidence", "evidence"), "corrects": ("corrects", "correction")}


@rule("figure-support", "A figure has the same support as each finding that states it.")
def figure_support(dossier: Dossier) -> Iterator[Problem]:
    """Find figures that are called corroborated where a finding on them is not, or the other way round."""
    figures = ((passage, figure) for passage in dossier.source.passages.values() for figure in passage.figures)
    for passage, figure in figures:
        support = support_of(dossier, figure)
        for finding in findings_stating(dossier, passage, figure):
            if finding.support.id != support.id:
                place = dossier.source.places[passage.id]
                line = place.line("figures", passage.figures.index(figure), "id")
                message = f"{figure.id} is “{support.label}”, and “{finding.id}”, which states it, is “{finding.support.label}”"
                cure = "name the evidence in both places, or in neither; a finding of which half is supported is two findings"
                yield Problem(place.path, line, "figure-support", message, cure)


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
