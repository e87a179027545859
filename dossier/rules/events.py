"""Rules on events: each stands in its place in time, and says no more than its sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dossier.graph import Dossier
from dossier.kinds import card_text
from dossier.model.problem import Problem
from dossier.model.source import Event
from dossier.parser.quantities import quantities
from dossier.rules.registry import rule
from dossier.rules.sources import Stated, texts_of


@rule("event-order", "Events stand in the order of their dates.")
def event_order(dossier: Dossier) -> Iterator[Problem]:
    """Find events that are earlier than the one before them."""
    events = dossier.source.events
    for before, event in pairwise(events):
        if event.date < before.date:
            place = dossier.source.places[event.id]
            message = f"{event.id} is of {event.date}, and the event above it of {before.date}"
            yield Problem(place.path, place.line("date"), "event-order", message, "correct the date, or move the event")


@rule(
    "event-source",
    "The date of an event and the numbers in its text are stated by what it names: passages, evidence, entry.",
)
def event_source(dossier: Dossier) -> Iterator[Problem]:
    """Find dates and quantities of events that none of their sources states."""
    cure = "check it, and name the evidence that states it"
    for event in dossier.source.events:
        place = dossier.source.places[event.id]
        stated = _stated(dossier, event)
        for field in ("date", "title", "text"):
            text = str(getattr(event, field))
            for quantity in quantities(text):
                if not stated.has(quantity, text[: quantity.start]):
                    message = f"“{quantity.shown}” in {event.id} is stated by nothing that the event names"
                    yield Problem(place.path, place.line_of(quantity.shown, field), "event-source", message, cure)


def _stated(dossier: Dossier, event: Event) -> Stated:
    source = dossier.source
    stated = Stated([source.report.title, source.report.date], references=source.known(event.evidence))
    for id in event.passages:
        for text in texts_of(source.passages[id]) if id in source.passages else ():
            stated.add_text(text)
        for finding in dossier.findings_from(id):
            stated.add_text(dossier.text(finding))
    if entry := dossier.pages.get(event.entry or ""):
        stated.add_text(card_text(entry))
    return stated


@rule("event-entry", "The entry that an event names has a page.")
def event_entry(dossier: Dossier) -> Iterator[Problem]:
    """Find events that name an entry without a page."""
    for event in dossier.source.events:
        if event.entry and event.entry not in dossier.pages:
            place = dossier.source.places[event.id]
            message = f"{event.id} names the entry “{event.entry}”, which has no page"
            yield Problem(place.path, place.line("entry"), "event-entry", message, "use the name of a page, such as folder/id")
