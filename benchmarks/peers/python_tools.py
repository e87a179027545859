"""MkDocs Material with mkdocs-bibtex, and Zensical, each in a virtual environment of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from benchmarks import dossier_pages
from benchmarks.corpus import Corpus
from benchmarks.peers.base import Tool, footnotes, make_venv, versions_in, write_pages
from benchmarks.plain_pages import Dialect, pages


@dataclass
class _Venv(Tool):
    """A tool that pip installs."""

    packages: ClassVar[Sequence[str]]

    def set_up(self) -> None:
        make_venv(self.environment, self.packages)

    def versions(self) -> str:
        return versions_in((self.environment / "bin/python").absolute(), self.packages)

    def source(self, docname: str) -> str:
        return f"docs/{docname}.md"

    def page(self, docname: str) -> str:
        return f"{docname}/index.html"


@dataclass
class MkDocs(_Venv):
    """MkDocs with the theme Material; citations by mkdocs-bibtex."""

    packages = ("mkdocs", "mkdocs-material", "mkdocs-bibtex")
    index = "search"

    def write(self, corpus: Corpus, folder: Path) -> None:
        dialect = _dialect(lambda keys: f"[{'; '.join(f'@{key}' for key in keys)}]", lambda keys: "", "\\full_bibliography\n")
        write_pages(pages(corpus, dialect), folder / "docs")
        (folder / "references.bib").write_text("\n".join(map(dossier_pages.bibtex, corpus.references)))
        (folder / "mkdocs.yml").write_text(_MKDOCS)

    def command(self, folder: Path) -> Sequence[str]:
        return [str((self.environment / "bin/mkdocs").absolute()), "--quiet", "build", "--site-dir", self.output]


@dataclass
class Zensical(_Venv):
    """Zensical; it has no citations, so they are footnotes."""

    packages = ("zensical",)
    index = "search.json"
    leftovers = (".cache",)

    def write(self, corpus: Corpus, folder: Path) -> None:
        texts = footnotes(corpus)
        listed = "".join(f"- {text}\n" for text in texts.values())
        write_pages(pages(corpus, _dialect(footnote_marks, lambda keys: footnote_texts(texts, keys), listed)), folder / "docs")
        (folder / "zensical.toml").write_text('[project]\nsite_name = "A report"\nsite_url = "https://report.example/"\n')

    def command(self, folder: Path) -> Sequence[str]:
        return [str((self.environment / "bin/zensical").absolute()), "build"]


def footnote_marks(keys: Iterable[str]) -> str:
    """Citations as marks of footnotes."""
    return "".join(f"[^{key}]" for key in keys)


def footnote_texts(texts: Mapping[str, str], keys: Iterable[str]) -> str:
    """The footnotes of a page."""
    return "".join(f"\n[^{key}]: {texts[key]}\n" for key in keys)


def _dialect(cite, close, bibliography) -> Dialect:  # type: ignore[no-untyped-def]
    return Dialect(
        open=lambda title: f"# {title}\n\n",
        link=_relative,
        cite=cite,
        close=close,
        bibliography=bibliography,
    )


def _relative(here: str, there: str, anchor: str, title: str) -> str:
    path = f"{'../' * here.count('/')}{there}.md"
    return f"[{title}]({path}{'#' * bool(anchor)}{anchor})"


_MKDOCS = """site_name: A report
site_url: https://report.example/
theme:
  name: material
plugins:
- search
- bibtex:
    bib_file: references.bib
markdown_extensions:
- footnotes
"""
