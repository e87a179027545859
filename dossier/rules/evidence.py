"""Rules on evidence: what a claim is said to rest on must carry it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.page import Page, Statement
from dossier.model.problem import Problem
from dossier.parser.markup import is_citation, keys_of
from dossier.parser.yaml import did_you_mean
from dossier.rules.registry import rule


@rule("unknown-reference", "Everything cited is in the bibliography.")
def unknown_reference(dossier: Dossier) -> Iterator[Problem]:
    """Find keys that the bibliography does not have, in pages and in data."""
    known = dossier.source.references

    def cure(key: str) -> str:
        return did_you_mean(key, known, "use a key of the bibliography, or add an entry there")

    for page in dossier.pages.values():
        for key, line in _keys(page):
            if key not in known:
                message = f"“{key}” is not in the bibliography"
                yield Problem(Path(page.path), line, "unknown-reference", message, cure(key))
    report = dossier.source.report
    for field, key in (("reference", report.reference), ("digest", report.digest or report.reference)):
        if key not in known:
            place = dossier.source.report_place
            yield Problem(place.path, place.line(field), "unknown-reference", f"“{key}” is not in the bibliography", cure(key))
    cited = [(passage.id, key) for passage in dossier.source.passages.values() for key in passage.references]
    cited += [(event.id, key) for event in dossier.source.events for key in event.evidence]
    for key in dossier.source.series.references if dossier.source.series else ():
        if key not in known:
            place = dossier.source.series_place
            message = f"the series cites “{key}”, which is not in the bibliography"
            yield Problem(place.path, place.line_of(key), "unknown-reference", message, cure(key))
    for id, key in cited:
        if key not in known:
            place = dossier.source.places[id]
            message = f"{id} cites “{key}”, which is not in the bibliography"
            yield Problem(place.path, place.line_of(key), "unknown-reference", message, cure(key))


def _keys(page: Page) -> Iterator[tuple[str, int]]:
    statements: tuple[Statement, ...] = (*page.findings, *page.provisions)
    for statement in statements:
        for key in statement.evidence:
            yield key, statement.at["evidence"]
    for key in getattr(page.meta, "evidence", ()):
        yield key, page.meta_lines["evidence"]
    for mention in page.mentions:
        if is_citation(mention.role):
            for key in keys_of(mention.target):
                yield key, mention.line


@rule("unlisted-evidence", "The evidence of a finding is evidence that the register lists for its passages.")
def unlisted_evidence(dossier: Dossier) -> Iterator[Problem]:
    """Find evidence that the register does not know for any passage of the finding."""
    for page in dossier.pages.values():
        for finding in page.findings:
            passages = [dossier.source.passages[id] for id in finding.passages if id in dossier.source.passages]
            listed = {key for passage in passages for key in passage.references}
            for key in finding.evidence:
                if passages and key in dossier.source.references and key not in listed:
                    message = f"the register lists “{key}” for none of {', '.join(finding.passages)}"
                    cure = "add it to the passage with what it supports, or remove it here"
                    yield Problem(Path(page.path), finding.at["evidence"], "unlisted-evidence", message, cure)


@rule("context-evidence", "Background alone corroborates nothing.")
def context_evidence(dossier: Dossier) -> Iterator[Problem]:
    """Find findings supported by references of the last tier."""
    for page in dossier.pages.values():
        for finding in page.findings:
            for key in finding.evidence:
                reference = dossier.source.references.get(key)
                if reference and reference.tier == dossier.source.report.background:
                    message = f"“{key}” is {reference.tier}: it does not speak to the claim itself"
                    cure = "remove it; without other evidence the finding has a single source"
                    yield Problem(Path(page.path), finding.at["evidence"], "context-evidence", message, cure)


@rule("unused-reference", "Every document in the bibliography is cited by a page, by the register, by an event or by the series.")
def unused_reference(dossier: Dossier) -> Iterator[Problem]:
    """Find references on which nothing rests."""
    report = dossier.source.report
    used = {report.reference, report.digest}
    used.update(key for page in dossier.pages.values() for key, _ in _keys(page))
    used.update(key for passage in dossier.source.passages.values() for key in passage.references)
    used.update(key for event in dossier.source.events for key in event.evidence)
    used.update(dossier.source.series.references if dossier.source.series else ())
    for key, reference in dossier.source.references.items():
        if key not in used:
            before = [
                finding.page
                for release in dossier.source.releases[-1:]
                for finding in release.findings
                if key in finding.evidence
            ]
            message = f"nothing cites “{key}”" + (f", and {before[0]} did at the last release" if before else "")
            cure = "put the citation back" if before else "cite it where it supports something, or remove the entry"
            yield Problem(Path(reference.path), reference.line, "unused-reference", message, cure)
