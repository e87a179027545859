"""A copy of the pages and data of this site, in which mutations are made and checked."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dossier.review.compare import Comparison, compared_states
from dossier.review.statements import State, read_state
from tests.support import Site

REPOSITORY = Path(__file__).parents[2]
DAY = "2031-01-01"
_PROBLEM = re.compile(r"(\S+?):(\d+): (\[.*)")


@dataclass(frozen=True)
class Mutation:
    """A small change of one file.

    :param what: the kind of change, in a few words
    :param content: the new content of the file; ``None`` if it is removed
    :param other_lines: other lines at which the change may be reported, such as that of an opening fence that is no longer closed
    """

    what: str
    path: str
    content: bytes | None
    other_lines: tuple[int, ...] = ()


class Project(Site):
    """A copy of the pages and data.

    :param released: make a release first, so that lost evidence of released findings is a problem
    """

    def __init__(self, folder: Path, *, released: bool = True) -> None:
        self.folder = folder / "now"
        for name in ("docs", "source"):
            shutil.copytree(REPOSITORY / name, self.folder / name)
        if released:
            outcome = self.command("release", "99999", "--date", DAY)
            assert outcome.status == 0, f"the pages or the data have problems before any mutation:\n{outcome.err}"
        self.base = folder / "base"
        shutil.copytree(self.folder, self.base)
        patterns = ("docs/**/*.md", "source/**/*.yaml", "source/*.bib", "source/releases/*.json")
        paths = sorted(path for pattern in patterns for path in self.folder.glob(pattern))
        self._known_problems = {what for _, what in self._check()} if released else set()
        names = (path.relative_to(self.folder).as_posix() for path in paths)
        self.files = {name: (self.folder / name).read_text() for name in names if not name.startswith("docs/_")}

    def problems(self, *mutations: Mutation) -> list[tuple[str, int]]:
        """Return the file and line of each problem that the mutations cause."""
        with self._all_applied(*mutations):
            problems = self._check()
        return [place for place, what in problems if what not in self._known_problems]

    def _check(self) -> list[tuple[tuple[str, int], str]]:
        """Return the problems that `make check` reports: file, line and message."""
        found = map(_PROBLEM.match, self.command("check").lines)
        return [((problem[1], int(problem[2])), problem[1] + problem[3]) for problem in found if problem]

    def is_placed(self, mutation: Mutation, problems: list[tuple[str, int]]) -> bool:
        """Whether a problem is reported in the file and within one line of the mutation."""
        changed = _lines((self.base / mutation.path).read_bytes(), mutation.content or b"")
        here = [line for path, line in problems if path == mutation.path]
        return any(changed[0] - 1 <= line <= changed[-1] + 1 or line in mutation.other_lines for line in here)

    @cached_property
    def _original_state(self) -> State:
        return read_state(self.base / "docs", self.base / "source")

    def reviewed(self, *mutations: Mutation) -> Comparison:
        """Return the comparison that `make diff` shows for mutations."""
        original = self._original_state
        with self._all_applied(*mutations):
            mutated = read_state(self.folder / "docs", self.folder / "source", original.labels)
        return compared_states(original, mutated)

    @contextlib.contextmanager
    def _all_applied(self, *mutations: Mutation) -> Iterator[None]:
        with contextlib.ExitStack() as mutated:
            for mutation in mutations:
                mutated.enter_context(self._applied(mutation))
            yield

    @contextlib.contextmanager
    def _applied(self, mutation: Mutation) -> Iterator[None]:
        path = self.folder / mutation.path
        if mutation.content is None:
            path.unlink()
        else:
            path.write_bytes(mutation.content)
        try:
            yield
        finally:
            shutil.copyfile(self.base / mutation.path, path)


def _lines(original: bytes, mutated: bytes) -> range:
    """Return the numbers of the changed lines; for deleted text, of the line in its place."""
    old, new = original.split(b"\n"), mutated.split(b"\n")
    same = _common_prefix(old, new)
    below = _common_prefix(old[same:][::-1], new[same:][::-1])
    return range(same + 1, max(len(new) - below, same + 1) + 1)


def _common_prefix(one: list[bytes], other: list[bytes]) -> int:
    """Return the number of equal lines at the start."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def line_of(text: str, at: int) -> int:
    """Return the number of the line at an offset."""
    return text.count("\n", 0, at) + 1


def words_of(text: str) -> set[str]:
    """Return the words and numbers of a text, parsed independently of the rules."""
    return set(re.findall(r"\d+|[^\W\d_]+", text.replace(",", "").casefold()))
