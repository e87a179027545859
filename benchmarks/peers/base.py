"""What every tool is to the benchmark."""

from __future__ import annotations

import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import Corpus

_FOOTNOTE = "{label}: [{title}]({url}), {publisher}, {date}."


class NotInstalled(Exception):
    """The tool cannot be had here."""


@dataclass
class Tool(ABC):
    """A tool, with an environment of its own and a folder for the pages of one run.

    :param environment: the folder in which it is installed, kept between runs
    """

    environment: Path

    def install(self) -> None:
        """Make its environment, unless that stands.

        :raises NotInstalled: if that fails
        """
        done = self.environment / "installed"
        if not done.exists():
            self.environment.mkdir(parents=True, exist_ok=True)
            self.set_up()
            done.touch()

    @abstractmethod
    def set_up(self) -> None:
        """Install it into its environment.

        :raises NotInstalled: if that fails
        """

    @abstractmethod
    def versions(self) -> str:
        """What is measured, with its versions."""

    @abstractmethod
    def write(self, corpus: Corpus, folder: Path) -> None:
        """Write the pages and the configuration into an empty folder."""

    @abstractmethod
    def command(self, folder: Path) -> Sequence[str]:
        """The command that builds, run in the folder."""

    def typical(self, corpus: Corpus) -> str:
        """The docname of the page that is weighed and edited."""
        return corpus.typical().docname

    @abstractmethod
    def source(self, docname: str) -> str:
        """Where the text of a page stands, from the folder."""

    @abstractmethod
    def page(self, docname: str) -> str:
        """Where a page is written, from the output."""

    variables: ClassVar[Mapping[str, str]] = {}
    """Variables of the environment of its build."""

    output: ClassVar[str] = "site"
    """The output, from the folder of the pages."""

    leftovers: ClassVar[Sequence[str]] = ()
    """What a build leaves beside its output, to be removed before a cold one."""

    index: ClassVar[str] = ""
    """The search index: a file or folder of the output; empty where there is none."""


def check_call(command: Sequence[str], folder: Path) -> str:
    """Run a command of an installation.

    :return: what it said
    :raises NotInstalled: if it cannot be run, or fails
    """
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotInstalled(str(error)) from None
    if done.returncode:
        raise NotInstalled((done.stderr or done.stdout).strip()[-300:])
    return done.stdout.strip()


def make_venv(folder: Path, packages: Sequence[str]) -> None:
    """Make a virtual environment with some packages.

    :raises NotInstalled: if they cannot be had
    """
    check_call([sys.executable, "-m", "venv", str(folder)], folder)
    check_call([str(folder / "bin/pip"), "install", "--quiet", "--disable-pip-version-check", *packages], folder)


def versions_in(python: Path, packages: Sequence[str]) -> str:
    """The versions of some packages of an environment."""
    program = "import sys, importlib.metadata as m; print(', '.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    return check_call([str(python), "-c", program, *packages], python.parent)


def footnotes(corpus: Corpus) -> Mapping[str, str]:
    """The text of a footnote for each reference, by key."""
    return {reference["key"]: _FOOTNOTE.format_map(reference) for reference in corpus.references}


def write_pages(pages: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write pages as Markdown files."""
    for docname, text in pages:
        path = folder / f"{docname}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
