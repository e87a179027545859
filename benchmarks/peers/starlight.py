"""Starlight, the theme of Astro for documentation, in a folder of npm packages of its own."""

from __future__ import annotations

import json
import os
import platform
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.peers.base import Tool, check_call, footnotes, write_pages
from benchmarks.peers.python_tools import footnote_marks, footnote_texts
from benchmarks.plain_pages import Dialect, pages
from dossier.kinds import KINDS

_PACKAGES = ("astro", "@astrojs/starlight", "sharp")


@dataclass
class Starlight(Tool):
    """Starlight; citations are footnotes, which its Markdown has."""

    output = "dist"
    leftovers = (".astro", "node_modules/.astro", "node_modules/.vite")
    index = "pagefind"
    variables = {"ASTRO_TELEMETRY_DISABLED": "1"}

    def set_up(self) -> None:
        system = {"Linux": "linux", "Darwin": "darwin"}.get(platform.system(), "win")
        machine = {"aarch64": "arm64", "arm64": "arm64"}.get(platform.machine(), "x64")
        (self.environment / "package.json").write_text('{"private": true}\n')
        node = f"node-{system}-{machine}@{_NODE}"
        check_call(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", node, *_PACKAGES], self.environment)

    @property
    def _node(self) -> str:
        return str(next(self.environment.glob("node_modules/node-*-*/bin/node")).absolute())

    def versions(self) -> str:
        program = "for (const p of process.argv.slice(1)) console.log(p, require(`./node_modules/${p}/package.json`).version)"
        versions = check_call([self._node, "-e", program, *_PACKAGES[:2]], self.environment)
        return f"Node {check_call([self._node, '--version'], self.environment)[1:]}, {', '.join(versions.splitlines())}"

    def write(self, corpus: Corpus, folder: Path) -> None:
        texts = footnotes(corpus)
        dialect = Dialect(
            open=lambda title: f"---\ntitle: '{title}'\n---\n\n",
            link=link_to_folder,
            cite=footnote_marks,
            close=lambda keys: footnote_texts(texts, keys),
            bibliography="".join(f"- {text}\n" for text in texts.values()),
        )
        write_pages(pages(corpus, dialect), folder / "src/content/docs")
        groups = "".join(
            f"{{ label: '{name}', items: [{{ autogenerate: {{ directory: '{name}' }} }}] }}, "
            for name in (*(kind.folder for kind in KINDS.values()), "evidence")
        )
        needed = {"type": "module", "dependencies": dict.fromkeys(_PACKAGES, "*")}
        (folder / "package.json").write_text(json.dumps(needed))
        (folder / "astro.config.mjs").write_text(_CONFIG.replace("GROUPS", groups))
        (folder / "src/content.config.mjs").write_text(_COLLECTION)
        shutil.copytree(self.environment / "node_modules", folder / "node_modules", symlinks=True, copy_function=os.link)

    def command(self, folder: Path) -> Sequence[str]:
        return [self._node, "node_modules/astro/bin/astro.mjs", "build", "--silent"]

    def source(self, docname: str) -> str:
        return f"src/content/docs/{docname}.md"

    def page(self, docname: str) -> str:
        return f"{docname}/index.html"


def link_to_folder(here: str, there: str, anchor: str, title: str) -> str:
    """A link to the folder in which a page is written, from the root of the site."""
    path = there.removesuffix("index").rstrip("/")
    return f"[{title}](/{path}{'/' * bool(path)}{'#' * bool(anchor)}{anchor})"


_NODE = 24

_CONFIG = """import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  site: 'https://report.example',
  integrations: [starlight({ title: 'A report', sidebar: [GROUPS] })],
});
"""

_COLLECTION = """import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
"""
