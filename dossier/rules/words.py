"""Rules on words that reverse the meaning of a claim: its sources do not have them, or not about the same thing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, pairwise, takewhile
from typing import NamedTuple

from dossier.graph import Dossier, Index
from dossier.rules.registry import Found, record_rule, rule
from dossier.rules.sources import Claim, claims

_WORD = re.compile(r"[^\W\d_]+|\d[\d,]*")
CLAUSE = 12
"""Maximum distance in words between two words that are considered adjacent."""
_COMPARE = "compare it with its sources"

_SENTENCE = re.compile(r"[.?!;]\s+")
_TOKEN = re.compile(r"(?:above|after|at) all\b|[^\W\d_]+(?:['’]s\b)?|\d[\d,]*|[.;:|?!]")
_ENDINGS = ("ions", "ing", "ion", "ed", "es", "ly", "s", "e", "d")
_SMALL = frozenset(
    "about against also among been being between cent during from have having into over such than that their them then these "
    "they this those through under were what when where which whom whose with within without".split()
)
"""Words of four letters or more that carry no meaning of their own."""
_BREAKS = frozenset(". ; : | ? ! who which that whose".split())
"""Words and marks that separate what precedes them from what follows."""


@dataclass(frozen=True, eq=False, slots=True)
class Word:
    """A word, number or punctuation mark in a text.

    :param root: the part common to its inflected forms; empty for a word that carries no meaning of its own
    :param lists: the word lists that contain it
    :param breaks: whether it separates what precedes it from what follows
    """

    root: str
    lists: frozenset[str]
    breaks: bool


@dataclass(eq=False, slots=True)
class Sentence:
    """A sentence, with its position in the text.

    :param lists: the word lists that contain any of its words
    :param roots: the roots of its words
    """

    text: str
    at: int
    words: tuple[Word, ...]
    lists: frozenset[str]
    roots: frozenset[str]

    def place(self, index: int) -> int:
        """Return the position in the text of one of its words."""
        return self.at + [match.start() for match in _TOKEN.finditer(self.text)][index]


class Lexicon:
    """The parser of texts into sentences and words, which are kept.

    :param lists: word lists, separated by spaces; a word that ends with a hyphen is a prefix
    """

    def __init__(self, lists: Iterable[str]) -> None:
        self._forms = Index((form, words) for words in lists for form in words.lower().split())
        self._prefixes = [form for form in self._forms if form.endswith("-")]
        self._word = cache(self._read_word)
        self.read = lru_cache(maxsize=1 << 13)(self._read)

    def _read_word(self, shown: str) -> Word:
        word = shown.lower()
        bare = word.removesuffix("'s").removesuffix("’s")
        prefixes = [prefix for prefix in self._prefixes if bare.startswith(prefix[:-1])]
        lists = frozenset(words for form in (bare, *prefixes) for words in self._forms[form])
        return Word(_root(word), lists, word in _BREAKS)

    def _read(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of a text."""
        starts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
        return tuple(self._sentence(text[start:end], start) for start, end in pairwise(starts))

    def _sentence(self, text: str, at: int) -> Sentence:
        words = tuple(map(self._word, _TOKEN.findall(text)))
        return Sentence(text, at, words, _union(word.lists for word in words), frozenset(word.root for word in words))


def _root(word: str) -> str:
    if len(word) < 4 or word in _SMALL or " " in word or word[-2] in "'’":
        return ""
    return word.removesuffix(next(filter(word.endswith, _ENDINGS), ""))[:7]


@lru_cache(maxsize=1 << 13)
def after(sentence: Sentence, words: str, reach: int) -> tuple[frozenset[str], frozenset[str]]:
    """Return the roots in a sentence that follow a word of a list within reach, and the other roots."""
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


_lexicon = lru_cache(maxsize=4)(Lexicon)


@rule("attribution", "A finding whose only source is the digest attributes the claim to someone.")
def _attribution(dossier: Dossier) -> Found:
    words = (*dossier.source.style.attributions, dossier.source.report.digest_name)
    attributed = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
    for finding in dossier.findings.values() if dossier.source.style.attributions else ():
        if not finding.support.sources and finding.record.text and not attributed.search(finding.text):
            message = f"“{finding.id}” has no evidence, but states as a fact what was only reported"
            yield finding.page.path, finding.record.line, message, "attribute it, as in “was reported to”, or name its evidence"


class _Compared(NamedTuple):
    """A claim and its sources, matched against the word lists of the house style.

    :param sentences: its sentences, except those about what the site knows
    :param lists: the lists that these sentences have a word of
    :param source_lists: the lists that its sources have a word of
    """

    claim: Claim
    sentences: tuple[Sentence, ...]
    lists: frozenset[str]
    sources: tuple[Sentence, ...]
    source_lists: frozenset[str]


@record_rule("opposite", "A claim does not say the opposite of its sources: “rose” if they have “fell”.")
def _opposite(dossier: Dossier) -> Found:
    for each in _compared(dossier):
        claim = each.claim
        for words, other in _rivals(each, dossier.source.style.opposites):
            if words not in each.source_lists:
                (shown, at), (there, _) = _first(each.sentences, words), _first(each.sources, other)
                message = f"“{shown}” is in none of the sources of this claim, which have “{there}”"
                yield claim.path, claim.line_of(at), message, _COMPARE
            for at in _turned(each, words, other) if words in each.source_lists else ():
                message = f"the sources of this claim have the opposite of “{_word(claim, at)}” next to the same word"
                yield claim.path, claim.line_of(at), f"{message}: “{_first(each.sources, other)[0]}”", _COMPARE


def _rivals(each: _Compared, groups: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, str]]:
    """Yield words of a claim, each with words of its sources that exclude them."""
    for group in groups if each.lists else ():
        for words in each.lists.intersection(group):
            yield from ((words, other) for other in group if other != words and other in each.source_lists)


def _turned(each: _Compared, words: str, other: str) -> set[int]:
    """Return the positions of words in a claim that, in the sources, occur next to the same word only as their opposites."""
    here = (sentence for sentence in each.sentences if words in sentence.lists and other not in sentence.lists)
    beside = [(sentence, _beside(sentence, words, 1)) for sentence in here]
    denied = _near(each.sources, other) - _near(each.sources, words) if beside else set()
    return {sentence.place(found[root]) for sentence, found in beside for root in found.keys() & denied}


def _near(sentences: Iterable[Sentence], words: str) -> set[tuple[int, str]]:
    """Return the two nearest roots on either side of some words, at all their occurrences."""
    return {root for sentence in sentences if words in sentence.lists for root in _beside(sentence, words, 2)}


@record_rule("strong-word", "A claim says “all”, “only” or “largest” only if its sources do, and “all” only of the same thing.")
def _strong_word(dossier: Dossier) -> Found:
    style = dossier.source.style
    for each in _compared(dossier):
        claim = each.claim
        for words in (each.lists - each.source_lists).intersection(style.strong):
            shown, at = _first(each.sentences, words)
            cure = "compare it with its sources, or attribute the judgement"
            yield claim.path, claim.line_of(at), f"“{shown}” is in none of the sources of this claim", cure
        for words, like in style.binding:
            for at in sorted(_unbound(each, words, like))[:1] if words in each.lists else ():
                message = f"the sources of this claim have “{_word(claim, at)}” without “{words.split()[0]}” or a similar word"
                yield claim.path, claim.line_of(at), message, _COMPARE


def _unbound(each: _Compared, words: str, like: str) -> Iterator[int]:
    """Yield the positions of words that follow some words in a claim, but neither those nor similar ones in its sources."""
    following = [(sentence, after(sentence, words, 2)[0]) for sentence in each.sentences if words in sentence.lists]
    stated = [after(sentence, like, 4) for sentence in each.sources] if any(roots for _, roots in following) else []
    unbound = _union(free for _, free in stated) - _union(bound for bound, _ in stated)
    yield from (_place(sentence, root) for sentence, roots in following for root in roots & unbound)


@record_rule("dropped-word", "A claim keeps words such as “not” and “may” if its sources always use them before the same word.")
def _dropped_word(dossier: Dossier) -> Found:
    style = dossier.source.style
    reach = {style.denials: 3, **dict.fromkeys(style.kept, 1)}
    for each in _compared(dossier):
        for words in each.source_lists.intersection(reach):
            for at in _without(each, words, reach[words], style.ours):
                there, _ = _first(each.sources, words)
                message = f"in the sources of this claim, “{_word(each.claim, at)}” occurs only after “{there}” or a similar word"
                yield each.claim.path, each.claim.line_of(at), f"{message}, but here without it", _COMPARE


def _without(each: _Compared, words: str, reach: int, ours: str) -> Iterator[int]:
    """Yield the positions of words that a claim has without some words, and its sources only within reach after those."""
    free_of_them = [sentence for sentence in each.sentences if words not in sentence.lists]
    bound = [sentence for sentence in each.sources if words in sentence.lists and ours not in sentence.lists]
    kept = _union(after(sentence, words, reach)[0] for sentence in bound) & _union(sentence.roots for sentence in free_of_them)
    for sentence in each.sources:
        if not kept:
            return
        kept -= after(sentence, words, reach)[1] if words in sentence.lists else sentence.roots
    for sentence in free_of_them:
        yield from (_place(sentence, root) for root in sentence.roots & kept)


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _word(claim: Claim, at: int) -> str:
    return found[0] if (found := _WORD.match(claim.text, at)) else ""


def _place(sentence: Sentence, root: str) -> int:
    """Return the position of the first word of a sentence with a root."""
    return sentence.place(next(index for index, word in enumerate(sentence.words) if word.root == root))


def _first(sentences: Iterable[Sentence], words: str) -> tuple[str, int]:
    """Return the first word in some sentences that is in a list, and its position."""
    sentence = next(sentence for sentence in sentences if words in sentence.lists)
    at = sentence.place(next(index for index, word in enumerate(sentence.words) if words in word.lists))
    found = _WORD.match(sentence.text, at - sentence.at)
    return found[0] if found else "", at


@lru_cache(maxsize=1 << 13)
def _beside(sentence: Sentence, words: str, reach: int) -> dict[tuple[int, str], int]:
    """Return the nearest roots on either side of some words, each with the index of the word."""
    found: dict[tuple[int, str], int] = {}
    for index, word in enumerate(sentence.words) if words in sentence.lists else ():
        if words in word.lists:
            following = sentence.words[index + 1 : index + 1 + CLAUSE]
            preceding = reversed(sentence.words[max(0, index - CLAUSE) : index])
            for side, others in ((1, following), (-1, preceding)):
                near = (other.root for other in takewhile(lambda other: not other.breaks, others) if other.root)
                found |= {(side, root): index for root in islice(near, reach) if (side, root) not in found}
    return found


@lru_cache(maxsize=1)
def _compared(dossier: Dossier) -> list[_Compared]:
    """Return all claims with their sources, ready to compare."""
    style = dossier.source.style
    groups = (*style.opposites, style.strong, *style.binding, style.kept, (style.denials, style.ours))
    lists = tuple(words for group in groups for words in group)
    read = _lexicon(lists).read
    made = []
    for claim in claims(dossier) if any(lists) else ():
        own = tuple(sentence for sentence in read(claim.text) if style.ours not in sentence.lists)
        sources = tuple(chain.from_iterable(map(read, claim.sources)))
        lists_of_sources = _union(sentence.lists for sentence in sources)
        made.append(_Compared(claim, own, _union(sentence.lists for sentence in own), sources, lists_of_sources))
    return made
