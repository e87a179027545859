"""Shared fixtures: small sites to build, change and break."""

from __future__ import annotations

import contextlib
import copy
import fcntl
import functools
import gc
import multiprocessing
import os
import shutil
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import jinja2
import jinja2.bccache
import pybtex.plugin
import pytest
import sphinx.cmd.build
import sphinx.registry
import sphinx.theming
import sphinxcontrib.bibtex.plugin
import yaml
from docutils.frontend import OptionParser

from dossier.model.site import use
from tests.support import REPOSITORY, Built, Site, kept, restored

pytest_plugins = ["sphinx.testing.fixtures"]

# Bytecode is cached even if the environment forbids it, because most test processes would compile the same modules again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# Installed entry points are looked up once, not in every build.
for module in (pybtex.plugin, sphinx.registry, sphinx.theming, sphinxcontrib.bibtex.plugin):
    module.entry_points = functools.cache(entry_points)

# Docutils creates all its options again for each page, which takes a seventh of the time to read one.
_populate = OptionParser.populate_from_components
_OPTIONS: dict[tuple[type, ...], dict[str, Any]] = {}


def populated(parser: OptionParser, components: tuple[Any, ...]) -> None:
    """Give a parser the options of its components, copied from an earlier parser with the same components."""
    kinds = tuple(part if isinstance(part, type) else type(part) for part in components)
    if kinds not in _OPTIONS:
        _populate(parser, components)
        _OPTIONS[kinds] = {name: copy.copy(value) for name, value in vars(parser).items() if name != "components"}
    vars(parser).update({name: copy.copy(value) for name, value in _OPTIONS[kinds].items()})


OptionParser.populate_from_components = populated

# Most tests of rules change one or two files but read all: unchanged YAML is parsed once, which saves a tenth of a check.
yaml.compose = functools.lru_cache(maxsize=4096)(yaml.compose)

# Templates are compiled once for all builds of a process, instead of once for each output folder: an eighth of a build.
_compile = jinja2.Environment.compile
_COMPILED: dict[tuple[object, ...], Any] = {}


def compiled(environment: jinja2.Environment, source: Any, name: Any = None, filename: Any = None, *rest: bool) -> Any:
    """Return a compiled template, from an earlier build if that has compiled the same text."""
    key = (type(environment), *sorted(environment.extensions), source, name, filename, *rest)
    if key not in _COMPILED:
        _COMPILED[key] = _compile(environment, source, name, filename, *rest)
    return _COMPILED[key]


jinja2.Environment.compile = compiled
jinja2.bccache.FileSystemBytecodeCache.load_bytecode = lambda self, bucket: None
jinja2.bccache.FileSystemBytecodeCache.dump_bytecode = lambda self, bucket: None

# If there is room, sites are built in memory: writing many small files to a disk takes an eighth of the time of a build.
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

FIRST = (
    *("extension/test_site.py", "packaging/test_wheel.py", "live", "mutation/test_mutations.py"),
    *("browser", "contributing/test_guide.py", "safety/test_build.py"),
)
"""The whole site, which many tests need, tests that run while it is built, and the longest tests and groups."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slowest tests first, so that no process is still busy with them at the end."""
    here = Path(__file__).parent

    @functools.cache
    def place(path: Path) -> int:
        return next((nth for nth, name in enumerate(FIRST) if path.is_relative_to(here / name)), len(FIRST))

    items.sort(key=lambda item: place(item.path))


def pytest_collection_finish() -> None:
    """Exclude all imported objects from garbage collection."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Exclude what the tests have left from the garbage collections at exit, which take seconds in each process."""
    gc.freeze()


@pytest.fixture(autouse=True)
def site() -> None:
    """The site whose kinds and rules apply in tests that read no configuration."""
    use("un")


@pytest.fixture
def ports(tmp_path: Path) -> Site:
    """A correct report on river ports, with an entry of every kind; the test may change it."""
    return Site(tmp_path, "test-ports")


@pytest.fixture(scope="session")
def _kept_ports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, Built]:
    return kept(Site(tmp_path_factory.mktemp("rebuilt") / "site", "test-ports"))


@pytest.fixture(scope="session")
def built_ports(_kept_ports: tuple[Site, Path, Built]) -> Built:
    """The built report on river ports; read-only."""
    return _kept_ports[2]


@pytest.fixture
def rebuilt_ports(_kept_ports: tuple[Site, Path, Built]) -> Site:
    """The report on river ports after its first build, whose output is in ``built``; the test may change it."""
    return restored(*_kept_ports[:2])


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder shared by all test processes."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def whole_site(shared_folder: Path) -> Built:
    """This site, built once for all processes from a copy in ``project`` beside it; read-only."""
    folder = shared_folder / "site"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "html/objects.inv").exists():
            # The last are what the pages of the contributor's guide quote.
            for name in ("_static", "docs", "source", "tests/roots"):
                shutil.copytree(REPOSITORY / name, folder / "project" / name, ignore=shutil.ignore_patterns("__pycache__"))
            process = multiprocessing.get_context("fork").Process(target=_build, args=(folder,))  # it has Sphinx loaded
            process.start()
            process.join()
            if process.exitcode:
                pytest.fail(f"the site cannot be built\n{(folder / 'warnings').read_text()}", pytrace=False)
    return Built(folder / "html", (folder / "warnings").read_text().splitlines())


def _build(folder: Path) -> None:
    """Build this site from its copy by the command line of Sphinx, and keep the warnings beside it."""
    options = ["-q", "--no-color", "-b", "html", "-D", "dossier_editions=", "-d", str(folder / "doctrees")]
    with (folder / "warnings").open("w") as said, contextlib.chdir(folder / "project"), contextlib.redirect_stderr(said):
        status = sphinx.cmd.build.main([*options, "docs", str(folder / "html")])
    sys.exit(status)
