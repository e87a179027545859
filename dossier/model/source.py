"""The evidence: what the files of the source folder hold, and how well it bears out what is stated.

Each model is both the record and its schema: the JSON Schema beside a data file is made from it.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from dossier.locale import N_, _, ngettext
from dossier.locale.formatting import long_date

SLUG = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
Slug = Annotated[str, Field(pattern=SLUG.pattern)]
PassageId = Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+$")]
CorrectionId = Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+[a-z]$")]
ReferenceKey = Slug
"""The key of a reference: two keys that differ have addresses that differ."""


_ISO = re.compile(r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")


def is_date(value: str) -> bool:
    """Whether a text is a year, a month or a day of the calendar, as 2017, 2017-12 or 2017-12-21."""
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
"""The name of the page of an entry: its folder and its id."""
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Item = Annotated[str, Field(pattern=r"^[^;]*$")]
"""An item of a list of texts: it has no semicolon, which stands between the items where the list is shown or exported."""


SETTING = "x-setting"
"""In a schema, names the setting of the report that lists the words that are allowed."""


def _is_listed(setting: str, value: str, info: ValidationInfo) -> str:
    """A word that the report lists in a setting; the report is the context of the validation."""
    known = tuple(getattr(info.context, setting, (value,)))
    if value not in known:
        quoted = [*map(repr, known)]
        expected = " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))
        raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": expected})
    return value


TieWord = Annotated[str, AfterValidator(partial(_is_listed, "ties")), WithJsonSchema({"type": "string", SETTING: "ties"})]
PassageKind = Annotated[
    str, AfterValidator(partial(_is_listed, "passage_kinds")), WithJsonSchema({"type": "string", SETTING: "passage_kinds"})
]
EventKind = Annotated[
    str, AfterValidator(partial(_is_listed, "event_kinds")), WithJsonSchema({"type": "string", SETTING: "event_kinds"})
]


class Record(BaseModel):
    """A frozen record that takes no field it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


LEAST, MOST = ("at least", "more than"), ("up to", "less than")
"""Qualifiers that make a number a bound: a lower one and an upper one."""


class Measure(Record):
    """A number or range.

    A lone ``max`` is an upper bound and a lone ``min`` a lower one; ``qualifier`` is the word that must go with the number
    wherever it is repeated: ``exactly`` of what was counted and ``estimate`` of what was not need no word.
    """

    value: float | None = Field(None, description=N_("the number, where there is one"))
    min: float | None = Field(None, description=N_("the lower bound, of a range or alone"))
    max: float | None = Field(None, description=N_("the upper bound, of a range or alone"))
    qualifier: str

    @model_validator(mode="after")
    def bounds_are_ordered(self) -> Self:
        """A range runs from the lower bound to the upper one."""
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the range {self.min:g} to {self.max:g} runs backwards")
        return self

    def takes(self, *forms: tuple[str, ...]) -> None:
        """Check which bounds are given: the one that the qualifier asks for, or else those of one of some forms."""
        given = tuple(name for name in ("value", "min", "max") if getattr(self, name) is not None)
        bound = "max" if self.qualifier in MOST else "min" if self.qualifier in LEAST else ""
        wanted = [(bound,)] if bound else forms
        if given not in wanted:
            shown = ", or ".join(" and ".join(form) or "no number" for form in wanted)
            raise ValueError(f"a number that is “{self.qualifier}” takes {shown}")

    @property
    def limit(self) -> str:
        """The word that limits the number, if one does."""
        return "" if self.qualifier in ("exactly", "estimate") else self.qualifier

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The number, or the lower bound, and the upper bound of a range."""
        if self.min is not None:
            return self.min, self.max
        return (self.value if self.value is not None else self.max), None


class Figure(Measure):
    """A number or range that the report or the record states.

    ``as_of`` is a date; ``since`` says that the figure counts from then on, and ``early`` that it is of the first months of that
    year.
    """

    id: Slug = Field(description=N_("id of the figure"))
    subject: str = Field(description=N_("what is counted or measured"))
    origin: Literal["digest", "record"] = Field("digest", description=N_("whether the digest states it, or the public record"))
    unit: str = Field(description=N_("the unit"))
    qualifier: Literal["exactly", "estimate", "about", "nearly", "up to", "at least"] = Field(
        "exactly", description=N_("the word that must go with the number; an estimate and an exact count need none")
    )
    as_of: IsoDate = Field(description=N_("the year, month or day to which it applies"))
    period: Literal["", "since", "early"] = Field(
        "", description=N_("whether it counts from that date on (since), or is of the first months of that year (early)")
    )
    evidence: tuple[ReferenceKey, ...] = Field((), description=N_("keys of the references that speak to it"))
    note: str = Field("", description=N_("what to beware of"))

    @model_validator(mode="after")
    def number_has_its_form(self) -> Self:
        """What was counted is one number; a range is an estimate or has another word; a word that limits has a number."""
        self.takes(("value",), ("min", "max"), *([] if self.limit else [()]))
        if self.min is not None and self.max is not None and self.qualifier == "exactly":
            raise ValueError(f"a range such as {self.min:g} to {self.max:g} is no exact number: write “qualifier: estimate”")
        return self


_LENGTHS = {"day": 10, "month": 7, "year": 4, "early in year": 4}


class DatedFact(Record):
    """Something that a passage dates."""

    date: IsoDate
    what: str
    precision: Literal["day", "month", "year", "early in year"]
    evidence: tuple[ReferenceKey, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def date_is_precise(self) -> Self:
        """A date is as precise as it says."""
        if len(self.date) != _LENGTHS[self.precision]:
            raise ValueError(f"“{self.date}” is not precise to the {self.precision.split()[-1]}")
        return self


class Correction(Record):
    """A place where the digest is wrong, unclear or clumsy, and how we read it.

    The kind says what the reading changes: a ``fact``, a ``name`` or the ``wording``. A ``doubt`` has no reading and corrects
    nothing.
    """

    id: CorrectionId
    digest: str
    reading: str = ""
    kind: Literal["fact", "name", "wording", "doubt"]
    confidence: Literal["high", "medium", "low"]
    evidence: tuple[ReferenceKey, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def reading_fits_kind(self) -> Self:
        """A doubt has no reading, and whatever corrects has one."""
        if self.corrects != bool(self.reading):
            raise ValueError(f"a {self.kind} {'needs a' if self.corrects else 'has no'} reading")
        return self

    @property
    def corrects(self) -> bool:
        """Whether there is another reading than the digest's."""
        return self.kind != "doubt"


class Evidence(Record):
    """A reference that speaks to a passage, and what of it that reference supports."""

    reference: ReferenceKey
    supports: str


class Tie(Record):
    """How an entry is tied to a passage: in one of the ways that the report sets, and why."""

    entry: PageName
    tie: TieWord
    why: str
    evidence: tuple[ReferenceKey, ...] = ()


class Passage(Record):
    """One unit of the digest of the report, in our paraphrase, with what the public record says of it.

    ``paragraph`` is the paragraph of the report that the passage stands for. It stays empty until someone who has the report
    fills it in.
    """

    id: PassageId = Field(description=N_("id of the passage, of this site's making"))
    kind: PassageKind = Field(description=N_("its form in the digest"))
    paragraph: int | None = Field(
        None, description=N_("its paragraph of the report; empty as long as the text has not been consulted")
    )
    paraphrase: str = Field(description=N_("what it says, in our words"))
    figures: tuple[Figure, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    places: tuple[Item, ...] = Field((), description=N_("places that it names"))
    states: tuple[Item, ...] = Field((), description=N_("States that it names"))
    bodies: tuple[Item, ...] = Field((), description=N_("bodies that it names"))
    groups: tuple[Item, ...] = Field((), description=N_("groups that it names"))
    people: tuple[Item, ...] = Field((), description=N_("people whom it names"))
    corrections: tuple[Correction, ...] = Field(
        (), description=N_("corrections and doubts: id, digest (what that has), reading, kind, confidence, evidence, note")
    )
    evidence: tuple[Evidence, ...] = Field((), description=N_("references that speak to it: reference, supports"))
    ties: tuple[Tie, ...] = Field((), description=N_("entries tied to it: entry (its page), tie, why, evidence"))
    notes: str = Field("", description=N_("what else there is to say of it"))

    @property
    def references(self) -> frozenset[str]:
        """Keys of every reference that the passage's record names."""
        parts: tuple[Figure | DatedFact | Correction | Tie, ...] = (*self.figures, *self.dates, *self.corrections, *self.ties)
        keys = {key for part in parts for key in part.evidence}
        return frozenset(keys | {item.reference for item in self.evidence})


class PassageFile(Record):
    """A file of the register: the passages of one section of the report."""

    section: str
    passages: tuple[Passage, ...] = Field(min_length=1)


class Section(Record):
    """A section of the report, by the heading that locates it."""

    code: Annotated[str, Field(pattern=r"^[A-Z]+$")]
    title: str


class Report(Record):
    """The report that the dossier is about, the digest that stands in for it, and the words in which both are described."""

    symbol: str
    title: str
    date: IsoDate
    reference: ReferenceKey
    digest: ReferenceKey = Field("", description="the digest through which the report is known, where it was not read itself")
    digest_name: str = Field(
        default_factory=lambda report: "digest" if report.get("digest") else "report",
        description="what readers call the document in which the report was read",
    )
    sections: tuple[Section, ...] = Field(min_length=1)
    passage_kinds: tuple[str, ...] = Field(("paragraph",), description="forms that a passage may have", min_length=1)
    ties: dict[str, str] = Field(
        {"named": "named there", "subject": "placed by us, by subject"},
        description="how an entry may be tied to a passage, each way with the words that readers see",
    )
    event_kinds: tuple[str, ...] = Field(("event",), description="kinds of event, in the order of their charts", min_length=1)
    tiers: dict[str, str] = Field(
        {"direct": "on the report itself", "context": "as background"},
        description="how near a reference may be to the report, the nearest first, each with the words that readers see; "
        "one of the last tier supports no finding",
        min_length=1,
    )

    @property
    def is_read(self) -> bool:
        """Whether the report itself was read, and not through a digest."""
        return self.digest in ("", self.reference)

    @property
    def background(self) -> str:
        """The tier of references that support no finding."""
        return list(self.tiers)[-1]

    @property
    def as_of(self) -> str:
        """The month for which the report holds, in words: "July 2019"; the year, where only that is known."""
        return long_date(self.date[:7])


class Event(Record):
    """Something dated that bears on the report."""

    id: Slug = Field(description=N_("id of the event"))
    date: IsoDate = Field(description=N_("the year, the month or the day, as far as it is known: YYYY, YYYY-MM or YYYY-MM-DD"))
    title: str = Field(description=N_("what happened, in a few words"))
    text: str = Field(description=N_("what happened"))
    kind: EventKind = Field(description=N_("what it belongs to"))
    passages: tuple[PassageId, ...] = Field((), description=N_("passages that speak of it"))
    evidence: tuple[ReferenceKey, ...] = Field((), description=N_("keys of the references that record it"))
    entry: PageName | None = Field(None, description=N_("the page of the entry of which it is the beginning, without suffix"))


class EventFile(Record):
    """The file of events."""

    events: tuple[Event, ...]


SupportId = Literal["corroborated", "single-source"]
SUPPORTS: tuple[SupportId, ...] = get_args(SupportId)


def labels() -> dict[SupportId, str]:
    """What readers see for each value."""
    return {"corroborated": _("Corroborated"), "single-source": _("Single source")}


def correction_labels() -> dict[str, str]:
    """What readers see for each kind of correction."""
    return {"fact": _("fact"), "name": _("name"), "wording": _("wording"), "doubt": _("doubt")}


def corrected_label() -> str:
    """What readers see where the summary had something otherwise."""
    return _("Summary corrected")


@dataclass(frozen=True)
class Support:
    """How well a statement is supported.

    :param sources: how many public sources bear it out, beside the digest
    """

    sources: int = 0

    @property
    def id(self) -> SupportId:
        """The value on the scale."""
        return "corroborated" if self.sources else "single-source"

    @property
    def label(self) -> str:
        """The value as readers see it: "Corroborated", "Single source"."""
        return labels()[self.id]

    def __str__(self) -> str:
        """The value with the number of sources: "Corroborated by 2 other sources"."""
        if not self.sources:
            return self.label
        counted = ngettext("Corroborated by {number} other source", "Corroborated by {number} other sources", self.sources)
        return counted.format(number=self.sources)
