"""Reading a text once for all rules on words: its sentences, and of each word its root and the lists that have it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_SENTENCE = re.compile(r"[.?!;]\s+")
_TOKEN = re.compile(r"(?:above|after|at) all\b|[^\W\d_]+(?:['’]s\b)?|\d[\d,]*|[.;:|?!]")
_POSSESSIVE = re.compile(r"['’]s$")
_ENDING = re.compile(r"(?:ing|ed|es|s|ly|ions?|e|d)$")
_SMALL = frozenset(
    "about against also among been being between cent during from have having into over such than that their them then these "
    "they this those through under were what when where which whom whose with within without".split()
)
"""Words of four letters or more that do not tell what a sentence is about."""
_BREAKS = frozenset(". ; : | ? ! who which that whose".split())
"""What parts what stands before it from what stands after it."""


@dataclass(frozen=True, eq=False, slots=True)
class Word:
    """A word, number or stop of a text.

    :param root: what it has in common with its other forms; nothing for a word that does not tell what a sentence is about
    :param lists: the lists of words that have it
    :param breaks: whether it parts what stands before it from what stands after it
    """

    root: str
    lists: frozenset[str]
    breaks: bool


@dataclass(eq=False, slots=True)
class Sentence:
    """A sentence of a text, from its place there.

    :param lists: the lists of words of which it has one
    :param roots: the roots of its words
    """

    text: str
    at: int
    words: tuple[Word, ...]
    lists: frozenset[str]
    roots: frozenset[str]

    def place(self, index: int) -> int:
        """The place of one of its words in the text."""
        return self.at + [match.start() for match in _TOKEN.finditer(self.text)][index]


class Lexicon(dict[str, Word]):
    """The words that texts have, each looked up once.

    :param lists: lists of words with spaces between them; one that ends with a hyphen is the beginning of several
    """

    def __init__(self, lists: Iterable[str]) -> None:
        super().__init__()
        self._forms: dict[str, set[str]] = {}
        for words in lists:
            for form in words.split():
                self._forms.setdefault(form.lower(), set()).add(words)
        self._lengths = {len(form) - 1 for form in self._forms if form.endswith("-")}
        self.read = lru_cache(maxsize=1 << 13)(self._read)

    def __missing__(self, shown: str) -> Word:
        word = shown.lower()
        made = self[shown] = Word(_root(word), self._lists(_POSSESSIVE.sub("", word)), word in _BREAKS)
        return made

    def _lists(self, word: str) -> frozenset[str]:
        """The lists that have a word, or a beginning of it."""
        beginnings = (f"{word[:length]}-" for length in self._lengths if length <= len(word))
        return frozenset[str]().union(*(self._forms[form] for form in (word, *beginnings) if form in self._forms))

    def _read(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of a text."""
        starts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
        return tuple(self._sentence(text[start:end], start) for start, end in pairwise(starts))

    def _sentence(self, text: str, at: int) -> Sentence:
        words = tuple(map(self.__getitem__, _TOKEN.findall(text)))
        lists = frozenset[str]().union(*[word.lists for word in words if word.lists])
        return Sentence(text, at, words, lists, frozenset([word.root for word in words if word.root]))


def _root(word: str) -> str:
    if len(word) < 4 or word in _SMALL or " " in word or word[-2] in "'’":
        return ""
    return _ENDING.sub("", word)[:7]


@lru_cache(maxsize=1 << 13)
def after(sentence: Sentence, words: str, reach: int) -> tuple[frozenset[str], frozenset[str]]:
    """The roots of a sentence that stand within reach after one of a list of words, and those that do not."""
    if words not in sentence.lists:
        return frozenset(), sentence.roots
    bound: set[str] = set()
    free: set[str] = set()
    left = 0
    for word in sentence.words:
        if words in word.lists:
            left = reach + 1
        elif word.root:
            (bound if left > 0 else free).add(word.root)
        left = 0 if word.breaks else left - 1
    return frozenset(bound), frozenset(free)
