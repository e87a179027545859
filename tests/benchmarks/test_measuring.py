"""Measurements of builds and search: failed runs, peak memory, merged records and scores."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import build
from benchmarks.build import merged
from benchmarks.measure import Measured, rounds, run
from benchmarks.search.browser import Answer
from benchmarks.search.queries import LISTS, Query, read, score
from benchmarks.search.symbols import Symbol, slips, spellings
from benchmarks.tables import rendered
from benchmarks.tools import NotInstalled, Tool

MACHINE = {"processor": "a processor"}
COPYING = "import os, shutil; os.makedirs('site', exist_ok=True); shutil.copy('page.md', 'site/page.html')"
IGNORING_EDITS = (
    "import pathlib; p = pathlib.Path('site'); p.mkdir(exist_ok=True); (p / 'page.html').write_text('Always the same.')"
)
ALLOCATE = "import time; a = bytearray(60 * 10**6); time.sleep(2)"
ALLOCATE_TWICE = f"import subprocess, sys; a = bytearray(60 * 10**6); subprocess.run([sys.executable, '-c', {ALLOCATE!r}])"


def make_tool(program: str) -> Tool:
    command: Sequence[str] = [sys.executable, "-c", program]
    return Tool("A tool", "", lambda *of: None, lambda environment: command, "{}.md", "site/{}.html")


def measure(program: str, folder: Path, count: int = 1) -> Measured:
    """Measure a tool that runs a Python program."""
    (folder / "pages").mkdir()
    (folder / "pages/page.md").write_text("A page.")
    made = Measured(make_tool(program), "page", folder, folder / "pages")
    rounds([made], count, 60)
    return made


def test_peak_memory_includes_child_processes(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", ALLOCATE_TWICE], tmp_path, tmp_path / "log", 60)
    assert done.trouble == ""
    assert done.seconds > 2
    assert 120 * 10**6 < done.peak < 240 * 10**6


def test_run_over_time_limit_is_stopped_and_reported(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import time; time.sleep(60)"], tmp_path, tmp_path / "log", 0.5)
    assert done.trouble == "over 0.5 s"
    assert done.seconds < 30


def test_failed_build_is_reported_with_error_message(tmp_path: Path) -> None:
    result = measure("raise SystemExit('error: no such theme')", tmp_path, 2).record()
    assert result["trouble"] == "error: no such theme"
    assert result["seconds"]["cold"] == []


def test_each_round_times_cold_unchanged_and_edited_builds(tmp_path: Path) -> None:
    result = measure(COPYING, tmp_path, 2)
    assert result.trouble == ""
    assert {step: len(times) for step, times in result.seconds.items()} == {"cold": 2, "unchanged": 2, "edit": 2}
    assert result.output == len("A page.\nEdit i.\n\nEdit ii.\n")


def test_build_that_ignores_edit_is_reported(tmp_path: Path) -> None:
    assert measure(IGNORING_EDITS, tmp_path).trouble == "an edit does not reach the page"


def test_tool_that_cannot_be_installed_is_left_out_with_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(environment: Path) -> None:
        raise NotInstalled("no network")

    copy = dataclasses.replace(make_tool(COPYING), versions=lambda environment: "1")
    monkeypatch.setitem(build.TOOLS, "zensical", dataclasses.replace(build.TOOLS["zensical"], install=fail))
    monkeypatch.setitem(build.TOOLS, "ours", copy)
    versions, missing = build.installed(["zensical", "ours"], tmp_path)
    assert (versions, missing) == ({"ours": "1"}, {"zensical": "no network"})
    text = rendered({"machine": MACHINE, "versions": versions, "missing": missing, "sizes": {}})
    assert "| Zensical | left out | no network |" in text


def make_record(cold: list[float]) -> dict[str, object]:
    return {"seconds": {"cold": cold, "unchanged": [], "edit": []}, "peak": 10**8, "output": 10**6}


def test_tables_have_medians_and_ratios() -> None:
    sizes = {"100": {"ours": make_record([4.0, 9.0, 5.0]), "zensical": make_record([2.0, 2.0, 2.5])}}
    text = rendered({"machine": MACHINE, "versions": {}, "missing": {}, "sizes": sizes})
    assert "| This extension | 5.00 | 2.50 | – | – | 100 | 1 |" in text
    assert "| Zensical | 2.00 | 1.00 |" in text


def test_records_from_same_machine_are_merged() -> None:
    first = {"machine": MACHINE, "versions": {"ours": "1"}, "missing": {"hugo": "no network"}}
    first["sizes"] = {"1000": {"ours": make_record([5.0]), "stock": make_record([900.0])}}
    second = {"machine": MACHINE, "versions": {"hugo": "2"}, "missing": {}, "site": make_record([3.0])}
    second["sizes"] = {"100": {"hugo": make_record([0.1])}, "1000": {"ours": make_record([4.0])}}
    both = merged(first, second)
    assert [(size, sorted(tools)) for size, tools in both["sizes"].items()] == [("100", ["hugo"]), ("1000", ["ours", "stock"])]
    assert both["sizes"]["1000"]["ours"] == make_record([4.0])
    assert (both["versions"], both["missing"], both["site"]) == ({"ours": "1", "hugo": "2"}, {}, make_record([3.0]))
    assert merged({**first, "machine": {}}, second) == second


def make_answer(*pages: str, findings: Sequence[str] = ()) -> Answer:
    return Answer([*pages], [*findings], 1.0, 1)


def test_queries_are_scored_by_rank_of_first_expected_page() -> None:
    queries = [Query(text, frozenset({"right", "too"})) for text in ("one", "three", "none")]
    answers = {
        "one": make_answer("too", "right"),
        "three": make_answer("a", "b", "right"),
        "none": make_answer(*"abcdefghij", "right"),
    }
    assert score(queries, answers) == {"queries": 3, "first": pytest.approx(1 / 3), "reciprocal": pytest.approx(4 / 9)}


def test_expected_finding_must_be_among_results() -> None:
    queries = [Query(text, frozenset({"right"}), findings=frozenset({"said"})) for text in ("one", "two")]
    scored = score(
        queries, {"one": make_answer("right", findings=["other", "said"]), "two": make_answer("right", findings=["other"])}
    )
    assert (scored["first"], scored["offered"]) == (1, 0.5)


def test_query_without_expected_page_must_have_no_result() -> None:
    query = Query("zeppelins", frozenset())
    assert (query.rank([]), query.rank(["a"])) == (1, 0)


def test_expected_page_that_moved_is_replaced_by_its_new_docname(tmp_path: Path) -> None:
    moved = "moved:\n- {from: threat/finances, to: threat/money}\n- {from: threat/money, to: threat/funds}\n"
    (tmp_path / "ledger.yaml").write_text(f"{moved}removed:\n- {{page: regions/central-africa, see: regions/africa}}\n")
    expected = {page for query in read("known", tmp_path / "ledger.yaml") for page in query.expected}
    assert {"threat/funds", "regions/africa"} <= expected
    assert not {"threat/finances", "threat/money", "regions/central-africa"} & expected


@pytest.mark.parametrize("name", LISTS)
def test_expected_pages_exist(name: str) -> None:
    docs = Path(__file__).parents[2] / "docs"
    missing = {page for query in read(name) for page in query.expected if not (docs / f"{page}.md").exists()}
    assert missing == set()


def test_spellings_of_symbols_and_misspellings_of_words() -> None:
    variants = spellings(Symbol("S/RES/2396", "2017"))
    assert {"2396", "SRES/2396", "s res 2396", "UNSCR 2396", "resolution 2396 of 2017", "sres2396"} <= set(variants)
    assert {"8605th meeting", "8,605th meeting", "meeting 8605"} <= set(spellings(Symbol("8605th meeting")))
    assert {"AF-5", "af-5", "passage AF 5", "AF5"} <= set(spellings(Symbol("AF-5")))
    assert [wrong for kind, wrong in slips("mali") if kind == "swapped"] == ["mlai", "mail"]
