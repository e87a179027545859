"""The register of rules.

A rule is a function from the dossier to what is wrong in it, with a name that a contributor can look up.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.house_style import Waiver
from dossier.model.problem import Problem
from dossier.model.site import package

Wrong = tuple[str | Path, int, str, str]
"""The file, the line, what is wrong there, and what to do about it."""
Found = Iterator[Wrong]
Check = Callable[[Dossier], Iterable[Wrong]]
ANNOTATE = "check it, and let the annotation in the bibliography say so"
"""What to do about something that its source does not state."""


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it asks for in one sentence, and the function that finds what breaks it."""

    name: str
    asks: str
    check: Check

    def problems(self, dossier: Dossier) -> set[Problem]:
        """Everything that breaks the rule."""
        return {Problem(Path(path), line, self.name, message, cure) for path, line, message, cure in self.check(dossier)}


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
    found = {problem for rule in asked for problem in rule.problems(dossier)}
    excused = {problem for problem in found if any(_excuses(waiver, problem) for waiver in dossier.source.waivers)}
    return sorted(found - excused | set(() if unread else _stale(dossier, excused)))


def _excuses(waiver: Waiver, problem: Problem) -> bool:
    return (
        waiver.rule == problem.rule
        and f"/{problem.path.as_posix()}".endswith(f"/{waiver.where}")
        and waiver.what in problem.message
    )


def _stale(dossier: Dossier, excused: set[Problem]) -> Iterator[Problem]:
    """Exceptions that excuse nothing, or that stand twice."""
    place, waivers = dossier.source.files["exceptions"], dossier.source.waivers
    for index, waiver in enumerate(waivers):
        line, named = place.line("exceptions", index), f"the exception to {waiver.rule} for “{waiver.what}” in {waiver.where}"
        if not any(_excuses(waiver, problem) for problem in excused):
            yield Problem(place.path, line, "stale-exception", f"{named} excuses nothing", _cure(dossier, waiver))
        elif waiver in waivers[:index]:
            yield Problem(place.path, line, "stale-exception", f"{named} stands here twice", "keep one of the two")


def _cure(dossier: Dossier, waiver: Waiver) -> str:
    """What to do about an exception that excuses nothing."""
    folders = (dossier.pages_folder, dossier.source.bibliography.parent)
    files = (f"/{path.as_posix()}" for folder in folders for path in folder.rglob("*"))
    if not any(file.endswith(f"/{waiver.where}") for file in files):
        return "there is no such file: name it as it is called now, or remove the exception"
    if waiver.rule == "lost-support":
        return "remove it: the last release has the finding as it stands, or the finding has again what it had lost"
    return "undo what you changed there, if you did; else remove it, or correct what it names"
