"""Rules on words that turn a claim round, and that stand in none of its sources."""

from __future__ import annotations

import re
from functools import lru_cache

from dossier.graph import Dossier
from dossier.rules.registry import Found, rule
from dossier.rules.sources import Claim, claims

_DENIED = re.compile(r"\b(?:not|never|nor|cannot) (?:\w+ )?(\w{4,})", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|nor|neither|cannot|no|without|missing|only) (?:\w+ )?(\w{4,})", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_WORD = re.compile(r"[^\W\d_]+")


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
                    yield claim.path, claim.line_of(claim.text.find(said[words])), message, "compare it with its sources"


@rule("strong-word", "A claim says “all”, “only”, “never” or “largest” only if one of its sources does.")
def _strong_word(dossier: Dossier) -> Found:
    for claim, said, stated in _compared(dossier):
        for words in dossier.source.style.strong:
            if words in said and words not in stated:
                message = f"“{said[words]}” stands in none of the sources of this claim"
                cure = "compare it with its sources, or say whose judgement it is"
                yield claim.path, claim.line_of(claim.text.find(said[words])), message, cure


@lru_cache(maxsize=1)
def _compared(dossier: Dossier) -> list[tuple[Claim, dict[str, str], dict[str, str]]]:
    """Each claim, with the words of the house style's lists that it has and that its sources have, by their entry there.

    Sentences in which the site speaks of what it knows are left out.
    """
    style = dossier.source.style
    entries = (*(words for group in style.opposites for words in group), *style.strong)
    made = []
    for claim in claims(dossier) if entries else ():
        sentences = [text for text in _SENTENCE.split(claim.text) if not _listed(text, (style.ours,))]
        stated = {entry: word for text in claim.sources for entry, word in _listed(text, entries).items()}
        made.append((claim, _listed(" ".join(sentences), entries), stated))
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


@rule("lost-negation", "What the sources of a claim deny, the claim does not affirm.")
def _lost_negation(dossier: Dossier) -> Found:
    for claim in claims(dossier):
        if _NEGATED.search(claim.text) or _listed(claim.text, (dossier.source.style.ours,)):
            continue
        said = " | ".join(claim.sources)
        for word in sorted({match[1].lower() for match in _DENIED.finditer(said)}):
            whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
            if (found := whole.search(claim.text)) and len(whole.findall(said)) == 1:
                message = f"“{found[0]}” stands in the sources of this claim after a negation alone, and here without one"
                yield claim.path, claim.line_of(found.start()), message, "compare it with its sources"
