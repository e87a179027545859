"""Rules on events: each stands in its place in time, and says no more than its sources."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dossier.graph import Dossier
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
    "The date of an event and the numbers in its text are stated by what it names: passages, evidence, resolution.",
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
    adopted = dossier.entries.get(("resolution", event.resolution))
    if adopted is not None and adopted.meta is not None:
        stated.add_text(f"{adopted.meta.adopted} | {dossier.labels['resolution', event.resolution]}")
    return stated


@rule("event-resolution", "An event that is the adoption of a resolution has its date, and the resolution has a page.")
def event_resolution(dossier: Dossier) -> Iterator[Problem]:
    """Find events that name no resolution with a page, and adoptions on another day."""
    for event in dossier.source.events:
        place = dossier.source.places[event.id]
        page = dossier.entries.get(("resolution", event.resolution))
        if event.resolution and page is None:
            message = f"{event.id} names resolution “{event.resolution}”, which has no page"
            yield Problem(place.path, place.line("resolution"), "event-resolution", message, "use a file name in resolutions/")
        if page is not None and page.meta is not None and event.date != page.meta.adopted:
            message = f"{event.id} is of {event.date}, and resolution {event.resolution} was adopted on {page.meta.adopted}"
            yield Problem(place.path, place.line("date"), "event-resolution", message, "correct one of the two")
