"""The contributor's guide: following its examples word for word works, and it is complete."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.rules import rules
from dossier.rules.registry import FORM_RULES
from tests.support import Built, Site, text_of

pytestmark = pytest.mark.xdist_group("guide")

PROJECT = Path(__file__).parents[2]
GUIDE = PROJECT / "docs/contributing"
PAGES = sorted(GUIDE.glob("*.md"))
BLOCK = re.compile(r"`((?:docs|source)/[\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Copy(Site):
    """The copy of this site from which it was built, as a contributor of content changes it."""

    def __init__(self, built: Path) -> None:
        self.folder, self._built = built.parent / "project", built.parent

    def build_pages(self, *docnames: str) -> Built:
        """Read the pages that have changed, and write some."""
        files = [f"docs/{docname}.md" for docname in docnames]
        html = self._built / "guide"
        command = [sys.executable, "-m", "sphinx", "--quiet", "-b", "html", "-d", str(self._built / "doctrees")]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "SITE_REPOSITORY": ""}
        done = subprocess.run(
            [*command, "docs", str(html), *files], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return Built(html, done.stderr.splitlines())

    def restore(self) -> None:
        """Undo every change."""
        for name in ("docs", "source"):
            shutil.rmtree(self.folder / name)
            shutil.copytree(PROJECT / name, self.folder / name)


@pytest.fixture
def copy(whole_site: Built) -> Copy:
    """The copy as it was before any test."""
    copy = Copy(whole_site.folder)
    copy.restore()
    return copy


def blocks(page: str) -> dict[str, str]:
    """Return the blocks that a page of the guide says to add, by file."""
    return dict(BLOCK.findall((GUIDE / page).read_text()))


def add(copy: Copy, page: str) -> None:
    """Do what a page of the guide says: add each block to the end of its file, in sorted order, or as a new file."""
    found = blocks(page)
    assert found, f"{page} has no example"
    for path, text in found.items():
        before = (copy.folder / path).read_text() if (copy.folder / path).exists() else ""
        at = len(before)
        if path.endswith(".bib"):
            key = re.search(r"@misc\{([^,]+),", text)[1]  # type: ignore[index]
            at = next(entry.start() for entry in re.finditer(r"^@misc\{([^,]+),", before, re.MULTILINE) if entry[1] > key)
            text = f"{text.lstrip()}\n"
        (copy.folder / path).write_text(before[:at] + text + before[at:])


def add_the_resolution(copy: Copy) -> None:
    """Add the source, the page, the tie under the passage in the guide, and the line in the list."""
    add(copy, "add-a-resolution.md")
    tie = re.search(r"```yaml\n(  - entry: .*?)^```$", (GUIDE / "add-a-resolution.md").read_text(), re.MULTILINE | re.DOTALL)
    register = copy.folder / "source/passages/prosecution.yaml"
    above, passage, below = register.read_text().partition("- id: PRO-3\n")
    register.write_text(above + passage + below.replace("  ties:\n", f"  ties:\n{tie[1]}", 1))
    index = copy.folder / "docs/resolutions/index.md"
    text = index.read_text()
    assert "\n2467\n" in text
    index.write_text(text.replace("\n2467\n", "\n2467\n2470\n"))


def mend_the_finding(copy: Copy) -> None:
    """Replace the wrong date by the one that the guide gives after the message."""
    right = FENCE.findall((GUIDE / "add-a-finding.md").read_text())[1].strip()
    page = copy.folder / "docs/regions/central-africa.md"
    page.write_text(page.read_text().replace("16 April 2019", right))


def problems(copy: Copy) -> set[str]:
    """Return the messages of the checks on a copy, without line numbers, which change as content grows."""
    return {without_line(said) for said in copy.command("check").lines}


def without_line(said: str) -> str:
    return re.sub(r":\d+:", ":", said.strip())


def test_the_mistake_in_the_example_of_a_finding_gives_the_message_in_the_guide(copy: Copy) -> None:
    add(copy, "add-a-finding.md")
    messages = [said for said in FENCE.findall((GUIDE / "add-a-finding.md").read_text()) if "[numbers]" in said]
    assert problems(copy) == {without_line(said) for said in messages} != set()


def test_the_examples_break_no_rule_and_turn_up_where_the_guide_says(copy: Copy) -> None:
    add(copy, "add-a-finding.md")
    mend_the_finding(copy)
    add_the_resolution(copy)
    docnames = ("regions/central-africa", "actors/isil", "evidence/africa", "resolutions/2470", "resolutions/index")
    built = copy.build_pages(*docnames)
    assert built.warnings == []
    page = built.page
    finding = text_of(page("regions/central-africa").select_one("#central-africa-province-claim"))
    assert "claimed an attack in the Democratic Republic of the Congo on 18 April 2019" in finding
    assert "Corroborated" in finding and "WorldAware" in finding and "AF-7" in finding
    for elsewhere in ("actors/isil", "evidence/africa"):
        assert page(elsewhere).select("a[href$='regions/central-africa.html#central-africa-province-claim']"), elsewhere
    resolution = text_of(page("resolutions/2470").select_one("body"))
    for said in ("S/RES/2470 (2019)", "21 May 2019", "Iraq Business News", "Extended the mandate of UNAMI", "Not checked"):
        assert said in resolution
    assert page("resolutions/2470").select("a[href='../evidence/prosecution.html#PRO-3']")
    assert page("resolutions/index").select("a[href='2470.html']")


def test_every_rule_and_every_fault_of_form_has_its_place_in_the_guide(whole_site: Built) -> None:
    places = set(re.findall(r' id="rule-([\w-]+)"', (whole_site.folder / "contributing/checks.html").read_text()))
    assert {*rules(), *FORM_RULES} - places == set()


def test_every_rule_in_the_guide_has_an_example() -> None:
    examples = (PROJECT / "tests/roots/test-broken/problems.txt").read_text()
    missing = [name for name in rules() if f"[{name}]" not in examples]
    assert missing == []


def test_the_guide_knows_every_fault_of_form_and_no_other() -> None:
    said = set()
    package = PROJECT / "dossier"
    for path in [*package.glob("parser/*.py"), *package.glob("review/*.py")]:
        for call in ast.walk(ast.parse(path.read_text())):
            called = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and called in ("Problem", "self.wrong"):
                name = call.args[2 if called == "Problem" else 1]
                said.add(name.value if isinstance(name, ast.Constant) else ast.unparse(name))
    said.remove("rule")  # in the method by which a page is said to be wrong
    assert said - rules().keys() == FORM_RULES.keys()


def test_the_build_is_described_event_by_event_in_its_order() -> None:
    wiring = (PROJECT / "dossier/extension.py").read_text()
    described = re.findall(r"^## .*`([a-z-]+)`$", (GUIDE / "how-the-build-works.md").read_text(), re.MULTILINE)
    assert set(re.findall(r'app\.connect\("([a-z-]+)"', wiring)) == set(described) - {"setup"}
    order = ["setup", "builder-inited", "env-get-outdated", "env-before-read-docs", "source-read", "env-updated"]
    assert [event for event in described if event in order] == order


def test_every_package_of_the_extension_is_described() -> None:
    text = (GUIDE / "architecture.md").read_text()
    packages = [path.name for path in (PROJECT / "dossier").iterdir() if path.name != "__pycache__" and any(path.glob("*.*"))]
    assert [name for name in packages if f"`{name}/`" not in text] == []


def test_every_library_has_its_line_of_upkeep() -> None:
    text = (GUIDE / "architecture.md").read_text()
    listed = re.findall(
        r"^([A-Za-z][\w-]*)", "\n".join(path.read_text() for path in PROJECT.glob("requirements*.in")), re.MULTILINE
    )
    assert [name for name in listed if f"\n| {name} |" not in text] == []


def commands() -> list[tuple[str, str]]:
    """Return every ``make`` command that a document or a configuration mentions, with the file."""
    files = [*PAGES, PROJECT / "CONTRIBUTING.md", PROJECT / "README.md", PROJECT / ".readthedocs.yaml"]
    files += [PROJECT / ".pre-commit-config.yaml", *PROJECT.glob(".github/**/*.md"), *PROJECT.glob(".github/workflows/*.yml")]
    pattern = re.compile(r"(?:`|^ {4}|^|run: |entry: |- |html\" |\" )make (?:--no-print-directory )?([a-z./-]+)", re.MULTILINE)
    return [(path.name, command) for path in files for command in pattern.findall(path.read_text())]


def test_every_command_that_is_named_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text().replace("$(VENV)", ".venv")
    targets = {
        target for line in re.findall(r"^([^\s#:=]+(?: [^\s#:=]+)*):(?!=)", makefile, re.MULTILINE) for target in line.split()
    }
    named = commands()
    assert {"check", "html", "diff", "linkcheck", "serve", "test"} <= {command for _, command in named}
    assert [(name, command) for name, command in named if command not in targets] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md"])
def test_a_link_of_the_first_pages_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (PROJECT / name).read_text())
    inside = [link for link in links if not link.startswith(("http", "../../"))]
    assert inside
    assert [link for link in inside if not (PROJECT / link).exists()] == []


def test_contributing_is_one_screen() -> None:
    assert len((PROJECT / "CONTRIBUTING.md").read_text().splitlines()) <= 40
