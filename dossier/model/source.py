"""The evidence: what the files of the source folder hold.

Each model is both the record and its schema: the JSON Schema beside a data file is made from it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
PassageId = Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+$")]
CorrectionId = Annotated[str, Field(pattern=r"^[A-Z]+-[0-9]+[a-z]$")]
ReferenceKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
IsoDate = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
Item = Annotated[str, Field(pattern=r"^[^;]*$")]
"""An item of a list of texts: it has no semicolon, which stands between the items where the list is shown or exported."""
Status = Literal["corroborated", "consistent", "contradicted", "unverified"]


class Record(BaseModel):
    """A frozen record that takes no field it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Figure(Record):
    """A number or range that the report or the record states.

    A lone ``max`` is an upper bound and a lone ``min`` a lower one; ``qualifier`` is the word that must go with the number
    wherever it is repeated.
    """

    id: Slug
    subject: str
    origin: Literal["spotlight", "record"] = "spotlight"
    value: float | None = None
    min: float | None = None
    max: float | None = None
    unit: str
    qualifier: Literal["exactly", "about", "nearly", "up to", "at least"] = "exactly"
    as_of: str
    status: Status
    evidence: tuple[ReferenceKey, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def bounds_are_ordered(self) -> Figure:
        """A range runs from the lower bound to the upper one."""
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the range {self.min:g} to {self.max:g} runs backwards")
        return self

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """The number, or the lower bound, and the upper bound of a range."""
        if self.min is not None:
            return self.min, self.max
        return (self.value if self.value is not None else self.max), None


class DatedFact(Record):
    """Something that a passage dates."""

    date: IsoDate
    what: str
    precision: Literal["day", "month", "year", "early in year"]
    status: Status
    evidence: tuple[ReferenceKey, ...] = ()
    note: str = ""


CORRECTING = ("fact", "translation", "name", "omission", "certainty")


class Correction(Record):
    """A place where the digest is wrong, unclear or clumsy, and how we read it.

    A correction changes what is claimed; a ``doubt`` or a matter of ``wording`` does not.
    """

    id: CorrectionId
    spotlight: str
    reading: str = ""
    kind: Literal["fact", "translation", "name", "omission", "certainty", "doubt", "wording"]
    confidence: Literal["high", "medium", "low"]
    evidence: tuple[ReferenceKey, ...] = ()
    note: str = ""

    @property
    def corrects(self) -> bool:
        """Whether the reading differs in what it claims."""
        return bool(self.reading) and self.kind in CORRECTING


class Evidence(Record):
    """A reference that speaks to a passage, and what of it that reference supports."""

    reference: ReferenceKey
    supports: str


class Tie(Record):
    """How a resolution is tied to a passage.

    ``named``: its number is printed there; ``described``: it is described there without its number; ``mandate``: it is the
    legal basis of something reported; ``subject``: placed there by us, because it deals with the same matter.
    """

    resolution: str
    tie: Literal["named", "described", "mandate", "subject"]
    why: str
    evidence: tuple[ReferenceKey, ...] = ()


class Passage(Record):
    """One unit of the digest of the report, in our paraphrase, with what the public record says of it.

    ``paragraph`` is the paragraph of the report that the passage stands for. It stays empty until someone who has the report
    fills it in.
    """

    id: PassageId
    kind: Literal["bullet", "paragraph", "pull-quote"]
    paragraph: int | None = None
    paraphrase: str
    status: Literal["corroborated", "partly-corroborated", "contradicted", "unverified"]
    figures: tuple[Figure, ...] = ()
    dates: tuple[DatedFact, ...] = ()
    places: tuple[Item, ...] = ()
    states: tuple[Item, ...] = ()
    bodies: tuple[Item, ...] = ()
    groups: tuple[Item, ...] = ()
    people: tuple[Item, ...] = ()
    corrections: tuple[Correction, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    unverified: tuple[Item, ...] = ()
    resolutions: tuple[Tie, ...] = ()
    notes: str = ""

    @property
    def references(self) -> frozenset[str]:
        """Keys of every reference that the passage's record names."""
        parts: tuple[Figure | DatedFact | Correction | Tie, ...] = (
            *self.figures,
            *self.dates,
            *self.corrections,
            *self.resolutions,
        )
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
    """The report that the dossier is about, and the digest that stands in for it."""

    symbol: str
    title: str
    date: IsoDate
    reference: ReferenceKey
    digest: ReferenceKey
    digest_name: str
    sections: tuple[Section, ...] = Field(min_length=1)

    @property
    def as_of(self) -> str:
        """The month for which the report holds, in words: "July 2019"; the year, where only that is known."""
        return f"{date.fromisoformat(f'{self.date[:7]}-01'):%B %Y}" if len(self.date) > 4 else self.date


class Event(Record):
    """Something dated that bears on the report."""

    id: Slug
    date: IsoDate
    title: str
    text: str
    kind: Literal["report", "council", "threat", "response"]
    passages: tuple[PassageId, ...] = ()
    evidence: tuple[ReferenceKey, ...] = ()
    resolution: str = ""


class EventFile(Record):
    """The file of events."""

    events: tuple[Event, ...]
