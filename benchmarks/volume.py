"""A volume: one of the reports of which a large library consists.

Each has its own sections and its own entries, and among these its own few to which almost everything links, as in a library that
grows report by report; one link in ten leads into the volume before.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from benchmarks.corpus import Block, Cite, Corpus, Entry, Finding, Link, Paragraph, Provision, Section
from benchmarks.evidence import EvidenceMaker, stated
from benchmarks.front_matter import front_matter
from benchmarks.prose import Prose

_ENTRIES = {"resolution": 33, "actor": 32, "region": 12, "pillar": 8, "threat": 4}
_SECTIONS, _PASSAGES, _FINDINGS, _EVENTS = 16, 76, 186, 48
SIZE = sum(_ENTRIES.values()) + _SECTIONS
"""Pages of the real report: its entries and its register."""

WITH_FINDINGS = ("region", "pillar", "threat")
_LINKED = {"actor": 10, "threat": 4, "pillar": 3, "region": 3, "resolution": 4}
_FIRST_RESOLUTION = 1001
_FIRST_CODE = 26


class Volume:
    """A volume whose sections stand and whose entries have their names; ``write`` gives these their text.

    :param size: its pages
    :param before: the volume before it
    """

    def __init__(
        self, size: int, corpus: Corpus, maker: EvidenceMaker, prose: Prose, draw: random.Random, before: Volume | None
    ) -> None:
        self._corpus, self._maker, self._prose, self._draw, self._before = corpus, maker, prose, draw, before
        sections = max(1, round(size * _SECTIONS / SIZE))
        self._first = int(before.names["resolution"][-1].id) + 1 if before else _FIRST_RESOLUTION
        counts = _shares(size - sections)
        self.adoptions = maker.dated(counts["resolution"])
        self.names: dict[str, list[Link]] = {}
        for kind, count in counts.items():
            self.names[kind] = [self._name(kind, self._first + at) for at in range(count)]
        self.sections = [self._section(max(1, _PASSAGES // _SECTIONS)) for _ in range(sections)]

    def _name(self, kind: str, number: int) -> Link:
        if kind == "resolution":
            return Link(kind, str(number), f"resolution {number} ({self.adoptions[number - self._first]['date'][:4]})")
        title = self._prose.words.name()
        return Link(kind, f"{title.lower().replace(' ', '-')}-{number}", title)

    def _section(self, passages: int) -> Section:
        code = _letters(_FIRST_CODE + len(self._corpus.sections))
        records = tuple(self._maker.passage(f"{code}-{at}", self.names["resolution"]) for at in range(1, passages + 1))
        self._corpus.sections.append(Section(code, self._prose.words.name(3), records))
        return self._corpus.sections[-1]

    def write(self) -> None:
        """Add the entries and the events to the whole."""
        passages = [passage for section in self.sections for passage in section.passages]
        carried = self._findings(passages)
        for name in (name for names in self.names.values() for name in names):
            blocks: list[Block] = [*carried[name.id]] if name.id in carried else list(self._provisions())
            self._corpus.entries.append(self._entry(name, blocks))
        for _ in range(len(passages) * _EVENTS // _PASSAGES):
            event = self._maker.event(len(self._corpus.events) + 1, self._draw.choice(passages)["id"])
            self._corpus.events.append(event)

    def _findings(self, passages: list[dict[str, Any]]) -> dict[str, list[Finding]]:
        """The findings of each page that has any, by its id; every passage is carried."""
        pages = [name.id for kind in WITH_FINDINGS for name in self.names[kind]]
        total = len(passages) * _FINDINGS // _PASSAGES
        carried: dict[str, list[Finding]] = {page: [] for page in pages}
        for at in range(total):
            found = carried[pages[at * len(pages) // total]]
            id = f"{pages[at * len(pages) // total]}-{len(found) + 1}"
            found.append(self._finding(id, passages[at % len(passages)], at < len(passages)))
        return carried

    def _finding(self, id: str, passage: dict[str, Any], is_first: bool) -> Finding:
        """A finding on a passage; the first one states its number or date and applies its corrections."""
        keys = [item["reference"] for item in passage["evidence"]]
        return Finding(
            id=id,
            passage=passage["id"],
            evidence=tuple(self._draw.sample(keys, 1)) if self._draw.random() < 0.65 else (),
            corrects=tuple(correction["id"] for correction in passage.get("corrections", ()) if is_first),
            text=self._prose.text(26, self._links(int(self._draw.random() < 0.7)), stated=stated(passage) if is_first else ()),
        )

    def _provisions(self) -> Iterator[Provision]:
        for _ in range(4):
            yield Provision((self._reference(),), self._prose.text(34, self._links(1)))

    def _entry(self, name: Link, blocks: list[Block]) -> Entry:
        """An entry of about 600 words, with about 8 cross-references and 6 citations."""
        findings = [block for block in blocks if isinstance(block, Finding)]
        words = (560 - 28 * len(blocks)) // 4
        first = Paragraph(self._prose.text(words, [self._next(name)], [Cite((self._reference(),))]))
        others = [Paragraph(self._prose.text(words, self._links(n))) for n in (1, 1, 0 if findings else 1)]
        half = (len(blocks) + 1) // 2
        contents: list[list[Block]] = [[first, *blocks[:half]], [others[0], *blocks[half:]], [others[1]], [others[2]]]
        headings = self._prose.words.names(4)
        title = name.title[:1].upper() + name.title[1:]
        meta = {"summary": self._prose.plain(38), "aliases": [self._prose.words.name()], **front_matter(self, name, self._draw)}
        if not findings and "evidence" not in meta:
            meta["evidence"] = [self._reference()]
        parts = tuple((heading, tuple(content)) for heading, content in zip(headings, contents, strict=True))
        return Entry(name.kind, name.id, title, meta, parts)

    def _links(self, count: int) -> list[Link]:
        made: list[Link] = []
        for _ in range(count):
            volume = self._before if self._before and self._draw.random() < 0.1 else self
            names = volume.names[self._draw.choices(list(_LINKED), list(_LINKED.values()))[0]]
            name = self._draw.choices(names, [1 / rank for rank in range(1, len(names) + 1)])[0]
            made.append(_in_passing(name))
        return made

    def _next(self, name: Link) -> Link:
        """The entry after one, so that each is named somewhere."""
        names = [name for names in self.names.values() for name in names]
        return _in_passing(names[(names.index(name) + 1) % len(names)])

    def _reference(self) -> str:
        return next(self._maker.turns)


def _in_passing(name: Link) -> Link:
    """A cross-reference in common words: what a claim names, its sources must name."""
    return Link(name.kind, name.id, "the resolution" if name.kind == "resolution" else name.title.lower())


def _shares(total: int) -> dict[str, int]:
    """How many of so many entries are of each kind."""
    whole = sum(_ENTRIES.values())
    shares = {kind: max(1, total * count // whole) for kind, count in _ENTRIES.items()}
    shares["resolution"] += total - sum(shares.values())
    return shares


def _letters(number: int) -> str:
    """A number in capital letters."""
    high, low = divmod(number, 26)
    return (_letters(high) if high else "") + chr(65 + low)
