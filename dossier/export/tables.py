"""All tables of the export, each with columns and rows. To add one, write a function here with ``@table``."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dossier.graph import Dossier, Index, LinkedFinding, count_corroborated, count_within, findings_stating, support_of
from dossier.locale import _, capitalized
from dossier.model.kinds import KINDS, EntryMeta
from dossier.model.page import Page
from dossier.model.publication import Statement
from dossier.model.series import Estimate, EstimateValue, Presentation, SeriesReport
from dossier.model.site import call, is_current, site
from dossier.model.source import SUPPORTS, Event, Figure, Measure, Passage, Support
from dossier.parser.markup import plain
from dossier.review.releases import history

Type = Literal["string", "integer", "number", "boolean", "list", "array", "object"]
"""Types of the Table Schema of Data Package 2; a ``list`` contains texts, an ``array`` records."""


class Column(NamedTuple):
    """A column.

    :param description: meaning of its values
    :param value: returns its value for a record; by default, the attribute with its name
    :param values: allowed values, if there are few
    :param pattern: regular expression that matches every value completely
    :param refers_to: table whose keys are its values
    """

    name: str
    description: str
    value: Callable[[Any], Any] | None = None
    type: Type = "string"
    values: tuple[str, ...] = ()
    pattern: str = ""
    refers_to: str = ""

    def of(self, record: Any) -> Any:
        """Return the value for a record as JSON types: text, number, boolean, ``None``, list or object."""
        value = (self.value or attrgetter(self.name))(record)
        return value if type(value) is str else _plain(value)


@dataclass(frozen=True)
class Table:
    """A table.

    :param description: what a row is, and how rows are sorted
    :param key: columns of the primary key
    :param rows: its rows, each with a value for every column
    """

    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]


Make = Callable[[Dossier], Table]
_TABLES: dict[str, Make] = {}


def table(name: str) -> Callable[[Make], Make]:
    """Register a function that makes the table with a name."""

    def register(make: Make) -> Make:
        _TABLES[name] = make
        return make

    return register


def _ids(records: Iterable[LinkedFinding | Passage]) -> list[str]:
    return [record.id for record in records]


def table_of(title: str, description: str, key: tuple[str, ...], columns: tuple[Column, ...], records: Iterable[Any]) -> Table:
    """Return a table with a row for each record."""
    rows = tuple({column.name: column.of(record) for column in columns} for record in records)
    return Table(title, description, key, columns, rows)


def fields(model: type[BaseModel], *names: str, of: Callable[[Any], Any] = lambda record: record) -> Iterator[Column]:
    """Yield columns for fields of a model, described as in the model.

    :param of: returns the part of a record that has the fields; cells are empty if it is missing or lacks a field
    """
    for name in names:
        field = model.model_fields[name]
        type_ = _type(field.annotation)
        pattern = next((rule.pattern for rule in field.metadata if getattr(rule, "pattern", None)), "")
        values = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        yield Column(name, described(field, name), _value(name, type_, of), type_, values, pattern)


def described(field: FieldInfo, name: str, before: str = "") -> str:
    """Return the description of a field as a sentence."""
    return capitalized(f"{before}{_(field.description or name.replace('_', ' '))}.")


def _value(name: str, type_: Type, of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        held = getattr(of(record), name, [] if type_ == "list" else None)
        return str(held) if type_ == "string" and held is not None else held

    return value


def _type(annotation: Any) -> Type:
    parts = get_args(annotation)
    if get_origin(annotation) is tuple:
        return "array" if isinstance(parts[0], type) and issubclass(parts[0], BaseModel) else "list"
    known: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean"}
    plain = [part for part in parts or (annotation,) if part is not NoneType]
    return "object" if get_origin(annotation) is dict else known.get(plain[0], "string") if len(plain) == 1 else "string"


def support_columns(of: Callable[[Any], Support]) -> Iterator[Column]:
    """Yield the columns for the support of a record, which a function returns: the degree, and the number of sources."""
    how = _("Whether the summary of the report and other public sources state it, only the summary, or only the public record.")
    number = _("Number of public sources that state it; those that repeat one another count as one.")
    yield Column("support", how, lambda record: of(record).id, values=SUPPORTS)
    yield Column("sources", number, lambda record: of(record).sources, type="integer")


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _plain(value.model_dump())
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@table("findings")
def findings(dossier: Dossier) -> Table:
    """Return the table of findings, with what they are based on and the entries they concern."""
    digest = dossier.source.report.digest_name
    sections = _("Titles of the sections of the report that contain those passages.")
    states = _("States that it concerns, by short name: those in its text, or else those in its passages.")
    columns = (
        Column("id", _("Permanent id of the finding.")),
        Column("text", _("The claim, as plain text.")),
        Column("page", _("Its page, without suffix."), lambda finding: finding.page.docname),
        Column("anchor", _("Its anchor on that page."), lambda finding: finding.id),
        Column("url", _("Its address relative to the root of the site."), lambda it: dossier.url(it.page.docname, it.id)),
        Column("section", _("The heading above it on the page.")),
        Column("passages", _("Passages that it is based on."), lambda finding: finding.record.passages, type="list"),
        Column("locator", sections, lambda finding: dossier.source.locator(finding.record.passages)),
        *support_columns(lambda finding: finding.support),
        Column("corrected", _("Whether it corrects the {digest}.").format(digest=digest), type="boolean"),
        Column("correction_kind", _("What it corrects there."), lambda finding: finding.correction_kinds, type="list"),
        Column("evidence", _("Keys of the references that support it."), lambda finding: finding.record.evidence, type="list"),
        Column("corrects", _("Ids of the corrections that it applies."), lambda finding: finding.record.corrects, type="list"),
        *(_facet(name) for name in KINDS),
        Column("states", states, type="list"),
        Column("sha256", _("SHA-256 checksum of the text in UTF-8, to detect changes.")),
    )
    found = sorted(dossier.findings.values(), key=lambda finding: finding.id)
    return table_of(_("Findings"), _("One row per claim of the report, sorted by id."), ("id",), columns, found)


def _facet(kind: str) -> Column:
    meaning = _("Ids of the {kind} that it concerns.").format(kind=KINDS[kind].plural.lower())
    return Column(KINDS[kind].column, meaning, lambda finding: finding.facets[kind], type="list")


@table("passages")
def passages(dossier: Dossier) -> Table:
    """Return the table of passages, with the findings based on them."""
    source, digest = dossier.source, dossier.source.report.digest_name

    def url(passage: Passage) -> str:
        page = dossier.register_page(passage.id)
        return dossier.url(page, passage.id) if page else ""

    def corroborated(passage: Passage) -> int:
        return count_corroborated(dossier, passage.id)

    def dates(passage: Passage) -> list[dict[str, Any]]:
        supports = [(dated, dossier.support(dated.evidence)) for dated in passage.dates]
        return [dated.model_dump() | {"support": support.id, "sources": support.sources} for dated, support in supports]

    columns = (
        *fields(Passage, "id"),
        Column("section", _("Code of its section of the report."), lambda it: source.section_of[it.id]),
        Column("locator", _("Title of that section."), lambda passage: source.locator((passage.id,))),
        *(column._replace(values=source.report.passage_kinds) for column in fields(Passage, "kind")),
        *fields(Passage, "paragraph", "paraphrase"),
        Column("findings_corroborated", _("Number of findings based on it that are corroborated."), corroborated, type="integer"),
        *fields(Passage, "places", "states", "bodies", "groups", "people"),
        Column("dates", _("Facts that it dates: date, what, precision, evidence, note, support, sources."), dates, type="array"),
        *fields(Passage, "corrections", "evidence", "ties", "notes"),
        Column("url", _("Its address relative to the root of the site."), url),
        Column("findings", _("Findings based on it."), lambda it: _ids(dossier.findings_from[it.id]), type="list"),
    )
    description = _("One row per passage of the {digest}, in the order of the report.").format(digest=digest)
    return table_of(_("Passages"), description, ("id",), columns, source.passages.values())


@table("figures")
def figures(dossier: Dossier) -> Table:
    """Return the table of figures."""

    def stating(figure: Figure) -> list[str]:
        return _ids(findings_stating(dossier, *dossier.figures[figure.id]))

    def estimate(figure: Figure) -> str:
        found = dossier.estimate_by_figure.get(figure.id)
        return found.id if found else ""

    columns = (
        *fields(Figure, "id", "subject", "origin", "value", "min", "max", "unit"),
        *fields(Figure, "qualifier", of=_with_a_number),
        *fields(Figure, "as_of", "period"),
        *support_columns(partial(support_of, dossier)),
        Column("passage", _("The passage that contains it."), lambda it: dossier.figures[it.id][0].id, refers_to="passages"),
        *fields(Figure, "evidence"),
        Column("findings", _("Findings that state it."), stating, type="list"),
        Column("estimate", _("Id of the estimate of the series that it belongs to, if any."), estimate),
        *fields(Figure, "note"),
    )
    found = [figure for _passage, figure in dossier.figures.values()]
    return table_of(_("Figures"), _("One row per number or range, in the order of the passages."), ("id",), columns, found)


def _with_a_number(measure: Measure | None) -> Measure | None:
    """Return a measure, or ``None`` if it has no number, because a qualifier must accompany one."""
    return measure if measure and measure.bounds[0] is not None else None


@table("entries")
def entries(dossier: Dossier) -> Table:
    """Return the table of entries, with their fact cards and provisions."""

    def provisions(page: Page) -> list[dict[str, Any]]:
        names = ("verb", "paragraph", "evidence")
        texts = ((plain(item.text, dossier.labels), item) for item in page.provisions)
        return [{"text": text} | {name: getattr(item, name) for name in names} for text, item in texts]

    def here(page: Page) -> int:
        return sum(finding.page is page for finding in dossier.findings_about[page.key])

    def elsewhere(page: Page) -> int:
        return len(dossier.findings_about[page.key]) - here(page)

    def on_parts(page: Page) -> int:
        return count_within(dossier, page) - len(dossier.findings_about[page.key])

    columns = (
        Column("kind", _("The kind of entry."), values=tuple(KINDS)),
        Column("id", _("Id of the entry among those of its kind.")),
        Column("title", _("Title of its page.")),
        Column("label", _("The text of a link to it."), lambda page: dossier.labels[page.key]),
        Column("page", _("Its page, without suffix."), lambda page: page.docname),
        Column("url", _("The address of its page relative to the root of the site."), lambda page: dossier.url(page.docname)),
        *fields(EntryMeta, *EntryMeta.model_fields, of=attrgetter("meta")),
        *_card_columns(),
        Column("provisions", _("What other sources say of it: text, verb, paragraph, evidence."), provisions, type="array"),
        Column("findings_here", _("Number of findings about it on its own page."), here, type="integer"),
        Column("findings_elsewhere", _("Number of findings about it on other pages."), elsewhere, type="integer"),
        Column("findings_on_parts", _("Number of findings that are only about its parts."), on_parts, type="integer"),
    )
    known = sorted((page for page in dossier.entries.values() if page.is_valid), key=attrgetter("key"))
    description = _("One row per subject that has its own page, sorted by kind and id.")
    return table_of(_("Entries"), description, ("kind", "id"), columns, known)


def _card_columns() -> Iterator[Column]:
    own = [(name, kind) for kind in KINDS.values() for name in kind.meta.model_fields if name not in EntryMeta.model_fields]
    for name, having in Index(own).items():
        kind, kinds = having[0], _(" and ").join(kind.plural.lower() for kind in having)
        description = described(kind.meta.model_fields[name], name, _("Of {kinds}: ").format(kinds=kinds))
        yield from (each._replace(description=description) for each in fields(kind.meta, name, of=attrgetter("meta")))


@table("events")
def events(dossier: Dossier) -> Table:
    """Return the table of events."""
    columns = (
        *fields(Event, "id", "date", "title", "text"),
        *(column._replace(values=dossier.source.report.event_kinds) for column in fields(Event, "kind")),
        *support_columns(partial(support_of, dossier)),
        *fields(Event, "passages", "evidence", "entry"),
    )
    return table_of(_("Events"), _("One row per event, sorted by date."), ("id",), columns, dossier.source.events)


@table("changes")
def changes(dossier: Dossier) -> Table:
    """Return the table of changes in each release and since the last, with a row for each field of a changed record."""
    number = _("Number of the changed record among those of the release; a record has a row for each field.")
    columns = (
        Column("release", _("The release that has the change, or “since” and the last release.")),
        Column("change", number, type="integer"),
        *fields(Statement, "kind", "id", "where", of=attrgetter("statement")),
        Column("what", _("Whether the record was added, changed or removed."), values=("added", "changed", "removed")),
        Column("field", _("The part of the record; of one that was added or removed, all parts.")),
        Column("before", _("Its text or ids before.")),
        Column("after", _("Its text or ids after.")),
    )
    description = _("One row per field of a changed finding, provision, page or data record, newest release first.")
    return table_of(_("Changes"), description, ("release", "change", "field"), columns, _changed_fields(dossier))


_ChangedField = namedtuple("_ChangedField", ("release", "change", "statement", "what", "field", "before", "after"))


def _changed_fields(dossier: Dossier) -> Iterator[_ChangedField]:
    for step in history(dossier):
        version = f"since {step.release.version}" if step.is_since else step.release.version
        for number, change in enumerate(step.changes or (), 1):
            before, after = (state.fields if state else {} for state in (change.before, change.after))
            for name in [difference.name for difference in change.differences] or change.statement.fields:
                values = before.get(name, ""), after.get(name, "")
                yield _ChangedField(version, number, change.statement, change.what, name, *values)


class Seen(NamedTuple):
    """An estimate in a report.

    :param id: the id of the row
    :param report: the ordinal of the report
    :param value: a value found in it; ``None`` if there is none
    """

    id: str
    estimate: Estimate
    report: int
    value: EstimateValue | None


@table("reports")
def reports(dossier: Dossier) -> Table:
    """Return the table of reports of the series."""
    of_presentation = partial(fields, Presentation, of=attrgetter("presentation"))
    columns = (
        *fields(SeriesReport, "ordinal", "symbol"),
        Column("url", _("The official address of its text."), lambda report: site().address_of(report.symbol)),
        *fields(SeriesReport, "date", "dated"),
        Column("mandate", _("The page of the entry that requests it, without suffix; empty if not known."), _mandate),
        *of_presentation("stage"),
        *(column._replace(name="presented") for column in of_presentation("date")),
        *of_presentation("form", "meeting", "record", "press_release", "presenters"),
        Column("evidence", _("Keys of the references for this row."), lambda report: report.references, type="list"),
        Column("note", _("Caveats."), _note),
    )
    found = dossier.source.series.reports if dossier.source.series else ()
    return table_of(_("Reports"), _("One row per report of the series, sorted by ordinal."), ("ordinal",), columns, found)


def _mandate(report: SeriesReport) -> str:
    return report.mandate.entry if report.mandate else ""


def _note(report: SeriesReport) -> str:
    return " ".join(part.note for part in (report, report.presentation) if part and part.note)


@table("estimates")
def estimates(dossier: Dossier) -> Table:
    """Return the table of estimates, with a row for every report, whether or not a value was found."""
    of_value = partial(fields, EstimateValue, of=attrgetter("value"))
    of_estimate = partial(fields, Estimate, of=attrgetter("estimate"))
    own = _("Id of the figure in the register with its value for the report of this site.")
    columns = (
        Column("id", _("Id of the row: the estimate, the ordinal of the report, and a number if there are several.")),
        Column("estimate", _("Id of the estimate."), lambda seen: seen.estimate.id),
        *of_estimate("title"),
        Column("report", _("The ordinal of the report."), type="integer"),
        Column("seen", _("Whether such an estimate was found."), lambda seen: seen.value is not None, type="boolean"),
        *of_value("value", "min", "max"),
        *of_estimate("unit"),
        *fields(EstimateValue, "qualifier", of=lambda seen: _with_a_number(seen.value)),
        *of_value("words", "said_in", "scope", "as_of"),
        Column("figure", own, lambda seen: seen.estimate.figure, refers_to="figures"),
        *of_value("evidence", "note"),
    )
    found = [row for estimate in dossier.estimates.values() for row in _rows(estimate)]
    description = _("One row per estimate and report, whether or not a value was found, sorted by both.")
    return table_of(_("Estimates"), description, ("id",), columns, found)


def _rows(estimate: Estimate) -> Iterator[Seen]:
    """Yield a row for each value, and one for each report in which none was found."""
    values = Index((value.report, value) for value in estimate.values)
    for report in sorted({*values, *estimate.not_seen}):
        for place, value in enumerate(values[report] or [None], 1):
            yield Seen(f"{estimate.id}-{report}{f'-{place}' if place > 1 else ''}", estimate, report, value)


@table("references")
def references(dossier: Dossier) -> Table:
    """Return the table of references, with the pages and passages that cite them."""
    *nearer, last = dossier.source.report.tiers
    citing, naming = dossier.pages_citing, dossier.passages_naming
    tier = _("How close it is to the report: {tiers} or {last}.").format(tiers=", ".join(nearer), last=last)
    columns = (
        Column("key", _("Key of the reference.")),
        Column("label", _("Its label in citations.")),
        Column("title", _("Title, or a description if the note says so.")),
        Column("publisher", _("Publisher.")),
        Column("date", _("Date of publication, as far as known.")),
        Column("url", _("Address; empty for copies that only serve as provenance."), lambda item: item.address),
        Column("kind", _("Kind of source.")),
        Column("tier", tier),
        Column("repeats", _("Reference whose text or news report it repeats; both count as one source.")),
        Column("annotation", _("Its content, in our words.")),
        Column("read", _("The part of it that was read; empty if all of it.")),
        Column("note", _("Caveats.")),
        Column("pages", _("Pages that cite it."), lambda it: [page.docname for page in citing[it.key]], type="list"),
        Column("passages", _("Passages that name it in the register."), lambda it: _ids(naming[it.key]), type="list"),
    )
    found = sorted(dossier.source.references.values(), key=lambda item: item.key)
    return table_of(_("References"), _("One row per document, sorted by key."), ("key",), columns, found)


def registered() -> dict[str, Make]:
    """Return the functions that make the tables of the extension and of the current site, by the name of the table."""
    return {name: make for name, make in _TABLES.items() if is_current(make)}


@lru_cache(maxsize=1)
def tables(dossier: Dossier) -> dict[str, Table]:
    """Return all tables by name, made once per build."""
    return {name: call(make, Table, f"the table “{name}”", dossier) for name, make in registered().items()}
