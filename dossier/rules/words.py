"""Rules on words that turn a claim round: none of its sources has them, or none has them of the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from dossier.graph import Dossier
from dossier.rules.registry import Found, rule
from dossier.rules.sources import Claim, claims

_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"(?:above|after|at) all\b|[^\W\d_]+(?:['’]s\b)?|\d[\d,]*|[.;:|?!]")
_ENDING = re.compile(r"(?:ing|ed|es|s|ly|ions?|e|d)$")
_SMALL = frozenset(
    "about against also among been being between cent during from have having into over such than that their them then these "
    "they this those through under were what when where which whom whose with within without".split()
)
"""Words of four letters or more that do not tell what a sentence is about."""
_BREAKS = frozenset(". ; : | ? ! who which that whose".split())
"""What parts what stands before it from what stands after it."""
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


@rule("opposite", "A claim does not say the opposite of what its sources say: “rose” where they have “fell”.")
def _opposite(dossier: Dossier) -> Found:
    for claim, said, stated in _compared(dossier):
        for group in dossier.source.style.opposites:
            others = [stated[words] for words in group if words in stated]
            for words in group if others else ():
                if words in said and words not in stated:
                    message = f"“{said[words]}” stands in none of the sources of this claim, which have “{others[0]}”"
                    yield claim.path, claim.line_of(claim.text.find(said[words])), message, _COMPARE
            for words, opposite in (group, group[::-1]) if len(group) == 2 and len(others) == 2 else ():
                for at in _turned(claim, words, opposite, dossier.source.style.ours):
                    message = f"“{_word(claim, at)}” has its opposite beside the same word in the sources of this claim"
                    yield claim.path, claim.line_of(at), message, _COMPARE


def _turned(claim: Claim, words: str, opposite: str, ours: str) -> set[int]:
    """The places of words in a claim, beside a word beside which the sources have their opposite and never them."""
    said = {root: at for text, first in _told(claim.text, ours) for root, at in _beside(text, words, first).items()}
    stated = {root for text in claim.sources if said for root in _beside(text, words)}
    denied = {root for text in claim.sources if said for root in _beside(text, opposite)}
    return {said[root] for root in said.keys() & denied - stated}


@rule("strong-word", "A claim says “all”, “only”, “never” or “largest” only if one of its sources does, and “all” of the same.")
def _strong_word(dossier: Dossier) -> Found:
    for claim, said, stated in _compared(dossier):
        for words in dossier.source.style.strong:
            if words in said and words not in stated:
                message = f"“{said[words]}” stands in none of the sources of this claim"
                cure = "compare it with its sources, or say whose judgement it is"
                yield claim.path, claim.line_of(claim.text.find(said[words])), message, cure
        for words, like in dossier.source.style.binding:
            for at in sorted(_unbound(claim, words, like, dossier.source.style.ours))[:1]:
                message = f"the sources of this claim have “{_word(claim, at)}” without “{words.split()[0]}” or the like"
                yield claim.path, claim.line_of(at), message, _COMPARE


def _unbound(claim: Claim, words: str, like: str, ours: str) -> Iterator[int]:
    """The places of words in a claim before which it has one of some words, and before which the sources have none like those."""
    said = {root: at for text, first in _told(claim.text, ours) for root, at in _after(text, words, 2, first)[0].items()}
    stated = [_after(text, like, 4) for text in claim.sources if said]
    for root, at in said.items():
        if any(root in free for _, free in stated) and not any(root in bound for bound, _ in stated):
            yield at


@rule("lost-negation", "What the sources of a claim deny, the claim does not affirm.")
def _lost_negation(dossier: Dossier) -> Found:
    for claim in claims(dossier):
        for at in _affirmed(claim, dossier):
            message = f"“{_word(claim, at)}” stands in the sources of this claim after a negation alone, and here without one"
            yield claim.path, claim.line_of(at), message, _COMPARE


def _affirmed(claim: Claim, dossier: Dossier) -> Iterator[int]:
    """The places of words that the sources of a claim deny wherever they have them, in sentences of it that deny nothing."""
    words, ours = dossier.source.style.denials, dossier.source.style.ours
    denied = frozenset[str]().union(*(_denied(source, words, ours) for source in claim.sources))
    denied = denied.difference(*(_after(source, words, 3)[1] for source in claim.sources if denied))
    for text, first in (_sentences(claim.text) if claim.markdown else _told(claim.text, ours)) if denied else ():
        if not _pattern(words).search(text):
            yield from (at for root, at in _roots(text, first).items() if root in denied)


@lru_cache(maxsize=1 << 13)
def _denied(source: str, words: str, ours: str) -> frozenset[str]:
    """The roots that a source denies, in sentences in which it does not speak of what it has."""
    sentences = _told(source, ours) if _pattern(words).search(source) else ()
    return frozenset(root for text, _ in sentences for root in _after(text, words, 3)[0])


def _told(text: str, ours: str) -> list[tuple[str, int]]:
    """The sentences of a text, each with its place, but for those in which the site speaks of what it knows."""
    return [(sentence, at) for sentence, at in _sentences(text) if not _listed(sentence, (ours,))]


@lru_cache(maxsize=1 << 11)
def _sentences(text: str) -> list[tuple[str, int]]:
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
    return [(text[start:end], start) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _word(claim: Claim, at: int) -> str:
    return found[0] if (found := _WORD.match(claim.text, at)) else ""


@lru_cache(maxsize=1 << 13)
def _tokens(text: str) -> tuple[tuple[str, int], ...]:
    """The words of a text in small letters, its numbers and its stops, each with its place."""
    return tuple((match[0].lower(), match.start()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=1 << 14)
def _root(word: str) -> str:
    """What a word that tells what a sentence is about has in common with its other forms; nothing for any other word."""
    return _ENDING.sub("", word)[:7] if len(word) > 3 and word not in _SMALL and word[-2] not in "'’" else ""


@lru_cache(maxsize=1 << 13)
def _roots(text: str, first: int = 0) -> dict[str, int]:
    """The roots of a text, each with its place."""
    return {root: first + at for word, at in reversed(_tokens(text)) if (root := _root(word))}


@lru_cache(maxsize=1 << 13)
def _after(text: str, words: str, reach: int, first: int = 0) -> tuple[dict[str, int], dict[str, int]]:
    """The roots of a text that stand within reach after one of some words, and those that do not, each with its place."""
    if not _pattern(words).search(text):
        return {}, _roots(text, first)
    bound: dict[str, int] = {}
    free: dict[str, int] = {}
    left = 0
    for word, at in _tokens(text):
        if _pattern(words).fullmatch(word):
            left = reach + 1
        elif root := _root(word):
            (bound if left > 0 else free).setdefault(root, first + at)
        left = 0 if word in _BREAKS else left - 1
    return bound, free


@lru_cache(maxsize=1 << 4)
def _pattern(words: str) -> re.Pattern[str]:
    """What finds one of some words; one that ends with a hyphen is the beginning of several."""
    forms = (re.escape(word[:-1]) + r"\w*" if word.endswith("-") else re.escape(word) for word in words.split())
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 13)
def _beside(text: str, words: str, first: int = 0) -> dict[tuple[int, str], int]:
    """The first root on either side of some words, up to three words away: the side and the root, with the place of the word."""
    found: dict[tuple[int, str], int] = {}
    tokens = _tokens(text) if _pattern(words).search(text) else ()
    for index, (word, at) in enumerate(tokens):
        if _pattern(words).fullmatch(word):
            for side, near in ((1, tokens[index + 1 : index + 4]), (-1, tokens[max(0, index - 3) : index][::-1])):
                sentence = takewhile(lambda token: token[0] not in _BREAKS, near)
                if root := next(filter(None, (_root(other) for other, _ in sentence)), ""):
                    found.setdefault((side, root), first + at)
    return found


@lru_cache(maxsize=1)
def _compared(dossier: Dossier) -> list[tuple[Claim, dict[str, str], dict[str, str]]]:
    """Each claim, with the words of the house style's lists that it has and that its sources have, by their entry there.

    Sentences in which the site speaks of what it knows are left out.
    """
    style = dossier.source.style
    entries = (*(words for group in style.opposites for words in group), *style.strong)
    made = []
    for claim in claims(dossier) if entries else ():
        stated = {entry: word for text in claim.sources for entry, word in _listed(text, entries).items()}
        made.append((claim, _listed(" ".join(text for text, _ in _told(claim.text, dossier.source.style.ours)), entries), stated))
    return made


@lru_cache(maxsize=1 << 13)
def _listed(text: str, entries: tuple[str, ...]) -> dict[str, str]:
    """The entries of which a text has a word, each with the first such word."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        for entry in _entries_of(word, entries):
            found.setdefault(entry, word)
    return found


@lru_cache(maxsize=1 << 14)
def _entries_of(word: str, entries: tuple[str, ...]) -> list[str]:
    """The entries that have a word; one that ends with a hyphen there is the beginning of several."""
    whole, beginnings = _forms_of(entries)
    low = word.lower()
    return [*whole.get(low, ()), *(entry for form, entry in beginnings if low.startswith(form))]


@lru_cache(maxsize=1 << 3)
def _forms_of(entries: tuple[str, ...]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The entries by their whole words, and the beginnings of words with their entries."""
    forms = [(form, entry) for entry in entries for form in entry.split()]
    whole: dict[str, list[str]] = {}
    for form, entry in forms:
        whole.setdefault(form, []).append(entry)
    return whole, [(form[:-1], entry) for form, entry in forms if form.endswith("-")]
