"""Which findings state a figure."""

from __future__ import annotations

import re

from dossier.read.quantities import quantities
from dossier.records.source import Figure, Passage
from dossier.seal import Claim, Dossier

_WORD = re.compile(r"\w{4,}")


def claims_stating(dossier: Dossier, passage: Passage, figure: Figure) -> list[Claim]:
    """The findings that state a figure of a passage on which they rest.

    Where the passage has another figure of the same number, those count that share most words with the subject.
    """
    stating = [
        claim
        for claim in dossier.claims_from(passage.id)
        if any((quantity.value, quantity.high) == figure.bounds for quantity in quantities(dossier.text(claim)))
    ]
    if sum(other.bounds == figure.bounds for other in passage.figures) < 2:
        return stating
    shared = {claim.id: len(_words(figure.subject) & _words(dossier.text(claim))) for claim in stating}
    return [claim for claim in stating if shared[claim.id] == max(shared.values())]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
