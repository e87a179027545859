"""What an override is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Ours = TypeVar("Ours", bound=Callable[..., Any])


@dataclass(frozen=True)
class Override:
    """A function of ours in place of one of a library's.

    :param owner: the module or class in which the library looks it up
    :param name: the name by which it does
    :param theirs: what stands there as it comes
    """

    owner: object
    name: str
    theirs: Any
    ours: Callable[..., Any]

    def apply(self) -> None:
        """Put ours in its place."""
        setattr(self.owner, self.name, self.ours)

    def undo(self) -> None:
        """Put theirs back."""
        setattr(self.owner, self.name, self.theirs)


OVERRIDES: list[Override] = []
"""Every override of a function."""


def instead_of(owner: object, name: str) -> Callable[[Ours], Ours]:
    """Register a function as an override."""

    def register(ours: Ours) -> Ours:
        OVERRIDES.append(Override(owner, name, vars(owner)[name], ours))
        return ours

    return register
