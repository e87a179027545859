"""Citations of pages and findings, in four formats."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import rispy

from dossier.graph import Dossier, LinkedFinding
from dossier.locale import _, long_date, ngettext
from dossier.model.page import Page
from dossier.model.publication import Citation
from dossier.model.site import site
from dossier.model.source import Reference, without_empty

CHECKSUM = 12
"""Number of digits of a finding's checksum in its citation: enough to detect a change of its text."""
_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;=~"


def citations(dossier: Dossier, page: Page, site_title: str) -> list[Citation]:
    """Return the citation of a page, followed by those of its findings in page order."""
    of_page = _of_page(dossier, page, site_title)
    return [of_page, *(_of_finding(dossier, finding, of_page) for finding in dossier.findings_on[page.docname])]


def _of_page(dossier: Dossier, page: Page, site_title: str) -> Citation:
    report = dossier.source.report
    sections = [dossier.source.sections[code] for code in page.sections if code in dossier.source.sections]
    return Citation(
        key=f"{report.reference}.{page.docname.replace('/', '.')}",
        page=page.title,
        title=page.title,
        container=site_title,
        address=dossier.address_of(page.docname),
        abstract=" ".join(page.meta.summary.split()),
        source=_("On {place}").format(place=_as_read(dossier, "; ".join(sections))),
        release=dossier.source.last_release,
        is_changed=dossier.has_changed,
    )


def _of_finding(dossier: Dossier, finding: LinkedFinding, of_page: Citation) -> Citation:
    """Return the citation of a finding, which names the same page, site and release as that of its page."""
    evidence, last = _evidence(dossier, finding), of_page.release
    released = [(version, kept.sha256) for version, kept in dossier.released[finding.id]]
    return of_page._replace(
        key=f"{dossier.source.report.reference}.{finding.id}",
        title=_("{page}: finding {id}").format(page=finding.page.title, id=finding.id),
        address=dossier.address_of(finding.page.docname, finding.id),
        abstract=finding.text,
        source=_rests_on(dossier, finding, evidence),
        see_also=_("See also {evidence}.").format(evidence=evidence) if evidence and not finding.record.is_of_record else "",
        finding=finding.id,
        assessment=finding.assessment,
        checksum=finding.sha256[:CHECKSUM],
        is_changed=last is not None and (last.version, finding.sha256) not in released,
    )


def _rests_on(dossier: Dossier, finding: LinkedFinding, evidence: str) -> str:
    """Return the source of a finding in words: the report, by section and passage of the digest, or according to the evidence."""
    source, record = dossier.source, finding.record
    if record.is_of_record:
        return _("{report}, according to {evidence}").format(report=_report(dossier), evidence=evidence)
    form = ngettext("{text}, passage {ids}", "{text}, passages {ids}", len(record.passages))
    return form.format(text=_as_read(dossier, source.locator(record.passages)), ids=", ".join(record.passages))


def _evidence(dossier: Dossier, finding: LinkedFinding) -> str:
    """Return the evidence of a finding, each document with its address in ASCII."""
    named = ((_named(found), quote(found.address, safe=_IN_ADDRESSES)) for found in dossier.source.cited(finding.record.evidence))
    return "; ".join(", ".join(filter(None, parts)) for parts in named)


def _named(reference: Reference) -> str:
    """Return a document by its symbol or, if its label is none, by title and imprint; by its label if the title is foreign."""
    by_label = "/" in reference.label or reference.language
    return reference.label if by_label else f"“{reference.title}”{reference.imprint.removesuffix('.')}"


def _as_read(dossier: Dossier, sections: str) -> str:
    """Return the report as it was read, and sections of it; if only a digest was read, the headings are those of the digest."""
    source, report = dossier.source, dossier.source.report
    digest = None if report.is_read else source.references.get(report.digest)
    through = _in_full(digest.publisher, digest.title, digest.date) if digest else ""
    summary = _("as summarized in {reference}").format(reference=through) if through else ""
    return ", ".join(filter(None, (_report(dossier), summary, sections)))


def _report(dossier: Dossier) -> str:
    """Return the report, as it is cited by those who know nothing of this site."""
    report = dossier.source.report
    reference = dossier.source.references.get(report.reference)
    return _in_full(reference.publisher if reference else "", report.title, report.date, f" ({report.symbol})")


def _in_full(publisher: str, title: str, date: str, symbol: str = "") -> str:
    return ", ".join(filter(None, (publisher, f"“{title}”{symbol}", long_date(date))))


def plain_style(citation: Citation) -> str:
    """Format a citation without a house style: for a finding its text, then title, site, release, source and address."""
    text = f"“{citation.abstract}” " if citation.finding else ""
    at = f" {citation.address}." if citation.address else ""
    return f"{text}{citation.title}. {citation.container}{release_in_words(citation)}. {citation.note}{at}"


def release_in_words(citation: Citation) -> str:
    """Return the release of a page or finding, to follow the name of the site; empty if there is none."""
    release = citation.release
    text = _(", release {version}, {date}, changed since") if citation.is_changed else _(", release {version}, {date}")
    return text.format(version=release.version, date=long_date(release.date)) if release else ""


def citation_style() -> tuple[str, Callable[[Citation], str]]:
    """Return the name of the citation style of the site, and the function that formats citations for people in it."""
    return site().citation_style or (_("Text"), plain_style)


def as_text(citations: Sequence[Citation]) -> str:
    """Format citations as text in the style of the site, with blank lines between them."""
    return "\n\n".join(map(citation_style()[1], citations)) + "\n"


_SIGNS = {"\\": "backslash", "~": "asciitilde", "^": "asciicircum", "{": "braceleft", "}": "braceright"}
_LATEX = str.maketrans({mark: f"\\{mark}" for mark in "&%$#_"} | {mark: f"\\text{name}{{}}" for mark, name in _SIGNS.items()})
"""Characters to escape in BibTeX; all others are written as UTF-8."""


def as_bibtex(citations: Sequence[Citation]) -> str:
    """Format citations as BibTeX entries, with blank lines between them."""
    return "\n".join(f"@misc{{{item.key}{''.join(_bibtex_fields(item))}\n}}\n" for item in citations)


def _bibtex_fields(item: Citation) -> Iterator[str]:
    """Yield the fields of an entry; braces keep the capitals of the title, and the address is not escaped."""
    release = {"version": item.version, "date": item.date, "year": item.date[:4]}
    fields = {"title": item.title, "howpublished": item.container, **release, "note": item.note, "abstract": item.abstract}
    for name, value in without_empty({**fields, "url": item.address}).items():
        written = value if name == "url" else value.translate(_LATEX)
        yield f",\n    {name} = {{{f'{{{written}}}' if name == 'title' else written}}}"


class _RisWriter(rispy.RisWriter):
    """A writer that omits the record number before each record, which is not part of the format."""

    def set_header(self, count: int) -> str:
        """Return no header."""
        return ""


def as_ris(citations: Sequence[Citation]) -> str:
    """Format citations as RIS records of electronic sources, with blank lines between them."""
    return str(rispy.dumps([_ris_fields(item) for item in citations], implementation=_RisWriter))


def _ris_fields(item: Citation) -> dict[str, Any]:
    fields: dict[str, Any] = {"type_of_reference": "ELEC", "id": item.key, "title": item.title, "secondary_title": item.container}
    fields |= {"edition": item.version, "year": item.date[:4], "date": item.date.replace("-", "/")}
    urls = [item.address] if item.address else []
    return without_empty({**fields, "notes": [item.note], "abstract": item.abstract, "urls": urls})


def as_csl(citations: Sequence[Citation]) -> str:
    """Format citations as CSL-JSON items of type web page, version 1.0.2 of the Citation Style Language schema."""
    return json.dumps([_csl_item(item) for item in citations], ensure_ascii=False, indent=1) + "\n"


def _csl_item(item: Citation) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": item.key, "type": "webpage", "title": item.title, "container-title": item.container}
    issued = {"date-parts": [[int(part) for part in item.date.split("-")]]} if item.date else {}
    fields |= {"version": item.version, "issued": issued}
    return without_empty({**fields, "note": item.note, "abstract": item.abstract, "URL": item.address})


class CitationFormat(NamedTuple):
    """A citation format.

    :param suffix: suffix of its files
    :param write: formats citations in it, with blank lines between them or as a JSON list; the address is the last part of each,
        because ``cite.js`` adds it if the site does not know its own
    :param end: what each citation ends with after its address
    """

    name: str
    suffix: str
    write: Callable[[Sequence[Citation]], str]
    end: str = ""


def citation_formats() -> tuple[CitationFormat, ...]:
    """Return all citation formats, with the one for people first.

    ``cite.js`` takes the citations of a file apart at blank lines, or as a JSON list if its suffix ends in ``json``. A format
    that allows neither, such as XML with its root element, needs code there, too.
    """
    return (
        CitationFormat(citation_style()[0], ".txt", as_text),
        CitationFormat("BibTeX", ".bib", as_bibtex, "\n}"),
        CitationFormat("RIS", ".ris", as_ris, "\nER  -"),
        CitationFormat("CSL-JSON", ".csl.json", as_csl, "\n }\n]"),
    )
