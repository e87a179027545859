"""A small site in a temporary folder, which a test changes, checks and builds like a contributor."""

from __future__ import annotations

import contextlib
import copy
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import docutils_namespace

from dossier import __main__ as commands

REPOSITORY = Path(__file__).parents[1]
ROOTS = REPOSITORY / "tests/roots"
commands._parser = functools.cache(commands._parser)
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_PARTIAL = "not all documents will be built: the index will be incomplete"
"""What Sphinx warns of when some pages alone are written."""


@dataclass(frozen=True)
class Outcome:
    """The result of a command."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it said of the errors, line by line."""
        return self.err.splitlines()


@dataclass(frozen=True)
class Built:
    """A built site, with the warnings of the build and the pages that it read and wrote."""

    folder: Path
    warnings: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def page(self, docname: str) -> BeautifulSoup:
        """A page, as HTML; for reading alone."""
        return parsed((self.folder / f"{docname}.html").read_text())

    def files(self) -> dict[str, bytes]:
        """Every file of the site, by its path."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()
        }


class Site:
    """A copy of a small site, with ``pages`` and ``source`` in one folder.

    :param root: the folder that is copied, or its name among the small sites
    """

    def __init__(self, folder: Path, root: str | Path) -> None:
        self.folder = folder
        shutil.copytree(ROOTS / root, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text in a file, which must contain it."""
        text = (self.folder / path).read_text()
        assert old in text, f"{path} does not have {old!r}"
        (self.folder / path).write_text(text.replace(old, new))

    def write(self, path: str, text: str | bytes) -> None:
        """Write or overwrite a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(text.encode() if isinstance(text, str) else text)

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.folder / path).unlink()

    def command(self, *arguments: str) -> Outcome:
        """Run a command of the extension in the folder, in this process."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = commands.main(list(arguments))
        return Outcome(status, out.getvalue(), err.getvalue())

    def check(self) -> Outcome:
        """Apply every rule, in this process."""
        return self.command("check", "--pages", "pages", "--source", "source")

    def build(self, to: str = "built", *, builder: str = "html", jobs: int = 0, only: str = "", **config: Any) -> Built:
        """Build the site from the folder, as contributors do, again into the same place if it is there.

        :param jobs: in how many processes; Sphinx reads in parallel from 2
        :param only: names of the only pages to write, where a test looks at no others: most of a build is to write pages
        """
        read: list[str] = []
        written: list[str] = []
        with contextlib.chdir(self.folder), docutils_namespace():  # Sphinx does not clean up if an extension ends the build
            pages, builddir = self.folder / "pages", self.folder / to
            app = SphinxTestApp(builder, srcdir=pages, builddir=builddir, confoverrides=config, parallel=jobs)
            try:
                app.connect("source-read", lambda app, docname, source: read.append(docname))
                app.connect("html-page-context", lambda app, name, t, c, doctree: doctree is not None and written.append(name))
                app.build(filenames=[pages / f"{name}.md" for name in only.split()])
            finally:
                app.cleanup()
        warnings = [line for line in _COLOUR.sub("", app.warning.getvalue()).splitlines() if not only or _PARTIAL not in line]
        return Built(self.folder / to / builder, warnings, sorted(read), sorted(written))


def kept(site: Site, **config: Any) -> tuple[Site, Path, Built]:
    """Build a site, and return it with a copy of its folder, and with the built site in the copy."""
    built, spare = site.build(**config), site.folder.with_name("kept")
    shutil.copytree(site.folder, spare)
    return site, spare, replace(built, folder=spare / built.folder.relative_to(site.folder))


def restored(site: Site, copy: Path) -> Site:
    """Return a site with its folder as it was when it was copied."""
    shutil.rmtree(site.folder)
    shutil.copytree(copy, site.folder)
    return site


@contextlib.contextmanager
def serving(site: Site) -> Iterator[Iterator[str]]:
    """Yield the output of a live server line by line, for four minutes at most."""
    command = [sys.executable, "-m", "dossier", "serve", "--pages", "pages", "--source", "source", "--out", "live", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'docs/_ext'}"}
    with subprocess.Popen(command, cwd=site.folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        watchdog = threading.Timer(240, server.kill)
        watchdog.start()
        yield (line.strip() for line in server.stdout)
        watchdog.cancel()
        server.terminate()


@functools.lru_cache(maxsize=64)
def parsed(text: str) -> BeautifulSoup:
    """HTML, read once for all tests in a process that look at the same, by the faster of two parsers."""
    return BeautifulSoup(text, "lxml")


def text_of(tag: Tag | None) -> str:
    """Return the text of an element, without the permanent link."""
    assert tag is not None, "there is no such part"
    part = tag
    if tag.find(class_="headerlink"):
        part = copy.copy(tag)
        for mark in part.select(".headerlink"):
            mark.decompose()
    return " ".join(part.get_text().split())


def links(tag: Tag | None) -> list[tuple[str, str]]:
    """Return the links in an element, each as text and address."""
    assert tag is not None, "there is no such part"
    return [(text_of(link), str(link["href"])) for link in tag.select("a[href]") if "headerlink" not in link.get("class", [])]
