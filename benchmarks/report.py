"""Synthetic, valid reports of any size, in invented words and with the proportions of the real one.

A large report consists of volumes of about a hundred pages, each with a few entries that most links lead to, as in a library that
grows report by report.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

KINDS = {
    "region": ("regions", "Regions"),
    "pillar": ("pillars", "Pillars"),
    "resolution": ("resolutions", "Resolutions"),
    "actor": ("actors", "Actors"),
    "threat": ("threat", "Threat themes"),
}
"""The folder and the title of each kind of entry."""

VOLUME = {"resolution": 33, "actor": 32, "region": 12, "pillar": 8, "threat": 4, "section": 16}
"""The number of pages of each kind in a volume, as in the real report."""

LINKED = {"actor": 10, "threat": 4, "pillar": 3, "region": 3, "resolution": 4}
"""The relative frequency of links to each kind."""

FIXED, FEWEST = 8, 80
"""The number of pages in every report (home page, indexes, bibliography), and the fewest pages with these proportions."""

EVENTS = ("report", "council", "threat", "response")
REFERENCES, REPORT, DIGEST = 200, "x-2019-1", "digest"
_SOURCES = {"official-un": 119, "news": 57, "ngo": 31, "document-copy": 27, "web-reference": 18, "state": 12, "journal": 6}
TIERS = {"direct": 15, "sister": 7, "event": 233, "context": 90}


class Entry(NamedTuple):
    """An entry: its page, and its title in lists."""

    kind: str
    id: str
    title: str

    @property
    def docname(self) -> str:
        """The docname of its page."""
        return f"{KINDS[self.kind][0]}/{self.id}"

    def link(self) -> str:
        """Return a cross-reference in lower case, because a rule requires the sources of a claim to contain its names."""
        return f"{{{self.kind}}}`{'the resolution' if self.kind == 'resolution' else self.title.lower()} <{self.id}>`"


@dataclass
class Report:
    """The content of a report.

    :param texts: the front matter and the Markdown of each entry, by docname
    :param sections: the code, title and passages of each section
    """

    references: list[dict[str, str]] = field(default_factory=list)
    sections: list[tuple[str, str, list[dict[str, Any]]]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    texts: dict[str, tuple[dict[str, Any], str]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)

    def typical(self) -> str:
        """Return the docname of the page to edit: an entry with findings from the middle of the report."""
        found = [docname for docname, (_, text) in self.texts.items() if "{finding}" in text]
        return found[len(found) // 2]


class Words:
    """A source of random words, whose frequencies follow their rank as in real text (Zipf's law)."""

    SIZE, NAMES = 6_000, 2_000
    """The number of words in running text, and of words that occur only in names."""

    def __init__(self, draw: random.Random) -> None:
        self._draw, self._drawn = draw, set[str]()
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(self.SIZE)))

    def title(self, count: int = 2) -> str:
        """Return a unique title, of words that do not occur in running text."""
        title = " ".join(self._draw.sample(VOCABULARY[self.SIZE :], count)).capitalize()
        if title in self._drawn:
            return self.title(count)
        self._drawn.add(title)
        return title

    def text(self, count: int, inside: Iterable[str] = (), end: str = "") -> str:
        """Return sentences with a total number of words, one sentence per line; repeated words are merged.

        :param inside: links to insert into sentences
        :param end: the end of the first sentence
        """
        chosen = self._draw.choices(VOCABULARY[: self.SIZE], cum_weights=self._weights, k=count)
        drawn = [word for word, _ in itertools.groupby(chosen)]
        sentences = [drawn[at : at + 16] for at in range(0, len(drawn), 16)]
        for part in inside:
            sentence = self._draw.choice(sentences)
            sentence.insert(self._draw.randint(1, len(sentence)), part)
        sentences[0] += [end] if end else []
        return "\n".join(f"{sentence[0].capitalize()} {' '.join(sentence[1:])}".strip() + "." for sentence in sentences)

    def line(self, count: int, end: str = "") -> str:
        """Return such sentences in one line."""
        return self.text(count, end=end).replace("\n", " ")


def _vocabulary() -> list[str]:
    """Return invented words; their vowels are chosen so that none is a number or a month."""
    draw, made = random.Random("words"), dict[str, None]()
    onsets = "b br c ch d dr f fl g gr h j k l m n p pl pr r s sh st t th tr v w z".split()
    while len(made) < Words.SIZE + Words.NAMES:
        word = "".join(draw.choice(onsets) + draw.choice(("a", "o", "u", "ai", "ou")) for _ in range(draw.choice((2, 2, 3, 4))))
        made[word + draw.choice(("", "", "n", "r", "m", "l", "nd", "st"))] = None
    return list(made)


VOCABULARY = _vocabulary()


def make(pages: int, seed: int = 612) -> Report:
    """Return a report with a number of pages, reproducible by its seed.

    :raises ValueError: if there are too few pages
    """
    if pages < FEWEST:
        raise ValueError(f"a report needs {FEWEST} pages or more, not {pages}")
    maker = _Maker(random.Random(f"{seed}/{pages}"))
    count = max(1, round((pages - FIXED) / sum(VOLUME.values())))
    for number in range(count):
        maker.volume((pages - FIXED) // count + (number < (pages - FIXED) % count))
    maker.report.events.sort(key=lambda event: (event["date"], event["id"]))
    return maker.report


class _Maker:
    def __init__(self, draw: random.Random) -> None:
        self.draw, self.words, self.report = draw, Words(draw), Report()
        self.count = 1000
        """The last resolution number so far; numbering continues from volume to volume."""
        names = dict.fromkeys(f"{draw.choice(VOCABULARY)}-{self.day()}" for _ in range(REFERENCES))
        self.report.references = [self.reference(key) for key in (REPORT, DIGEST, *names)]
        self.speaking = [reference for reference in self.report.references[2:] if reference["tier"] != "context"]
        self.turns = itertools.cycle(draw.sample(list(names), len(names)))
        """The keys of references in turn, so that all of them are cited."""

    def day(self) -> str:
        """Return a random day in the four years before the report."""
        return (date(2019, 7, 1) - timedelta(days=self.draw.randrange(1_400))).isoformat()

    def reference(self, key: str) -> dict[str, str]:
        """Return a reference of the bibliography."""
        publisher = self.words.title()
        day = date.fromisoformat(key[-10:]) if key not in (REPORT, DIGEST) else date(2019, 7, 31)
        label = {REPORT: "X/2019/1", DIGEST: "Digest"}.get(key, f"{publisher}, {day.day} {day:%b} {day.year}")
        made = {"key": key, "label": label, "title": self.words.title(6), "publisher": publisher, "date": day.isoformat()}
        made |= {"url": f"https://{key.split('-')[0]}.example/{day.year}/{key}", "kind": self.weighed(_SOURCES)}
        return {**made, "tier": self.weighed(TIERS), "annotation": self.words.line(28)}

    def weighed(self, shares: dict[str, int]) -> str:
        """Return a random word, by weight."""
        return self.draw.choices(list(shares), list(shares.values()))[0]

    def volume(self, size: int) -> None:
        """Add a volume with a number of pages."""
        counts = {kind: max(1, size * count // sum(VOLUME.values())) for kind, count in VOLUME.items()}
        counts["resolution"] += size - sum(counts.values())
        adoptions = self.draw.sample(self.report.references[2:], counts["resolution"])
        adoptions.sort(key=lambda reference: reference["date"])
        new: dict[str, list[Entry]] = {kind: [] for kind in KINDS}
        for kind, at in ((name, at) for name in KINDS for at in range(counts[name])):
            number = self.count + at + 1
            title = self.words.title() if kind != "resolution" else f"Resolution {number} ({adoptions[at]['date'][:4]})"
            id = str(number) if kind == "resolution" else f"{title.lower().replace(' ', '-')}-{number}"
            new[kind].append(Entry(kind, id, title))
        sections = [self.section(new["resolution"]) for _ in range(counts["section"])]
        passages = [passage for _, _, passages in sections for passage in passages]
        carrying = [entry for kind in ("region", "pillar", "threat") for entry in new[kind]]
        findings = self.findings(passages, carrying, new)
        entries = [entry for entries in new.values() for entry in entries]
        for at, entry in enumerate(entries):
            meta = self.front_matter(entry, new, [code for code, _, _ in sections], adoptions)
            meta |= {} if entry in carrying or "evidence" in meta else {"evidence": [next(self.turns)]}
            blocks = findings.get(entry) or [self.provision(new) for _ in range(4)]
            text = self.text(blocks, entries[(at + 1) % len(entries)], new)
            self.report.texts[entry.docname] = (meta, text)
        self.report.entries += entries
        for _ in range(len(passages) * 48 // 76):
            self.report.events.append(self.event(self.draw.choice(passages)["id"]))
        self.count += counts["resolution"]

    def section(self, resolutions: list[Entry]) -> tuple[str, str, list[dict[str, Any]]]:
        """Add a section with its passages to the report, and return it."""
        number = 26 + len(self.report.sections)
        code = "".join(chr(65 + number // 26**place % 26) for place in ((2, 1, 0) if number >= 676 else (1, 0)))
        made = (code, self.words.title(3), [self.passage(f"{code}-{at}", resolutions) for at in range(1, 5)])
        self.report.sections.append(made)
        return made

    def passage(self, id: str, resolutions: list[Entry]) -> dict[str, Any]:
        """Return the record of a passage; 40 per cent have a figure, and 67 per cent a correction."""
        first, second = (reference["key"] for reference in self.draw.sample(self.speaking, 2))
        made: dict[str, Any] = {"id": id, "kind": "paragraph", "paraphrase": ""}
        if self.draw.random() < 0.4:
            figure = {"id": f"{id.lower()}-count", "subject": self.words.title(4), "value": self.draw.randrange(110, 9_900, 10)}
            figure |= {"unit": "people", "qualifier": self.draw.choice(("exactly", "about")), "as_of": "2019"}
            made["figures"] = [{**figure, "evidence": [first]}]
        made["paraphrase"] = self.words.line(45, _stated(made))
        made |= {"places": [self.words.title()], "bodies": [self.words.title(), self.words.title()]}
        if self.draw.random() < 0.67:
            reading = {"digest": self.words.title(8), "reading": self.words.title(9), "note": self.words.line(10)}
            made["corrections"] = [{"id": f"{id}a", **reading, "kind": "fact", "confidence": "high"}]
        made["evidence"] = [{"reference": key, "supports": self.words.line(7)} for key in (first, second)]
        tie = {"tie": "described", "why": self.words.line(8), "evidence": [second]}
        made["ties"] = [{"entry": self.draw.choice(resolutions).docname, **tie}]
        return made

    def findings(self, passages: list[dict[str, Any]], pages: list[Entry], new: dict[str, list[Entry]]) -> dict[Entry, list[str]]:
        """Return the findings of each page; the first finding on each passage has its figure and corrections."""
        made: dict[Entry, list[str]] = {page: [] for page in pages}
        total = len(passages) * 186 // 76
        for at in range(total):
            page, passage, is_first = pages[at * len(pages) // total], passages[at % len(passages)], at < len(passages)
            lines = [f":::{{finding}} {page.id}-{len(made[page]) + 1}", f":from: {passage['id']}"]
            if is_first and "figures" in passage:
                lines.append(f":evidence: {passage['figures'][0]['evidence'][0]}")
            elif self.draw.random() < 0.65:
                lines.append(f":evidence: {self.draw.choice(passage['evidence'])['reference']}")
            if is_first and "corrections" in passage:
                lines.append(f":corrects: {passage['id']}a")
            lines.append(self.words.text(26, self.links(new, self.draw.random() < 0.7), _stated(passage) if is_first else ""))
            made[page].append("\n".join([*lines, ":::"]))
        return made

    def provision(self, new: dict[str, list[Entry]]) -> str:
        """Return a sourced fact that the report does not state."""
        return f":::{{provision}}\n:evidence: {next(self.turns)}\n{self.words.text(34, self.links(new, 1))}\n:::"

    def text(self, blocks: list[str], following: Entry, new: dict[str, list[Entry]]) -> str:
        """Return about 600 words under four headings, with about 8 cross-references, one to the next entry, and 6 citations."""
        words, half = (560 - 28 * len(blocks)) // 4, (len(blocks) + 1) // 2
        inside = [[following.link(), f"{{cite:p}}`{next(self.turns)}`"], self.links(new, 1), self.links(new, 1), []]
        below = [blocks[:half], blocks[half:], [], []]
        return "\n\n".join(
            "\n\n".join([f"## {self.words.title()}", self.words.text(max(20, words), links), *stated])
            for links, stated in zip(inside, below, strict=True)
        )

    def links(self, new: dict[str, list[Entry]], count: int) -> list[str]:
        """Return cross-references, most of them to the first entries of the volume and one in ten to earlier volumes."""
        made = []
        for _ in range(count):
            kind = self.weighed(LINKED)
            older = [entry for entry in self.report.entries if entry.kind == kind] if self.draw.random() < 0.1 else []
            known = older[-len(new[kind]) :] or new[kind]
            made.append(self.draw.choices(known, [1 / rank for rank in range(1, len(known) + 1)])[0].link())
        return made

    def front_matter(
        self, entry: Entry, new: dict[str, list[Entry]], codes: list[str], adoptions: list[dict[str, str]]
    ) -> dict[str, Any]:
        """Return the front matter of an entry."""
        made: dict[str, Any] = {"summary": self.words.line(38), "aliases": [self.words.title()]}
        if entry.kind == "actor":
            return {**made, "type": "partner organization", "name": f"The {entry.title}", "acronym": entry.title[:2].upper()}
        if entry.kind != "resolution":
            above = new["region"][: len(new["region"]) // 3]
            inside = {"part_of": self.draw.choice(above).id} if entry.kind == "region" and above and entry not in above else {}
            return {**made, "sections": [self.draw.choice(codes)], **inside}
        at = new["resolution"].index(entry)
        day = adoptions[at]["date"]
        follows = [n for n in range(1, len(adoptions)) if adoptions[n - 1]["date"] < adoptions[n]["date"]]
        made |= {"symbol": f"S/RES/{entry.id} ({day[:4]})", "year": int(day[:4]), "adopted": day}
        made |= {"subject": f"Matters of {self.words.title()}", "agenda": f"Threats to {self.words.title()}"}
        made |= {"builds_on": [new["resolution"][at - 1].id] if at in follows else []}
        made |= {"followed_by": [new["resolution"][at + 1].id] if at + 1 in follows else []}
        return {**made, "pillars": [self.draw.choice(new["pillar"]).id], "evidence": [adoptions[at]["key"]]}

    def event(self, passage: str) -> dict[str, Any]:
        """Return an event that bears on a passage, with the date of its evidence."""
        reference, kind = self.draw.choice(self.speaking), self.draw.choice(EVENTS)
        made = {"id": f"event-{len(self.report.events) + 1}", "date": reference["date"]}
        made |= {"title": self.words.title(5), "text": self.words.line(25), "passages": [passage]}
        return {**made, "evidence": [reference["key"]], "kind": kind}


def _stated(passage: dict[str, Any]) -> str:
    """Return the figure of a passage, as stated in text; empty if it has none."""
    for figure in passage.get("figures", ()):
        limit = "" if figure["qualifier"] == "exactly" else f"{figure['qualifier']} "
        return f"{limit}{figure['value']:,} {figure['unit']}"
    return ""
