"""The build reports problems, too: with their location and rule, and without a traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOTS, Built, Outcome, Site

PROBLEMS = (ROOTS / "test-broken/problems.txt").read_text().splitlines()
REPOSITORY = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("warnings")


@pytest.fixture
def broken(tmp_path: Path) -> Site:
    """A site with a damaged place for every rule."""
    return Site(tmp_path, "test-broken")


@pytest.fixture(scope="module")
def built_broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Built]:
    """The same, built once for tests that only read it or build again."""
    site = Site(tmp_path_factory.mktemp("broken"), "test-broken")
    return site, site.build()


def as_problems(warnings: list[str]) -> list[str]:
    """Return the warnings of the extension in the form of ``dossier check``."""
    found = (re.match(r"(\S+:\d+): WARNING: (.*) \[dossier\.([a-z-]+)\]$", warning) for warning in warnings)
    return [f"{match[1]}: [{match[3]}] {match[2]}" for match in found if match]


def run_sphinx(folder: Path, *arguments: str) -> Outcome:
    """Run ``python -m sphinx`` like a contributor."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", *arguments, "pages", "built"]
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/docs/_ext", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_the_build_says_what_the_check_says(built_broken: tuple[Site, Built]) -> None:
    assert as_problems(built_broken[1].warnings) == PROBLEMS


def test_no_library_says_what_a_rule_says(built_broken: tuple[Site, Built]) -> None:
    assert [warning for warning in built_broken[1].warnings if re.search(r"role_unknown|key_not_found", warning)] == []


def test_the_build_says_it_again_when_nothing_has_changed(built_broken: tuple[Site, Built]) -> None:
    again = built_broken[0].build()
    assert again.read == ["evidence/again", "regions/unsafe"], "only pages that name files which are not there are read again"
    assert as_problems(again.warnings) == PROBLEMS


def test_two_processes_say_what_one_says_but_for_rules_that_are_silenced(broken: Site) -> None:
    silenced = ("coverage", "unknown-target")
    settings = ["bibtex.key_not_found", *(f"dossier.{rule}" for rule in silenced)]
    said = [line for line in PROBLEMS if not any(f"[{rule}]" in line for rule in silenced)]
    assert as_problems(broken.build(jobs=2, suppress_warnings=settings).warnings) == said


def test_what_a_role_does_not_find_stays_text(built_broken: tuple[Site, Built]) -> None:
    page = built_broken[1].page("index")
    assert "See lost-finding, LOW-99 and the upper river," in page.get_text()


def test_a_footnote_stays_text_as_the_rule_says(built_broken: tuple[Site, Built]) -> None:
    assert "This has a note[^1]." in built_broken[1].page("lost").get_text()


def test_a_finding_whose_id_is_written_as_words_is_told_once(ports: Site) -> None:
    ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} Ostrel_barges 2030")
    (said,) = ports.build().warnings
    assert said.endswith("[dossier.finding-id]")


def test_data_that_cannot_be_read_end_the_build_with_every_problem_and_no_traceback(ports: Site) -> None:
    ports.edit("source/report.yaml", "digest_name: Digest", "digest_name: {{ digest }}")
    ports.edit("source/references.bib", "  label = {A/114},\n", "")
    assert run_sphinx(ports.folder) == Outcome(
        1,
        "",
        "source/references.bib:3: [bibtex] “a-114” has no field “label”; add it\n"
        "source/report.yaml:6: [yaml] this is not YAML: found unhashable key; "
        "correct the indentation, quotes or brackets at or above this line\n",
    )


def test_a_page_that_is_not_text_ends_the_build_with_its_line_and_no_traceback(ports: Site) -> None:
    ports.write("pages/regions/delta.md", b"# The delta\n\nZ\xfcrich\n")
    with pytest.raises(SystemExit) as ended:
        ports.build()
    assert str(ended.value) == "pages/regions/delta.md:3: [encoding] the file is not UTF-8; save it as UTF-8"


def test_a_link_to_a_page_that_is_not_there_is_told_once(ports: Site) -> None:
    (ports.folder / "pages/regions/silt.md").symlink_to("nowhere.md")
    told = "this is a symbolic link, whose target could change unnoticed; replace it with the file itself"
    assert ports.check().lines == [f"pages/regions/silt.md:1: [stray-file] {told}"]
    assert ports.build(only="index").warnings == [f"pages/regions/silt.md:1: WARNING: {told} [dossier.stray-file]"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("damage", ["no passages", "a file instead of passages", "a cycle of contents"])
def test_a_build_that_fails_says_what_the_check_says_and_no_traceback(ports: Site, damage: str, jobs: int) -> None:
    if damage == "a cycle of contents":
        ports.edit("pages/views.md", "# ", "```{toctree}\nindex\n```\n\n# ")
    else:
        shutil.rmtree(ports.folder / "source/passages")
    if damage == "a file instead of passages":
        ports.write("source/passages", "passages: []\n")
    found = ports.check().err
    assert found.startswith(("pages/", "source/passages:1: "))
    with pytest.raises(SystemExit) as ended:
        ports.build(jobs=jobs)
    assert f"{ended.value}\n" == found
