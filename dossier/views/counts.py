"""The view of how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docutils import nodes

from dossier.graph import STANDINGS, Dossier
from dossier.kinds import KINDS
from dossier.model.source import Correction, Passage
from dossier.views.nodes import fields
from dossier.views.registry import view

_STATUSES = ("corroborated", "partly-corroborated", "contradicted", "unverified")


@view("counts")
def counts_view(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """The totals of the dossier."""
    source = dossier.source
    passages: list[Passage] = list(source.passages.values())
    corrections: list[Correction] = [correction for _, correction in dossier.corrections.values()]
    carried = sum(bool(dossier.findings_from(passage.id)) for passage in passages)
    kinds = Counter(kind for kind, _ in dossier.entries)
    rows = [
        ("Passages", f"{_split((p.status for p in passages), _STATUSES)}; {carried} carried by a finding"),
        ("Findings", _split((finding.standing for finding in dossier.findings.values()), STANDINGS)),
        ("Corrections and doubts", _split((f"{c.confidence} confidence" for c in corrections), _CONFIDENCES)),
        ("Figures", str(sum(len(passage.figures) for passage in passages))),
        ("Events", str(len(source.events))),
        ("References", str(len(source.references))),
        ("Entries", "; ".join(f"{kinds[name]} {kind.plural.lower()}" for name, kind in KINDS.items() if kinds[name])),
    ]
    return [fields(rows, "card", "counts")]


_CONFIDENCES = tuple(f"{word} confidence" for word in ("high", "medium", "low"))


def _split(words: Iterable[str], order: Sequence[str]) -> str:
    """A total, and its parts in an order."""
    counted = Counter(words)
    parts = ", ".join(f"{counted[word]} {word.replace('-', ' ')}" for word in order if counted[word])
    return f"{counted.total()} ({parts})" if parts else "0"
