"""The real pages and data in a folder of their own, in which one file at a time is damaged and checked."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import dossier.parser.pages
import dossier.parser.source
from dossier.__main__ import sound_folders
from dossier.model.problem import BrokenSource, Problem
from tests.support import Site

REPOSITORY = Path(__file__).parents[2]
DAY = "2031-01-01"


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


class Project:
    """A copy of the pages and the data, with a release, so that nothing published may silently lose what it rests on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("docs", "source"):
            shutil.copytree(REPOSITORY / name, folder / name)
        assert self.said() == [], "the pages or the data are damaged before anything was done to them"
        self.command("publish")
        self.command("release", "99999", "--date", DAY)
        self.files = {
            path.relative_to(folder).as_posix(): path.read_text()
            for path in sorted(
                [
                    *folder.glob("docs/**/*.md"),
                    *folder.glob("source/**/*.yaml"),
                    *folder.glob("source/*.bib"),
                    *folder.glob("source/releases/*.json"),
                ]
            )
            if not path.relative_to(folder).as_posix().startswith("docs/_")
        }

    def command(self, *arguments: str) -> None:
        """Run a command of the extension, which must succeed."""
        site = Site.__new__(Site)
        site.folder = self.folder
        outcome = site.command(*arguments)
        assert outcome.status == 0, outcome.err

    def problems(self, damage: Damage) -> list[Problem]:
        """What `make check` says of the files with one damage in them."""
        with self._damaged(damage):
            return self.said()

    def is_placed(self, damage: Damage, problems: list[Problem]) -> bool:
        """Whether one of the problems names the file and the line of the damage, within one line."""
        places = _lines(self.content(damage.path), damage.content or b"")
        here = [problem.line for problem in problems if problem.path.as_posix() == damage.path]
        return any(places[0] - 1 <= line <= places[-1] + 1 or line in damage.also for line in here)

    def content(self, path: str) -> bytes:
        """What a file holds without damage."""
        return (self.folder / path).read_bytes()

    @contextlib.contextmanager
    def _damaged(self, damage: Damage) -> Iterator[None]:
        path = self.folder / damage.path
        sound = path.read_bytes()
        if damage.content is None:
            path.unlink()
        else:
            path.write_bytes(damage.content)
        try:
            yield
        finally:
            path.write_bytes(sound)

    def said(self) -> list[Problem]:
        """What `make check` says of the files as they are."""
        with contextlib.chdir(self.folder):
            try:
                sound_folders(Path("docs"), Path("source"))
            except BrokenSource as broken:
                return broken.problems
        return []


def _lines(sound: bytes, damaged: bytes) -> range:
    """The lines of a damaged file that are not as they were; of what is gone, the line that took its place."""
    old, new = sound.split(b"\n"), damaged.split(b"\n")
    same = _same(old, new)
    below = _same(old[same:][::-1], new[same:][::-1])
    return range(same + 1, max(len(new) - below, same + 1) + 1)


def _same(one: list[bytes], other: list[bytes]) -> int:
    """How many lines are the same before the first that differs."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))


@contextlib.contextmanager
def remembering() -> Iterator[None]:
    """Read a file that has not changed only once; all rules are applied each time."""
    with pytest.MonkeyPatch.context() as patch:
        read_page = dossier.parser.pages.read_page
        patch.setattr(dossier.parser.pages, "read_page", _remembered(read_page, lambda name, path, text: text))
        for name in ("read_yaml", "read_references", "read_release"):
            sound = getattr(dossier.parser.source, name)
            patch.setattr(
                dossier.parser.source, name, _remembered(sound, lambda path, *rest: path.read_bytes() if path.exists() else None)
            )
        yield


def _remembered(read: Callable[..., Any], state: Callable[..., object]) -> Callable[..., Any]:
    found: dict[tuple[object, ...], Any] = {}

    def reading(*arguments: Any) -> Any:
        key = (*map(str, arguments[:2]), state(*arguments))
        if key not in found:
            found[key] = read(*arguments)
        return found[key]

    return reading


def line_of(text: str, at: int) -> int:
    """The line of a place in a text."""
    return text.count("\n", 0, at) + 1


def words_of(text: str) -> set[str]:
    """The words and numbers of a text, for telling independently of the rules whether a source has one."""
    return set(re.findall(r"\d+|[^\W\d_]+", text.replace(",", "").casefold()))
