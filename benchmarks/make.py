"""A synthetic report of any size, in the proportions of the real one."""

from __future__ import annotations

import random

from benchmarks.corpus import Corpus
from benchmarks.evidence import EvidenceMaker
from benchmarks.prose import Prose
from benchmarks.volume import SIZE, Volume

FIXED_PAGES = 8
"""Pages that a report of any size has: the front page, an index of each kind and of the register, the bibliography."""

FEWEST_PAGES = 80


def make(pages: int, seed: int = 612) -> Corpus:
    """A report of exactly that many pages, the same for the same seed.

    :raises ValueError: for fewer than ``FEWEST_PAGES``, which hold no report of these proportions
    """
    if pages < FEWEST_PAGES:
        raise ValueError(f"a report needs {FEWEST_PAGES} pages or more, not {pages}")
    draw = random.Random(f"{seed}/{pages}")
    prose = Prose(draw)
    maker = EvidenceMaker(draw, prose)
    corpus = Corpus(maker.references)
    rest = pages - FIXED_PAGES
    count = max(1, round(rest / SIZE))
    volumes: list[Volume] = []
    for number in range(count):
        before = volumes[-1] if volumes else None
        volumes.append(Volume(rest // count + (number < rest % count), corpus, maker, prose, draw, before))
    for volume in volumes:
        volume.write()
    corpus.events.sort(key=lambda event: (event["date"], event["id"]))
    return corpus
