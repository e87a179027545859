"""What a pull request does to claims, as its reviewer reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOTS, Outcome, Site

PROJECT = Path(__file__).parents[2]
RETIRED = """\
published: [ostrel-barges-2030]
retired:
- id: ostrel-barges-2030
  stood_on: regions/lower-river
  why: The count was of ships.
  page: regions/lower-river
"""


@pytest.fixture
def older(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The report on river ports as it stood before the change."""
    return Site(tmp_path_factory.mktemp("older"), "test-ports")


def diff(site: Site, older: Site) -> Outcome:
    pages, source = str(older.folder / "pages"), str(older.folder / "source")
    return site.command("diff", "--pages", "pages", "--source", "source", "--base-docs", pages, "--base-source", source)


def test_a_change_to_nothing_says_so(ports: Site, older: Site) -> None:
    outcome = diff(ports, older)
    assert outcome.status == 0
    assert outcome.out == "## What this does to claims\n\nNo finding is added, changed or removed.\n"


def test_old_and_new_words_stand_side_by_side_with_numbers_in_bold(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "Two of five locks stood still", "Three of five locks were closed")
    lines = diff(ports, older).out.splitlines()
    assert "Findings: 0 added, 1 changed, 0 removed. Numbers are in **bold**." in lines
    assert "#### `locks-stood-still`, on Upper river (`regions/upper-river`)" in lines
    assert (
        "| Text | <del>**Two**</del> of **five** locks <del>stood still</del>, which Silting made worse. "
        "| <ins>**Three**</ins> of **five** locks <ins>were closed</ins>, which Silting made worse. |"
    ) in lines


def test_a_finding_added_is_shown_with_what_it_rests_on(ports: Site, older: Site) -> None:
    older.edit("pages/regions/upper-river.md", "{finding} locks-stood-still", "{finding} locks-were-closed")
    text = diff(ports, older).out
    added = text.partition("### Added")[2].partition("###")[2].partition("###")[0]
    assert "> **Two** of **five** locks stood still" in added
    assert "Standing: corroborated. Passages: UP-1. Evidence: lock-keepers-2030." in added


def test_changed_evidence_and_standing_are_named(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", ":evidence: lock-keepers-2030\n", "")
    lines = diff(ports, older).out.splitlines()
    assert "| Standing | <del>corroborated</del> | <ins>reported</ins> |" in lines
    assert "| Evidence | <del>lock-keepers-2030</del> | none |" in lines
    assert not [line for line in lines if line.startswith("| Text")]


def test_a_finding_that_moves_keeps_its_id(ports: Site, older: Site) -> None:
    fence = "\n:::{finding} locks-stood-still\n:from: UP-1\n:evidence: lock-keepers-2030\nTwo of five locks stood still.\n:::\n"
    for site, page in ((older, "upper-river"), (ports, "river")):
        upper = (site.folder / "pages/regions/upper-river.md").read_text().partition("\n:::{finding}")[0]
        site.write("pages/regions/upper-river.md", upper)
        site.write(f"pages/regions/{page}.md", (site.folder / f"pages/regions/{page}.md").read_text() + fence)
    lines = diff(ports, older).out.splitlines()
    assert "Findings: 0 added, 1 changed, 0 removed. Numbers are in **bold**." in lines
    assert "| Page | <del>regions/upper-river</del> | <ins>regions/river</ins> |" in lines


@pytest.mark.parametrize(
    ("ledger", "said"),
    [
        (RETIRED, "Retired: The count was of ships. Readers go to `regions/lower-river`."),
        (
            "published: [ostrel-barges-2030]\n",
            "**Published, and without a tombstone:** add it to `retired` in the ledger.",
        ),
        ("published: []\n", "Never published, so that no reader has its address."),
    ],
    ids=["retired", "published", "never published"],
)
def test_a_finding_removed_is_shown_with_what_becomes_of_its_address(ports: Site, older: Site, ledger: str, said: str) -> None:
    ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} ostrel-ships-2030")
    ports.write("source/ledger.yaml", ledger)
    removed = diff(ports, older).out.partition("### Removed")[2]
    assert "`ostrel-barges-2030`, on Lower river" in removed
    assert "> Ostrel handled about **4,000** barges in **2030**" in removed
    assert said in removed


def test_a_correction_and_a_source_that_change_are_shown_with_the_findings_that_name_them(ports: Site, older: Site) -> None:
    ports.edit("source/passages/upper.yaml", "two locks were closed for ever", "two locks were closed for a year")
    ports.edit("source/references.bib", "at the 22nd meeting", "at the 23rd meeting")
    text = diff(ports, older).out
    assert "No finding is added, changed or removed." in text
    assert "#### Passage `UP-1`, named by `locks-stood-still`\n\n| | before | after |\n|---|---|---|\n" in text
    assert (
        "| Corrections UP-1a, digest | **two** locks were closed for <del>ever</del> "
        "| **two** locks were closed for <ins>a year</ins> |"
    ) in text
    assert "at the <del>**22nd**</del> meeting" in text.partition("#### Reference `a-114`")[2]


def test_a_source_that_is_new_or_gone_is_shown_whole(ports: Site, older: Site) -> None:
    ports.edit("source/references.bib", "@misc{lock-keepers-2030", "@misc{lock-keepers-2031")
    text = diff(ports, older).out
    for key, said in (("lock-keepers-2031", "It is new."), ("lock-keepers-2030", "It is gone.")):
        assert text.partition(f"#### Reference `{key}`")[2].partition("####")[0].splitlines()[2:5:2] == [
            said,
            "- Label: Lock Keepers, **2030**",
        ]


def test_every_page_that_a_claim_reaches_is_listed(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "stood still, which", "stood idle, which")
    assert diff(ports, older).out.partition("### Pages that differ: ")[2].splitlines() == [
        "4",
        "",
        "| page | its own text | findings shown there |",
        "|---|---|---|",
        "| `evidence/upper` |  | `locks-stood-still` |",
        "| `regions/upper-river` | edited | `locks-stood-still` |",
        "| `resolutions/207` |  | `locks-stood-still` |",
        "| `threat/silting` |  | `locks-stood-still` |",
    ]


def test_prose_around_the_findings_is_listed_by_page_alone(ports: Site, older: Site) -> None:
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The Office counts all barges.\n")
    ports.write("pages/new.md", "# New\n")
    text = diff(ports, older).out
    assert "No finding is added, changed or removed." in text
    assert [line for line in text.splitlines() if "edited" in line] == [
        "| `actors/gauge-office` | edited |  |",
        "| `new` | edited |  |",
    ]


def test_a_claim_cannot_break_the_table_in_which_it_is_shown(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "stood still", "<b>stood</b> | still `x`")
    text = next(line for line in diff(ports, older).out.splitlines() if line.startswith("| Text"))
    assert r"\<b\>" in text and "<b>" not in text
    assert r"\`x\`" in text
    assert text.replace(r"\|", "").count("|") == 4


def test_an_older_state_that_cannot_be_read_is_named(ports: Site, older: Site) -> None:
    older.remove("source/report.yaml")
    outcome = diff(ports, older)
    assert outcome.status == 1
    assert outcome.lines == [f"{older.folder}/source/report.yaml:1: [missing-file] there is no such file; restore it"]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the project's Makefile, in which a finding was changed since the branch ``main``."""
    shutil.copy(PROJECT / "Makefile", tmp_path)
    shutil.copytree(ROOTS / "test-ports/pages", tmp_path / "docs")
    shutil.copytree(ROOTS / "test-ports/source", tmp_path / "source")
    (tmp_path / "requirements.txt").touch()
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{PROJECT}:{PROJECT}/docs/_ext" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (tmp_path / ".venv/ready").touch()
    git = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main"]
    for arguments in (["init", "--quiet"], ["add", "docs", "source"], ["commit", "--quiet", "--message", "First"]):
        subprocess.run([*git, *arguments], cwd=tmp_path, check=True)
    page = tmp_path / "docs/regions/upper-river.md"
    page.write_text(page.read_text().replace("Two of five", "Four of five"))
    return tmp_path


def make_diff(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    return subprocess.run(
        ["make", "--no-print-directory", "diff", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_diff_compares_the_working_tree_with_a_branch(repository: Path) -> None:
    done = make_diff(repository, "BASE=main")
    assert done.stderr == ""
    assert "<del>**Two**</del> of **five**" in done.stdout
    assert "<ins>**Four**</ins> of **five**" in done.stdout


def test_make_diff_says_that_there_is_no_such_branch(repository: Path) -> None:
    done = make_diff(repository, "BASE=mian")
    assert done.returncode
    assert "make: git knows no branch, tag or commit “mian” here; name one that it knows, as in BASE=main" in done.stderr
    assert "Traceback" not in done.stderr


def test_make_diff_says_that_there_is_no_repository(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    done = make_diff(repository)
    assert done.returncode
    assert "make: git knows no branch, tag or commit “main” here" in done.stderr
