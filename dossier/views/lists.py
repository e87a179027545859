"""Lists of all findings, corrections and events, each with a filter form, and lists of counts and languages."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from docutils import nodes
from sphinx.util.osutil import relative_uri

from dossier.graph import Dossier, Index, LinkedFinding, entries_containing, support_of
from dossier.locale import _, language_name, long_date
from dossier.model.kinds import KINDS
from dossier.model.source import Correction, Event, Passage, correction_labels, support_labels
from dossier.views.forms import Choice, classes, filter_form, with_filter
from dossier.views.links import badge, citation, evidence_of, filtered, linked_entry, same_as_file, version_link, xref
from dossier.views.nodes import Content, bullets, heading, id_of, joined, on_site, paragraph, sentence, spaced, span, table
from dossier.views.registry import view

ANY, NONE = "any", "none"
"""The values of the filter by correction for findings with any correction, and with none."""


@view("findings-table")
def findings_table(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All findings in one table, those with a single source first."""
    order = {"single-source": 0, "corroborated": 1, "public-record": 2}
    ordered = sorted(dossier.findings.values(), key=lambda it: (order[it.support.id], it.page.title))
    rows: list[list[Content]] = []
    for finding in ordered:
        corrected = ", ".join(correction_labels()[kind] for kind in finding.correction_kinds) or _("no")
        facets = [(kind, id) for kind in KINDS for id in finding.facets[kind]]
        about = joined((span(dossier.labels.get((kind, id), id), f"about-{kind}") for kind, id in facets), "; ")
        rows.append([xref("finding", finding.id, finding.text), badge(finding.support), corrected, about])
    head = (_("Finding"), _("Support"), dossier.source.report.corrected_label, _("About"))
    made = table("table-findings", _("All findings, those with a single source first"), head, rows, "findings-table", "sortable")
    values, count_text = [[*_values(dossier, finding)] for finding in ordered], _("{shown} of {all} findings")
    return [same_as_file(dossier, docname, "findings"), *with_filter(made, list(_choices(dossier)), values, count_text)]


def _values(dossier: Dossier, finding: LinkedFinding) -> Iterator[tuple[str, str]]:
    """Yield the property values of a finding, as they appear in the URL."""
    yield "support", finding.support.id
    yield "correction", ANY if finding.corrected else NONE
    yield from (("correction", kind) for kind in finding.correction_kinds)
    yield from entries_containing(dossier, finding)
    yield from (("state", id_of(state)) for state in finding.states)


def _choices(dossier: Dossier) -> Iterator[Choice]:
    yield Choice("support", _("Support"), support_labels())
    corrections = {ANY: _("corrected"), NONE: _("not corrected")} | correction_labels()
    yield Choice("correction", dossier.source.report.corrected_label, corrections)
    for kind in KINDS.values():
        named = sorted((dossier.labels.get((name, id), id), id) for name, id in dossier.entries if name == kind.name)
        yield Choice(kind.name, kind.singular, {id: label for label, id in named})
    states = sorted({state for finding in dossier.findings.values() for state in finding.states})
    yield Choice("state", _("State"), {id_of(state): state for state in states})


@view("languages")
def languages_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """Links to the pages in other languages, by the language's own name; on the site only."""
    here = dossier.url(docname)
    pages = [(language_name(tag), tag, relative_uri(here, dossier.url(page))) for tag, page in dossier.languages.items()]
    line = sentence(_("Summaries: {languages}"), languages=joined((version_link(*page) for page in pages), " · "))
    return [on_site(paragraph(line, "languages"))] if pages else []


@view("support-counts")
def support_counts(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The number of findings in all, by support, and with corrections, each linked to the filtered table of findings."""
    findings = dossier.findings.values()
    counted = Counter(finding.support.id for finding in findings)
    rows: list[tuple[int, str, dict[str, str]]] = [(len(findings), _("Findings"), {})]
    rows += [(counted[id], label, {"support": id}) for id, label in support_labels().items()]
    rows.append((sum(finding.corrected for finding in findings), dossier.source.report.corrected_label, {"correction": ANY}))
    shown = [(span(str(number), "amount"), span(words, "label"), chosen) for number, words, chosen in rows if number]
    items = [filtered(dossier, docname, [amount, " ", label], **chosen) for amount, label, chosen in shown]
    return [bullets(items, "support-counts")]


@view("discrepancies")
def discrepancies_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All corrections and doubts of the register in one sortable table."""
    applying = Index((id, finding.id) for finding in dossier.findings.values() for id in finding.record.corrects)
    numbered = enumerate(dossier.corrections.values(), 1)
    rows = [_correction_row(passage, note, place, applying[note.id]) for place, (passage, note) in numbered]
    had = _("The {digest} had").format(digest=dossier.source.report.digest_name)
    head = (_("Passage"), had, _("Read here as"), _("Kind"), _("How sure"), _("Evidence"), _("Applied in"))
    title = _("Corrections and doubts, in the order of the report")
    made = table("table-discrepancies", title, head, rows, "discrepancies", "sortable", ids=dossier.corrections)
    offered = [Choice("kind", _("Kind"), correction_labels()), Choice("sure", _("How sure"), _confidence_labels())]
    values = [[("kind", note.kind), ("sure", _confidence(note))] for _passage, note in dossier.corrections.values()]
    return with_filter(made, offered, values, _("{shown} of {all} corrections and doubts"))


def _confidence_labels() -> dict[str, str]:
    """Return the labels of the degrees of confidence in a reading, highest first; a doubt has none."""
    return {"high": _("certain"), "medium": _("likely"), "low": _("uncertain")}


def _confidence(correction: Correction) -> str:
    return correction.confidence if correction.corrects else ""


def _correction_row(passage: Passage, correction: Correction, place: int, findings: list[str]) -> list[Content]:
    degree, known = _confidence(correction), _confidence_labels()
    return [
        span([xref("passage", passage.id)], f"order-{place}"),
        correction.digest,
        [correction.reading or _("no other reading"), *spaced(f"({correction.note})" if correction.note else "")],
        correction_labels()[correction.kind],
        span(known.get(degree, ""), f"order-{[*known, ''].index(degree) + 1}"),  # a doubt, which has no degree, sorts last
        citation(correction.evidence) or _("none"),
        joined(xref("finding", id) for id in findings) or _("no finding"),
    ]


@view("timeline")
def timeline_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """All events by date, in a list for each year."""
    events = dossier.source.events
    kinds = Choice("kind", _("Kind"), {kind: kind.capitalize() for kind in dossier.source.report.event_kinds})
    made: list[nodes.Node] = [same_as_file(dossier, docname, "events")]
    made.append(filter_form([kinds], [[("kind", event.kind)] for event in events], _("{shown} of {all} events")))
    for year, found in groupby(events, key=lambda event: event.date[:4]):
        items = [_event(dossier, event) for event in found]
        made += [heading(year, 2, f"year-{year}"), nodes.definition_list("", *items, classes=["timeline"])]
    return made


def _event(dossier: Dossier, event: Event) -> nodes.definition_list_item:
    term = nodes.term("", "", span(long_date(event.date), "date"), nodes.Text(f": {event.title}"), ids=[f"event-{event.id}"])
    sources = [badge(support_of(dossier, event), is_short=True), *spaced(evidence_of(dossier, event.evidence))]
    definition = nodes.definition("", paragraph([event.text, *_event_places(dossier, event)]), paragraph(sources, "event-source"))
    for part in (term, definition):
        part["classes"] += classes([("kind", event.kind)])
    return nodes.definition_list_item("", term, definition)


def _event_places(dossier: Dossier, event: Event) -> list[nodes.Node]:
    entry, passages = linked_entry(dossier, event.entry or ""), [xref("passage", id) for id in event.passages]
    places = joined(filter(None, (entry, *passages)))
    return spaced(sentence(_("See {places}."), places=places) if places else [])
