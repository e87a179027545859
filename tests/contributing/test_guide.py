"""The contributor's guide is complete, and its examples work."""

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
FILE_BLOCK = re.compile(r"`((?:docs|source)/[\w./-]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TEXT_BLOCK = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Copy(Site):
    """A copy of the pages and data of this site, in which a test makes the changes of a contributor."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("docs", "source"):
            shutil.copytree(PROJECT / name, folder / name)

    def problems(self) -> set[str]:
        """Return the problems, without line numbers, which change with the content."""
        with contextlib.chdir(self.folder):
            return set(map(remove_line_number, problems_in(Path("docs"), Path("source"))))

    def dossier(self) -> Dossier:
        """Return the dossier, which must have no problems."""
        with contextlib.chdir(self.folder):
            return checked_dossier(Path("docs"), Path("source"))


def read_file_blocks(page: str) -> dict[str, str]:
    """Return the text that a page of the guide says to add to each file."""
    return dict(FILE_BLOCK.findall((GUIDE / page).read_text()))


def apply_guide(copy: Copy, page: str) -> None:
    """Add each example on a page of the guide to its file: a reference in the order of keys, another text at the end."""
    found = read_file_blocks(page)
    assert found, f"{page} has no example"
    for path, text in found.items():
        before = (copy.folder / path).read_text() if (copy.folder / path).exists() else ""
        position = len(before)
        if path.endswith(".bib"):
            key = re.search(r"@misc\{([^,]+),", text)[1]  # type: ignore[index]
            position = next(entry.start() for entry in re.finditer(r"^@misc\{([^,]+),", before, re.MULTILINE) if entry[1] > key)
            text = f"{text.lstrip()}\n"
        (copy.folder / path).write_text(before[:position] + text + before[position:])


def apply_guide_to_resolutions(copy: Copy) -> None:
    """Add the reference, the page and the tie of a passage, as described in the guide to resolutions."""
    apply_guide(copy, "add-a-resolution.md")
    tie = re.search(r"```yaml\n(  - entry: .*?)^```$", (GUIDE / "add-a-resolution.md").read_text(), re.MULTILINE | re.DOTALL)
    register = copy.folder / "source/passages/prosecution.yaml"
    above, passage, below = register.read_text().partition("- id: PRO-3\n")
    register.write_text(above + passage + below.replace("  ties:\n", f"  ties:\n{tie[1]}", 1))


def correct_date_of_finding(copy: Copy) -> None:
    """Replace the wrong date in the example by the one that the guide gives after the message."""
    right = TEXT_BLOCK.findall((GUIDE / "add-a-finding.md").read_text())[1].strip()
    page = copy.folder / "docs/regions/central-africa.md"
    page.write_text(page.read_text().replace("16 April 2019", right))


def remove_line_number(message: str) -> str:
    return re.sub(r":\d+:", ":", message.strip())


def test_examples_in_guides_work_as_described(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    apply_guide(copy, "add-a-finding.md")
    apply_guide_to_resolutions(copy)
    messages = [message for message in TEXT_BLOCK.findall((GUIDE / "add-a-finding.md").read_text()) if "[numbers]" in message]
    assert copy.problems() == {remove_line_number(message) for message in messages} != set()
    correct_date_of_finding(copy)
    dossier = copy.dossier()
    finding = dossier.findings["central-africa-province-claim"]
    assert "claimed an attack in the Democratic Republic of the Congo on 18 April 2019" in finding.text
    assert (finding.page.docname, finding.support.id) == ("regions/central-africa", "corroborated")
    assert finding in dossier.findings_about["actor", "isil"] and finding in dossier.findings_from["AF-7"]
    assert [passage.id for passage, _ in dossier.passages_tied_to["resolutions/2470"]] == ["PRO-3"]
    provision = dossier.pages["resolutions/2470"].provisions[0]
    assert plain(provision.text, dossier.labels) == "Extended the mandate of UNAMI until 31 May 2020."


def test_each_rule_has_anchor_in_guide(whole_site: Built) -> None:
    places = set(re.findall(r' id="rule-([\w-]+)"', (whole_site.folder / "contributing/checks.html").read_text()))
    assert {*rules(), *FORM_RULES} - places == set()


def test_each_rule_has_example_in_guide() -> None:
    examples = (PROJECT / "tests/roots/test-broken/problems.txt").read_text()
    missing = [name for name in rules() if f"[{name}]" not in examples]
    assert missing == []


def test_form_rules_equal_rules_of_parsers() -> None:
    names = set()
    package = PROJECT / "dossier"
    for path in [*package.glob("parser/*.py"), *package.glob("review/*.py")]:
        for call in ast.walk(ast.parse(path.read_text())):
            called = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and called in ("Problem", "self.wrong"):
                name = call.args[2 if called == "Problem" else 1]
                names.add(name.value if isinstance(name, ast.Constant) else ast.unparse(name))
    names.remove("rule")  # the parameter of `wrong`, the method that reports a problem of a page
    assert names - rules().keys() == FORM_RULES.keys()


def test_guide_describes_each_build_event_in_order() -> None:
    wiring = (PROJECT / "dossier/extension.py").read_text()
    described = re.findall(r"^## .*`([a-z-]+)`$", (GUIDE / "how-the-build-works.md").read_text(), re.MULTILINE)
    assert set(re.findall(r'app\.connect\("([a-z-]+)"', wiring)) == set(described) - {"setup"}
    order = ["setup", "builder-inited", "env-get-outdated", "env-before-read-docs", "source-read", "env-updated"]
    assert [event for event in described if event in order] == order


def test_guide_describes_each_package() -> None:
    text = (GUIDE / "architecture.md").read_text()
    packages = [path.name for path in (PROJECT / "dossier").iterdir() if path.name != "__pycache__" and any(path.glob("*.*"))]
    assert [name for name in packages if f"`{name}/`" not in text] == []


def test_guide_lists_each_dependency() -> None:
    text = (GUIDE / "architecture.md").read_text()
    listed = re.findall(
        r"^([A-Za-z][\w-]*)", "\n".join(path.read_text() for path in PROJECT.glob("requirements*.in")), re.MULTILINE
    )
    assert [name for name in listed if f"\n| {name} |" not in text] == []


def find_make_commands() -> list[tuple[str, str]]:
    """Return every ``make`` command that a document or a configuration mentions, with the file."""
    files = [*PAGES, PROJECT / "CONTRIBUTING.md", PROJECT / "README.md", PROJECT / ".readthedocs.yaml"]
    files += [PROJECT / ".pre-commit-config.yaml", *PROJECT.glob(".github/**/*.md"), *PROJECT.glob(".github/workflows/*.yml")]
    pattern = re.compile(r"(?:`|^ {4}|^|run: |entry: |- |html\" |\" )make (?:--no-print-directory )?([a-z./-]+)", re.MULTILINE)
    return [(path.name, command) for path in files for command in pattern.findall(path.read_text())]


def test_make_targets_in_documents_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text().replace("$(VENV)", ".venv")
    targets = {
        target for line in re.findall(r"^([^\s#:=]+(?: [^\s#:=]+)*):(?!=)", makefile, re.MULTILINE) for target in line.split()
    }
    named = find_make_commands()
    assert {"check", "html", "diff", "linkcheck", "serve", "test"} <= {command for _, command in named}
    assert [(name, command) for name, command in named if command not in targets] == []


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md"])
def test_relative_links_have_targets(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (PROJECT / name).read_text())
    inside = [link for link in links if not link.startswith(("http", "../../"))]
    assert inside
    assert [link for link in inside if not (PROJECT / link).exists()] == []


def test_contributing_file_is_short() -> None:
    assert len((PROJECT / "CONTRIBUTING.md").read_text().splitlines()) <= 40
