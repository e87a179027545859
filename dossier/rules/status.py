"""Rules on how sure the register is: each word for it has what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.model.source import Passage
from dossier.rules.registry import rule
from dossier.rules.sources import texts_of


@rule(
    "status", "What is called corroborated, consistent or contradicted has evidence, and what is called unverified has a reason."
)
def status(dossier: Dossier) -> Iterator[Problem]:
    """Find passages and figures whose status does not fit their evidence."""
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        if wrong := _misjudged(dossier, passage):
            message = f"{id} is called {passage.status}, and {wrong}"
            yield Problem(place.path, place.line("status"), "status", message, "correct the status, or add what it needs")
        for index, figure in enumerate(passage.figures):
            if figure.status != "unverified" and not figure.evidence:
                message = f"{figure.id} is called {figure.status}, and names no evidence"
                line = place.line("figures", index, "status")
                yield Problem(place.path, line, "status", message, "correct the status, or name the evidence")


def _misjudged(dossier: Dossier, passage: Passage) -> str:
    """What is at odds with the status of a passage, or nothing."""
    findings = dossier.findings_from(passage.id)
    used = any(finding.record.evidence for finding in findings)
    alone = [finding for finding in findings if finding.record.passages == (passage.id,)]
    if passage.status == "corroborated" and findings and not used:
        return "no finding on it names evidence"
    if passage.status == "unverified" and any(finding.record.evidence for finding in alone):
        return "a finding on it names evidence"
    if passage.status == "contradicted" and not passage.corrections:
        return "it has no correction"
    if passage.status.startswith("partly") and not (passage.evidence or passage.references):
        return "it has no evidence"
    return ""


@rule("tie", "A resolution is tied to a passage as named exactly where the passage has its number.")
def tie(dossier: Dossier) -> Iterator[Problem]:
    """Find ties called named where the texts of the passage do not have the number, and the other way round."""
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        for index, tie in enumerate(passage.resolutions):
            said = passage.paraphrase if tie.tie != "named" else " ".join(texts_of(passage))
            has = re.search(rf"\b{re.escape(tie.resolution)}\b", said) is not None
            if has != (tie.tie == "named"):
                message = f"{id} {'has' if has else 'does not have'} the number {tie.resolution}, and is tied to it as {tie.tie}"
                yield Problem(place.path, place.line("resolutions", index, "tie"), "tie", message, "correct the tie")


@rule("listing", "The numbers, dates and names of people in the card of an actor are stated by the evidence of the page.")
def listing(dossier: Dossier) -> Iterator[Problem]:
    """Find references, dates and heads in cards that no evidence of the page states."""
    for page in dossier.entries.values():
        keys = [*getattr(page.meta, "evidence", ()), *(key for each in page.provisions for key in each.evidence)]
        said = " ".join(f"{item.label} {item.annotation}" for item in dossier.source.known(keys))
        for field, part in _checked(page):
            if not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said):
                message = f"“{part}” is stated by none of the evidence of the page"
                cure = "check it, and let the annotation in the bibliography say so"
                yield Problem(Path(page.path), page.front_line(field), "listing", message, cure)


_NUMBER, _NAME = r"[A-Za-z]+\.\d+|\d+", r"[^\W\d_][\w'’-]*"


def _checked(page: Page) -> Iterator[tuple[str, str]]:
    """What the card of an actor needs evidence for, each part with its field."""
    for field in ("head", "founded", "mandate", "listing"):
        for part in re.findall(_NUMBER, getattr(page.meta, field, "")):
            yield field, part
    for part in re.findall(_NAME, getattr(page.meta, "head", "")):
        if part[0].isupper():
            yield "head", part
