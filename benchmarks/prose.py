"""Running text with cross-references and citations in it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from benchmarks.corpus import Cite, Link, Text
from benchmarks.words import Words

Part = str | Link | Cite


class Prose:
    """A writer of synthetic text.

    :param draw: the generator of random numbers on which all depends
    """

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self.words = Words(draw)

    def plain(self, count: int, stated: Sequence[str] = ()) -> str:
        """A text of that many words, without links."""
        return "".join(str(part) for part in self.text(count, stated=stated)).replace("\n", " ")

    def text(self, count: int, links: Iterable[Link] = (), cites: Iterable[Cite] = (), stated: Sequence[str] = ()) -> Text:
        """A text of about that many words, a sentence a line.

        :param links: cross-references, each set into a sentence
        :param cites: citations, each set at the end of a sentence
        :param stated: words that end the first sentence: a number or a date that the text states
        """
        sentences: list[list[Part]] = [list(sentence) for sentence in self.words.sentences(count)]
        sentences[0].extend(stated)
        for link in links:
            sentence = self._draw.choice(sentences)
            sentence.insert(self._draw.randint(1, len(sentence) - 1), link)
        for cite in cites:
            self._draw.choice(sentences).append(cite)
        return _joined(sentences)


def _joined(sentences: Iterable[list[Part]]) -> Text:
    """Sentences with their capitals, spaces and marks; neighbouring words as one text."""
    made: list[Part] = []
    for index, sentence in enumerate(sentences):
        first, *rest = sentence
        parts: list[Part] = [str(first).capitalize(), *(part for word in rest for part in (" ", word)), "."]
        for part in ["\n" if index else "", *parts]:
            if isinstance(part, str) and made and isinstance(made[-1], str):
                made[-1] += part
            else:
                made.append(part)
    return tuple(made)
