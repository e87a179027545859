"""A copy of the real pages and data, in which one file at a time is damaged and checked."""

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
class Damage:
    """One small damage to one file.

    :param what: what was done, in a word or two
    :param content: what the file holds then; ``None`` where it is gone
    :param also: other lines that may be named: that of what is no longer closed, and of what then stands in it
    """

    what: str
    path: str
    content: bytes | None
    also: tuple[int, ...] = ()


class Project(Site):
    """A copy of the pages and the data.

    :param released: with a release, so that nothing published may silently lose what it rests on; without one there is no problem
    """

    def __init__(self, folder: Path, *, released: bool = True) -> None:
        self.folder = folder / "now"
        for name in ("docs", "source"):
            shutil.copytree(REPOSITORY / name, self.folder / name)
        if released:
            outcome = self.command("release", "99999", "--date", DAY)
            assert outcome.status == 0, f"the pages or the data are damaged before anything was done to them:\n{outcome.err}"
        self.base = folder / "base"
        shutil.copytree(self.folder, self.base)
        patterns = ("docs/**/*.md", "source/**/*.yaml", "source/*.bib", "source/releases/*.json")
        paths = sorted(path for pattern in patterns for path in self.folder.glob(pattern))
        self._sound = {what for _, what in self._said()} if released else set()
        names = (path.relative_to(self.folder).as_posix() for path in paths)
        self.files = {name: (self.folder / name).read_text() for name in names if not name.startswith("docs/_")}

    def problems(self, *damages: Damage) -> list[tuple[str, int]]:
        """Return the problems that the rules find only with the damages."""
        with self._all_damaged(*damages):
            said = self._said()
        return [place for place, what in said if what not in self._sound]

    def _said(self) -> list[tuple[tuple[str, int], str]]:
        """Return the problems that `make check` reports: file, line and message."""
        found = map(_PROBLEM.match, self.command("check").lines)
        return [((problem[1], int(problem[2])), problem[1] + problem[3]) for problem in found if problem]

    def is_placed(self, damage: Damage, problems: list[tuple[str, int]]) -> bool:
        """Whether one of the problems names the file and the line of the damage, within one line."""
        changed = _lines((self.base / damage.path).read_bytes(), damage.content or b"")
        here = [line for path, line in problems if path == damage.path]
        return any(changed[0] - 1 <= line <= changed[-1] + 1 or line in damage.also for line in here)

    @cached_property
    def _sound_state(self) -> State:
        return read_state(self.base / "docs", self.base / "source")

    def reviewed(self, *damages: Damage) -> Comparison:
        """Return what `make diff` shows of damages."""
        sound = self._sound_state
        with self._all_damaged(*damages):
            damaged = read_state(self.folder / "docs", self.folder / "source", sound.labels)
        return compared_states(sound, damaged)

    @contextlib.contextmanager
    def _all_damaged(self, *damages: Damage) -> Iterator[None]:
        with contextlib.ExitStack() as damaged:
            for damage in damages:
                damaged.enter_context(self._damaged(damage))
            yield

    @contextlib.contextmanager
    def _damaged(self, damage: Damage) -> Iterator[None]:
        path = self.folder / damage.path
        if damage.content is None:
            path.unlink()
        else:
            path.write_bytes(damage.content)
        try:
            yield
        finally:
            shutil.copyfile(self.base / damage.path, path)


def _lines(sound: bytes, damaged: bytes) -> range:
    """Return the changed lines of a damaged file; for deleted text, the line that took its place."""
    old, new = sound.split(b"\n"), damaged.split(b"\n")
    same = _same(old, new)
    below = _same(old[same:][::-1], new[same:][::-1])
    return range(same + 1, max(len(new) - below, same + 1) + 1)


def _same(one: list[bytes], other: list[bytes]) -> int:
    """Return the number of equal lines before the first difference."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


def line_of(text: str, at: int) -> int:
    """Return the line of an offset in a text."""
    return text.count("\n", 0, at) + 1


def words_of(text: str) -> set[str]:
    """Return the words and numbers of a text, to tell without the rules whether a source has one."""
    return set(re.findall(r"\d+|[^\W\d_]+", text.replace(",", "").casefold()))
