"""The view of how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docutils import nodes

from dossier.export.table import choices
from dossier.graph import Dossier, support_of
from dossier.kinds import KINDS
from dossier.model.source import Correction
from dossier.model.support import LABELS
from dossier.views.nodes import fields
from dossier.views.registry import view


@view("counts")
def counts_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The totals of the dossier."""
    source = dossier.source
    corrections: list[Correction] = [correction for _, correction in dossier.corrections.values()]
    carried = sum(bool(dossier.findings_from(id)) for id in source.passages)
    findings = dossier.findings.values()
    corrected = sum(finding.corrected for finding in findings)
    kinds = Counter(kind for kind, _ in dossier.entries)
    rows = [
        ("Passages", f"{len(source.passages)}; {carried} carried by a finding"),
        ("Findings", f"{_split((finding.support.label for finding in findings), _LABELS)}; {corrected} with a correction"),
        ("Corrections and doubts", _split((note.kind for note in corrections), choices(Correction, "kind"))),
        ("Figures", _split((support_of(dossier, figure).label for _, figure in dossier.figures.values()), _LABELS)),
        ("Events", str(len(source.events))),
        ("References", str(len(source.references))),
        ("Entries", "; ".join(f"{kinds[name]} {kind.plural.lower()}" for name, kind in KINDS.items() if kinds[name])),
    ]
    return [fields(rows, "card", "counts")]


_LABELS = tuple(LABELS.values())


def _split(words: Iterable[str], order: Sequence[str]) -> str:
    """A total, and its parts in an order."""
    counted = Counter(words)
    parts = ", ".join(f"{counted[word]} {word.lower()}" for word in order if counted[word])
    return f"{counted.total()} ({parts})" if parts else "0"
