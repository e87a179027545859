"""The tables of the register: passages and figures."""

from __future__ import annotations

from functools import partial
from typing import Any

from dossier.export.table import PARTIAL_DATE, Column, Table, address, choices, rows, support_columns, supported
from dossier.graph import Dossier, findings_stating, support_of
from dossier.model.source import Figure, Passage


def passages(dossier: Dossier) -> Table:
    """Every passage of the register, with the findings that rest on it."""
    source = dossier.source

    def section(passage: Passage) -> str:
        return source.section_of[passage.id]

    def url(passage: Passage) -> str:
        return address(dossier.register_page(passage.id), passage.id) if dossier.register_page(passage.id) else ""

    def corroborated(passage: Passage) -> int:
        return sum(bool(finding.support.sources) for finding in dossier.findings_from(passage.id))

    def dates(passage: Passage) -> list[dict[str, Any]]:
        return [dated.model_dump() | supported(dossier.support(dated.evidence)) for dated in passage.dates]

    columns = (
        Column("id", "string", "Id of the passage, of this site's making."),
        Column("section", "string", "Code of the section of the report to which it belongs.", section),
        Column("locator", "string", "Title of that section.", lambda passage: source.locator((passage.id,))),
        Column("kind", "string", f"Its form in the {source.report.digest_name}.", values=source.report.passage_kinds),
        Column("paragraph", "integer", "Its paragraph of the report; empty as long as the text has not been consulted."),
        Column("paraphrase", "string", "What it says, in our words."),
        Column("findings_corroborated", "integer", "How many of the findings that rest on it are corroborated.", corroborated),
        Column("places", "list", "Places that it names."),
        Column("states", "list", "States that it names."),
        Column("bodies", "list", "Bodies that it names."),
        Column("groups", "list", "Groups that it names."),
        Column("people", "list", "People whom it names."),
        Column("dates", "array", "What it dates: date, what, precision, evidence, note, support, sources.", dates),
        Column(
            "corrections",
            "array",
            f"Corrections and doubts: id, digest (what the {source.report.digest_name} has), reading, kind, confidence, "
            "evidence, note.",
        ),
        Column("evidence", "array", "References that speak to it: reference, supports."),
        Column("unverified", "list", "What in it no public source was found to support."),
        Column("ties", "array", "Entries tied to it: entry (its page), tie, why, evidence."),
        Column("notes", "string", "What else there is to say of it."),
        Column("url", "string", "Its address below the root of the site.", url),
        Column(
            "findings", "list", "Findings that rest on it.", lambda passage: [c.id for c in dossier.findings_from(passage.id)]
        ),
    )
    return Table(
        "passages",
        "Passages",
        f"One passage of the {source.report.digest_name} a row, in the order of the report.",
        ("id",),
        columns,
        rows(columns, source.passages.values()),
    )


def figures(dossier: Dossier) -> Table:
    """Every figure of the register."""
    digest = dossier.source.report.digest_name
    passage_of = {figure.id: passage for passage in dossier.source.passages.values() for figure in passage.figures}

    def findings(figure: Figure) -> list[str]:
        return [finding.id for finding in findings_stating(dossier, passage_of[figure.id], figure)]

    def estimate(figure: Figure) -> str:
        found = dossier.estimate_of(figure.id)
        return found.id if found else ""

    columns = (
        Column("id", "string", "Id of the figure."),
        Column("subject", "string", "What is counted or measured."),
        Column("origin", "string", f"Whether the {digest} states it, or the public record.", values=choices(Figure, "origin")),
        Column("value", "number", "The number, where there is one."),
        Column("min", "number", "The lower bound, of a range or alone."),
        Column("max", "number", "The upper bound, of a range or alone."),
        Column("unit", "string", "The unit."),
        Column(
            "qualifier",
            "string",
            "The word that must go with the number; an estimate and an exact count need none.",
            values=choices(Figure, "qualifier"),
        ),
        Column("as_of", "string", "The year, month or day to which it applies.", pattern=PARTIAL_DATE),
        Column(
            "period",
            "string",
            "Whether it counts from that date on (since), or is of the first months of that year (early).",
            values=choices(Figure, "period"),
        ),
        *support_columns(partial(support_of, dossier)),
        Column(
            "passage",
            "string",
            "The passage to which it belongs.",
            lambda figure: passage_of[figure.id].id,
            refers_to="passages",
        ),
        Column("evidence", "list", "Keys of the references that speak to it."),
        Column("findings", "list", "Findings that state it.", findings),
        Column("estimate", "string", "Id of the estimate of the series to which it belongs, if any.", estimate),
        Column("note", "string", "What to beware of."),
    )
    found = [figure for passage in dossier.source.passages.values() for figure in passage.figures]
    description = "One number or range a row, in the order of the passages."
    return Table("figures", "Figures", description, ("id",), columns, rows(columns, found))
