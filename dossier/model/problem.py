"""What is wrong, where, and what to do about it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place, as a contributor reads it.

    :param path: the file at fault
    :param line: the line at fault, counted from 1
    :param rule: the name of the rule, as in the contributor's guide
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


class BrokenSource(Exception):
    """The data cannot be read at all, so that nothing can be built on it.

    :param problems: everything that was found wrong
    """

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))
