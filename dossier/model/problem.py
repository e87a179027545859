"""Problems found by the rules and the parser."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Problem(NamedTuple):
    """A problem in one place, as shown to contributors.

    :param path: the file
    :param line: the line, counted from 1
    :param rule: name of the rule, as in the contributors' guide
    :param message: what is wrong
    :param cure: what to do about it
    """

    path: Path
    line: int
    rule: str
    message: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.rule}] {self.message}; {self.cure}"


class BrokenSource(SystemExit):
    """The exception for data or pages that cannot be read, so that nothing can be built; the message has a problem per line.

    A subclass of ``SystemExit``, because the rules run without Sphinx, and Sphinx would print a traceback for any other exception
    but its own.

    :param problems: all problems found
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted({*problems})
        super().__init__("\n".join(map(str, self.problems)))


TRACEBACK_PREFIX = f"{BrokenSource.__module__}.{BrokenSource.__name__}: "
"""What precedes the message in a traceback, such as that of another process."""


def attempt(problems: list[Problem], read: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Call a function that reads something; if it cannot be read, add the reasons to a list of problems and return ``None``."""
    try:
        return read(*args, **kwargs)
    except BrokenSource as broken:
        problems += broken.problems
        return None


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return what to do about an unknown name: ask whether a similar known name was meant, if there is one."""
    near = nearest(name, known)
    return f"did you mean “{near}”?" if near else otherwise


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that is most similar to another, or ``""`` if none is similar."""
    return next(iter(get_close_matches(name.lower(), sorted(known), 1, 0.7)), "")


def shortened(text: str) -> str:
    """Return the part of a text that a message quotes: its first line, cut, with commas for semicolons, which end a message."""
    first = text.strip().split("\n", 1)[0].replace(";", ",")
    return first if len(first) <= 40 else f"{first[:40]}…"
