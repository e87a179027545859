"""How sure a statement is: one scale of two values, the same for whatever states something.

The words that readers see stand here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

SupportId = Literal["corroborated", "single-source"]
SUPPORTS: tuple[SupportId, ...] = get_args(SupportId)

LABELS: dict[SupportId, str] = {"corroborated": "Corroborated", "single-source": "Single source"}

CORRECTED = "summary corrected"


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
        return LABELS[self.id]

    def __str__(self) -> str:
        """The value with the number of sources: "Corroborated by 2 other sources"."""
        if not self.sources:
            return self.label
        return f"{self.label} by {self.sources} other {'source' if self.sources == 1 else 'sources'}"
