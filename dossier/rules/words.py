"""Rules on words that turn a claim round: none of its sources has them, or none has them of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from dossier.graph import Dossier
from dossier.rules.lexicon import Lexicon, Sentence, after
from dossier.rules.registry import Found, rule
from dossier.rules.sources import Claim, claims

_WORD = re.compile(r"[^\W\d_]+|\d[\d,]*")
_COMPARE = "compare it with its sources"


@rule("attribution", "A finding that nothing but the digest carries says that somebody said so.")
def _attribution(dossier: Dossier) -> Found:
    words = (*dossier.source.style.attributions, dossier.source.report.digest_name)
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)
    for finding in dossier.findings.values() if dossier.source.style.attributions else ():
        if not finding.support.sources and finding.record.text and not said.search(dossier.text(finding)):
            message = f"“{finding.id}” has no evidence, and states as a fact what was only reported"
            cure = "attribute it, as in “was reported to”, or name its evidence"
            yield finding.page.path, finding.record.line, message, cure


class _Compared(NamedTuple):
    """A claim with what its sources say, read by the lists of words of the house style.

    :param told: those of its sentences, but for those in which the site speaks of what it knows
    :param said: the lists of which those have a word
    :param stated: the lists of which its sources have a word
    """

    claim: Claim
    sentences: tuple[Sentence, ...]
    told: tuple[Sentence, ...]
    said: frozenset[str]
    sources: tuple[Sentence, ...]
    stated: frozenset[str]


@rule("opposite", "A claim does not say the opposite of what its sources say: “rose” where they have “fell”.")
def _opposite(dossier: Dossier) -> Found:
    for each in _compared(dossier):
        claim = each.claim
        for group in dossier.source.style.opposites if each.said else ():
            others = [words for words in group if words in each.stated]
            for words in each.said.intersection(group) if others else ():
                if words not in each.stated:
                    shown, at = _first(each.told, words)
                    other, _ = _first(each.sources, others[0])
                    message = f"“{shown}” stands in none of the sources of this claim, which have “{other}”"
                    yield claim.path, claim.line_of(at), message, _COMPARE
            for words, opposite in (group, group[::-1]) if len(group) == 2 and len(others) == 2 else ():
                for at in _turned(each, words, opposite) if words in each.said else ():
                    message = f"“{_word(claim, at)}” has its opposite beside the same word in the sources of this claim"
                    yield claim.path, claim.line_of(at), message, _COMPARE


def _turned(each: _Compared, words: str, opposite: str) -> set[int]:
    """The places of words in a claim, beside a word beside which the sources have their opposite and never them."""
    stated = {root for sentence in each.sources for root in _beside(sentence, words)}
    denied = {root for sentence in each.sources for root in _beside(sentence, opposite)}
    said = ((sentence, _beside(sentence, words)) for sentence in each.told)
    return {sentence.place(found[root]) for sentence, found in said for root in found.keys() & denied - stated}


@rule("strong-word", "A claim says “all”, “only”, “never” or “largest” only if one of its sources does, and “all” of the same.")
def _strong_word(dossier: Dossier) -> Found:
    style = dossier.source.style
    for each in _compared(dossier):
        claim = each.claim
        for words in (each.said - each.stated).intersection(style.strong):
            shown, at = _first(each.told, words)
            cure = "compare it with its sources, or say whose judgement it is"
            yield claim.path, claim.line_of(at), f"“{shown}” stands in none of the sources of this claim", cure
        for words, like in style.binding:
            for at in sorted(_unbound(each, words, like))[:1] if words in each.said else ():
                message = f"the sources of this claim have “{_word(claim, at)}” without “{words.split()[0]}” or the like"
                yield claim.path, claim.line_of(at), message, _COMPARE


def _unbound(each: _Compared, words: str, like: str) -> Iterator[int]:
    """The places of words in a claim before which it has one of some words, and before which the sources have none like those."""
    stated = [after(sentence, like, 4) for sentence in each.sources]
    for sentence in each.told:
        roots = after(sentence, words, 2)[0].intersection(*[frozenset[str]().union(*(free for _, free in stated))])
        yield from (_place(sentence, root) for root in roots.difference(*(bound for bound, _ in stated)))


@rule("lost-negation", "What the sources of a claim deny, the claim does not affirm.")
def _lost_negation(dossier: Dossier) -> Found:
    for each in _compared(dossier):
        for at in _affirmed(each, dossier.source.style.denials, dossier.source.style.ours):
            message = (
                f"“{_word(each.claim, at)}” stands in the sources of this claim after a negation alone, and here without one"
            )
            yield each.claim.path, each.claim.line_of(at), message, _COMPARE


def _affirmed(each: _Compared, denials: str, ours: str) -> Iterator[int]:
    """The places of words that the sources of a claim deny wherever they have them, in sentences of it that deny nothing."""
    if denials not in each.stated:
        return
    heard = [after(sentence, denials, 3) for sentence in each.sources]
    told = [after(sentence, denials, 3)[0] for sentence in each.sources if ours not in sentence.lists]
    denied = frozenset[str]().union(*told).difference(*(free for _, free in heard))
    for sentence in each.sentences if each.claim.markdown else each.told:
        if denials not in sentence.lists:
            yield from (_place(sentence, root) for root in sentence.roots & denied)


def _word(claim: Claim, at: int) -> str:
    return found[0] if (found := _WORD.match(claim.text, at)) else ""


def _place(sentence: Sentence, root: str) -> int:
    """The place of the first word of a sentence with a root."""
    return sentence.place(next(index for index, word in enumerate(sentence.words) if word.root == root))


def _first(sentences: Iterable[Sentence], words: str) -> tuple[str, int]:
    """The first word in some sentences that stands in a list, with its place."""
    sentence = next(sentence for sentence in sentences if words in sentence.lists)
    at = sentence.place(next(index for index, word in enumerate(sentence.words) if words in word.lists))
    found = _WORD.match(sentence.text, at - sentence.at)
    return found[0] if found else "", at


@lru_cache(maxsize=1 << 13)
def _beside(sentence: Sentence, words: str) -> dict[tuple[int, str], int]:
    """The first root on either side of some words, up to three words away: the side and the root, with the index of the word."""
    found: dict[tuple[int, str], int] = {}
    for index, word in enumerate(sentence.words) if words in sentence.lists else ():
        if words in word.lists:
            for side, near in ((1, sentence.words[index + 1 : index + 4]), (-1, sentence.words[max(0, index - 3) : index][::-1])):
                if root := next((other.root for other in takewhile(lambda other: not other.breaks, near) if other.root), ""):
                    found.setdefault((side, root), index)
    return found


@lru_cache(maxsize=1)
def _compared(dossier: Dossier) -> list[_Compared]:
    """Each claim with what its sources say."""
    style = dossier.source.style
    lists = (
        *(words for group in style.opposites for words in group),
        *style.strong,
        *(words for pair in style.binding for words in pair),
    )
    read = _lexicon((*lists, style.denials, style.ours)).read
    made = []
    for claim in claims(dossier) if any(lists) or style.denials else ():
        sentences = read(claim.text)
        told = tuple(sentence for sentence in sentences if style.ours not in sentence.lists)
        sources = tuple(sentence for text in claim.sources for sentence in read(text))
        made.append(_Compared(claim, sentences, told, _lists(told), sources, _lists(sources)))
    return made


@lru_cache(maxsize=4)
def _lexicon(lists: tuple[str, ...]) -> Lexicon:
    return Lexicon(lists)


def _lists(sentences: Iterable[Sentence]) -> frozenset[str]:
    return frozenset[str]().union(*(sentence.lists for sentence in sentences))
