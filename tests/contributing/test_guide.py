"""The contributor's guide: following its examples word for word works, and it is complete."""

from __future__ import annotations

import ast
import contextlib
import re
import shutil
from pathlib import Path

import pytest

from dossier.__main__ import checked_dossier, problems_in
from dossier.graph import Dossier
from dossier.parser.markup import plain
from dossier.rules import rules
from dossier.rules.registry import FORM_RULES
from tests.support import Built, Site

PROJECT = Path(__file__).parents[2]
GUIDE = PROJECT / "docs/contributing"
PAGES = sorted(GUIDE.glob("*.md"))
BLOCK = re.compile(r"`((?:docs|source)/[\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Copy(Site):
    """A copy of the pages and the data of this site, as a contributor of content changes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("docs", "source"):
            shutil.copytree(PROJECT / name, folder / name)

    def problems(self) -> set[str]:
        """Return the problems without line numbers, which change as content grows."""
        with contextlib.chdir(self.folder):
            return set(map(without_line, problems_in(Path("docs"), Path("source"))))

    def dossier(self) -> Dossier:
        """Return the dossier, in which there must be no problem."""
        with contextlib.chdir(self.folder):
            return checked_dossier(Path("docs"), Path("source"))


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
    """Add the source, the page, and the tie under the passage in the guide."""
    add(copy, "add-a-resolution.md")
    tie = re.search(r"```yaml\n(  - entry: .*?)^```$", (GUIDE / "add-a-resolution.md").read_text(), re.MULTILINE | re.DOTALL)
    register = copy.folder / "source/passages/prosecution.yaml"
    above, passage, below = register.read_text().partition("- id: PRO-3\n")
    register.write_text(above + passage + below.replace("  ties:\n", f"  ties:\n{tie[1]}", 1))


def mend_the_finding(copy: Copy) -> None:
    """Replace the wrong date by the one that the guide gives after the message."""
    right = FENCE.findall((GUIDE / "add-a-finding.md").read_text())[1].strip()
    page = copy.folder / "docs/regions/central-africa.md"
    page.write_text(page.read_text().replace("16 April 2019", right))


def without_line(said: str) -> str:
    return re.sub(r":\d+:", ":", said.strip())


def test_the_examples_break_no_rule_but_for_the_mistake_in_the_guide_and_turn_up_where_it_says(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    add(copy, "add-a-finding.md")
    add_the_resolution(copy)
    messages = [said for said in FENCE.findall((GUIDE / "add-a-finding.md").read_text()) if "[numbers]" in said]
    assert copy.problems() == {without_line(said) for said in messages} != set()
    mend_the_finding(copy)
    dossier = copy.dossier()
    finding = dossier.findings["central-africa-province-claim"]
    assert "claimed an attack in the Democratic Republic of the Congo on 18 April 2019" in finding.text
    assert (finding.page.docname, finding.support.id) == ("regions/central-africa", "corroborated")
    assert finding in dossier.findings_about["actor", "isil"] and finding in dossier.findings_from["AF-7"]
    assert [passage.id for passage, _ in dossier.passages_tied_to["resolutions/2470"]] == ["PRO-3"]
    provision = dossier.pages["resolutions/2470"].provisions[0]
    assert plain(provision.text, dossier.labels) == "Extended the mandate of UNAMI until 31 May 2020."


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
