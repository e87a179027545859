"""Synthetic reports: as many pages as asked for, the same each time, with nothing wrong, and the same for every tool."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest

from benchmarks import dossier_pages
from benchmarks.corpus import Cite, Corpus, Finding, Link, Paragraph
from benchmarks.generate import main as generate
from benchmarks.make import FEWEST_PAGES, make
from benchmarks.peers import TOOLS
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.python_tools import MkDocs, Zensical
from dossier.__main__ import main as dossier


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make(100)


def pages_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).with_suffix("").as_posix().replace("_index", "index") for path in folder.rglob("*.md")}


@pytest.mark.parametrize("pages", [FEWEST_PAGES, 133])
def test_a_report_has_as_many_pages_as_asked_for_and_nothing_wrong(
    pages: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generate([str(pages), str(tmp_path)])
    assert len(list((tmp_path / "docs").rglob("*.md"))) == pages
    status = dossier(["check", "--pages", str(tmp_path / "docs"), "--source", str(tmp_path / "source")])
    assert status == 0, capsys.readouterr().err


def test_the_same_seed_gives_the_same_report_and_another_seed_another(corpus: Corpus) -> None:
    written = list(dossier_pages.files(corpus))
    assert list(dossier_pages.files(make(100))) == written
    assert list(dossier_pages.files(make(100, seed=1))) != written


def test_a_report_of_too_few_pages_is_refused() -> None:
    with pytest.raises(ValueError, match=f"needs {FEWEST_PAGES} pages"):
        make(FEWEST_PAGES - 1)


def test_an_entry_has_about_600_words_8_cross_references_and_6_citations(corpus: Corpus) -> None:
    words, links, cites = [], [], []
    for entry in corpus.entries:
        blocks = [block for _, blocks in entry.parts for block in blocks]
        parts = [part for block in blocks for part in block.text]
        words.append(sum(len(part.split()) for part in parts if isinstance(part, str)))
        links.append(sum(isinstance(part, Link) for part in parts))
        evidence = [key for block in blocks if not isinstance(block, Paragraph) for key in block.evidence]
        marks = [part for part in parts if isinstance(part, Cite)]
        cites.append(len([*evidence, *entry.meta.get("evidence", ()), *marks]))
    assert 540 < statistics.mean(words) < 660
    assert 7 < statistics.mean(links) < 9
    assert 5 < statistics.mean(cites) < 7


def test_every_tool_gets_the_same_pages(corpus: Corpus, tmp_path: Path) -> None:
    written = {}
    for tool, below in ((MkDocs, "docs"), (Zensical, "docs"), (Hugo, "content")):
        tool(tmp_path / "none").write(corpus, tmp_path / tool.__name__)
        written[tool] = pages_below(tmp_path / tool.__name__ / below)
    ours = {path[5:-3] for path, _ in dossier_pages.files(corpus) if path.startswith("docs/")}
    assert all(docnames == ours for docnames in written.values())


def test_every_link_and_footnote_of_a_plain_page_leads_somewhere(corpus: Corpus, tmp_path: Path) -> None:
    Zensical(tmp_path / "none").write(corpus, tmp_path)
    for path in (tmp_path / "docs").rglob("*.md"):
        text = path.read_text()
        for target in re.findall(r"\]\(((?!http)[^)#]+)", text):
            assert (path.parent / target).is_file(), f"{path}: {target}"
        assert set(re.findall(r"\[\^([^\]]+)\](?!:)", text)) == set(re.findall(r"^\[\^([^\]]+)\]:", text, re.MULTILINE))


def test_the_page_that_is_edited_is_there_for_every_tool(corpus: Corpus, tmp_path: Path) -> None:
    for name in ("ours", "zensical", "hugo", "mkdocs", "stock"):
        tool = TOOLS[name](tmp_path / "none")
        tool.write(corpus, tmp_path / name)
        assert (tmp_path / name / tool.source(tool.typical(corpus))).is_file(), name


def test_every_passage_is_carried_by_a_finding_that_states_its_number(corpus: Corpus) -> None:
    findings = [finding for entry in corpus.entries for finding in entry.findings()]
    for section in corpus.sections:
        for passage in section.passages:
            carrying = [finding for finding in findings if finding.passage == passage["id"]]
            assert carrying
            for figure in passage.get("figures", ()):
                number = f"{figure.get('value', figure.get('max')):,}"
                assert any(number in _shown(finding) for finding in carrying)


def _shown(finding: Finding) -> str:
    return "".join(part for part in finding.text if isinstance(part, str))
