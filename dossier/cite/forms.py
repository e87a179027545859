"""The four forms of a citation: as text in the style of the site, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

import rispy
from pybtex.database import BibliographyData, Entry
from pybtex.database.output.bibtex import Writer

from dossier.formatting import long_date
from dossier.model.reference import Citation
from dossier.site import site


def plain_style(citation: Citation) -> str:
    """A reference in no style of its own: title, site, release, address, and what it rests on."""
    release = f", release {citation.release.version}, {long_date(citation.release.date)}" if citation.release else ""
    return f"{citation.title}. {citation.container}{release}. {citation.address}. {citation.note}"


def reference_style() -> Callable[[Citation], str]:
    """The style of the site for references that people read."""
    style = site().citation_style
    return style[1] if style else plain_style


def as_text(citations: Sequence[Citation]) -> str:
    """References in the style of the site, with an empty line between."""
    return "\n\n".join(map(reference_style(), citations)) + "\n"


_LATEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
)
"""What must not stand in BibTeX as it is; all other letters may, in UTF-8."""


class _BibtexWriter(Writer):
    """Leaves an address as it is, where ``\\#`` would break it, and keeps the capitals of a title.

    It translates the few marks above where its parent goes through a codec for all of LaTeX, which is slow.
    """

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:
        written = value if type == "url" else value.translate(_LATEX)
        stream.write(f",\n    {type} = {{{f'{{{written}}}' if type == 'title' else written}}}")


def as_bibtex(citations: Sequence[Citation]) -> str:
    """Entries of BibTeX, with an empty line between."""
    text = io.StringIO()
    entries = {item.key: Entry("misc", _bibtex_fields(item)) for item in citations}
    _BibtexWriter(encoding="utf-8").write_stream(BibliographyData(entries), text)
    return text.getvalue()


def _bibtex_fields(item: Citation) -> dict[str, str]:
    release = {"version": item.release.version, "date": item.release.date, "year": item.release.date[:4]} if item.release else {}
    fields = {"title": item.title, "howpublished": item.container, "url": item.address, **release}
    fields |= {"note": item.note, "abstract": item.abstract}
    return {name: value for name, value in fields.items() if value}


class _RisWriter(rispy.RisWriter):
    """Writes no line with a number before a record, which is no part of the format."""

    def set_header(self, count: int) -> str:
        """Nothing."""
        return ""


def as_ris(citations: Sequence[Citation]) -> str:
    """Records of RIS for electronic sources, with an empty line between."""
    return str(rispy.dumps([_ris_fields(item) for item in citations], implementation=_RisWriter))


def _ris_fields(item: Citation) -> dict[str, Any]:
    fields: dict[str, Any] = {"type_of_reference": "ELEC", "id": item.key, "title": item.title, "secondary_title": item.container}
    if item.release:
        day = item.release.date.replace("-", "/")
        fields |= {"edition": item.release.version, "year": day[:4], "date": day}
    fields |= {"urls": [item.address], "notes": [item.note], "abstract": item.abstract}
    return {name: value for name, value in fields.items() if value}


def as_csl(citations: Sequence[Citation]) -> str:
    """Items of CSL-JSON, version 1.0.2, as the Citation Style Language defines them for web pages."""
    return json.dumps([_csl_item(item) for item in citations], ensure_ascii=False, indent=1) + "\n"


def _csl_item(item: Citation) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": item.key, "type": "webpage", "title": item.title, "container-title": item.container}
    if item.release:
        fields |= {"version": item.release.version}
        fields |= {"issued": {"date-parts": [[int(part) for part in item.release.date.split("-")]]}}
    fields |= {"URL": item.address, "note": item.note, "abstract": item.abstract}
    return {name: value for name, value in fields.items() if value}


@dataclass(frozen=True)
class Form:
    """A form of citations.

    :param suffix: what its files end in
    :param write: some citations in it
    """

    name: str
    suffix: str
    write: Callable[[Sequence[Citation]], str]


def forms() -> tuple[Form, ...]:
    """Every form, that for people first."""
    style = site().citation_style
    return (
        Form(style[0] if style else "Text", ".txt", as_text),
        Form("BibTeX", ".bib", as_bibtex),
        Form("RIS", ".ris", as_ris),
        Form("CSL-JSON", ".csl.json", as_csl),
    )
