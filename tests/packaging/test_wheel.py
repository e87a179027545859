"""The wheel: its files, and a build of the example with the installed wheel, with several themes and as an EPUB."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

PROJECT = Path(__file__).parents[2]
HARBOUR = PROJECT / "examples/harbour"
pytestmark = pytest.mark.xdist_group("wheel")
BUILD_WHEEL = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"
THEMES = ("dossier", "alabaster", "furo", "pydata_sphinx_theme", "sphinx_rtd_theme")


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command, which must succeed, and return its output."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the package that also has bytecode files."""
    folder = tmp_path_factory.mktemp("made")
    copy = folder / "copy"
    shutil.copytree(PROJECT / "dossier", copy / "dossier")
    for package in [path.parent for path in copy.rglob("__init__.py")]:
        (package / "__pycache__").mkdir(exist_ok=True)
        (package / "__pycache__/left.cpython-311.pyc").touch()
    shutil.copytree(PROJECT / "LICENSES", copy / "LICENSES")
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, copy)
    run(sys.executable, "-c", BUILD_WHEEL, folder, cwd=copy)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel, which borrows the dependencies of the test environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv/bin/python"
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip())
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", packages, wheel, cwd=folder)
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    where = run(python, "-c", "import dossier; print(dossier.__file__)", cwd=folder)
    assert Path(where.strip()).is_relative_to(packages)
    return python


def test_wheel_has_all_files_of_package_and_no_bytecode(wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if name.startswith("dossier/")}
    files = [path for path in (PROJECT / "dossier").rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    assert packed == {path.relative_to(PROJECT).as_posix() for path in files}


def test_example_has_no_problems(python: Path) -> None:
    assert run(python, "-m", "dossier", "check", cwd=HARBOUR) == "docs, source: nothing wrong\n"


def test_configuration_of_example_is_short() -> None:
    assert len((HARBOUR / "docs/conf.py").read_text().splitlines()) <= 15


BUILD_EXAMPLE = """
import sys
from sphinx.cmd.build import main
docs, *themes = sys.argv[1:]
options = ["--fail-on-warning", "--keep-going", "--quiet", docs]
status = [main([*options, theme, "-d", "trees", "-D", f"html_theme={theme}"]) for theme in themes]
status += [main([*options, "epub", "-d", "trees", "-b", "epub", "-D", "copyright=The harbour watch"])]
sys.exit(any(status))
"""


@pytest.fixture(scope="module")
def built(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, built with each theme and as an EPUB by one process, with warnings as errors."""
    folder = tmp_path_factory.mktemp("themes")
    run(python, "-c", BUILD_EXAMPLE, HARBOUR / "docs", *THEMES, cwd=folder)
    return folder


@pytest.mark.parametrize("theme", THEMES)
def test_example_builds_with_each_theme(built: Path, theme: str) -> None:
    page = BeautifulSoup((built / theme / "quays/north.html").read_text(), "html.parser")
    finding = page.find(id="north-quay-traffic")
    assert finding is not None and "about 1,200 ships" in finding.get_text()
    assert "450 metres" in page.get_text()
    sheets = [str(link["href"]).partition("?")[0] for link in page.select("link[rel=stylesheet]")]
    assert sheets and all((built / theme / "quays" / sheet).is_file() for sheet in sheets)
    for sheet in (built / theme / "_static").rglob(f"*{theme.partition('_')[0]}*.css"):
        assert sheet.stat().st_size > 0


def test_example_builds_as_epub(built: Path) -> None:
    (book,) = (built / "epub").glob("*.epub")
    assert "about 1,200 ships" in ZipFile(book).read("quays/north.xhtml").decode()


def test_imported_packages_are_declared_as_dependencies() -> None:
    run(sys.executable, "-m", "deptry", "dossier", cwd=PROJECT)
