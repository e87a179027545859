"""The changes of a pull request, as its reviewer reads them."""

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
    """The report on river ports before the change."""
    return Site(tmp_path_factory.mktemp("older"), "test-ports")


def diff(site: Site, older: Site, *options: str) -> Outcome:
    pages, source = str(older.folder / "pages"), str(older.folder / "source")
    folders = ("--pages", "pages", "--source", "source", "--base-docs", pages, "--base-source", source)
    return site.command("diff", *folders, *options)


def titles(outcome: Outcome) -> list[str]:
    """Return the headings of the parts, in order."""
    return [line.removeprefix("### ") for line in outcome.out.splitlines() if line.startswith("### ")]


def test_a_change_to_nothing_says_so(ports: Site, older: Site) -> None:
    assert diff(ports, older) == Outcome(0, "## What this changes\n\nNo statement has changed.\n", "")


def test_old_and_new_words_stand_side_by_side_with_numbers_in_bold(ports: Site, older: Site) -> None:
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
def test_what_changes_the_sense_is_set_off(ports: Site, older: Site, path: str, old: str, new: str, title: str) -> None:
    ports.edit(path, old, new)
    assert titles(diff(ports, older))[0].rpartition(": ")[0] == title


def test_an_operative_verb_is_one_that_a_provision_names(ports: Site, older: Site) -> None:
    for site, verb, said in ((older, "Decides", "decided"), (ports, "Urges", "urged")):
        provision = f"\n:::{{provision}}\n:evidence: a-114\n:verb: {verb}\nThe Assembly {said} to dredge.\n:::\n"
        site.write("pages/resolutions/207.md", (site.folder / "pages/resolutions/207.md").read_text() + provision)
    text = diff(ports, older).out
    assert "### Operative verbs: 1" in text
    assert "#### Provision, on `resolutions/207`" in text
    assert "| Verb (verb) | <del>Decides</del> | <ins>Urges</ins> |" in text
    assert "| Text (verb) | The Assembly <del>decided</del> to dredge. | The Assembly <ins>urged</ins> to dredge. |" in text


def test_the_most_serious_stands_first(ports: Site, older: Site) -> None:
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The Office tallies barges.\n")
    ports.edit("pages/regions/upper-river.md", "Two of five", "Three of five")
    ports.edit("pages/regions/lower-river.md", "about 4,000", "4,000")
    assert [title.partition(":")[0] for title in titles(diff(ports, older))] == ["Numbers", "Qualifiers", "Wording", "By line"]


def test_a_finding_added_is_shown_with_what_it_rests_on(ports: Site, older: Site) -> None:
    older.edit("pages/regions/upper-river.md", "{finding} locks-stood-still", "{finding} locks-were-closed")
    text = diff(ports, older).out
    (added,) = [line for line in text.partition("### New: 1")[2].splitlines() if line.startswith("- **finding**")]
    assert "`locks-stood-still`" in added and "**Two** of **five** locks stood still" in added
    assert "Passages: UP-1" in added and "Evidence: lock-keepers-2030" in added


def test_a_finding_that_moves_keeps_its_id(ports: Site, older: Site) -> None:
    fence = "\n:::{finding} locks-stood-still\n:from: UP-1\n:evidence: lock-keepers-2030\nTwo of five locks stood still.\n:::\n"
    for site, page in ((older, "upper-river"), (ports, "river")):
        upper = (site.folder / "pages/regions/upper-river.md").read_text().partition("\n:::{finding}")[0]
        site.write("pages/regions/upper-river.md", upper)
        site.write(f"pages/regions/{page}.md", (site.folder / f"pages/regions/{page}.md").read_text() + fence)
    assert "| Page (link) | <del>regions/upper-river</del> | <ins>regions/river</ins> |" in diff(ports, older).out


def test_a_finding_removed_is_shown_with_the_notice_that_stands_at_its_address(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} ostrel-ships-2030")
    ports.write("source/ledger.yaml", RETIRED)
    text = diff(ports, older).out
    removed = text.partition("### Removed")[2]
    assert "- **finding** `ostrel-barges-2030`: Text: Ostrel handled about **4,000** barges in **2030**" in removed
    notice = next(line for line in text.splitlines() if line.startswith("- **retired notice** `ostrel-barges-2030`"))
    assert "Why: The count was of ships." in notice and "Page: regions/lower-river" in notice


def test_a_correction_and_a_source_that_change_are_shown_with_the_findings_that_name_them(ports: Site, older: Site) -> None:
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
def test_statements_of_every_kind_are_shown(ports: Site, older: Site, path: str, old: str, new: str, shown: str) -> None:
    text = (ports.folder / path).read_text() if (ports.folder / path).exists() else ""
    if old not in text:
        pytest.skip("the small report has none")
    ports.write(path, text.replace(old, new, 1))
    assert shown in diff(ports, older).out


def test_a_page_is_new_renamed_or_removed(ports: Site, older: Site) -> None:
    ports.write("pages/new.md", "# New\n\nOne of a kind.\n")
    older.write("pages/old.md", "# Old\n\nNothing like it.\n")
    (ports.folder / "pages/regions/upper-river.md").rename(ports.folder / "pages/regions/headwaters.md")
    lines = diff(ports, older).out.splitlines()
    assert "- Renamed: page `regions/upper-river` is now `regions/headwaters`." in lines
    assert "- Removed: page `old`." in lines
    assert "- New: page `new`." in lines
    assert "- **paragraph**: Text: One of a kind." in lines
    assert not [line for line in lines if "locks-stood-still" in line and "Text" in line]


def test_the_title_of_a_directive_is_shown_once(ports: Site, older: Site) -> None:
    with (ports.folder / "pages/threat/silting.md").open("a") as page:
        page.write("\n:::{dropdown} On dredging\nNobody dredges.\n:::\n")
    assert "Statements: 2 added, 0 changed" in diff(ports, older).out


def test_a_change_that_no_statement_shows_is_shown_by_its_lines(ports: Site, older: Site) -> None:
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.\n", "The *Office* counts barges.\n")
    ports.write("pages/conf.py", (ports.folder / "pages/conf.py").read_text() + "nitpicky = False\n")
    other = diff(ports, older).out.partition("### By line: 2 files")[2]
    assert "<summary>actors/gauge-office</summary>\n\n```diff\n" in other
    assert "\n-The Office counts barges.\n" in other and "\n+The *Office* counts barges.\n" in other
    assert "+nitpicky = False" in other


def test_a_release_is_counted_when_it_is_new_and_shown_where_it_was_edited(ports: Site, older: Site) -> None:
    for site in (ports, older):
        site.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    ports.edit("source/releases/1.0.json", "Two of five locks", "Six of five locks")
    ports.command("release", "1.1", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    ports.write("source/releases/1.1.json", "{\n}\n" * 150)
    text = diff(ports, older).out
    assert "+ (the whole file: 300 lines)" in text
    assert '+   "text": "Six of five locks stood still' in text


def test_findings_that_change_places_are_shown_by_line(ports: Site, older: Site) -> None:
    one, two = (f":::{{finding}} locks-{name}\n:from: UP-1\nLocks were {name}.\n:::\n" for name in ("wide", "narrow"))
    for site, both in ((older, f"\n{one}\n{two}"), (ports, f"\n{two}\n{one}")):
        site.write("pages/regions/upper-river.md", (site.folder / "pages/regions/upper-river.md").read_text() + both)
    assert "+:::{finding} locks-narrow" in diff(ports, older).out.partition("### By line: 1 file")[2]


def test_a_claim_cannot_break_the_table_in_which_it_is_shown(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "stood still", r"<b>stood</b> | still \`x\` &amp;lt;")
    text = next(line for line in diff(ports, older).out.splitlines() if line.startswith("| Text"))
    assert r"\<b\>" in text and "<b>" not in text and text.count("&") == text.count(r"\&") == 1
    assert text.replace(r"\|", "").count("|") == 4


def test_names_and_texts_stay_on_the_line_on_which_they_are_shown(ports: Site, older: Site) -> None:
    ports.write("pages/x`y\n# Z.md", "# New\n\n```text\nAlpha |\n## Beta\n```\n")
    ports.write("pages/<b>.txt", "New\n")
    lines = diff(ports, older).out.splitlines()
    assert "- New: page `` x`y # Z ``." in lines
    assert "#### On `` x`y # Z ``" in lines
    assert r"- **paragraph**: Text: Alpha \| \#\# Beta" in [line.rstrip() for line in lines]
    assert "<details><summary>docs/&lt;b&gt;.txt</summary>" in lines


def test_a_part_that_is_too_long_hides_no_other(ports: Site, older: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "Two of five locks", "Nine of five locks")
    ports.edit("pages/actors/gauge-office.md", "The Office counts barges.", "The Office counts 12 barges. " * 900)
    text = diff(ports, older, "--limit", "3000").out
    assert "<ins>**Nine**</ins>" in text and "more part" in text and len(text) < 3300


def test_what_is_shown_has_a_limit_and_says_so(ports: Site, older: Site) -> None:
    for number in range(40):
        ports.write(f"pages/new-{number}.md", f"# New\n\nParagraph {number}.\n")
    text = diff(ports, older, "--limit", "3000").out
    assert len(text) < 3300
    assert "more parts, which `make diff` shows." in text.splitlines()[-1]


@pytest.mark.parametrize("damage", ["remove", "field", "yaml"])
def test_an_older_state_that_cannot_be_read_in_full_is_compared_as_far_as_it_goes(ports: Site, older: Site, damage: str) -> None:
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


def test_an_older_state_that_is_not_there_is_told(ports: Site, older: Site) -> None:
    given = ("--pages", "pages", "--source", "source", "--base-docs", "nowhere", "--base-source", "nowhere2")
    folders = ("nowhere", "nowhere2")
    said = [
        f"{name}:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it\n"
        for name in folders
    ]
    assert ports.command("diff", *given) == Outcome(1, "", "".join(said))


def test_a_limit_below_zero_is_refused(ports: Site, older: Site) -> None:
    with pytest.raises(SystemExit, match="-5 is not a number of characters"):
        diff(ports, older, "--limit", "-5")


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
    assert "make: there is no branch, tag or commit “mian” here; name one that exists, as in BASE=main" in done.stderr
    assert "Traceback" not in done.stderr


def test_make_diff_says_that_there_is_no_repository(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    done = make_diff(repository)
    assert done.returncode
    assert "make: this folder is not in a git repository" in done.stderr and "branch" not in done.stderr


def test_make_diff_says_that_a_limit_is_no_number(repository: Path) -> None:
    done = make_diff(repository, "LIMIT=abc")
    assert done.returncode
    assert "LIMIT is “abc”, which is not a number; write it in digits" in done.stderr


def test_a_text_is_closed_up_where_a_citation_stood_before_punctuation(ports: Site, older: Site) -> None:
    ports.write("pages/glossary.md", "# Glossary\n\nThe yearbook {cite:p}`rp-2031-7`, of May ... (and {cite:p}`rp-2031-7`).\n")
    found = diff(ports, older).out
    assert "The yearbook, of May ... (and)." in found.replace("**", "")
