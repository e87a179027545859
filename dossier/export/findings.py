"""The table of findings."""

from __future__ import annotations

from dossier.export.table import Column, Table, address, rows, support_columns
from dossier.graph import Dossier, LinkedFinding
from dossier.kinds import KINDS


def findings(dossier: Dossier) -> Table:
    """Every finding, with what it rests on and what it bears on."""

    def url(finding: LinkedFinding) -> str:
        return address(finding.page.docname, finding.id)

    def locator(finding: LinkedFinding) -> str:
        return dossier.source.locator(finding.record.passages)

    columns = (
        Column("id", "string", "Permanent id of the finding."),
        Column("text", "string", "The claim, as plain text.", dossier.text),
        Column("page", "string", "The page on which it stands, without suffix.", lambda finding: finding.page.docname),
        Column("anchor", "string", "Its anchor on that page.", lambda finding: finding.id),
        Column("url", "string", "Its address below the root of the site.", url),
        Column("section", "string", "The heading of the page under which it stands."),
        Column("passages", "list", "Passages on which it rests.", lambda finding: finding.record.passages),
        Column("locator", "string", "Titles of the sections of the report to which those passages belong.", locator),
        *support_columns(lambda finding: finding.support),
        Column("corrected", "boolean", f"Whether it corrects the {dossier.source.report.digest_name}."),
        Column("correction_kind", "list", "What it corrects there.", lambda finding: finding.correction_kinds),
        Column("evidence", "list", "Keys of the references that support it.", lambda finding: finding.record.evidence),
        Column("corrects", "list", "Ids of the corrections that it applies.", lambda finding: finding.record.corrects),
        *(_facet(name) for name in KINDS),
        Column("states", "list", "States that it concerns, by their short names: those in its words, or else in its passages."),
        Column("sha256", "string", "SHA-256 checksum of the text, in UTF-8, by which a change shows.", dossier.sha256),
    )
    return Table(
        "findings",
        "Findings",
        "One claim of the report a row, by id.",
        ("id",),
        columns,
        rows(columns, sorted(dossier.findings.values(), key=lambda finding: finding.id)),
    )


def _facet(kind: str) -> Column:
    plural = KINDS[kind].plural.lower()
    return Column(KINDS[kind].column, "list", f"Ids of the {plural} on which it bears.", lambda finding: finding.facets[kind])
