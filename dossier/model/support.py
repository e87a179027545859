"""How sure a statement is: one scale of two values, the same for whatever states something.

The words that readers see stand here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dossier.locale import _, ngettext

SupportId = Literal["corroborated", "single-source"]
SUPPORTS: tuple[SupportId, ...] = get_args(SupportId)


def labels() -> dict[SupportId, str]:
    """What readers see for each value."""
    return {"corroborated": _("Corroborated"), "single-source": _("Single source")}


def correction_labels() -> dict[str, str]:
    """What readers see for each kind of correction."""
    return {"fact": _("fact"), "name": _("name"), "wording": _("wording"), "doubt": _("doubt")}


def corrected_label() -> str:
    """What readers see where the summary had something otherwise."""
    return _("Summary corrected")


@dataclass(frozen=True)
class Support:
    """How well a statement is supported.

    :param sources: how many public sources bear it out, beside the digest
    """

    sources: int = 0

    @property
    def id(self) -> SupportId:
        """The value on the scale."""
        return "corroborated" if self.sources else "single-source"

    @property
    def label(self) -> str:
        """The value as readers see it: "Corroborated", "Single source"."""
        return labels()[self.id]

    def __str__(self) -> str:
        """The value with the number of sources: "Corroborated by 2 other sources"."""
        if not self.sources:
            return self.label
        counted = ngettext("Corroborated by {number} other source", "Corroborated by {number} other sources", self.sources)
        return counted.format(number=self.sources)
