"""Sphinx with this extension, and the same stack without it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import dossier_pages
from benchmarks.corpus import Corpus
from benchmarks.peers.base import Tool, versions_in, write_pages
from benchmarks.plain_pages import Dialect, pages


@dataclass
class _Sphinx(Tool):
    """Sphinx, in the environment in which the benchmark runs.

    :param jobs: in how many processes
    """

    jobs: str = "auto"
    output = "html"
    leftovers = ("doctrees",)

    def set_up(self) -> None:
        """It is there: the benchmark runs in its environment."""

    def command(self, folder: Path) -> Sequence[str]:
        options = ["--quiet", "--jobs", self.jobs, "--doctree-dir", "doctrees"]
        return [sys.executable, "-m", "sphinx", *options, "-b", "html", "docs", self.output]

    def source(self, docname: str) -> str:
        return f"docs/{docname}.md"

    def page(self, docname: str) -> str:
        return f"{docname}.html"


@dataclass
class Ours(_Sphinx):
    """Sphinx with this extension, as ``make html`` runs it."""

    index = "pagefind"

    def versions(self) -> str:
        packages = ["sphinx", "myst-parser", "sphinxcontrib-bibtex", "furo", "pagefind"]
        return f"Python {platform.python_version()}, {versions_in(Path(sys.executable), packages)}"

    def write(self, corpus: Corpus, folder: Path) -> None:
        dossier_pages.write(corpus, folder)

    def command(self, folder: Path) -> Sequence[str]:
        return [*super().command(folder), "--fail-on-warning", "--keep-going"]


@dataclass
class Stock(_Sphinx):
    """The same stack as it comes: cross-references as links to documents, citations by role."""

    index = "searchindex.js"

    def versions(self) -> str:
        return versions_in(Path(sys.executable), ["sphinx", "myst-parser", "sphinx-design", "sphinxcontrib-bibtex", "furo"])

    def write(self, corpus: Corpus, folder: Path) -> None:
        write_pages(pages(corpus, _DIALECT), folder / "docs")
        (folder / "docs/references.bib").write_text("\n".join(map(dossier_pages.bibtex, corpus.references)))
        (folder / "docs/conf.py").write_text(_CONF)


@dataclass
class Plain(Ours):
    """This extension on the pages of the stock stack: citations and links, and nothing of ours."""

    def write(self, corpus: Corpus, folder: Path) -> None:
        write_pages(pages(corpus, _DIALECT), folder / "docs")
        dossier_pages.write_source(corpus, folder)
        dossier_pages.configure(folder)

    def command(self, folder: Path) -> Sequence[str]:
        """Its rules find much that is missing on such pages, which is no failure here."""
        return _Sphinx.command(self, folder)


def _cite(keys: Iterable[str]) -> str:
    return f"{{cite:p}}`{','.join(keys)}`"


_DIALECT = Dialect(
    open=lambda title: f"# {title}\n\n",
    link=lambda here, there, anchor, title: f"{{doc}}`{title} </{there}>`",
    cite=_cite,
    close=lambda keys: "",
    bibliography="```{bibliography}\n:all:\n```\n",
    contents=lambda docnames: "\n" + dossier_pages.toctree(f"/{docname}" for docname in docnames),
)

_CONF = """project = "A report"
extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"
"""
