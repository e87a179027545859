"""Queries to the search of a built site, which the scripts of the search page answer in Node.js."""

from __future__ import annotations

import atexit
import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

from dossier.search.index import anchor_by_title

SCRIPTS = Path(__file__).parents[2] / "dossier/theme/static/js/search"
SERVER = """
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
const [scripts] = process.argv.slice(1);
const { Index } = await import(`${scripts}/index.js`);
const { search } = await import(`${scripts}/engine.js`);
const address = ({ page, anchor }) => page.url.replace(".html", "") + (anchor && `#${anchor}`);
for await (const line of createInterface({ input: process.stdin })) {
  const { file, texts } = JSON.parse(line);
  const index = new Index(JSON.parse(readFileSync(file)));
  const found = (text) => search(text, index).pages.map(({ parts }) => parts.map(({ part }) => address(part)));
  console.log(JSON.stringify(texts.map(found)));
}
"""


@cache
def start_node() -> subprocess.Popen[str]:
    """Start a process that answers queries, one to a line, until this process ends."""
    path = shutil.which("node") or pytest.skip("Node.js is not installed")
    command = [path, "--input-type=module", "--eval", SERVER, "--", SCRIPTS.as_uri()]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    atexit.register(process.communicate)
    return process


@dataclass(frozen=True)
class Search:
    """The search of a site."""

    site: Path

    @cached_property
    def index(self) -> dict[str, Any]:
        """The content of the index file."""
        index: dict[str, Any] = json.loads((self.site / "search.json").read_text())
        return index

    def parts(self, docname: str) -> dict[str, list[Any]]:
        """Return the parts of a page, by anchor: kind, title, text, additional words and facets."""
        number = [page[0] for page in self.index["pages"]].index(f"{docname}.html")
        rows = ((self.index["sorts"][sort], *row) for sort, *row in self.index["parts"][number])
        return {anchor or anchor_by_title(sort, row[0]): [sort, *row[:2], *(row[2:] or [""])] for sort, anchor, *row in rows}

    def text(self, docname: str) -> str:
        """Return all searchable sentences of a page."""
        return " ".join(text for _, _, text, *_ in self.parts(docname).values())

    def ask(self, *texts: str) -> list[list[list[str]]]:
        """Return the results for each query: pages with the anchors of matching parts, best first."""
        stdin, stdout = start_node().stdin, start_node().stdout
        assert stdin and stdout
        print(json.dumps({"file": str(self.site / "search.json"), "texts": texts}), file=stdin, flush=True)
        results: list[list[list[str]]] = json.loads(stdout.readline())
        return results

    def first(self, *texts: str) -> dict[str, str]:
        """Return the address of the first result of each query, if any."""
        return {text: pages[0][0] if pages else "" for text, pages in zip(texts, self.ask(*texts), strict=True)}
