"""The real site, by the command that contributors use."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.peers.base import Tool

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class RealSite(Tool):
    """A copy of the project, built by ``make html``."""

    output = "_build/html"
    leftovers = ("_build/doctrees",)
    index = "pagefind"

    def set_up(self) -> None:
        """It is there."""

    def versions(self) -> str:
        return ""

    def write(self, corpus: Corpus, folder: Path) -> None:
        left_out = shutil.ignore_patterns(".git", ".venv", "_build", "__pycache__", ".*_cache")
        shutil.copytree(ROOT, folder, ignore=left_out, dirs_exist_ok=True)
        (folder / ".venv").mkdir()
        for path in (ROOT / ".venv").iterdir():
            if not path.name.startswith("ready"):
                (folder / ".venv" / path.name).symlink_to(path)
        (folder / ".venv/ready").touch()

    def command(self, folder: Path) -> Sequence[str]:
        return ["make", "html"]

    def typical(self, corpus: Corpus) -> str:
        """A page of middling size among those with findings."""
        found = [path for path in (ROOT / "docs").glob("*/*.md") if "{finding}" in path.read_text()]
        middle = sorted(found, key=lambda path: (path.stat().st_size, path))[len(found) // 2]
        return middle.relative_to(ROOT / "docs").with_suffix("").as_posix()

    def source(self, docname: str) -> str:
        return f"docs/{docname}.md"

    def page(self, docname: str) -> str:
        return f"{docname}.html"
