"""Rules on passages: each is carried, and none is repeated uncorrected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.markup import without_roles
from dossier.rules.registry import rule

_ID = re.compile(r"(?<![\w/-])([A-Z]+)-\d+\b")


@rule("unknown-passage", "A finding rests on passages of the register, and an event names no others.")
def unknown_passage(dossier: Dossier) -> Iterator[Problem]:
    """Find findings and events that name a passage which the register does not have."""
    cure = "use the id of a passage in the source folder"
    for page in dossier.pages.values():
        for finding in page.findings:
            for id in finding.passages:
                if id not in dossier.source.passages:
                    line = finding.at.get("from", finding.at[""])
                    message = f"“{finding.id}” rests on {id}, which is not in the register"
                    yield Problem(Path(page.path), line, "unknown-passage", message, cure)
    for event in dossier.source.events:
        for id in event.passages:
            if id not in dossier.source.passages:
                place = dossier.source.places[event.id]
                message = f"{event.id} names {id}, which is not in the register"
                yield Problem(place.path, place.line("passages"), "unknown-passage", message, cure)


@rule("unknown-id", "What looks like the id of a passage in a text is one.")
def unknown_id(dossier: Dossier) -> Iterator[Problem]:
    """Find words in the form of an id, with the code of a section, that are no id of the register."""
    for page in dossier.pages.values():
        for text, first in texts_with_summary(page) if not page.is_in(dossier.source.style.free) else ():
            bare = without_roles(text) if "-" in text else ""
            for match in _ID.finditer(bare):
                if match[1] in dossier.source.sections and match[0] not in dossier.source.passages:
                    message = f"“{match[0]}” is no passage of the register"
                    line = first + bare.count("\n", 0, match.start())
                    yield Problem(Path(page.path), line, "unknown-id", message, "use the id of a passage in the source folder")


def texts_with_summary(page: Page) -> list[tuple[str, int]]:
    """The texts of a page, its summary among them, each with its line."""
    texts = [(statement.text, statement.line) for statement in page.statements]
    texts += [(block.text, block.line) for block in page.blocks if block.kind == "inline"]
    return texts if page.meta is None else [*texts, (page.meta.summary, page.front_line("summary"))]


@rule("unknown-section", "A passage belongs to a section of the report, and so does a page that names one.")
def unknown_section(dossier: Dossier) -> Iterator[Problem]:
    """Find section codes that the report does not have."""
    codes = ", ".join(dossier.source.sections)
    for id, section in dossier.source.section_of.items():
        if section not in dossier.source.sections or not id.startswith(f"{section}-"):
            place = dossier.source.places[id]
            message = f"{id} stands in a file of section {section}"
            yield Problem(place.path, place.line("id"), "unknown-section", message, f"use one of {codes}")
    for page in dossier.pages.values():
        for section in getattr(page.meta, "sections", ()):
            if section not in dossier.source.sections:
                line = page.meta_lines["sections"]
                message = f"the report has no section {section}"
                yield Problem(Path(page.path), line, "unknown-section", message, f"use one of {codes}")


@rule("coverage", "Every passage is carried by a finding.")
def coverage(dossier: Dossier) -> Iterator[Problem]:
    """Find passages on which no finding rests."""
    for id in dossier.source.passages:
        if not dossier.findings_from(id):
            place = dossier.source.places[id]
            cure = f"write a finding with “:from: {id}”"
            yield Problem(place.path, place.line("id"), "coverage", f"no finding carries {id}", cure)


@rule("unknown-correction", "A finding applies corrections of the passages on which it rests.")
def unknown_correction(dossier: Dossier) -> Iterator[Problem]:
    """Find corrections that the register does not have, or has for a passage on which the finding does not rest."""
    for page in dossier.pages.values():
        for finding in page.findings:
            for id in finding.corrects:
                known = dossier.corrections.get(id)
                if known and known[0].id in finding.passages:
                    continue
                why = f"belongs to {known[0].id}" if known else "is not in the register"
                message = f"“{finding.id}” applies {id}, which {why}"
                cure = "list corrections of the passages after “:from:”"
                yield Problem(Path(page.path), finding.at["corrects"], "unknown-correction", message, cure)


@rule("uncorrected", "Where the register has a corrected reading of high or medium confidence, a finding applies it.")
def uncorrected(dossier: Dossier) -> Iterator[Problem]:
    """Find corrected readings that no finding on their passage applies."""
    applied = {id for finding in dossier.findings.values() for id in finding.record.corrects}
    for id, (passage, correction) in dossier.corrections.items():
        if correction.reading and correction.confidence != "low" and id not in applied:
            place = dossier.source.places[passage.id]
            index = passage.corrections.index(correction)
            cure = f"state the corrected reading in a finding on {passage.id} and add “:corrects: {id}”"
            message = f"no finding applies correction {id}"
            yield Problem(place.path, place.line("corrections", index, "id"), "uncorrected", message, cure)
