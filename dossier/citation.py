"""What a statement of the report is cited with: composed here for pages, charts and the records that readers cite with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.graph import Dossier


@dataclass(frozen=True)
class Cited:
    """A part of a citation.

    :param key: the reference
    :param locator: where in it
    :param passages: the passages of the register that carry the statement
    """

    key: str
    locator: str = ""
    passages: tuple[str, ...] = ()


def cited(dossier: Dossier, passages: tuple[str, ...], evidence: Iterable[str]) -> list[Cited]:
    """What a statement rests on, in the order in which it is cited: the report by section, the digest by passage, the evidence.

    Where the report itself was read, and no digest of it, one part has both section and passages.
    """
    report = dossier.source.report
    locator = dossier.source.locator(passages)
    if report.digest in ("", report.reference):
        parts = [Cited(report.reference, locator, passages)]
    else:
        parts = [Cited(report.reference, locator), Cited(report.digest, passages=passages)]
    return [*parts, *(Cited(key) for key in evidence)]
