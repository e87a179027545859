"""A series of reports to which the report belongs, and what its reports estimate of the same things."""

from typing import Literal, Self

from pydantic import Field, model_validator

from dossier.locale import N_
from dossier.model.source import IsoDate, Item, Measure, PageName, Record, ReferenceKey, Slug


class Mandate(Record):
    """The entry that asks for a report."""

    entry: PageName = Field(description="the page of the entry, without suffix")
    evidence: tuple[ReferenceKey, ...] = Field((), description="references that say so")


class Presentation(Record):
    """How a report was presented to the body that asked for it."""

    stage: Literal["held", "announced", "expected"] = Field("held", description=N_("whether it is known that it was presented"))
    date: IsoDate = Field("", description=N_("the date of its presentation, as far as it was seen"))
    form: str = Field("", description=N_("in what form it was presented, if not in a meeting: “by video-teleconference”"))
    meeting: int | None = Field(None, description=N_("the number of the meeting"))
    record: str = Field("", description=N_("the symbol of the record of the meeting, or of the document with the statements"))
    press_release: str = Field("", description=N_("the symbol of the press release that covers it"))
    presenters: tuple[Item, ...] = Field((), description=N_("who presented it, and who else briefed"))
    note: str = Field("", description=N_("what to beware of"))
    evidence: tuple[ReferenceKey, ...] = Field((), description="references that say so")


class SeriesReport(Record):
    """A report of the series."""

    ordinal: int = Field(ge=1, description=N_("its place in the series"))
    symbol: str = Field("", description=N_("its document symbol; empty, if it was not seen"))
    date: IsoDate = Field(description=N_("its date"))
    dated: Literal["printed", "issued", "circulated"] = Field(
        description=N_("what date that is: the one on the document, one of issue that others state, or that of its circulation")
    )
    mandate: Mandate | None = Field(None, description="what asks for it; nothing, if it was not seen")
    presentation: Presentation | None = Field(None, description="how it was presented; nothing, if it was not seen")
    note: str = Field("", description=N_("what to beware of"))
    evidence: tuple[ReferenceKey, ...] = Field((), description="references for its symbol and its date")

    @property
    def references(self) -> list[ReferenceKey]:
        """Keys of the references for it, its mandate and its presentation, each once."""
        keys = [*self.evidence, *(self.mandate.evidence if self.mandate else ())]
        return list(dict.fromkeys([*keys, *(self.presentation.evidence if self.presentation else ())]))


class EstimateValue(Measure):
    """What one report of the series, or its presentation, was seen to say."""

    report: int = Field(ge=1, description="the ordinal of the report")
    qualifier: Literal["estimate", "about", "nearly", "some", "up to", "less than", "at least", "more than"] = Field(
        "estimate", description=N_("the word that must go with the number; “estimate” needs none")
    )
    words: str = Field("", description=N_("the estimate in words, where the source has no number: “a few hundred”"))
    said_in: Literal["report", "briefing", "unclear"] = Field(
        description=N_("whether the report says it or the briefing on it; or “unclear”")
    )
    scope: str = Field("", description=N_("what it counts, where that is not quite what the title says"))
    as_of: str = Field("", description=N_("the time to which it applies, where it is stated"))
    note: str = Field("", description=N_("what to beware of"))
    evidence: tuple[ReferenceKey, ...] = Field(min_length=1, description=N_("keys of the references that state it"))

    @model_validator(mode="after")
    def number_has_its_form(self) -> Self:
        """Words alone have no number."""
        self.takes(*([()] if self.words else [("value",), ("min", "max")]))
        return self


class Estimate(Record):
    """Something that reports of the series estimate again and again."""

    id: Slug = Field(description="the address of the estimate")
    title: str = Field(description=N_("what is estimated"))
    unit: str = Field(description=N_("the unit of the numbers"))
    figure: Slug | Literal[""] = Field("", description="the figure of the register that this report states, if it states one")
    entry: PageName | None = Field(None, description="the page of the entry that shows it, without suffix")
    values: tuple[EstimateValue, ...] = Field(min_length=1, description="what reports were seen to say, by report")
    not_seen: tuple[int, ...] = Field((), description="ordinals of the reports for which no such estimate was seen")
    note: str = Field("", description="what to beware of")
    evidence: tuple[ReferenceKey, ...] = Field((), description="references for the note")


class Series(Record):
    """The series, by ordinal, and its estimates."""

    title: str = Field(description="what the series is called")
    reports: tuple[SeriesReport, ...] = Field(min_length=1)
    estimates: tuple[Estimate, ...] = ()

    @property
    def references(self) -> dict[str, None]:
        """Keys of every reference that the series names, each once, in their order."""
        cited = [key for report in self.reports for key in report.references]
        for estimate in self.estimates:
            cited += [*estimate.evidence, *(key for value in estimate.values for key in value.evidence)]
        return dict.fromkeys(cited)

    def report(self, ordinal: int) -> SeriesReport | None:
        """The report with an ordinal."""
        return next((report for report in self.reports if report.ordinal == ordinal), None)
