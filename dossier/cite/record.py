"""What a citation says: where a page or a finding stands, what it rests on, and by what a change of its words shows."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.citation import Cited, cited
from dossier.export.table import address
from dossier.formatting import long_date
from dossier.graph import Dossier, LinkedFinding
from dossier.model.page import Page
from dossier.model.publication import Release
from dossier.model.reference import Citation

CHECKSUM = 12
"""How many digits of the checksum of a finding a citation has: enough to tell that its words have changed."""


@dataclass(frozen=True)
class Site:
    """The site as a citation names it.

    :param base: its address with a slash at the end, or nothing where none is configured; citations then have the address below
        the root
    """

    title: str
    base: str


def citations(dossier: Dossier, page: Page, site: Site) -> list[Citation]:
    """The citation of a page, then those of the findings that stand on it, in their order."""
    ids = dict.fromkeys(finding.id for finding in page.findings)
    findings = [dossier.findings[id] for id in ids if dossier.findings[id].page is page]
    return [_of_page(dossier, page, findings, site), *(_of_finding(dossier, finding, site) for finding in findings)]


def _of_page(dossier: Dossier, page: Page, findings: list[LinkedFinding], site: Site) -> Citation:
    report = dossier.source.report
    sections = [dossier.source.sections[code] for code in getattr(page.meta, "sections", ()) if code in dossier.source.sections]
    return Citation(
        key=f"{report.reference}.{page.docname.replace('/', '.')}",
        page=page.title,
        title=page.title,
        container=site.title,
        address=site.base + address(page.docname),
        abstract=" ".join(page.meta.summary.split()) if page.meta is not None else "",
        source=f"On {_located(report.symbol, '; '.join(sections))}",
        release=_release(dossier, findings),
    )


def _of_finding(dossier: Dossier, finding: LinkedFinding, site: Site) -> Citation:
    return Citation(
        key=f"{dossier.source.report.reference}.{finding.id}",
        page=finding.page.title,
        title=f"{finding.page.title}: finding {finding.id}",
        container=site.title,
        address=site.base + address(finding.page.docname, finding.id),
        abstract=dossier.text(finding),
        source=_rests_on(dossier, finding),
        finding=finding.id,
        sure=finding.how_sure,
        checksum=dossier.sha256(finding)[:CHECKSUM],
        release=_release(dossier, [finding]),
    )


def _rests_on(dossier: Dossier, finding: LinkedFinding) -> str:
    """What the finding prints in brackets, in words."""
    report, references = dossier.source.report, dossier.source.references
    told: list[str] = []
    evidence: list[str] = []
    for part in cited(dossier, finding.record.passages, finding.record.evidence):
        reference = references.get(part.key)
        if part.key == report.reference:
            told.append(_with_passages(_located(report.symbol, part.locator), part))
        elif reference and part.passages:
            through = ", ".join(filter(None, (reference.label, long_date(reference.date))))
            told.append(_with_passages(f"as summarized in {through}", part))
        elif reference:
            evidence.append(reference.label)
    said = ", ".join(told)
    return f"{said}; see also {'; '.join(evidence)}" if evidence else said


def _with_passages(text: str, part: Cited) -> str:
    noun = "passages" if len(part.passages) > 1 else "passage"
    return f"{text}, {noun} {', '.join(part.passages)}" if part.passages else text


def _located(symbol: str, locator: str) -> str:
    return f"{symbol}, {locator}" if locator else symbol


def _release(dossier: Dossier, findings: list[LinkedFinding]) -> Release | None:
    """The last release, if it has every one of some findings with the words of today."""
    if not dossier.source.releases:
        return None
    last = dossier.source.releases[-1]
    released = {snapshot.id: snapshot.sha256 for snapshot in last.findings}
    return last if all(released.get(finding.id) == dossier.sha256(finding) for finding in findings) else None
