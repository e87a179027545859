"""All tables of the export. To add one, write a function here, and add it to ``_TABLES`` and its name to ``TABLES``.

The names stand in ``dossier.parser.directives``, for the directive that shows the columns of a table.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any, get_origin

from dossier.export.table import PARTIAL_DATE, Column, Table, Type, choices, filled, support_columns, supported
from dossier.graph import Dossier, LinkedFinding, findings_stating, support_of
from dossier.locale import _
from dossier.model.kinds import KINDS, EntryMeta
from dossier.model.page import Page
from dossier.model.reference import Reference
from dossier.model.series import Estimate, EstimateValue, SeriesReport
from dossier.model.site import site
from dossier.model.source import Figure, Passage
from dossier.parser.markup import plain


def findings(dossier: Dossier) -> Table:
    """Every finding, with what it rests on and what it bears on."""
    digest = dossier.source.report.digest_name

    def url(finding: LinkedFinding) -> str:
        return dossier.url(finding.page.docname, finding.id)

    def locator(finding: LinkedFinding) -> str:
        return dossier.source.locator(finding.record.passages)

    columns = (
        Column("id", _("Permanent id of the finding.")),
        Column("text", _("The claim, as plain text."), dossier.text),
        Column("page", _("The page on which it stands, without suffix."), lambda finding: finding.page.docname),
        Column("anchor", _("Its anchor on that page."), lambda finding: finding.id),
        Column("url", _("Its address below the root of the site."), url),
        Column("section", _("The heading of the page under which it stands.")),
        Column("passages", _("Passages on which it rests."), lambda finding: finding.record.passages, type="list"),
        Column("locator", _("Titles of the sections of the report to which those passages belong."), locator),
        *support_columns(lambda finding: finding.support),
        Column("corrected", _("Whether it corrects the {digest}.").format(digest=digest), type="boolean"),
        Column("correction_kind", _("What it corrects there."), lambda finding: finding.correction_kinds, type="list"),
        Column("evidence", _("Keys of the references that support it."), lambda finding: finding.record.evidence, type="list"),
        Column("corrects", _("Ids of the corrections that it applies."), lambda finding: finding.record.corrects, type="list"),
        *(_facet(name) for name in KINDS),
        Column(
            "states",
            _("States that it concerns, by their short names: those in its words, or else in its passages."),
            type="list",
        ),
        Column("sha256", _("SHA-256 checksum of the text, in UTF-8, by which a change shows."), dossier.sha256),
    )
    found = sorted(dossier.findings.values(), key=lambda finding: finding.id)
    return filled("findings", _("Findings"), _("One claim of the report a row, by id."), ("id",), columns, found)


def _facet(kind: str) -> Column:
    meaning = _("Ids of the {kind} on which it bears.").format(kind=KINDS[kind].plural.lower())
    return Column(KINDS[kind].column, meaning, lambda finding: finding.facets[kind], type="list")


def passages(dossier: Dossier) -> Table:
    """Every passage of the register, with the findings that rest on it."""
    source, digest = dossier.source, dossier.source.report.digest_name

    def url(passage: Passage) -> str:
        page = dossier.register_page(passage.id)
        return dossier.url(page, passage.id) if page else ""

    def corroborated(passage: Passage) -> int:
        return sum(bool(finding.support.sources) for finding in dossier.findings_from(passage.id))

    def resting(passage: Passage) -> list[str]:
        return [finding.id for finding in dossier.findings_from(passage.id)]

    def dates(passage: Passage) -> list[dict[str, Any]]:
        return [dated.model_dump() | supported(dossier.support(dated.evidence)) for dated in passage.dates]

    columns = (
        Column("id", _("Id of the passage, of this site's making.")),
        Column("section", _("Code of the section of the report to which it belongs."), lambda it: source.section_of[it.id]),
        Column("locator", _("Title of that section."), lambda passage: source.locator((passage.id,))),
        Column("kind", _("Its form in the {digest}.").format(digest=digest), values=source.report.passage_kinds),
        Column("paragraph", _("Its paragraph of the report; empty as long as the text has not been consulted."), type="integer"),
        Column("paraphrase", _("What it says, in our words.")),
        Column(
            "findings_corroborated", _("How many of the findings that rest on it are corroborated."), corroborated, type="integer"
        ),
        Column("places", _("Places that it names."), type="list"),
        Column("states", _("States that it names."), type="list"),
        Column("bodies", _("Bodies that it names."), type="list"),
        Column("groups", _("Groups that it names."), type="list"),
        Column("people", _("People whom it names."), type="list"),
        Column("dates", _("What it dates: date, what, precision, evidence, note, support, sources."), dates, type="array"),
        Column(
            "corrections",
            _("Corrections and doubts: id, digest (what the {digest} has), reading, kind, confidence, evidence, note.").format(
                digest=digest
            ),
            type="array",
        ),
        Column("evidence", _("References that speak to it: reference, supports."), type="array"),
        Column("unverified", _("What in it no public source was found to support."), type="list"),
        Column("ties", _("Entries tied to it: entry (its page), tie, why, evidence."), type="array"),
        Column("notes", _("What else there is to say of it.")),
        Column("url", _("Its address below the root of the site."), url),
        Column("findings", _("Findings that rest on it."), resting, type="list"),
    )
    description = _("One passage of the {digest} a row, in the order of the report.").format(digest=digest)
    return filled("passages", _("Passages"), description, ("id",), columns, source.passages.values())


def figures(dossier: Dossier) -> Table:
    """Every figure of the register."""
    origin = _("Whether the {digest} states it, or the public record.").format(digest=dossier.source.report.digest_name)

    def stating(figure: Figure) -> list[str]:
        return [finding.id for finding in findings_stating(dossier, *dossier.figures[figure.id])]

    def estimate(figure: Figure) -> str:
        found = dossier.estimate_by_figure.get(figure.id)
        return found.id if found else ""

    columns = (
        Column("id", _("Id of the figure.")),
        Column("subject", _("What is counted or measured.")),
        Column("origin", origin, values=choices(Figure, "origin")),
        Column("value", _("The number, where there is one."), type="number"),
        Column("min", _("The lower bound, of a range or alone."), type="number"),
        Column("max", _("The upper bound, of a range or alone."), type="number"),
        Column("unit", _("The unit.")),
        Column(
            "qualifier",
            _("The word that must go with the number; an estimate and an exact count need none."),
            values=choices(Figure, "qualifier"),
        ),
        Column("as_of", _("The year, month or day to which it applies."), pattern=PARTIAL_DATE),
        Column(
            "period",
            _("Whether it counts from that date on (since), or is of the first months of that year (early)."),
            values=choices(Figure, "period"),
        ),
        *support_columns(partial(support_of, dossier)),
        Column("passage", _("The passage to which it belongs."), lambda it: dossier.figures[it.id][0].id, refers_to="passages"),
        Column("evidence", _("Keys of the references that speak to it."), type="list"),
        Column("findings", _("Findings that state it."), stating, type="list"),
        Column("estimate", _("Id of the estimate of the series to which it belongs, if any."), estimate),
        Column("note", _("What to beware of.")),
    )
    found = [figure for _passage, figure in dossier.figures.values()]
    description = _("One number or range a row, in the order of the passages.")
    return filled("figures", _("Figures"), description, ("id",), columns, found)


def entries(dossier: Dossier) -> Table:
    """Every entry, with its card and its provisions."""

    def label(page: Page) -> str:
        return dossier.labels.get((page.kind, page.id), page.title)

    def provisions(page: Page) -> list[dict[str, Any]]:
        return [
            {"text": plain(item.text, dossier.labels)} | {name: getattr(item, name) for name in ("verb", "paragraph", "evidence")}
            for item in page.provisions
        ]

    def here(page: Page) -> int:
        return sum(finding.page is page for finding in dossier.findings_on(page.kind, page.id))

    def elsewhere(page: Page) -> int:
        return len(dossier.findings_on(page.kind, page.id)) - here(page)

    columns = (
        Column("kind", _("The kind of entry."), values=tuple(KINDS)),
        Column("id", _("Id of the entry among those of its kind.")),
        Column("title", _("Title of its page.")),
        Column("label", _("The text of a link to it."), label),
        Column("page", _("Its page, without suffix."), lambda page: page.docname),
        Column("url", _("The address of its page below the root of the site."), lambda page: dossier.url(page.docname)),
        *(_field(EntryMeta, name, "") for name in EntryMeta.model_fields),
        *_card_columns(),
        Column("provisions", _("What other sources say of it: text, verb, paragraph, evidence."), provisions, type="array"),
        Column("findings_here", _("How many findings on its own page bear on it."), here, type="integer"),
        Column("findings_elsewhere", _("How many findings on other pages bear on it."), elsewhere, type="integer"),
    )
    known = sorted((page for page in dossier.entries.values() if page.meta is not None), key=lambda page: (page.kind, page.id))
    description = _("One subject with a page of its own a row, by kind and id.")
    return filled("entries", _("Entries"), description, ("kind", "id"), columns, known)


def _card_columns() -> Iterator[Column]:
    having: dict[str, list[str]] = {}
    for kind in KINDS.values():
        for name in kind.meta.model_fields.keys() - EntryMeta.model_fields.keys():
            having.setdefault(name, []).append(kind.name)
    for kind in KINDS.values():
        for name in kind.meta.model_fields:
            if kind.name in having.get(name, ())[:1]:
                kinds = _(" and ").join(KINDS[other].plural.lower() for other in having[name])
                yield _field(kind.meta, name, _("Of {kinds}: ").format(kinds=kinds))


def _field(model: type[EntryMeta], name: str, of: str) -> Column:
    """The column of a field of the front matter, which says what it holds."""
    field = model.model_fields[name]
    text = f"{of}{_(field.description or name.replace('_', ' '))}."
    type_ = _type(field.annotation)
    pattern = next((rule.pattern for rule in field.metadata if getattr(rule, "pattern", None)), "")

    def value(page: Page) -> Any:
        held = getattr(page.meta, name, [] if type_ == "list" else None)
        return str(held) if type_ == "string" and held is not None else held

    return Column(name, text[:1].upper() + text[1:], value, type=type_, pattern=pattern)


def _type(annotation: Any) -> Type:
    origin = get_origin(annotation)
    if origin in (tuple, dict):
        return "list" if origin is tuple else "object"
    known: dict[Any, Type] = {int: "integer", bool: "boolean", bool | None: "boolean"}
    return known.get(annotation, "string")


def events(dossier: Dossier) -> Table:
    """Everything dated that bears on the report."""
    columns = (
        Column("id", _("Id of the event.")),
        Column(
            "date", _("The year, the month or the day, as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD."), pattern=PARTIAL_DATE
        ),
        Column("title", _("What happened, in a few words.")),
        Column("text", _("What happened.")),
        Column("kind", _("What it belongs to."), values=dossier.source.report.event_kinds),
        *support_columns(partial(support_of, dossier)),
        Column("passages", _("Passages that speak of it."), type="list"),
        Column("evidence", _("Keys of the references that record it."), type="list"),
        Column("entry", _("The page of the entry of which it is the beginning, without suffix.")),
    )
    found = sorted(dossier.source.events, key=lambda event: (event.date, event.id))
    return filled("events", _("Events"), _("One event a row, by date."), ("id",), columns, found)


Seen = tuple[Estimate, int, EstimateValue | None]
"""An estimate, the ordinal of a report, and what that report was seen to say, if anything."""


def reports(dossier: Dossier) -> Table:
    """Every report of the series."""
    columns = (
        Column("ordinal", _("Its place in the series."), type="integer"),
        Column("symbol", _("Its document symbol; empty, if it was not seen.")),
        Column("url", _("The official address of its text."), lambda report: site().address_of(report.symbol)),
        Column("date", _("Its date."), pattern=PARTIAL_DATE),
        Column("dated", _("What date that is."), values=choices(SeriesReport, "dated")),
        Column("mandate", _("The page of the entry that asks for it, without suffix; empty, if it was not seen."), _mandate),
        Column("stage", _("Whether it is known that it was presented."), _told("stage")),
        Column("presented", _("The date of its presentation, as far as it was seen."), _told("date"), pattern=PARTIAL_DATE),
        Column("form", _("In what form it was presented, if not in a meeting."), _told("form")),
        Column("meeting", _("The number of that meeting."), _told("meeting"), type="integer"),
        Column("record", _("The symbol of the record of that meeting, or of the document with the statements."), _told("record")),
        Column("press_release", _("The symbol of the press release on it."), _told("press_release")),
        Column("presenters", _("Who presented it, and who else briefed."), _told("presenters", ()), type="list"),
        Column("evidence", _("Keys of the references that say so."), lambda report: report.references, type="list"),
        Column("note", _("What to beware of."), _note),
    )
    found = dossier.source.series.reports if dossier.source.series else ()
    return filled("reports", _("Reports"), _("One report of the series a row, by ordinal."), ("ordinal",), columns, found)


def _told(field: str, otherwise: Any = None) -> Any:
    """What the presentation of a report has in a field."""
    return lambda report: getattr(report.presentation, field) if report.presentation else otherwise


def _mandate(report: SeriesReport) -> str:
    return report.mandate.entry if report.mandate else ""


def _note(report: SeriesReport) -> str:
    return " ".join(part.note for part in (report, report.presentation) if part and part.note)


def estimates(dossier: Dossier) -> Table:
    """Every estimate of the series for every report, seen or not."""
    columns = (
        Column("id", _("Id of the row: the estimate, the ordinal of the report, and which of several it is."), _id),
        Column("estimate", _("Id of the estimate."), lambda seen: seen[0].id),
        Column("title", _("What is estimated."), lambda seen: seen[0].title),
        Column("report", _("The ordinal of the report."), lambda seen: seen[1], type="integer"),
        Column("seen", _("Whether such an estimate was seen."), lambda seen: seen[2] is not None, type="boolean"),
        Column("value", _("The number, where there is one."), _said("value"), type="number"),
        Column("min", _("The lower bound, of a range or alone."), _said("min"), type="number"),
        Column("max", _("The upper bound, of a range or alone."), _said("max"), type="number"),
        Column("unit", _("The unit."), lambda seen: seen[0].unit),
        Column("qualifier", _("The word that must go with the number."), _said("qualifier")),
        Column("words", _("The estimate in words, where the source has no number."), _said("words")),
        Column("said_in", _("Whether the report says it or the briefing on it; or “unclear”."), _said("said_in")),
        Column("scope", _("What it counts, where that is not quite what the title says."), _said("scope")),
        Column("as_of", _("The time to which it applies, where it is stated."), _said("as_of")),
        Column(
            "figure",
            _("Id of the figure of the register that has it for the report of this site."),
            lambda seen: seen[0].figure,
            refers_to="figures",
        ),
        Column("evidence", _("Keys of the references that state it."), _said("evidence", ()), type="list"),
        Column("note", _("What to beware of."), _said("note")),
    )
    found = [row for estimate in dossier.estimates.values() for row in _rows(estimate)]
    description = _("What one report was seen to say of one thing a row, or that nothing was seen, by estimate and report.")
    return filled("estimates", _("Estimates"), description, ("id",), columns, found)


def _rows(estimate: Estimate) -> list[Seen]:
    seen: list[Seen] = [(estimate, value.report, value) for value in estimate.values]
    return sorted([*seen, *((estimate, ordinal, None) for ordinal in estimate.not_seen)], key=lambda row: row[1])


def _id(seen: Seen) -> str:
    estimate, ordinal, value = seen
    alike = [other for other in estimate.values if other.report == ordinal]
    which = next((place for place, other in enumerate(alike, 1) if other is value), 1)
    return f"{estimate.id}-{ordinal}" if which == 1 else f"{estimate.id}-{ordinal}-{which}"


def _said(field: str, otherwise: Any = None) -> Any:
    """What an estimate has in a field, where it was seen."""
    return lambda seen: getattr(seen[2], field) if seen[2] else otherwise


def references(dossier: Dossier) -> Table:
    """Every document of the bibliography, with the pages and passages that cite it."""

    def pages(reference: Reference) -> list[str]:
        return [page.docname for page in dossier.pages_citing(reference.key)]

    def passages(reference: Reference) -> list[str]:
        return [passage.id for passage in dossier.passages_naming(reference.key)]

    tiers = list(dossier.source.report.tiers)
    columns = (
        Column("key", _("Key of the reference.")),
        Column("label", _("What a citation prints.")),
        Column("title", _("Title, or a description where the note says so.")),
        Column("publisher", _("Publisher.")),
        Column("date", _("Date of publication, as far as it is known.")),
        Column("url", _("Address; empty for copies that serve as provenance only."), lambda item: item.address),
        Column("kind", _("What kind of source it is.")),
        Column("tier", _("How near it is to the report: {tiers} or {last}.").format(tiers=", ".join(tiers[:-1]), last=tiers[-1])),
        Column("annotation", _("What it says, in our words.")),
        Column("note", _("What to beware of.")),
        Column("pages", _("Pages that rest something on it."), pages, type="list"),
        Column("passages", _("Passages whose record names it."), passages, type="list"),
    )
    found = sorted(dossier.source.references.values(), key=lambda item: item.key)
    return filled("references", _("References"), _("One document a row, by key."), ("key",), columns, found)


_TABLES = (findings, passages, entries, figures, events, reports, estimates, references)


@lru_cache(maxsize=1)
def tables(dossier: Dossier) -> tuple[Table, ...]:
    """Every table, filled from the linked records; made once a build."""
    return tuple(make(dossier) for make in _TABLES)


@lru_cache(maxsize=1)
def fingerprint(dossier: Dossier) -> str:
    """A checksum of all rows, by which a page that shows many of them can tell that one has changed."""
    return hashlib.sha256(repr([table.rows for table in tables(dossier)]).encode()).hexdigest()
