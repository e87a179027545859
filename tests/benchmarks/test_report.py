"""Synthetic reports for benchmarks: reproducible, without problems, and the same for every tool."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest

from benchmarks import pages
from benchmarks.report import FEWEST, Report, make
from benchmarks.tools import TOOLS
from dossier.__main__ import main as dossier

pytestmark = pytest.mark.xdist_group("report")


@pytest.fixture(scope="module")
def report() -> Report:
    return make(100)


def test_report_has_requested_number_of_pages_and_no_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for count in (FEWEST, 133):
        TOOLS["ours"].write(make(count), tmp_path / str(count), tmp_path / str(count))
        assert len(list((tmp_path / str(count) / "docs").rglob("*.md"))) == count
    dossier(["check", "--pages", str(tmp_path / "133/docs"), "--source", str(tmp_path / "133/source")])
    # Its words are invented, so some look like misspellings, and figures do not have the evidence of findings.
    problems = [
        line
        for line in capsys.readouterr().err.splitlines()
        if not re.search(r"\[(doubled-word|figure-support|spelling)\]", line)
    ]
    assert problems == []


def test_report_depends_on_seed_alone(report: Report) -> None:
    assert make(100) == report
    assert make(100, seed=1) != report


def test_report_with_too_few_pages_is_refused() -> None:
    with pytest.raises(ValueError, match=f"needs {FEWEST} pages"):
        make(FEWEST - 1)


def test_entry_has_about_600_words_8_cross_references_and_6_citations(report: Report) -> None:
    words, links, cites = [], [], []
    for meta, text in report.texts.values():
        links.append(len(re.findall(r"\{(?!cite)\w+\}`", text)))
        evidence = re.findall(r"^:evidence: ", text, re.MULTILINE)
        cites.append(len([*evidence, *re.findall(r"\{cite:p\}", text), *meta.get("evidence", ())]))
        words.append(len(re.sub(r"^:.*$|^## .*$|\{.*?\}`.*?`", "", text, flags=re.MULTILINE).split()))
    assert 540 < statistics.mean(words) < 660
    assert 7 < statistics.mean(links) < 9
    assert 5 < statistics.mean(cites) < 7


@pytest.mark.parametrize("name", ["mkdocs", "zensical", "hugo", "stock"])
def test_other_tools_get_same_pages(report: Report, tmp_path: Path, name: str) -> None:
    tool = TOOLS[name]
    tool.write(report, tmp_path, tmp_path)
    folder = tmp_path / tool.source.partition("/")[0]
    docnames = {path.relative_to(folder).with_suffix("").as_posix().replace("_index", "index") for path in folder.rglob("*.md")}
    assert docnames == {path[5:-3] for path, _ in pages.dossier_pages(report)}
    assert (tmp_path / tool.source.format(report.typical())).is_file()
    assert re.search(r"\{(?!cite|doc|toctree|bibliography)\w+\}`|:::", (folder / f"{report.typical()}.md").read_text()) is None


def test_links_and_footnotes_of_plain_markdown_have_targets(report: Report, tmp_path: Path) -> None:
    TOOLS["zensical"].write(report, tmp_path, tmp_path)
    for path in (tmp_path / "docs").rglob("*.md"):
        text = path.read_text()
        for target in re.findall(r"\]\(((?!http)[^)#]+)", text):
            assert (path.parent / target).is_file(), f"{path}: {target}"
        assert set(re.findall(r"\[\^([^\]]+)\](?!:)", text)) == set(re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE))


def test_each_figure_is_stated_by_finding_on_its_passage(report: Report) -> None:
    texts = "\n".join(text for _, text in report.texts.values())
    findings = re.findall(r"^:from: ([A-Z]+-\d+)\n(.*?)^:::$", texts, re.MULTILINE | re.DOTALL)
    for passage in (passage for _, _, passages in report.sections for passage in passages):
        texts_of_findings = [text for id, text in findings if id == passage["id"]]
        assert texts_of_findings, passage["id"]
        for figure in passage.get("figures", ()):
            assert any(f"{figure['value']:,} people" in text for text in texts_of_findings), passage["id"]
