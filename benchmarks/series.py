"""All tools on the pages of one report, in turn."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.measure import run
from benchmarks.peers.base import Tool
from benchmarks.results import Measured
from benchmarks.weigh import html_size, page_weight, size

SLOW = 120.0
"""Seconds of a cold build from which on one round is enough."""


class Series:
    """A series of builds: in each round every tool builds cold, builds again, and builds after an edit of one page.

    What slows the machine for a while slows all of them.

    :param folder: an empty folder for the pages of each
    :param limit: seconds after which a build is given up
    """

    def __init__(self, tools: Mapping[str, Tool], corpus: Corpus, folder: Path, limit: float) -> None:
        self._tools, self._folder, self._limit = tools, folder, limit
        self.measured = {name: Measured() for name in tools}
        self._docnames: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        for name, tool in tools.items():
            (folder / name).mkdir(parents=True)
            tool.write(corpus, folder / name)
            self._docnames[name] = tool.typical(corpus)
            self._texts[name] = self._source(name).read_text()

    def _source(self, name: str) -> Path:
        return self._folder / name / self._tools[name].source(self._docnames[name])

    def _page(self, name: str) -> Path:
        return self._folder / name / self._tools[name].output / self._tools[name].page(self._docnames[name])

    def rounds(self, count: int) -> dict[str, Measured]:
        """Measure each tool that many times; one that is slow, once."""
        for number in range(1, count + 1):
            for name, measured in self.measured.items():
                if not measured.trouble and (number == 1 or max(measured.seconds["cold"]) < SLOW):
                    self._round(name, number)
        shutil.rmtree(self._folder / "aside", ignore_errors=True)
        return self.measured

    def _round(self, name: str, number: int) -> None:
        tool, folder = self._tools[name], self._folder / name
        self._put_aside(folder, [tool.output, *tool.leftovers], number)
        self._build(name, "cold")
        if number == 1 and not self.measured[name].trouble:
            self.measured[name].weights = self._weigh(name)
        self._build(name, "unchanged")
        mark = f"Edited{' again' * number}."
        self._source(name).write_text(f"{self._texts[name]}\n{mark}\n")
        self._build(name, "edit")
        if not self.measured[name].trouble and mark not in self._page(name).read_text():
            self.measured[name].trouble = "an edit does not reach the page"

    def _put_aside(self, folder: Path, names: Sequence[str], number: int) -> None:
        """Move what is left of an earlier round away; file systems are slow to make files where many have just been deleted."""
        aside = self._folder / "aside" / folder.name / str(number)
        for name in names:
            if (folder / name).exists():
                (aside / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).rename(aside / name)

    def _build(self, name: str, step: str) -> None:
        measured, tool, folder = self.measured[name], self._tools[name], self._folder / name
        if measured.trouble:
            return
        done = run(tool.command(folder), folder, self._folder / f"{name}.log", self._limit, tool.variables)
        measured.trouble = done.trouble
        measured.peak = max(measured.peak, done.peak)
        if not done.trouble:
            measured.seconds[step].append(done.seconds)
        print(f"{self._folder.name:>6} {name:10} {step:9} {done.seconds:7.1f} s {done.trouble}", file=sys.stderr)

    def _weigh(self, name: str) -> dict[str, int]:
        tool, site = self._tools[name], self._folder / name / self._tools[name].output
        count, html = html_size(site)
        page, whole = page_weight(self._page(name), site)
        return {
            "output": size(site),
            "html_per_page": html // max(1, count),
            "page_html": page,
            "page": whole,
            "index": size(site / tool.index) if tool.index else 0,
        }
