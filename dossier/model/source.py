"""The evidence: the contents of the source folder, and how well it supports a statement.

Each model is both record and schema: the JSON Schema beside a data file is generated from it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from dossier.locale import N_, _, long_date, ngettext

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
Slug = Annotated[str, Field(pattern=SLUG.pattern)]
PassageId = Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+$")]
CorrectionId = Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+[a-z]$")]
ReferenceKey = Slug
"""The key of a reference. References with different keys have different addresses."""


def slug(text: str) -> str:
    """Return the slug that is meant by a text; empty if the text has no Latin letters or digits."""
    return "-".join(re.findall("[a-z0-9]+", text.lower()))


_ISO = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")


def is_date(value: str) -> bool:
    """Return whether a text is a valid year, month or day, such as 2017, 2017-12 or 2017-12-21."""
    try:
        return _ISO.match(value) is not None and bool(date.fromisoformat(f"{value}-01-01"[:10]))
    except ValueError:
        return False


def _in_calendar(value: str) -> str:
    if not is_date(value):
        raise PydanticCustomError("no_date", "there is no such date")
    return value


IsoDate = Annotated[str, Field(pattern=_ISO.pattern), AfterValidator(_in_calendar)]
PageName = Annotated[str, Field(pattern=r"^([a-z0-9-]+/)+[a-z0-9-]+$")]
"""The name of the page of an entry: its folder and id."""
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_in_calendar)]
Item = Annotated[str, Field(pattern=r"^[^;]*$")]
"""An item of a list of texts. It has no semicolon, because lists are shown and exported with semicolons between items."""


SETTING = "x-setting"
"""The schema keyword that names the setting of the report that lists the allowed values."""


def _listed(setting: str, value: str, info: ValidationInfo) -> str:
    """Check that the report lists a value in a setting; the report is the validation context."""
    known = tuple(getattr(info.context, setting, (value,)))
    if value not in known:
        raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": " or ".join(map(repr, known))})
    return value


TieWord = Annotated[str, AfterValidator(partial(_listed, "ties")), Field(json_schema_extra={SETTING: "ties"})]
PassageKind = Annotated[
    str, AfterValidator(partial(_listed, "passage_kinds")), Field(json_schema_extra={SETTING: "passage_kinds"})
]
EventKind = Annotated[str, AfterValidator(partial(_listed, "event_kinds")), Field(json_schema_extra={SETTING: "event_kinds"})]


T = TypeVar("T")


def without_empty(fields: Mapping[str, T]) -> dict[str, T]:
    """Return the fields that have a value."""
    return {name: value for name, value in fields.items() if value}


class Record(BaseModel):
    """A frozen record that rejects unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


LEAST, MOST = ("at least", "more than"), ("up to", "less than")
"""Qualifiers that make a number a lower bound, and those that make it an upper bound."""


class Measure(Record):
    """A number or range.

    A ``max`` alone is an upper bound and a ``min`` alone a lower bound. ``qualifier`` is the word that must accompany the number
    wherever it is repeated; ``exactly`` (a count) and ``estimate`` need no word.
    """

    value: float | None = Field(None, ge=0, description=N_("the number, if there is one"))
    min: float | None = Field(None, ge=0, description=N_("the lower bound of a range, or a lower bound alone"))
    max: float | None = Field(None, ge=0, description=N_("the upper bound of a range, or an upper bound alone"))
    qualifier: str

    @model_validator(mode="after")
    def bounds_are_ordered(self) -> Self:
        """Check that a range runs from the lower bound to the upper."""
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the range {self.min:g} to {self.max:g} runs backwards; write its lower bound under “min”")
        return self

    def check_bounds(self, forms: Sequence[tuple[str, ...]]) -> None:
        """Check which bounds are given: the one that the qualifier requires, or else those of one of the given forms."""
        given = tuple(name for name in ("value", "min", "max") if getattr(self, name) is not None)
        bound = "max" if self.qualifier in MOST else "min" if self.qualifier in LEAST else ""
        wanted = [(bound,)] if bound else forms
        if given not in wanted:
            shown = ", or ".join(" and ".join(form) or "no number" for form in wanted)
            raise ValueError(f"the number does not fit the qualifier “{self.qualifier}”; write {shown}")

    @property
    def limit(self) -> str:
        """The word that qualifies the number, if any."""
        return "" if self.qualifier in ("exactly", "estimate") else self.qualifier

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The number or lower bound, and the upper bound if it is a range."""
        if self.min is not None:
            return self.min, self.max
        return (self.value if self.value is not None else self.max), None


class Figure(Measure):
    """A number or range stated by the report or by the public record.

    ``as_of`` is a date. ``period`` is ``since`` if the figure counts from that date on, and ``early`` if it applies to the first
    months of that year.
    """

    id: Slug = Field(description=N_("id of the figure"))
    subject: str = Field(description=N_("what is counted or measured"))
    origin: Literal["summary", "record"] = Field(
        "summary", description=N_("whether the summary of the report or the public record states it")
    )
    unit: str = Field(description=N_("the unit"))
    qualifier: Literal["exactly", "estimate", "about", "nearly", "up to", "at least"] = Field(
        "exactly", description=N_("the word that must accompany the number; an estimate and an exact count need none")
    )
    as_of: IsoDate = Field(description=N_("the year, month or day to which it applies"))
    period: Literal["", "since", "early"] = Field(
        "", description=N_("whether it counts from that date on (since) or applies to the first months of that year (early)")
    )
    evidence: tuple[ReferenceKey, ...] = Field((), description=N_("keys of the references about it"))
    note: str = Field("", description=N_("caveats"))

    @model_validator(mode="after")
    def number_has_its_form(self) -> Self:
        """Check that a count is a single number, that a range is qualified, and that a qualified figure has a number in full."""
        if scale := re.search(r"\b(?:hundred|thousand|million|billion)s?\b", self.unit):
            raise ValueError(f"the unit has “{scale[0]}”; write the number out, such as 61000000, and remove the word")
        self.check_bounds([("value",), ("min", "max"), *([] if self.limit else [()])])
        if self.min is not None and self.max is not None and self.qualifier == "exactly":
            raise ValueError(f"a range such as {self.min:g} to {self.max:g} is not an exact number; write “qualifier: estimate”")
        return self


Precision = Literal["day", "month", "year", "early in year"]
_PRECISIONS: dict[int, tuple[Precision, ...]] = {4: ("year", "early in year"), 7: ("month",), 10: ("day",)}
"""The precisions that a date may have, by its length; the first is the default."""


class DatedFact(Record):
    """A fact to which a passage gives a date."""

    date: IsoDate = Field(description="the year, month or day, as precisely as the passage gives it: 2019, 2019-07 or 2019-07-31")
    what: str = Field(description="what happened then")
    precision: Precision = Field(
        default_factory=lambda fact: _PRECISIONS[len(fact["date"])][0],
        description="how precise the date is; needed only for “early in year”, because the form of the date says the rest",
    )
    evidence: tuple[ReferenceKey, ...] = Field((), description="keys of the references that state the date")
    note: str = Field("", description="caveats")

    @model_validator(mode="after")
    def date_is_precise(self) -> Self:
        """Check that the date has the stated precision."""
        if self.precision not in _PRECISIONS[len(self.date)]:
            raise ValueError(f"“{self.date}” does not have the precision “{self.precision}”; remove that, or correct the date")
        return self


class Correction(Record):
    """A place where the digest is wrong, unclear or clumsy, and how we read it.

    The kind says what the reading changes: a ``fact``, a ``name`` or the ``wording``. A ``doubt`` has no reading and corrects
    nothing.
    """

    id: CorrectionId = Field(description="the id of the passage and a letter, such as AF-5a")
    digest: str = Field(description="the words of the digest, or of the report")
    reading: str = Field("", description="what should stand there instead; empty for a doubt")
    kind: Literal["fact", "name", "wording", "doubt"] = Field(description="what the reading changes; a doubt changes nothing")
    confidence: Literal["high", "medium", "low"] = Field(description="how sure we are")
    evidence: tuple[ReferenceKey, ...] = Field((), description="keys of the references that support the reading")
    note: str = Field("", description="the reason, if the evidence does not show it")

    @model_validator(mode="after")
    def reading_fits_kind(self) -> Self:
        """Check that a doubt has no reading and every other kind has one."""
        if self.corrects != bool(self.reading):
            raise ValueError(f"a {self.kind} {'needs a reading; add' if self.corrects else 'has no reading; remove'} it")
        return self

    @property
    def corrects(self) -> bool:
        """Whether it gives a different reading from the digest."""
        return self.kind != "doubt"


class Evidence(Record):
    """A reference about a passage, and the part of the passage that it supports."""

    reference: ReferenceKey = Field(description="the key of the reference")
    supports: str = Field(description="the part of the passage that it supports, in a sentence")


class Tie(Record):
    """The tie of an entry to a passage: how, in one of the ways defined by the report, and why."""

    entry: PageName = Field(description="the page of the entry, without suffix: its folder and id, such as regions/asia")
    tie: TieWord = Field(description="the kind of tie, one of those in report.yaml")
    why: str = Field(description="the reason, in a sentence")
    evidence: tuple[ReferenceKey, ...] = Field((), description="keys of the references that show it")


class Passage(Record):
    """A unit of the digest of the report, in our paraphrase, with the evidence in the public record.

    ``paragraph`` is the paragraph of the report that the passage represents; it stays empty until someone who has the report
    fills it in.
    """

    id: PassageId = Field(description=N_("id of the passage, assigned by this site"))
    kind: PassageKind = Field(description=N_("its form in the summary of the report"))
    paragraph: int | None = Field(None, description=N_("its paragraph in the report; empty until the text has been consulted"))
    paraphrase: str = Field(description=N_("what it says, in our words"))
    figures: tuple[Figure, ...] = Field((), description="numbers in it, and when each applied")
    dates: tuple[DatedFact, ...] = Field((), description="dates in it, and what happened then")
    places: tuple[Item, ...] = Field((), description=N_("places named in it"))
    states: tuple[Item, ...] = Field((), description=N_("States named in it"))
    bodies: tuple[Item, ...] = Field((), description=N_("bodies named in it"))
    groups: tuple[Item, ...] = Field((), description=N_("groups named in it"))
    people: tuple[Item, ...] = Field((), description=N_("people named in it"))
    corrections: tuple[Correction, ...] = Field(
        (), description=N_("corrections and doubts: id, digest (words of the summary), reading, kind, confidence, evidence, note")
    )
    evidence: tuple[Evidence, ...] = Field((), description=N_("references about it: reference, supports"))
    ties: tuple[Tie, ...] = Field((), description=N_("entries tied to it: entry (its page), tie, why, evidence"))
    notes: str = Field("", description=N_("further notes"))

    @property
    def references(self) -> frozenset[str]:
        """Keys of all references that the passage names."""
        parts: tuple[Figure | DatedFact | Correction | Tie, ...] = (*self.figures, *self.dates, *self.corrections, *self.ties)
        return frozenset({key for part in parts for key in part.evidence} | {item.reference for item in self.evidence})


class PassageFile(Record):
    """A file of the register: the passages of one section of the report."""

    section: str = Field(description="the code of the section, as in report.yaml")
    passages: tuple[Passage, ...] = Field(min_length=1, description="its passages, in the order of the report")


class Section(Record):
    """A section of the report, identified by its heading."""

    code: Annotated[str, Field(pattern=r"^[A-Z]+$")] = Field(description="its code in capitals, with which passage ids begin")
    title: str = Field(description="its heading in the report")


class Report(Record):
    """The report that the dossier is about, the digest that stands in for it, and the terms that describe both."""

    symbol: str = Field(description="its document symbol, or a short name")
    title: str = Field(description="its title")
    date: IsoDate = Field(description="its date")
    reference: ReferenceKey = Field(description="the key of its reference")
    digest: ReferenceKey = Field("", description="the digest through which the report is known, if it was not read itself")
    digest_name: str = Field(
        default_factory=lambda report: "digest" if report.get("digest") else "report",
        description="the word for the document through which the report was read",
    )
    sections: tuple[Section, ...] = Field(min_length=1, description="its sections, in its order")
    passage_kinds: tuple[str, ...] = Field(("paragraph",), description="forms that a passage may have", min_length=1)
    ties: dict[str, str] = Field(
        {"named": "named there", "subject": "placed by us, by subject"},
        description="the ways in which an entry may be tied to a passage, each with its label",
    )
    event_kinds: tuple[str, ...] = Field(("event",), description="kinds of event, in the order of the charts", min_length=1)
    tiers: dict[str, str] = Field(
        {"direct": "on the report itself", "context": "as background"},
        description="how close a reference is to the report, closest first, each with its label; "
        "a reference of the last tier does not support a finding",
        min_length=1,
    )

    @property
    def is_read(self) -> bool:
        """Whether the report itself was read, rather than a digest."""
        return self.digest in ("", self.reference)

    @property
    def corrected_label(self) -> str:
        """The label of a statement that departs from the report, or from its summary."""
        return _("Report corrected") if self.is_read else _("Summary corrected")

    @property
    def background(self) -> str:
        """The tier of references that do not support findings."""
        return list(self.tiers)[-1]

    @property
    def as_of(self) -> str:
        """The month of the report, such as "July 2019", or the year if only that is known."""
        return long_date(self.date[:7])


_UNLINKED = re.compile(r"\b(?:not|never) linked\b|\bprovenance only\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reference:
    """A document cited by the dossier.

    :param key: its key in the bibliography
    :param label: its label in citations: a document symbol, or publisher and date
    :param kind: kind of source, such as ``official`` or ``news``
    :param tier: how close it is to the report: one of the report's ``tiers``
    :param repeats: key of the reference whose text or news report it repeats; both count as one source
    :param annotation: what it says, in our words
    :param read: the part of it that was read, such as "in its opening"; empty if all of it
    :param note: caveats
    :param linkable: whether its address may be published; false for mirrors, wikis and unofficial copies
    :param language: language of the title as a BCP 47 tag, if it differs from that of the site
    :param path: file of the bibliography
    :param line: line of its entry
    :param at: line of each field
    """

    key: str
    label: str
    title: str
    publisher: str
    date: str
    url: str
    official: str
    kind: str
    tier: str
    repeats: str
    annotation: str
    read: str
    note: str
    linkable: bool
    language: str
    path: Path
    line: int
    at: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    def line_of(self, name: str) -> int:
        """Return the line of a field, or that of the entry if it lacks the field."""
        return self.at.get(name, self.line)

    @property
    def address(self) -> str:
        """The address that may be published, or an empty string."""
        return self.official or (self.url if self.linkable else "")

    @property
    def says_unlinked(self) -> bool:
        """Whether its note says that its address is not linked."""
        return _UNLINKED.search(self.note) is not None

    @property
    def extent(self) -> str:
        """How much of it was read, as in "read in its opening only"; empty if all of it."""
        return _("read {part} only").format(part=self.read) if self.read else ""

    @property
    def imprint(self) -> str:
        """Publisher and date, as they follow the title in a reference, ending with a full stop."""
        return "".join(f", {part}" for part in (self.publisher, long_date(self.date)) if part) + "."


class Event(Record):
    """A dated event relevant to the report."""

    id: Slug = Field(description=N_("id of the event"))
    date: IsoDate = Field(description=N_("the year, month or day, as precisely as known: YYYY, YYYY-MM or YYYY-MM-DD"))
    title: str = Field(description=N_("what happened, in a few words"))
    text: str = Field(description=N_("what happened"))
    kind: EventKind = Field(description=N_("the kind of event"))
    passages: tuple[PassageId, ...] = Field((), description=N_("passages that mention it"))
    evidence: tuple[ReferenceKey, ...] = Field((), description=N_("keys of the references that record it"))
    entry: PageName | None = Field(None, description=N_("the page of the entry that begins with it, without suffix"))


class EventFile(Record):
    """The file of events."""

    events: tuple[Event, ...] = Field(description="the events, by date")


SupportId = Literal["corroborated", "single-source", "public-record"]
SUPPORTS: tuple[SupportId, ...] = get_args(SupportId)


def support_labels() -> dict[SupportId, str]:
    """Return the reader-facing label of each degree of support."""
    return {"corroborated": _("Corroborated"), "single-source": _("Single source"), "public-record": _("Public record")}


def correction_labels() -> dict[str, str]:
    """Return the reader-facing label of each kind of correction."""
    return {"fact": _("fact"), "name": _("name"), "wording": _("wording"), "doubt": _("doubt")}


class Support(NamedTuple):
    """How well a statement is supported.

    :param sources: number of public sources, other than the digest, that support it; those that repeat one another count as one
    :param nearest: how many of them are as close to the report as any
    :param nearness: label of their tier; empty if all supporting references of the report are of one tier
    :param is_of_record: whether only the public record states it, not the digest
    """

    sources: int = 0
    nearest: int = 0
    nearness: str = ""
    is_of_record: bool = False

    @property
    def id(self) -> SupportId:
        """The degree of support."""
        return "public-record" if self.is_of_record else "corroborated" if self.sources else "single-source"

    @property
    def label(self) -> str:
        """The reader-facing label: "Corroborated", "Single source" or "Public record"."""
        return support_labels()[self.id]

    def __str__(self) -> str:
        """Return the label, the number of sources and their distance: "Corroborated by 2 other sources, on the same matter"."""
        if not self.sources:
            return self.label
        counted = ngettext("Corroborated by {number} other source", "Corroborated by {number} other sources", self.sources)
        if self.is_of_record:
            counted = ngettext("Public record: {number} source", "Public record: {number} sources", self.sources)
        near = _(", {nearest} of them {nearness}") if self.nearest < self.sources else ", {nearness}"
        return (counted + near * bool(self.nearness)).format(number=self.sources, nearest=self.nearest, nearness=self.nearness)
