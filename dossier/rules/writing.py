"""Rules on how texts are written: whole sentences, no word twice, no slip of the hand, nothing said twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.parser.markup import line_in, plain, roles
from dossier.rules.registry import rule
from dossier.rules.words import claims

_AGAIN = re.compile(r"\b(\w+)\s+\1\b(?!-)", re.IGNORECASE)
_END = re.compile(r"[.?!][\"”’)]*\Z")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_LETTERS = re.compile(r"(?<![\w/.@-])[^\W\d_]{5,}(?![\w/@-]|\.\w)")
LONGEST = 40
"""How many words a sentence of a claim may have."""
COMMON = 5
"""How often a word must stand on the site to be taken for one that another is a slip of."""
ALIKE = 0.9
"""From which share of common words on two findings say the same."""

Text = tuple[Path, int, str]
"""A text with its file and its first line; its own lines are those of the file."""


def _texts(dossier: Dossier) -> Iterator[Text]:
    for page in dossier.pages.values():
        if page.is_in(dossier.source.style.free):
            continue
        if page.meta is not None:
            yield Path(page.path), page.front_line("summary"), page.meta.summary
        yield from ((Path(page.path), statement.line, statement.text) for statement in page.statements)
        yield from ((Path(page.path), block.line, block.text) for block in page.blocks if block.kind == "inline")
    for id, passage in dossier.source.passages.items():
        place = dossier.source.places[id]
        yield place.path, place.line("paraphrase"), passage.paraphrase
        yield place.path, place.line("notes"), passage.notes
        for index, note in enumerate(passage.corrections):
            yield place.path, place.line("corrections", index), f"{note.reading} {note.note}"
        for index, evidence in enumerate(passage.evidence):
            yield place.path, place.line("evidence", index), evidence.supports
    for event in dossier.source.events:
        place = dossier.source.places[event.id]
        yield place.path, place.line("title"), event.title
        yield place.path, place.line("text"), event.text
    for item in dossier.source.references.values():
        yield Path(item.path), item.line_of("annotation"), item.annotation
        yield Path(item.path), item.line_of("note"), item.note


def _has_gap(text: str, dossier: Dossier) -> bool:
    """Whether a role in a text has no words, as those have that name nothing."""
    return any(not role.title and not dossier.labels.get((role.name, role.target)) for role in roles(text))


def _line(text: Text, at: int, dossier: Dossier) -> int:
    return text[1] + (line_in(text[2], at, dossier.labels) if "\n" in text[2] else 0)


@rule("doubled-word", "No word stands twice in a row.")
def doubled_word(dossier: Dossier) -> Iterator[Problem]:
    """Find words that stand twice."""
    for text in _texts(dossier):
        shown = plain(text[2], dossier.labels)
        for match in _AGAIN.finditer(shown) if not _has_gap(text[2], dossier) else ():
            message = f"“{match[1]}” stands twice in a row"
            yield Problem(text[0], _line(text, match.start(), dossier), "doubled-word", message, "take one of the two out")


@rule("spelling", "A rare word is not one letter away from a common one, unless the house style lists it.")
def spelling(dossier: Dossier) -> Iterator[Problem]:
    """Find words that stand once and differ by one letter, or two that changed places, from one that stands often."""
    texts = [(text, plain(text[2], dossier.labels)) for text in _texts(dossier)]
    counts = Counter(word.casefold() for _, shown in texts for word in _LETTERS.findall(shown))
    near: dict[str, set[str]] = defaultdict(set)
    for word, count in counts.items():
        for form in _forms(word) if count >= COMMON else ():
            near[form].add(word)
    known = {word.casefold() for word in dossier.source.style.words}
    for text, shown in texts:
        for match in _LETTERS.finditer(shown):
            word = match[0].casefold()
            if counts[word] > 1 or word in known:
                continue
            others = sorted(other for form in _forms(word) for other in near.get(form, ()) if _is_slip(word, other))
            if others:
                message = f"“{match[0]}” may be a slip of the hand for “{others[0]}”"
                cure = "correct it, or add it to “words” in style.yaml"
                yield Problem(text[0], _line(text, match.start(), dossier), "spelling", message, cure)


def _forms(word: str) -> set[str]:
    """A word, and what is left of it without one of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_slip(word: str, other: str) -> bool:
    """Whether two words differ by a letter more, less or other, or by two that changed places; but not by their ending alone."""
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, wanted = word[start:], other[start:]
    if word == other or max(len(rest), len(wanted)) < 2:
        return False
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


@rule("sentence-end", "A claim ends as a sentence does.")
def sentence_end(dossier: Dossier) -> Iterator[Problem]:
    """Find claims whose last sentence has no end."""
    for claim in claims(dossier):
        if claim.text and not _END.search(claim.text.strip()):
            message = f"“…{claim.text.strip()[-30:]}” does not end as a sentence does"
            yield Problem(claim.path, claim.line, "sentence-end", message, "end it with a full stop, or finish it")


@rule("long-sentence", f"A sentence of a claim has no more than {LONGEST} words.")
def long_sentence(dossier: Dossier) -> Iterator[Problem]:
    """Find sentences that readers lose."""
    for claim in claims(dossier):
        at = 0
        for sentence in _SENTENCE.split(claim.text):
            if (count := len(sentence.split())) > LONGEST:
                message = f"a sentence has {count} words"
                yield Problem(claim.path, claim.line_of(at), "long-sentence", message, "make two of it")
            at += len(sentence) + 1


@rule("said-twice", "No two findings say the same.")
def said_twice(dossier: Dossier) -> Iterator[Problem]:
    """Find findings that have nearly all words of another."""
    seen: list[tuple[str, frozenset[str]]] = []
    for finding in dossier.findings.values():
        words = frozenset(dossier.text(finding).casefold().split())
        for id, others in seen:
            if len(words & others) > ALIKE * len(words | others):
                message = f"“{finding.id}” says nearly the same as “{id}”"
                cure = "keep one of the two, with the passages and the evidence of both"
                yield Problem(Path(finding.page.path), finding.record.line, "said-twice", message, cure)
        seen.append((finding.id, words))
