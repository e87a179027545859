"""The register of rules.

A rule is a function from the sealed dossier to the problems that it finds, with a name that a contributor can look up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dossier.graph import Dossier
from dossier.model.house_style import Waiver
from dossier.model.problem import Problem
from dossier.site import package

Check = Callable[[Dossier], Iterable[Problem]]


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it asks for in one sentence, and the function that finds what breaks it."""

    name: str
    asks: str
    check: Check


_OF_ALL = frozenset(("orphan-entry", "unused-reference"))
"""Rules that mean nothing while the front matter of a page cannot be read, for what they miss may stand there."""
_REGISTERED: dict[str, Rule] = {}


def rules() -> dict[str, Rule]:
    """The rules of the extension and those of the current site, by name."""
    packages = ("dossier", package())
    return {name: rule for name, rule in _REGISTERED.items() if rule.check.__module__.partition(".")[0] in packages}


def rule(name: str, asks: str) -> Callable[[Check], Check]:
    """Register a function as a rule.

    :param name: the name that stands in brackets in each of its messages
    :param asks: what it asks for, in one sentence for the guide
    """

    def register(check: Check) -> Check:
        _REGISTERED[name] = Rule(name, asks, check)
        return check

    return register


def check(dossier: Dossier) -> list[Problem]:
    """Every problem that any rule finds and no exception excuses, in the order of files and lines."""
    unread = any(page.meta is None for page in dossier.pages.values())
    asked = [rule for rule in rules().values() if not (unread and rule.name in _OF_ALL)]
    found = {problem for rule in asked for problem in rule.check(dossier)}
    waivers = dossier.source.waivers
    excused = {problem for problem in found if any(_excuses(waiver, problem) for waiver in waivers)}
    return sorted(found - excused | set(() if unread else _stale(dossier, excused)))


def _excuses(waiver: Waiver, problem: Problem) -> bool:
    return (
        waiver.rule == problem.rule
        and f"/{problem.path.as_posix()}".endswith(f"/{waiver.where}")
        and waiver.what in problem.message
    )


def _stale(dossier: Dossier, excused: set[Problem]) -> Iterator[Problem]:
    """Exceptions that excuse nothing."""
    place = dossier.source.waivers_place
    cure = "undo what you changed there, if you did; else remove it, or correct what it names"
    for index, waiver in enumerate(dossier.source.waivers):
        if not any(_excuses(waiver, problem) for problem in excused):
            message = f"the exception to {waiver.rule} for “{waiver.what}” in {waiver.where} excuses nothing"
            yield Problem(place.path, place.line(index), "stale-exception", message, cure)
        elif waiver in dossier.source.waivers[:index]:
            message = f"the exception to {waiver.rule} for “{waiver.what}” in {waiver.where} stands here twice"
            yield Problem(place.path, place.line(index), "stale-exception", message, "keep one of the two")
