"""The series of reports that the report belongs to, and the estimates that its reports repeat."""

from typing import Literal, Self

from pydantic import Field, model_validator

from dossier.locale import N_
from dossier.model.source import IsoDate, Item, Measure, PageName, Record, ReferenceKey, Slug


class Mandate(Record):
    """The entry that requests a report."""

    entry: PageName = Field(description="the page of the entry, without suffix")
    evidence: tuple[ReferenceKey, ...] = Field((), description="references that say so")


class Presentation(Record):
    """The presentation of a report to the body that requested it."""

    stage: Literal["held", "announced", "expected"] = Field("held", description=N_("whether the presentation was held"))
    date: IsoDate = Field("", description=N_("the date of its presentation, if known"))
    form: str = Field("", description=N_("the form of the presentation, if not a meeting: “by video-teleconference”"))
    meeting: int | None = Field(None, description=N_("the number of the meeting"))
    record: str = Field("", description=N_("the symbol of the record of the meeting, or of the document with the statements"))
    press_release: str = Field("", description=N_("the symbol of the press release that covers it"))
    presenters: tuple[Item, ...] = Field((), description=N_("who presented it and who else gave a briefing"))
    note: str = Field("", description=N_("caveats"))
    evidence: tuple[ReferenceKey, ...] = Field((), description="references that say so")


class SeriesReport(Record):
    """A report of the series."""

    ordinal: int = Field(ge=1, description=N_("its place in the series"))
    symbol: str = Field("", description=N_("its document symbol; empty if not known"))
    date: IsoDate = Field(description=N_("its date"))
    dated: Literal["printed", "issued", "circulated"] = Field(
        description=N_("the kind of date: printed on the document, date of issue as stated elsewhere, or date of circulation")
    )
    mandate: Mandate | None = Field(None, description="what requests it, if known")
    presentation: Presentation | None = Field(None, description="how it was presented, if known")
    note: str = Field("", description=N_("caveats"))
    evidence: tuple[ReferenceKey, ...] = Field((), description="references for its symbol and its date")

    @property
    def references(self) -> list[ReferenceKey]:
        """Keys of the references for the report, its mandate and its presentation, without duplicates."""
        keys = [*self.evidence, *(self.mandate.evidence if self.mandate else ())]
        return list(dict.fromkeys([*keys, *(self.presentation.evidence if self.presentation else ())]))


class EstimateValue(Measure):
    """The value that one report of the series, or its presentation, gives for an estimate."""

    report: int = Field(ge=1, description="the ordinal of the report")
    qualifier: Literal["estimate", "about", "nearly", "some", "up to", "less than", "at least", "more than"] = Field(
        "estimate", description=N_("the word that must go with the number; “estimate” needs none")
    )
    words: str = Field("", description=N_("the estimate in words, if the source gives no number: “a few hundred”"))
    said_in: Literal["report", "briefing", "unclear"] = Field(
        description=N_("whether the report or the briefing on it states the value; or “unclear”")
    )
    scope: str = Field("", description=N_("what it counts, if that differs from the title"))
    as_of: str = Field("", description=N_("the time to which it applies, if stated"))
    note: str = Field("", description=N_("caveats"))
    evidence: tuple[ReferenceKey, ...] = Field(min_length=1, description=N_("keys of the references that state it"))

    @model_validator(mode="after")
    def number_has_its_form(self) -> Self:
        """Check that a value has either a number or words."""
        self.check_bounds([()] if self.words else [("value",), ("min", "max")])
        return self


class Estimate(Record):
    """A quantity that several reports of the series estimate."""

    id: Slug = Field(description="the id of the estimate, used as its anchor")
    title: str = Field(description=N_("what is estimated"))
    unit: str = Field(description=N_("the unit of the numbers"))
    figure: Slug | Literal[""] = Field("", description="the figure in the register that this report gives, if any")
    entry: PageName | None = Field(None, description="the page of the entry that shows it, without suffix")
    values: tuple[EstimateValue, ...] = Field(min_length=1, description="the values found in reports, by report")
    not_seen: tuple[int, ...] = Field((), description="ordinals of the reports in which no such estimate was found")
    note: str = Field("", description="caveats")
    evidence: tuple[ReferenceKey, ...] = Field((), description="references for the note")


class Series(Record):
    """The reports of the series, by ordinal, and their estimates."""

    title: str = Field(description="the name of the series")
    reports: tuple[SeriesReport, ...] = Field(min_length=1, description="the reports, by ordinal")
    estimates: tuple[Estimate, ...] = Field((), description="quantities that several reports estimate")

    @property
    def references(self) -> dict[str, None]:
        """Keys of all references that the series names, in order and without duplicates."""
        cited = [key for report in self.reports for key in report.references]
        for estimate in self.estimates:
            cited += [*estimate.evidence, *(key for value in estimate.values for key in value.evidence)]
        return dict.fromkeys(cited)

    def report(self, ordinal: int) -> SeriesReport | None:
        """Return the report with an ordinal, if there is one."""
        return next((report for report in self.reports if report.ordinal == ordinal), None)
