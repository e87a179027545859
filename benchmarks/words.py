"""Words of no language, in the proportions of a real text."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

from dossier.parser.quantities import quantities

SIZE, NAMES = 6_000, 2_000
"""How many different words there are, so that a search index has a vocabulary to hold; and how many that only names have."""

_ONSETS = "b br c ch d dr f fl g gr h j k l m n p pl pr r s sh st t th tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "", "n", "r", "m", "l", "t", "nd", "st"]


class Words:
    """A source of words, drawn by rank as in a real text: the commonest very often, most of them hardly ever.

    :param draw: the generator of random numbers on which all depends
    """

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._drawn: set[str] = set()
        self._weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(SIZE)))

    def some(self, count: int) -> list[str]:
        """That many words."""
        return self._draw.choices(VOCABULARY[:SIZE], cum_weights=self._weights, k=count)

    def name(self, count: int = 2) -> str:
        """A title, of words that no running text has; one of several words that was not drawn before."""
        name = " ".join(self._draw.sample(VOCABULARY[SIZE:], count)).capitalize()
        if count > 1 and name in self._drawn:
            return self.name(count)
        self._drawn.add(name)
        return name

    def names(self, count: int) -> list[str]:
        """That many different titles."""
        rare = iter(self._draw.sample(VOCABULARY[SIZE:], 2 * count))
        return [f"{first} {second}".capitalize() for first, second in zip(rare, rare, strict=True)]

    def sentences(self, count: int) -> Iterator[list[str]]:
        """Sentences, as lists of words without mark or capital, of that many words in all."""
        while count > 0:
            length = count if count < 30 else self._draw.randint(10, 22)
            yield self.some(length)
            count -= length


def _vocabulary() -> Sequence[str]:
    draw = random.Random("words")
    made: dict[str, None] = {}
    while len(made) < SIZE + NAMES:
        syllables = (draw.choice(_ONSETS) + draw.choice(_VOWELS) for _ in range(draw.choice((1, 2, 2, 3))))
        word = "".join(syllables) + draw.choice(_CODAS)
        if len(word) > 2 and not any(quantities(f"the {word}")):
            made[word] = None
    return tuple(made)


VOCABULARY = _vocabulary()
