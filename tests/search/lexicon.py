"""What the search of a built site knows, read as the search page reads it."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dossier.search.lexicon import fold


@dataclass(frozen=True)
class Search:
    """The index and the lexicon of a site."""

    site: Path

    @cached_property
    def texts(self) -> dict[str, dict[str, Any]]:
        """What the index keeps of each page or part of a page, by its id."""
        files = sorted((self.site / "pagefind/fragment").iterdir())
        return {path.stem: json.loads(gzip.decompress(path.read_bytes())[12:]) for path in files}

    def text(self, docname: str) -> str:
        """All text of a page that is searched."""
        parts = [kept for kept in self.texts.values() if kept["url"].split(".")[0] == f"/{docname}"]
        return " ".join(kept["content"] for kept in sorted(parts, key=lambda kept: len(kept["url"])))

    def table(self, name: str) -> dict[str, Any]:
        """A table of the lexicon, from all of its files."""
        manifest = json.loads((self.site / "lexicon/manifest.json").read_text())
        entries: dict[str, Any] = {}
        for first, file in manifest[name]:
            shard = json.loads((self.site / f"lexicon/{file}.json").read_text())
            assert min(shard) == first, "a file starts where the manifest says"
            entries |= shard
        return entries

    def leads_to(self, name: str) -> list[str]:
        """The addresses to which a name leads, the first one first."""
        entry = self.table("names").get(fold(name), {"to": []})
        urls = ((self.texts[id]["url"].removeprefix("/"), *anchor) for id, *anchor in entry["to"])
        return ["#".join(parts).replace(".html", "") for parts in urls]
