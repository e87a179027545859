"""Rules on writing: complete sentences, no repeated words, misspellings or duplicate claims, and the house style."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import chain

from dossier.graph import Dossier, Index
from dossier.parser.markup import blank, plain, replace_roles, roles
from dossier.rules.registry import Found, page_rule, record_rule, rule
from dossier.rules.sources import claims
from dossier.rules.walk import Text, all_texts, texts_of_data, texts_of_references, texts_on

_AGAIN = re.compile(r"\b(\w++)\s++\1\b(?!-)", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?=[abefhiotwEHIT])(?:(?<!['’])(?:[Tt]he|an?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Ee]very) "
    r"(?:an?|and|are|at|be|been|by|for|from|had|has|have|in|into|is|its|of|on|or|than|that|the|their|to|was|were|which|who|with)\b"
    r"(?![-'’])|(?:among|between|for|from|into|of|with) (?:are|be|been|had|has|have|is|was|were)\b"
    r"|(?:at|among|between|by|for|from|in|into|on|to|with) of\b|to (?:are|by|had|is|was|were|with)\b)"
)
"""Function words that do not follow one another unless a word between them is missing."""
_END = re.compile(r"[.?!][\"”’)]*\Z")
_ENDS = re.compile(r"[.?!][\"'”’)]*(?=\s+[A-Z“\"(]|\Z)")
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z])")
_LETTERS = re.compile(r"(?<![\w/.@-])[^\W\d_]{5,}(?![\w/@-]|\.\w)")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|`[^`]*`")
LONGEST = 40
"""Maximum number of words in a sentence of a claim."""
COMMON = 5
"""Minimum number of occurrences of a word on the site for a similar word to be considered its misspelling."""
ALIKE = 0.9
"""Share of common words above which two findings say the same."""


@lru_cache(maxsize=1)
def _texts(dossier: Dossier) -> list[tuple[Text, str]]:
    """Return all texts, each with its plain text."""
    of_references = ((text, plain(text.markdown, dossier.labels)) for text in texts_of_references(dossier) if text.markdown)
    return [*all_texts(dossier), *of_references]


def _matches(dossier: Dossier, pattern: re.Pattern[str]) -> Iterator[tuple[Text, int, re.Match[str]]]:
    """Yield the matches of a pattern, with their lines, in texts in which every role has words: its target exists."""
    for text, shown in _texts(dossier):
        for match in pattern.finditer(shown):
            if all(role.title or dossier.labels.get((role.name, role.target)) for role in roles(text.markdown)):
                yield text, text.line_of(match.start(), dossier.labels), match


@page_rule("doubled-word", "No word is repeated.")
def _doubled_word(dossier: Dossier) -> Found:
    for text, line, match in _matches(dossier, _AGAIN):
        yield text.path, line, f"“{match[1]}” is repeated", "remove one of the two"


@page_rule("lost-word", "No word is missing, such as the noun after “the”, “its” or “of”.")
def _lost_word(dossier: Dossier) -> Found:
    for text, line, match in _matches(dossier, _LOST):
        if not _AGAIN.match(match[0]):
            yield text.path, line, f"a word is missing in “{match[0]}”", "add it"


@rule("spelling", "A rare word does not differ by one letter from a common one, unless the last release or style.yaml has it.")
def _spelling(dossier: Dossier) -> Found:
    counts = Counter(chain.from_iterable(_LETTERS.findall(shown.casefold()) for _, shown in _texts(dossier)))
    once = {word for word, count in counts.items() if count == 1} - {word.casefold() for word in dossier.source.style.words}
    slips = _slips(once, {word for word, count in counts.items() if count >= COMMON})
    slips = {word: slips[word] for word in slips.keys() - _released(dossier, slips)}
    for text, shown in _texts(dossier) if slips else ():
        for match in _LETTERS.finditer(shown):
            if meant := slips.get(match[0].casefold()):
                message = f"“{match[0].casefold()}” occurs only here, and may be a misspelling of “{meant}”"
                cure = "correct it, or add it to “words” in style.yaml if it is right"
                yield text.path, text.line_of(match.start(), dossier.labels), message, cure


def _slips(rare: set[str], common: set[str]) -> dict[str, str]:
    """Return the rare words that may be a misspelling of a common one, each with that word."""
    near = Index((form, word) for word in (common if rare else ()) for form in _forms(word))
    meant = {word: {other for form in _forms(word) for other in near[form] if _is_slip(word, other)} for word in rare}
    return {word: min(others) for word, others in meant.items() if others}


def _released(dossier: Dossier, words: Collection[str]) -> set[str]:
    """Return the words of those texts of the last release, which has been reviewed, that have one of some words."""
    last = dossier.source.releases[-1:]
    texts = [kept.text for release in last for kept in release.findings]
    texts += [text for release in last for statement in release.statements for text in statement.fields.values()]
    having = (text for text in texts if any(map(text.casefold().__contains__, words)))
    return {word.casefold() for text in having for word in _LETTERS.findall(text)}


def _forms(word: str) -> set[str]:
    """Return a word, and its forms with one letter removed."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _is_slip(word: str, other: str) -> bool:
    """Return whether two words differ by one letter added, removed or replaced, or two swapped, but not only in their endings."""
    start = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, wanted = word[start:], other[start:]
    if word == other or max(len(rest), len(wanted)) < 2:
        return False
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]


@record_rule("sentence-end", "A claim ends like a sentence.")
def _sentence_end(dossier: Dossier) -> Found:
    for claim in claims(dossier):
        text = claim.text.strip()
        if text and not _END.search(text):
            yield claim.path, claim.line, f"“…{text[-30:]}” does not end like a sentence", "end it with a full stop, or finish it"


@record_rule("long-sentence", f"A sentence of a claim has no more than {LONGEST} words.")
def _long_sentence(dossier: Dossier) -> Found:
    for claim in claims(dossier):
        at = 0
        for sentence in _SENTENCE.split(claim.text):
            if (count := len(sentence.split())) > LONGEST:
                yield claim.path, claim.line_of(at), f"a sentence has {count} words", "split it into two"
            at += len(sentence) + 1


@rule("long-finding", "A finding is one claim in one to three sentences.")
def _long_finding(dossier: Dossier) -> Found:
    for finding in dossier.findings.values():
        if (sentences := len(_ENDS.findall(finding.text))) > 3:
            cure = "shorten it, or split it into one finding per claim"
            yield finding.page.path, finding.record.line, f"“{finding.id}” has {sentences} sentences", cure


@record_rule("said-twice", "No two findings say the same.")
def _said_twice(dossier: Dossier) -> Found:
    words = {id: frozenset(finding.text.casefold().split()) for id, finding in dossier.findings.items()}
    counts = Counter(word for of_one in words.values() for word in of_one)
    having: dict[str, list[str]] = defaultdict(list)
    for id, finding in dossier.findings.items():
        # Findings with that many words in common share one of the rarest words of each.
        rare = sorted(words[id], key=lambda word: (counts[word], word))[: int((1 - ALIKE) * len(words[id])) + 1]
        for other in {other for word in rare for other in having[word]}:
            if len(words[id] & words[other]) > ALIKE * len(words[id] | words[other]):
                cure = "keep one of the two, with the passages and evidence of both"
                yield finding.page.path, finding.record.line, f"“{id}” says nearly the same as “{other}”", cure
        for word in rare:
            having[word].append(id)


@page_rule("house-style", "Texts follow the spellings of the house style, except in quotation marks.")
def _house_style(dossier: Dossier) -> Found:
    spellings = dossier.source.style.spellings
    patterns = tuple(spelling.wrong for spelling in spellings)
    of_pages = [text for page in dossier.checked.values() if not page.language for text in texts_on(page)]
    for text in (*of_pages, *texts_of_data(dossier)) if patterns else ():
        for index, shown, below in _other_spellings(text.markdown, patterns):
            yield text.path, text.line + below, f"“{shown}” is not house style", f"write “{spellings[index].right}”"


@lru_cache(maxsize=1 << 13)
def _other_spellings(text: str, patterns: tuple[str, ...]) -> tuple[tuple[int, str, int], ...]:
    """Return spellings in a Markdown text that are not house style: index of the pattern, text, and line offset."""
    shown = _QUOTED.sub(lambda quoted: blank(quoted[0]), replace_roles(text, lambda role: role.title or " "))
    having = ((index, pattern) for index, pattern in enumerate(map(re.compile, patterns)) if pattern.search(shown))
    matches = ((index, match) for index, pattern in having for match in pattern.finditer(shown))
    return tuple((index, match[0], shown.count("\n", 0, match.start())) for index, match in matches)
