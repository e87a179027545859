"""Rules on words that turn a claim round, and that stand in none of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.parser.markup import is_citation, key_figures, keys_of, line_in, mentions, plain
from dossier.parser.quantities import quantities
from dossier.rules.names import sources_of
from dossier.rules.registry import rule
from dossier.rules.sources import is_limited, texts_of
from dossier.rules.summaries import sources_of_summary

_DENIED = re.compile(r"\b(?:not|never|nor|cannot) (?:\w+ )?(\w{4,})", re.IGNORECASE)
_NEGATED = re.compile(r"\b(?:not|never|nor|neither|cannot|no|without|missing|only) (?:\w+ )?(\w{4,})", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!;])\s+")
_WORD = re.compile(r"[^\W\d_]+")
_LIMITS = ("up to", "at least", "about")
_COUNTED = ("number", "percent", "money")


class Claim(NamedTuple):
    """Something that is said, and the texts on which it rests.

    :param markdown: the text as it stands on the page, where it may go over several lines
    :param figures: the numbers of figures of the register, which the rule ``qualifier`` judges
    """

    path: Path
    line: int
    text: str
    sources: tuple[str, ...]
    markdown: str = ""
    figures: frozenset[tuple[float | None, float | None]] = frozenset()

    def line_of(self, at: int) -> int:
        """The line of a place in the text."""
        return self.line + (line_in(self.markdown, at) if "\n" in self.markdown else 0)


@lru_cache(maxsize=1)
def claims(dossier: Dossier) -> tuple[Claim, ...]:
    """Findings, provisions, summaries of entries, and events."""
    return tuple(_claims(dossier))


def _claims(dossier: Dossier) -> Iterator[Claim]:
    for page in dossier.pages.values():
        sound = [each for each in page.statements if all(key in dossier.source.references for key in each.evidence)]
        for statement in sound:
            sources = tuple(sources_of(dossier, page, statement))
            carried = (dossier.source.passages.get(id) for id in getattr(statement, "passages", ()))
            figures = frozenset(figure.bounds for passage in carried if passage for figure in passage.figures)
            yield Claim(Path(page.path), statement.line, plain(statement.text), sources, statement.text, figures)
        if page.kind and page.meta is not None and len(sound) == len(page.statements):
            sources = tuple(sources_of_summary(dossier, page))
            yield Claim(Path(page.path), page.front_line("summary"), page.meta.summary, sources)
    for event in dossier.source.events:
        place = dossier.source.places[event.id]
        passages = [dossier.source.passages[id] for id in event.passages if id in dossier.source.passages]
        texts = [text for passage in passages for text in (*texts_of(passage), passage.notes)]
        texts += [f"{item.title} | {item.annotation}" for item in dossier.source.known(event.evidence)]
        texts += [dossier.text(finding) for id in event.passages for finding in dossier.findings_from(id)]
        if entry := dossier.pages.get(event.entry or ""):
            texts += [entry.meta.summary if entry.meta else "", *(plain(each.text) for each in entry.statements)]
        yield Claim(place.path, place.line("text"), f"{event.title} | {event.text}", tuple(texts))


@rule("opposite", "A claim does not say the opposite of what its sources say: “rose” where they have “fell”.")
def opposite(dossier: Dossier) -> Iterator[Problem]:
    """Find words of which no source has any form, and of which the sources have an opposite."""
    for claim, said, stated in _compared(dossier):
        for group in dossier.source.style.opposites:
            others = [stated[words] for words in group if words in stated]
            for words in group if others else ():
                if words in said and words not in stated:
                    message = f"“{said[words]}” stands in none of the sources of this claim, which have “{others[0]}”"
                    cure = "compare it with its sources"
                    yield Problem(claim.path, claim.line_of(claim.text.find(said[words])), "opposite", message, cure)


@rule("strong-word", "A claim says “all”, “only”, “never” or “largest” only if one of its sources does.")
def strong_word(dossier: Dossier) -> Iterator[Problem]:
    """Find words that leave no exception, or deny, of which no source has any form."""
    for claim, said, stated in _compared(dossier):
        for words in dossier.source.style.strong:
            if words in said and words not in stated:
                message = f"“{said[words]}” stands in none of the sources of this claim"
                cure = "compare it with its sources, or say whose judgement it is"
                yield Problem(claim.path, claim.line_of(claim.text.find(said[words])), "strong-word", message, cure)


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
def lost_negation(dossier: Dossier) -> Iterator[Problem]:
    """Find words that stand in the sources after a “not” alone, and in the claim without one."""
    for claim in claims(dossier):
        if _NEGATED.search(claim.text) or _listed(claim.text, (dossier.source.style.ours,)):
            continue
        denied = {match[1].lower() for match in _DENIED.finditer(" | ".join(claim.sources))}
        for word in sorted(denied):
            whole = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
            if (found := whole.search(claim.text)) and len(whole.findall(" | ".join(claim.sources))) == 1:
                message = f"“{found[0]}” stands in the sources of this claim after a negation alone, and here without one"
                yield Problem(claim.path, claim.line_of(found.start()), "lost-negation", message, "compare it with its sources")


@rule("limit", "A number is limited in a claim or a text as it is where it comes from: “up to”, “about”, “at least”.")
def limit(dossier: Dossier) -> Iterator[Problem]:
    """Find numbers without the limit that they have wherever the sources state them, or with one that they have nowhere."""
    for claim in (*claims(dossier), *_cited(dossier)):
        stated = [(source, other) for source in claim.sources for other in quantities(source)] if quantities(claim.text) else []
        for quantity in quantities(claim.text):
            before = [
                source[: other.start]
                for source, other in stated
                if (other.kind, other.value, other.high) == (quantity.kind, quantity.value, quantity.high)
            ]
            if quantity.kind not in _COUNTED or not before or (quantity.value, quantity.high) in claim.figures:
                continue
            for word in _LIMITS:
                has = [is_limited(text, word) for text in before]
                here = is_limited(claim.text[: quantity.start], word)
                if all(has) != here and any(has) != here:
                    message = f"“{quantity.shown}” stands {'after' if here else 'without'} words that mean “{word}”"
                    cure = f"its sources {'do not limit it so: take them out' if here else 'limit it so: put them in'}"
                    yield Problem(claim.path, claim.line_of(quantity.start), "limit", message, cure)
                    break


def _cited(dossier: Dossier) -> Iterator[Claim]:
    """The texts of pages with what they cite."""
    for page in dossier.pages.values():
        for block in page.blocks if not page.is_in(dossier.source.style.free) else ():
            keys = [key for role in mentions(block.text, 0) if is_citation(role.role) for key in keys_of(role.target)]
            if keys and block.kind == "inline":
                sources = tuple(f"{item.title} | {item.annotation}" for item in dossier.source.known(keys))
                yield Claim(Path(page.path), block.line, plain(block.text), sources, block.text)


@rule("key-figure-limit", "A key figure keeps the word that limits it in its finding.")
def key_figure_limit(dossier: Dossier) -> Iterator[Problem]:
    """Find key figures before which their finding has a limit that they leave out."""
    for page in dossier.pages.values():
        for block in page.blocks:
            for figure in key_figures(block.text.splitlines()) if block.name == "key-figures" else ():
                text = dossier.text(dossier.findings[figure.id]) if figure.id in dossier.findings else ""
                at = text.casefold().find(figure.words.casefold())
                for word in _LIMITS if re.match(r"[\d$]", figure.words) else ():
                    if at > 0 and is_limited(text[:at], word):
                        message = f"“{figure.words}” stands without “{word}”, which limits it in “{figure.id}”"
                        line = block.line + 1 + figure.below
                        yield Problem(Path(page.path), line, "key-figure-limit", message, "put it before the number")
