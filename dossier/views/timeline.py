"""The view of all events."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from dossier.formatting import long_date
from dossier.graph import Dossier, support_of
from dossier.model.source import Event
from dossier.views.narrowing import Choice, classes, form
from dossier.views.nodes import citation, heading, joined, paragraph, short_badge, span, xref
from dossier.views.registry import view


@view("timeline")
def timeline_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Every event by date, in a list for each year."""
    events = sorted(dossier.source.events, key=lambda event: (event.date, event.id))
    kinds = Choice("kind", "Kind", {kind: kind.capitalize() for kind in dossier.source.report.event_kinds})
    made = [form([kinds], [[("kind", event.kind)] for event in events], "events")]
    for year, found in groupby(events, key=lambda event: event.date[:4]):
        items = [_item(dossier, docname, event) for event in found]
        made += [heading(year, 2, f"year-{year}"), nodes.definition_list("", *items, classes=["timeline"])]
    return made


def _item(dossier: Dossier, docname: str, event: Event) -> nodes.definition_list_item:
    term = nodes.term("", "", span(long_date(event.date), "date"), nodes.Text(": "), nodes.Text(event.title))
    term["ids"].append(f"event-{event.id}")
    text = [nodes.Text(event.text), *_sources(dossier, docname, event)]
    told = nodes.definition("", paragraph(text))
    for part in (term, told):
        part["classes"] += classes([("kind", event.kind)])
    return nodes.definition_list_item("", term, told)


def _sources(dossier: Dossier, docname: str, event: Event) -> list[nodes.Node]:
    parts = [[xref(docname, "passage", id)] for id in event.passages]
    if (entry := dossier.pages.get(event.entry or "")) and entry.kind:
        parts.insert(0, [xref(docname, entry.kind, entry.id)])
    links = [nodes.Text(" See "), *joined(parts), nodes.Text(".")] if parts else []
    support = [nodes.Text(" "), short_badge(support_of(dossier, event))]
    return [*links, *support, *([nodes.Text(" "), *citation(docname, event.evidence)] if event.evidence else [])]
