"""Concurrent changes of contributors merge with plain git, and no generated file needs an update."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support import ROOTS, Site

FINDING = "\n:::{{finding}} locks-{name}\n:from: UP-1\nLocks were {name}.\n:::\n"
SOURCE = """
@misc{{{key},
  label = {{{label}}},
  title = {{Notes on {label}}},
  kind = {{official}},
  tier = {{direct}},
}}
"""
EVENT = """\
- id: {id}
  date: 2030-03-01
  title: A pier at Ostrel
  text: The pier was opened.
  kind: response
  passages: [LOW-1]
  evidence: [gauge-office-2031-05]
"""


def git(folder: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)


class Branch(Site):
    """A clone of the repository, on a branch of its own."""

    def __init__(self, origin: Path, name: str) -> None:
        self.folder, self.name = origin.parent / name, name
        git(origin.parent, "clone", "--quiet", str(origin), name)
        git(self.folder, "switch", "--quiet", "--create", name)

    def push(self) -> None:
        """Check, commit and push the changes."""
        outcome = self.check()
        assert outcome.status == 0, outcome.err
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--message", self.name)
        git(self.folder, "push", "--quiet", "origin", self.name)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A bare repository with the report on river ports."""
    first = Site(tmp_path / "first", "test-ports")
    upper = (first.folder / "pages/regions/upper-river.md").read_text()
    first.write("pages/regions/upper-river.md", upper + FINDING.format(name="wide") + FINDING.format(name="narrow"))
    outcome = first.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    assert outcome.status == 0, outcome.err
    git(first.folder, "init", "--quiet")
    git(first.folder, "add", "--all")
    git(first.folder, "commit", "--quiet", "--message", "First")
    git(tmp_path, "clone", "--quiet", "--bare", "first", "origin.git")
    return tmp_path / "origin.git"


def merge(origin: Path, one: Branch, other: Branch) -> Branch:
    """Push two branches, and return a clone in which both are merged."""
    one.push()
    other.push()
    main = Branch(origin, "merging")
    for branch in (one, other):
        git(main.folder, "merge", "--quiet", "--no-edit", f"origin/{branch.name}")
    return main


def test_repository_needs_no_merge_driver() -> None:
    attributes = Path(__file__).parents[2] / ".gitattributes"
    assert "merge=" not in attributes.read_text()
    assert not [*ROOTS.rglob(".gitattributes")]


def test_edits_of_neighbouring_findings_merge(origin: Path) -> None:
    one, other = Branch(origin, "one"), Branch(origin, "other")
    one.edit("pages/regions/upper-river.md", "Locks were wide.", "The locks were wide.")
    other.edit("pages/regions/upper-river.md", "Locks were narrow.", "The locks were narrow.")
    main = merge(origin, one, other)
    assert main.check().status == 0, main.check().err
    text = (main.folder / "pages/regions/upper-river.md").read_text()
    assert "The locks were wide." in text and "The locks were narrow." in text


def test_added_findings_references_and_events_merge(origin: Path) -> None:
    one, other = Branch(origin, "one"), Branch(origin, "other")
    upper, bib, events = "pages/regions/upper-river.md", "source/references.bib", "source/events.yaml"
    one.edit(upper, FINDING.format(name="narrow"), FINDING.format(name="old") + FINDING.format(name="narrow"))
    other.write(upper, (other.folder / upper).read_text() + FINDING.format(name="new"))
    first, last = (other.folder / bib).read_text().split("\n@misc{", 1)
    one.write(bib, f"{first}{SOURCE.format(key='a-000-2031', label='A, 2031')}\n@misc{{{last}")
    other.write(bib, f"{first}\n@misc{{{last}{SOURCE.format(key='zzz-2031', label='Z, 2031')}")
    for branch, page in ((one, "gauge-office"), (other, "harbour-board")):
        key = "a-000-2031" if branch is one else "zzz-2031"
        path = f"pages/actors/{page}.md"
        provision = f"\n:::{{provision}}\n:evidence: {key}\nThe notes are kept there.\n:::\n"
        branch.write(path, (branch.folder / path).read_text() + provision)
    one.edit(events, "events:\n", "events:\n" + EVENT.format(id="old-pier"))
    other.write(events, (other.folder / events).read_text() + EVENT.format(id="new-pier"))
    main = merge(origin, one, other)
    assert main.check().status == 0, main.check().err
    done = main.command("release", "1.1", "--date", "2032-02-01", "--pages", "pages", "--source", "source")
    assert done.status == 0, done.err
    assert {"- locks-new", "- locks-old"} <= {*(main.folder / "source/ledger.yaml").read_text().split("\n")}
