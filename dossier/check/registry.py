"""The register of rules.

A rule is a function from the sealed dossier to the problems that it finds, with a name that a contributor can look up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dossier.problem import Problem
from dossier.seal import Dossier

Check = Callable[[Dossier], Iterable[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it asks for in one sentence, and the function that finds what breaks it."""

    name: str
    asks: str
    check: Check


RULES: dict[str, Rule] = {}


def rule(name: str, asks: str) -> Callable[[Check], Check]:
    """Register a function as a rule.

    :param name: the name that stands in brackets in each of its messages
    :param asks: what it asks for, in one sentence for the guide
    """

    def register(check: Check) -> Check:
        RULES[name] = Rule(name, asks, check)
        return check

    return register


def check(dossier: Dossier) -> list[Problem]:
    """Every problem that any rule finds, in the order of files and lines."""
    return sorted({problem for rule in RULES.values() for problem in rule.check(dossier)})
