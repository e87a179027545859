"""The evidence of a synthetic report: references, passages, events."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from benchmarks.corpus import Link
from benchmarks.prose import Prose
from dossier.formatting import long_date

REFERENCES = 200
REPORT, DIGEST = "x-2019-1", "digest"
_TIERS = {"event": 233, "context": 90, "direct": 15, "sister": 7}
_KINDS = {"official-un": 119, "news": 57, "ngo": 31, "document-copy": 27, "web-reference": 18, "state": 12, "journal": 6}
_TIES = ("described", "mandate", "subject")
_CORRECTED, _WITH_FIGURE, _DATED, _TIED = 0.7, 30 / 76, 18 / 76, 54 / 76


class EvidenceMaker:
    """A maker of records of evidence, in the proportions of the real ones.

    :param draw: the generator of random numbers on which all depends
    """

    def __init__(self, draw: random.Random, prose: Prose) -> None:
        self._draw = draw
        self._prose = prose
        self.references = tuple(self._reference(key) for key in (REPORT, DIGEST, *self._keys()))
        self.keys = [reference["key"] for reference in self.references]
        self.turns = itertools.cycle(draw.sample(self.keys[2:], len(self.keys) - 2))
        """Keys of references in an order in which each has its turn, so that none is left uncited."""
        self.speaking = [reference["key"] for reference in self.references[2:] if reference["tier"] != "context"]
        """Keys of the references that may corroborate a finding."""

    def dated(self, count: int) -> list[dict[str, str]]:
        """That many references, in the order of their dates."""
        return sorted(self._draw.sample(self.references[2:], count), key=lambda reference: reference["date"])

    def day(self) -> date:
        """A day of the four years before the report."""
        return date(2019, 7, 1) - timedelta(days=self._draw.randrange(1_400))

    def _keys(self) -> list[str]:
        names = {f"{self._prose.words.name(1).lower()}-{self.day().isoformat()}": None for _ in range(2 * REFERENCES)}
        return list(names)[: REFERENCES - 2]

    def _reference(self, key: str) -> dict[str, str]:
        publisher = self._prose.words.name(2)
        day = date.fromisoformat(key[-10:]) if key not in (REPORT, DIGEST) else date(2019, 7, 31)
        return {
            "key": key,
            "label": {REPORT: "X/2019/1", DIGEST: "Digest"}.get(key, f"{publisher}, {day.day} {day:%b} {day.year}"),
            "title": self._prose.plain(8).rstrip("."),
            "publisher": publisher,
            "date": day.isoformat(),
            "url": f"https://{key.split('-')[0]}.example/{day.year}/{key}",
            "kind": self._draw.choices(list(_KINDS), list(_KINDS.values()))[0],
            "tier": self._draw.choices(list(_TIERS), list(_TIERS.values()))[0],
            "annotation": self._prose.plain(28),
        }

    def passage(self, id: str, resolutions: Sequence[Link]) -> dict[str, Any]:
        """The record of a passage, tied to one of these resolutions."""
        keys = self._draw.sample(self.speaking, 2)
        made: dict[str, Any] = {"id": id, "kind": "paragraph", "paraphrase": "", "status": "partly-corroborated"}
        if self._draw.random() < _WITH_FIGURE:
            made["figures"] = [self._figure(id, keys[0])]
        elif self._draw.random() < _DATED / (1 - _WITH_FIGURE):
            made["dates"] = [self._date()]
        made["paraphrase"] = self._prose.plain(45, stated(made))
        made["places"] = [self._prose.words.name()]
        made["bodies"] = [self._prose.words.name(), self._prose.words.name()]
        if self._draw.random() < _CORRECTED:
            made["corrections"] = [self._correction(id)]
        made["evidence"] = [{"reference": key, "supports": self._prose.plain(7)} for key in keys]
        if self._draw.random() < _TIED and resolutions:
            made["ties"] = [self._tie(self._draw.choice(resolutions).id, keys[1])]
        return made

    def _date(self) -> dict[str, object]:
        return {"date": self.day().isoformat(), "what": self._prose.plain(6), "precision": "day", "status": "corroborated"}

    def _figure(self, id: str, key: str) -> dict[str, object]:
        qualifier = self._draw.choice(("exactly", "about", "up to"))
        return {
            "id": f"{id.lower()}-count",
            "subject": self._prose.plain(4).rstrip("."),
            "max" if qualifier == "up to" else "value": self._draw.randrange(110, 9_900, 10),
            "unit": "people",
            "qualifier": qualifier,
            "as_of": "2019",
            "status": "corroborated",
            "evidence": [key],
        }

    def _correction(self, id: str) -> dict[str, object]:
        return {
            "id": f"{id}a",
            "digest": self._prose.plain(8).rstrip("."),
            "reading": self._prose.plain(9).rstrip("."),
            "kind": self._draw.choice(("fact", "translation", "name", "wording")),
            "confidence": self._draw.choice(("high", "medium", "low")),
            "note": self._prose.plain(10),
        }

    def _tie(self, resolution: str, key: str) -> dict[str, object]:
        return {
            "entry": f"resolutions/{resolution}",
            "tie": self._draw.choice(_TIES),
            "why": self._prose.plain(8),
            "evidence": [key],
        }

    def event(self, number: int, passage: str) -> dict[str, object]:
        """An event that bears on a passage, of the date of its evidence."""
        reference = self._draw.choice([reference for reference in self.references if reference["key"] in self.speaking])
        return {
            "id": f"event-{number}",
            "date": reference["date"],
            "title": self._prose.plain(5).rstrip("."),
            "text": self._prose.plain(25),
            "passages": [passage],
            "evidence": [reference["key"]],
            "kind": self._draw.choice(("report", "council", "threat", "response")),
        }


def stated(passage: dict[str, Any]) -> list[str]:
    """The number or the date that a passage states, in words, with the word that limits the number."""
    for figure in passage.get("figures", ()):
        limit = [] if figure["qualifier"] == "exactly" else [figure["qualifier"]]
        return [*limit, f"{figure.get('value', figure.get('max')):,}", figure["unit"]]
    for dated in passage.get("dates", ()):
        return ["on", long_date(dated["date"])]
    return []
