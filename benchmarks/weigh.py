"""What a build has written: how much in all, and how much a reader of one page loads."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

_IMPORTS = re.compile(r"""(?:import|from)\s*\(?["'](\.{0,2}/[^"']+\.js)["']""")


def size(path: Path) -> int:
    """The bytes of a file, or of all files of a folder."""
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


def html_size(folder: Path) -> tuple[int, int]:
    """How many pages a folder holds, and their bytes in all."""
    sizes = [path.stat().st_size for path in folder.rglob("*.html")]
    return len(sizes), sum(sizes)


def page_weight(page: Path, site: Path) -> tuple[int, int]:
    """The compressed bytes of a page, and of it together with the style sheets and scripts that it loads from the site."""
    loaded = {page}
    waiting = [page]
    while waiting:
        for path in _needs(waiting.pop(), site):
            if path.is_file() and path not in loaded:
                loaded.add(path)
                waiting.append(path)
    weights = {path: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in loaded}
    return weights[page], sum(weights.values())


def _needs(file: Path, site: Path) -> Iterator[Path]:
    """The files of the site that a page or a script loads."""
    text = file.read_text(errors="replace")
    if file.suffix == ".html":
        reader = _Assets()
        reader.feed(text)
        addresses = reader.found
    else:
        addresses = _IMPORTS.findall(text) if file.suffix == ".js" else []
    for address in addresses:
        path = re.sub(r"^https?://report\.example", "", address).partition("?")[0].partition("#")[0]
        if not path.startswith(("http:", "https:", "data:", "//")):
            yield (site / path.lstrip("/") if path.startswith("/") else file.parent / path).resolve()


class _Assets(HTMLParser):
    """The style sheets and scripts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and values.get("src"):
            self.found.append(values["src"] or "")
        relation = (values.get("rel") or "").split()
        if tag == "link" and {"stylesheet", "modulepreload"} & set(relation):
            self.found.append(values.get("href") or "")

    def handle_data(self, data: str) -> None:
        self.found += _IMPORTS.findall(data) if "import" in data else []
