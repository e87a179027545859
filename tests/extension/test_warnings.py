"""The build reports the problems that the rules find, with location and rule, and without tracebacks."""

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
def broken_site(tmp_path: Path) -> Site:
    """The site that breaks every rule; the test may change it."""
    return Site(tmp_path, "test-broken")


@pytest.fixture(scope="module")
def built_broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Built]:
    """The site that breaks every rule, built once for tests that do not change it."""
    site = Site(tmp_path_factory.mktemp("broken"), "test-broken")
    return site, site.build()


def convert_to_problems(warnings: list[str]) -> list[str]:
    """Convert the warnings of the extension to the form of ``dossier check``."""
    found = (re.match(r"(\S+:\d+): WARNING: (.*) \[dossier\.([a-z-]+)\]$", warning) for warning in warnings)
    return [f"{match[1]}: [{match[3]}] {match[2]}" for match in found if match]


def run_sphinx(folder: Path, *arguments: str) -> Outcome:
    """Run ``python -m sphinx`` in a process of its own."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", *arguments, "pages", "built"]
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}:{REPOSITORY}/docs/_ext", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)


def test_build_and_check_report_same_problems(built_broken: tuple[Site, Built]) -> None:
    assert convert_to_problems(built_broken[1].warnings) == PROBLEMS


def test_problems_are_not_reported_again_by_libraries(built_broken: tuple[Site, Built]) -> None:
    assert [warning for warning in built_broken[1].warnings if re.search(r"role_unknown|key_not_found", warning)] == []


def test_rebuild_without_changes_reports_problems_again(built_broken: tuple[Site, Built]) -> None:
    again = built_broken[0].build()
    assert again.read == ["evidence/again", "regions/unsafe"], "only pages that refer to missing files are read again"
    assert convert_to_problems(again.warnings) == PROBLEMS


def test_parallel_build_reports_same_problems_except_suppressed_ones(broken_site: Site) -> None:
    silenced = ("coverage", "unknown-target")
    settings = ["bibtex.key_not_found", *(f"dossier.{rule}" for rule in silenced)]
    expected = [line for line in PROBLEMS if not any(f"[{rule}]" in line for rule in silenced)]
    assert convert_to_problems(broken_site.build(jobs=2, suppress_warnings=settings).warnings) == expected


def test_unresolved_reference_is_shown_as_text(built_broken: tuple[Site, Built]) -> None:
    page = built_broken[1].page("index")
    assert "See lost-finding, LOW-99 and the upper river," in page.get_text()


def test_footnote_is_shown_as_text(built_broken: tuple[Site, Built]) -> None:
    assert "This has a note[^1]." in built_broken[1].page("lost").get_text()


def test_invalid_finding_id_is_reported_once(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} Ostrel_barges 2030")
    (problem,) = rebuilt_ports.build().warnings
    assert problem.endswith("[dossier.finding-id]")


def test_build_with_invalid_data_reports_all_problems_without_traceback(ports: Site) -> None:
    ports.edit("source/report.yaml", "digest_name: Digest", "digest_name: {{ digest }}")
    ports.edit("source/references.bib", "  label = {A/114},\n", "")
    assert run_sphinx(ports.folder) == Outcome(
        1,
        "",
        "source/references.bib:3: [bibtex] “a-114” has no field “label”; add it\n"
        "source/report.yaml:6: [yaml] this is not YAML: found unhashable key; "
        "correct the indentation, quotes or brackets at or above this line\n",
    )


def test_page_with_wrong_encoding_is_reported_without_traceback(ports: Site) -> None:
    ports.write("pages/regions/delta.md", b"# The delta\n\nZ\xfcrich\n")
    with pytest.raises(SystemExit) as ended:
        ports.build()
    assert str(ended.value) == "pages/regions/delta.md:3: [encoding] the file is not UTF-8; save it as UTF-8"


def test_symbolic_link_without_target_is_reported_once(rebuilt_ports: Site) -> None:
    (rebuilt_ports.folder / "pages/regions/silt.md").symlink_to("nowhere.md")
    message = "this is a symbolic link, whose target could change unnoticed; replace it with the file itself"
    assert rebuilt_ports.check().lines == [f"pages/regions/silt.md:1: [stray-file] {message}"]
    assert rebuilt_ports.build(only="index").warnings == [f"pages/regions/silt.md:1: WARNING: {message} [dossier.stray-file]"]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("fault", ["no passages", "a file instead of passages", "a cycle in a toctree"])
def test_failed_build_reports_problems_of_check_without_traceback(ports: Site, fault: str, jobs: int) -> None:
    if fault == "a cycle in a toctree":
        ports.edit("pages/views.md", "# ", "```{toctree}\nindex\n```\n\n# ")
    else:
        shutil.rmtree(ports.folder / "source/passages")
    if fault == "a file instead of passages":
        ports.write("source/passages", "passages: []\n")
    found = ports.check().err
    assert found.startswith(("pages/", "source/passages:1: "))
    with pytest.raises(SystemExit) as ended:
        ports.build(jobs=jobs)
    assert f"{ended.value}\n" == found
