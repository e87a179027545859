"""Measuring: what fails is said and not counted, and what a reader loads is weighed."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import run as benchmark
from benchmarks.corpus import Corpus
from benchmarks.make import make
from benchmarks.measure import run
from benchmarks.peers import base
from benchmarks.results import merged
from benchmarks.series import Series
from benchmarks.tables import render
from benchmarks.weigh import page_weight

MACHINE = {"processor": "a processor"}


class Copy(base.Tool):
    """A tool that copies the text of a page into its output, or does not."""

    program = "import os, shutil; os.makedirs('site', exist_ok=True); shutil.copy('page.md', 'site/page.html')"

    def set_up(self) -> None:
        """Nothing to do."""

    def versions(self) -> str:
        return "1"

    def write(self, corpus: Corpus, folder: Path) -> None:
        (folder / "page.md").write_text("A page.")

    def command(self, folder: Path) -> Sequence[str]:
        return [sys.executable, "-c", self.program]

    def source(self, docname: str) -> str:
        return "page.md"

    def page(self, docname: str) -> str:
        return "page.html"


class Deaf(Copy):
    program = "import pathlib; p = pathlib.Path('site'); p.mkdir(exist_ok=True); (p / 'page.html').write_text('Always the same.')"


class Broken(Copy):
    program = "raise SystemExit('error: no such theme')"


class Unobtainable(Copy):
    def set_up(self) -> None:
        raise base.NotInstalled("no network")


def test_a_run_is_timed_and_its_memory_watched(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import time; a = bytearray(10**8); time.sleep(0.6)"], tmp_path, tmp_path / "log", 60, {})
    assert done.trouble == ""
    assert done.seconds > 0.6
    assert done.peak == 0 or done.peak > 10**8


def test_a_run_over_the_limit_is_given_up_and_said_to_be(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, tmp_path / "log", 0.5, {})
    assert done.trouble == "over 0.5 s"
    assert done.seconds < 30


def test_a_tool_that_fails_is_reported_with_its_own_words(tmp_path: Path) -> None:
    measured = Series({"t": Broken(tmp_path)}, make(80), tmp_path / "pages", 60).rounds(2)["t"]
    assert measured.trouble == "error: no such theme"
    assert measured.seconds["cold"] == []


def test_each_round_builds_cold_then_unchanged_then_after_an_edit(tmp_path: Path) -> None:
    measured = Series({"t": Copy(tmp_path)}, make(80), tmp_path / "pages", 60).rounds(2)["t"]
    assert measured.trouble == ""
    assert {step: len(times) for step, times in measured.seconds.items()} == {"cold": 2, "unchanged": 2, "edit": 2}


def test_a_build_that_leaves_out_an_edit_does_not_count(tmp_path: Path) -> None:
    measured = Series({"t": Deaf(tmp_path)}, make(80), tmp_path / "pages", 60).rounds(1)["t"]
    assert measured.trouble == "an edit does not reach the page"


def test_a_tool_that_cannot_be_had_is_left_out_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "TOOLS", {"zensical": Unobtainable, "ours": Copy})
    tools, versions, missing = benchmark.installed(["zensical", "ours"], tmp_path)
    assert (list(tools), versions, missing) == (["ours"], {"ours": "1"}, {"zensical": "no network"})
    text = render({"machine": MACHINE, "versions": versions, "missing": missing, "sizes": {}})
    assert "| Zensical | left out | no network |" in text


def test_the_tables_give_medians_and_put_them_in_proportion() -> None:
    sizes = {"100": {"ours": _record([4.0, 9.0, 5.0]), "zensical": _record([2.0, 2.0, 2.5])}}
    text = render({"machine": MACHINE, "versions": {}, "missing": {}, "sizes": sizes})
    assert "| This extension | 5.00 | 2.50 |" in text
    assert "| Zensical | 2.00 | 1.00 |" in text
    assert "| This extension | 50.0 |" in text


def test_what_is_measured_apart_stands_in_one_record() -> None:
    first = {"machine": MACHINE, "versions": {"ours": "1"}, "missing": {"hugo": "no network"}}
    first["sizes"] = {"1000": {"ours": _record([5.0]), "stock": _record([900.0])}}
    second = {"machine": MACHINE, "versions": {"hugo": "2"}, "missing": {}, "site": _record([3.0])}
    second["sizes"] = {"100": {"hugo": _record([0.1])}, "1000": {"ours": _record([4.0])}}
    both = merged(first, second)
    assert {size: sorted(tools) for size, tools in both["sizes"].items()} == {"100": ["hugo"], "1000": ["ours", "stock"]}
    assert both["sizes"]["1000"]["ours"] == _record([4.0])
    assert (both["versions"], both["missing"], both["site"]) == ({"ours": "1", "hugo": "2"}, {}, _record([3.0]))
    assert list(both["sizes"]) == ["100", "1000"]


def test_what_was_measured_on_another_machine_is_dropped() -> None:
    first = {"machine": {"Python": "3.9"}, "versions": {}, "missing": {}, "sizes": {"100": {"ours": _record([5.0])}}}
    second = {"machine": MACHINE, "versions": {}, "missing": {}, "sizes": {}}
    assert merged(first, second) == second


def _record(cold: list[float]) -> dict[str, object]:
    return {"seconds": {"cold": cold, "unchanged": [], "edit": []}, "peak": 10**8, "weights": {}}


def test_a_page_weighs_with_its_style_sheets_and_scripts_and_what_these_load(tmp_path: Path) -> None:
    files = {
        "a/page.html": '<link rel="stylesheet" href="../s.css"><script src="/x.js"></script><script src="https://else.example/y.js"></script>',
        "s.css": "p { color: red }",
        "x.js": 'import "./z.js";',
        "z.js": "1",
        "unused.js": "2" * 5000,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    loaded = {name: len(gzip.compress(text.encode(), 9, mtime=0)) for name, text in files.items() if name != "unused.js"}
    assert page_weight(tmp_path / "a/page.html", tmp_path) == (loaded["a/page.html"], sum(loaded.values()))
