"""Rules on the texts of the register: a number in them has its source there too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.model.source import Passage
from dossier.parser.quantities import quantities
from dossier.rules.registry import rule
from dossier.rules.sources import Stated, is_count, texts_of


@rule("paraphrase-numbers", "A number in a paraphrase is a figure or a date of the passage, or is stated by its evidence.")
def paraphrase_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in paraphrases that the record of the passage does not have a second time."""
    for id, passage in dossier.source.passages.items():
        texts = [f"{dated.date} {dated.what}" for dated in passage.dates] + [note.reading for note in passage.corrections]
        texts += [note.digest for note in passage.corrections] + [figure.subject for figure in passage.figures]
        texts += [item.supports for item in passage.evidence] + [dossier.source.report.date]
        stated = Stated(texts, passage.figures, dossier.source.known(passage.references))
        place = dossier.source.places[id]
        for quantity in quantities(passage.paraphrase):
            if not stated.has(quantity, passage.paraphrase[: quantity.start]) and not _is_open(passage, quantity.kind):
                message = f"“{quantity.shown}” in the paraphrase of {id} is neither a figure nor a date of the passage"
                line = place.line_of(quantity.shown, "paraphrase")
                yield Problem(place.path, line, "paraphrase-numbers", message, "correct it, or declare it as a figure")


def _is_open(passage: Passage, kind: str) -> bool:
    """Whether a number left open, such as "thousands", belongs to a figure without a number."""
    return kind == "many" and any(figure.bounds[0] is None for figure in passage.figures)


@rule("register-numbers", "A number in a note or a reading of the register is stated by the passage or by the evidence named.")
def register_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find quantities in corrections, notes and reasons that nothing else in the record of the passage states."""
    for id, passage in dossier.source.passages.items():
        known = dossier.source.known(passage.references)
        digest = dossier.source.known([dossier.source.report.digest])
        names = [f"{reference.label} | {reference.publisher} | {reference.note}" for reference in known]
        stated = Stated([*texts_of(passage), *names, dossier.source.report.date], passage.figures, [*known, *digest])
        own = Stated([passage.paraphrase, dossier.source.report.date], passage.figures, known)
        for dated in passage.dates:
            own.add_text(f"{dated.date} {dated.what}")
        for text, location, source in _notes(passage, stated, own, dossier):
            place = dossier.source.places[id]
            for quantity in quantities(text):
                if not source.has(quantity, text[: quantity.start]) and not is_count(quantity):
                    message = f"“{quantity.shown}” is stated neither by {id} nor by the evidence named there"
                    line = place.line_of(quantity.shown, *location)
                    cure = "check it, and let the annotation in the bibliography say so"
                    yield Problem(place.path, line, "register-numbers", message, cure)


def _notes(
    passage: Passage, stated: Stated, own: Stated, dossier: Dossier
) -> Iterator[tuple[str, tuple[int | str, ...], Stated]]:
    """The texts to check, each with its place and what it may draw on: evidence on its reference alone."""
    for index, note in enumerate(passage.corrections):
        yield note.reading, ("corrections", index, "reading"), own
        yield note.digest, ("corrections", index, "digest"), stated
        yield note.note, ("corrections", index, "note"), stated
    for index, figure in enumerate(passage.figures):
        yield figure.subject, ("figures", index, "subject"), stated
        if len(figure.as_of) > len("2017"):
            yield figure.as_of, ("figures", index, "as_of"), stated
        yield figure.note, ("figures", index, "note"), stated
    for index, item in enumerate(passage.evidence):
        known = dossier.source.known([item.reference])
        yield item.supports, ("evidence", index), Stated([reference.note for reference in known], references=known)
    for index, tie in enumerate(passage.ties):
        yield tie.why, ("ties", index), stated
    for index, open_ in enumerate(passage.unverified):
        yield open_, ("unverified", index), own
    yield passage.notes, ("notes",), stated


@rule("paragraph", "The paragraph of a passage is given only where its evidence gives it.")
def paragraph(dossier: Dossier) -> Iterator[Problem]:
    """Find numbers of paragraphs that no evidence of the passage states as such."""
    for id, passage in dossier.source.passages.items():
        said = " ".join(
            f"{item.annotation} {item.note}"
            for item in dossier.source.known([*passage.references, dossier.source.report.reference])
        )
        for number in re.findall(r"\d+", str(passage.paragraph or "")):
            if not re.search(rf"\bparagraphs? (?:\d+(?:, | and | to |-))*{number}\b", said, re.IGNORECASE):
                place = dossier.source.places[id]
                message = f"paragraph {number} of {id} is stated by none of its evidence"
                cure = "write null, or let the annotation of the evidence name the paragraph"
                yield Problem(place.path, place.line("paragraph"), "paragraph", message, cure)


@rule("register-dates", "A date of the register is stated by its evidence or by a finding on its passage.")
def register_dates(dossier: Dossier) -> Iterator[Problem]:
    """Find dates of passages that nothing else states."""
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        for index, dated in enumerate(passage.dates):
            stated = Stated([passage.paraphrase], references=dossier.source.known(dated.evidence or passage.references))
            for finding in dossier.findings_from(id):
                stated.add_text(dossier.text(finding))
            if not all(stated.has(quantity) for quantity in quantities(dated.date)):
                message = f"{dated.date} is stated neither by the evidence named nor by a finding on {id}"
                line = place.line("dates", index, "date")
                yield Problem(
                    place.path, line, "register-dates", message, "check it, and let the annotation in the bibliography say so"
                )
