"""The summary of changes for reviewers of a pull request: ``dossier diff`` and ``make diff``."""

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
    """The report on river ports before the changes; the test may edit it, too."""
    return Site(tmp_path_factory.mktemp("older"), "test-ports")


def diff(site: Site, older: Site, *options: str) -> Outcome:
    pages, source = str(older.folder / "pages"), str(older.folder / "source")
    folders = ("--pages", "pages", "--source", "source", "--base-docs", pages, "--base-source", source)
    return site.command("diff", *folders, *options)


def read_titles(outcome: Outcome) -> list[str]:
    """Return the headings of the groups of changes, in order."""
    return [line.removeprefix("### ") for line in outcome.out.splitlines() if line.startswith("### ")]


def test_no_changes(ports: Site, older: Site) -> None:
    assert diff(ports, older) == Outcome(0, "## What this changes\n\nNo statement has changed.\n", "")


def test_old_and_new_text_are_side_by_side_with_numbers_in_bold(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "Two of five locks stood still", "Three of five locks were closed")
    lines = diff(ports, older).out.splitlines()
    assert "Statements: 0 added, 1 changed, 0 removed (numbers 1). Numbers and dates are in **bold**." in lines
    assert "#### Finding `locks-stood-still`, on `regions/upper-river`" in lines
    assert (
        "| Text (number) | <del>**Two**</del> of **five** locks <del>stood still</del>, which Silting made worse. "
        "| <ins>**Three**</ins> of **five** locks <ins>were closed</ins>, which Silting made worse. |"
    ) in lines


@pytest.mark.parametrize(
    ("path", "old", "new", "title"),
    [
        ("pages/regions/upper-river.md", "Two of five", "Three of five", "Numbers"),
        ("pages/regions/lower-river.md", "in 2030", "in 2029", "Dates"),
        ("pages/regions/lower-river.md", "about 4,000", "up to 4,000", "Qualifiers"),
        ("pages/regions/upper-river.md", "stood still", "never stood still", "Negations, all and only"),
        ("pages/actors/gauge-office.md", "The Office counts barges", "The Court counts barges", "Names"),
        ("pages/regions/upper-river.md", ":evidence: lock-keepers-2030\n", "", "Support"),
        ("source/references.bib", "tier = {direct}", "tier = {context}", "Support"),
        ("pages/regions/upper-river.md", "stood still", "stood idle", "Wording"),
    ],
)
def test_changes_are_grouped_by_kind(ports: Site, older: Site, path: str, old: str, new: str, title: str) -> None:
    ports.edit(path, old, new)
    assert read_titles(diff(ports, older))[0].rpartition(": ")[0] == title


def test_changed_operative_verb(ports: Site, older: Site) -> None:
    for site, verb, past in ((older, "Decides", "decided"), (ports, "Urges", "urged")):
        provision = f"\n:::{{provision}}\n:evidence: a-114\n:verb: {verb}\nThe Assembly {past} to dredge.\n:::\n"
        site.write("pages/resolutions/207.md", (site.folder / "pages/resolutions/207.md").read_text() + provision)
    text = diff(ports, older).out
    assert "### Operative verbs: 1" in text
    assert "#### Provision, on `resolutions/207`" in text
    assert "| Verb (verb) | <del>Decides</del> | <ins>Urges</ins> |" in text
    assert "| Text (verb) | The Assembly <del>decided</del> to dredge. | The Assembly <ins>urged</ins> to dredge. |" in text


def test_most_serious_changes_come_first(ports: Site, older: Site) -> None:
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The Office tallies barges.\n")
    ports.edit("pages/regions/upper-river.md", "Two of five", "Three of five")
    ports.edit("pages/regions/lower-river.md", "about 4,000", "4,000")
    assert [title.partition(":")[0] for title in read_titles(diff(ports, older))] == [
        "Numbers",
        "Qualifiers",
        "Wording",
        "By line",
    ]


def test_added_finding_is_shown_with_passages_and_evidence(ports: Site, older: Site) -> None:
    older.edit("pages/regions/upper-river.md", "{finding} locks-stood-still", "{finding} locks-were-closed")
    text = diff(ports, older).out
    (added,) = [line for line in text.partition("### New: 1")[2].splitlines() if line.startswith("- **finding**")]
    assert "`locks-stood-still`" in added and "**Two** of **five** locks stood still" in added
    assert "Passages: UP-1" in added and "Evidence: lock-keepers-2030" in added


def test_moved_finding_is_shown_as_change_of_page(ports: Site, older: Site) -> None:
    fence = "\n:::{finding} locks-stood-still\n:from: UP-1\n:evidence: lock-keepers-2030\nTwo of five locks stood still.\n:::\n"
    for site, page in ((older, "upper-river"), (ports, "river")):
        upper = (site.folder / "pages/regions/upper-river.md").read_text().partition("\n:::{finding}")[0]
        site.write("pages/regions/upper-river.md", upper)
        site.write(f"pages/regions/{page}.md", (site.folder / f"pages/regions/{page}.md").read_text() + fence)
    assert "| Page (link) | <del>regions/upper-river</del> | <ins>regions/river</ins> |" in diff(ports, older).out


def test_removed_finding_is_shown_with_retired_notice(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} ostrel-ships-2030")
    ports.write("source/ledger.yaml", RETIRED)
    text = diff(ports, older).out
    removed = text.partition("### Removed")[2]
    assert "- **finding** `ostrel-barges-2030`: Text: Ostrel handled about **4,000** barges in **2030**" in removed
    notice = next(line for line in text.splitlines() if line.startswith("- **retired notice** `ostrel-barges-2030`"))
    assert "Why: The count was of ships." in notice and "Page: regions/lower-river" in notice


def test_changed_correction_and_reference_are_shown(ports: Site, older: Site) -> None:
    ports.edit("source/passages/upper.yaml", "two locks were closed for ever", "two locks were closed for a year")
    ports.edit("source/references.bib", "at the 22nd meeting", "at the 23rd meeting")
    text = diff(ports, older).out
    assert "#### Correction `UP-1a`, on `source/passages/upper.yaml`\n\n| | before | after |\n|---|---|---|\n" in text
    assert "| **two** locks were closed for <del>ever</del> | **two** locks were closed for <ins>a year</ins> |" in text
    assert "at the <del>**22nd**</del> meeting" in text.partition("#### Source `a-114`")[2]


@pytest.mark.parametrize(
    ("path", "old", "new", "shown"),
    [
        ("pages/regions/upper-river.md", "summary:", "summary: Not", "#### Page `regions/upper-river`"),
        ("source/events.yaml", "id: ", "id: other-", "**event** `other-"),
        ("pages/glossary.md", "barge", "ship", "erm"),
        ("source/report.yaml", "title: ", "title: The ", "#### File `source/report.yaml`"),
    ],
)
def test_changed_page_event_term_and_file_are_shown(ports: Site, older: Site, path: str, old: str, new: str, shown: str) -> None:
    text = (ports.folder / path).read_text()
    assert old in text
    ports.write(path, text.replace(old, new, 1))
    assert shown in diff(ports, older).out


def test_new_renamed_and_removed_pages(ports: Site, older: Site) -> None:
    ports.write("pages/new.md", "# New\n\nOne of a kind.\n")
    older.write("pages/old.md", "# Old\n\nNothing like it.\n")
    (ports.folder / "pages/regions/upper-river.md").rename(ports.folder / "pages/regions/headwaters.md")
    lines = diff(ports, older).out.splitlines()
    assert "- Renamed: page `regions/upper-river` is now `regions/headwaters`." in lines
    assert "- Removed: page `old`." in lines
    assert "- New: page `new`." in lines
    assert "- **paragraph**: Text: One of a kind." in lines
    assert not [line for line in lines if "locks-stood-still" in line and "Text" in line]


def test_title_of_directive_is_counted_once(ports: Site, older: Site) -> None:
    with (ports.folder / "pages/threat/silting.md").open("a") as page:
        page.write("\n:::{dropdown} On dredging\nNobody dredges.\n:::\n")
    assert "Statements: 2 added, 0 changed" in diff(ports, older).out


def test_other_changes_are_shown_by_line(ports: Site, older: Site) -> None:
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The *Office* counts barges.\n")
    ports.write("pages/conf.py", (ports.folder / "pages/conf.py").read_text() + "nitpicky = False\n")
    other = diff(ports, older).out.partition("### By line: 2 files")[2]
    assert "<summary>actors/gauge-office</summary>\n\n```diff\n" in other
    assert "\n-The Office counts barges.\n" in other and "\n+The *Office* counts barges.\n" in other
    assert "+nitpicky = False" in other


def test_new_release_is_summarized_and_edited_release_is_shown(ports: Site, older: Site) -> None:
    for site in (ports, older):
        site.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    ports.edit("source/releases/1.0.json", "Two of five locks", "Six of five locks")
    ports.command("release", "1.1", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    ports.write("source/releases/1.1.json", "{\n}\n" * 150)
    text = diff(ports, older).out
    assert "+ (the whole file: 300 lines)" in text
    assert '+   "text": "Six of five locks stood still' in text


def test_reordered_findings_are_shown_by_line(ports: Site, older: Site) -> None:
    one, two = (f":::{{finding}} locks-{name}\n:from: UP-1\nLocks were {name}.\n:::\n" for name in ("wide", "narrow"))
    for site, both in ((older, f"\n{one}\n{two}"), (ports, f"\n{two}\n{one}")):
        site.write("pages/regions/upper-river.md", (site.folder / "pages/regions/upper-river.md").read_text() + both)
    assert "+:::{finding} locks-narrow" in diff(ports, older).out.partition("### By line: 1 file")[2]


def test_markup_in_text_is_escaped_in_table(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "stood still", r"<b>stood</b> | still \`x\` &amp;lt;")
    text = next(line for line in diff(ports, older).out.splitlines() if line.startswith("| Text"))
    assert r"\<b\>" in text and "<b>" not in text and text.count("&") == text.count(r"\&") == 1
    assert text.replace(r"\|", "").count("|") == 4


def test_names_and_texts_with_line_breaks_are_escaped(ports: Site, older: Site) -> None:
    ports.write("pages/x`y\n# Z.md", "# New\n\n```text\nAlpha |\n## Beta\n```\n")
    ports.write("pages/<b>.txt", "New\n")
    lines = diff(ports, older).out.splitlines()
    assert "- New: page `` x`y # Z ``." in lines
    assert "#### On `` x`y # Z ``" in lines
    assert r"- **paragraph**: Text: Alpha \| \#\# Beta" in [line.rstrip() for line in lines]
    assert "<details><summary>docs/&lt;b&gt;.txt</summary>" in lines


def test_overlong_part_does_not_hide_others(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "Two of five locks", "Nine of five locks")
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.", "The Office counts 12 barges. " * 900)
    text = diff(ports, older, "--limit", "3000").out
    assert "<ins>**Nine**</ins>" in text and "more part" in text and len(text) < 3300


def test_output_is_limited_with_notice(ports: Site, older: Site) -> None:
    for number in range(40):
        ports.write(f"pages/new-{number}.md", f"# New\n\nParagraph {number}.\n")
    text = diff(ports, older, "--limit", "3000").out
    assert len(text) < 3300
    assert "more parts, which `make diff` shows." in text.splitlines()[-1]


@pytest.mark.parametrize("damage", ["remove", "field", "yaml"])
def test_invalid_older_state_is_compared_as_far_as_possible(ports: Site, older: Site, damage: str) -> None:
    if damage == "remove":
        older.remove("source/report.yaml")
    elif damage == "field":
        older.write("source/report.yaml", "of_old: 1\n" + (older.folder / "source/report.yaml").read_text())
    else:
        older.write("source/report.yaml", "a: [b\n")
    ports.edit("pages/regions/upper-river.md", "Two of five", "Three of five")
    outcome = diff(ports, older)
    assert outcome.status == 0
    assert "The older version cannot be read in full by the current rules (faults in its data: 1)" in outcome.out
    assert "<del>**Two**</del> of **five**" in outcome.out
    assert outcome.out.count("#### Finding") == 1
    assert "report.yaml" in outcome.out


def test_missing_older_state_is_reported(ports: Site, older: Site) -> None:
    arguments = ("--pages", "pages", "--source", "source", "--base-docs", "nowhere", "--base-source", "nowhere2")
    folders = ("nowhere", "nowhere2")
    problems = [
        f"{name}:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it\n"
        for name in folders
    ]
    assert ports.command("diff", *arguments) == Outcome(1, "", "".join(problems))


def test_negative_limit_is_refused(ports: Site, older: Site) -> None:
    with pytest.raises(SystemExit, match="-5 is not a number of characters"):
        diff(ports, older, "--limit", "-5")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the Makefile of the project, and an uncommitted change of a finding."""
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


def test_make_diff_reports_unknown_branch(repository: Path) -> None:
    done = make_diff(repository, "BASE=mian")
    assert done.returncode
    assert "make: there is no branch, tag or commit “mian” here; name one that exists, as in BASE=main" in done.stderr
    assert "Traceback" not in done.stderr


def test_make_diff_reports_missing_repository(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    done = make_diff(repository)
    assert done.returncode
    assert "make: this folder is not in a git repository" in done.stderr and "branch" not in done.stderr


def test_make_diff_reports_invalid_limit(repository: Path) -> None:
    done = make_diff(repository, "LIMIT=abc")
    assert done.returncode
    assert "LIMIT is “abc”, which is not a number; write it in digits" in done.stderr


def test_no_space_is_left_where_citation_was_removed(ports: Site, older: Site) -> None:
    ports.write("pages/glossary.md", "# Glossary\n\nThe yearbook {cite:p}`rp-2031-7`, of May ... (and {cite:p}`rp-2031-7`).\n")
    text = diff(ports, older).out
    assert "The yearbook, of May ... (and)." in text.replace("**", "")
