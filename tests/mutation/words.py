"""Mutations of words: an inserted, deleted or replaced word changes the meaning."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator

from tests.mutation.findings import Statement, matches_outside_roles
from tests.mutation.project import Mutation, line_of

Replacement = tuple[str, Callable[[str], str]]


def _swap(pairs: Iterable[tuple[str, str]]) -> Replacement:
    other = {word: to for pair in pairs for word, to in (pair, pair[::-1])}
    return rf"\b(?:{'|'.join(other)})\b", other.__getitem__


_PAIRS = {
    "a rise and a fall exchanged": (
        ("increase", "decrease"), ("increased", "decreased"), ("rose", "fell"), ("rise", "fall"), ("more", "fewer"),
        ("gained", "lost"),
    ),
    "before and after exchanged": (("before", "after"), ("first", "last"), ("earlier", "later")),
    "inside and outside exchanged": (("inside", "outside"), ("within", "outside"), ("domestic", "foreign")),
    "a point of the compass exchanged": (("north", "south"), ("east", "west"), ("northern", "southern"), ("eastern", "western")),
    "killed and detained exchanged": (("killed", "detained"), ("arrested", "returned"), ("died", "returned")),
    "women and men exchanged": (("women", "men"), ("children", "women")),
    "most, many, some and few exchanged": (("most", "few"), ("many", "few"), ("several", "most"), ("all", "some")),
}  # fmt: skip
"""For each kind: pairs of words, either of which replaces the other."""
_REPLACEMENTS: dict[str, Replacement] = {
    "a “not” put in": (r"\b(?:was|were|had|is|are|has) (?=[a-z])", lambda match: f"{match}not "),
    "a “not” taken out": (r"\b(?:not|never) (?=[a-z])", lambda match: ""),
    "a “may” made “will”": (r"\b(?:may|might|could) (?=[a-z])", lambda match: "will "),
    "a “may” taken out": (r"\b(?:may|might|could) (?=[a-z])", lambda match: ""),
    "an “all” put in": (r"\b(?=(?:States|members|fighters|attacks|women|children|people|groups)\b)", lambda match: "all "),
    "an “all” taken out": (r"\ball (?=[a-z])", lambda match: ""),
    "an “only” put in": (r"(?<=\b(?:was|are) )(?=[a-z])|(?<=\bwere )(?=[a-z])|(?<=\bin )(?=[a-z])", lambda match: "only "),
    "an “only” taken out": (r"\bonly (?=[a-z])", lambda match: ""),
    "a “largest” put in": (r"(?<=\bthe )(?=(?:group|attack|number|threat|source)\b)", lambda match: "largest "),
    "a “most” or “many” taken out": (r"\b(?:most|many|several|some|few) (?:of the )?(?=[a-z])", lambda match: ""),
    "a doubt taken out": (r"\b(?:reportedly|probably|likely|suspected|estimated) (?=[a-z])", lambda match: ""),
    "a limit hardened": (r"\b(?:about|nearly|some|up to) (?=\d)", lambda match: "exactly "),
    "a comma lost in a number": (r"\b\d{1,3},\d{3}\b", lambda match: match.replace(",", "")),
    "a word lost": (r"(?<=[a-z] )[a-z]{5,} (?=[a-z])", lambda match: ""),
    "a word exchanged": (r"(?<=[a-z] )[a-z]{5,}(?= [a-z])", lambda match: "broken"),
    "a letter lost": (r"(?<=[a-z] [a-z]{3})[a-z](?=[a-z]{3,} [a-z])", lambda match: ""),
    "a name exchanged": (r"\b(?:Iraq|Syria|Nigeria|Mali|CTED|UNODC|INTERPOL)\b(?![\w-])", lambda match: "UNESCO"),
    "a sentence put in": (r"(?<=[a-z])\.\n", lambda match: ". The group was beaten.\n"),
    **{what: _swap(pairs) for what, pairs in _PAIRS.items()},
}
"""For each kind: a pattern, and a function that returns the replacement of a match."""

_LINK_REPLACEMENTS: dict[str, Replacement] = {
    "a link led to another entry": (
        r"(?<=<)(?:isil|al-qaida|cted|unoct|unodc|afghanistan|west-africa)(?=>`)",
        lambda match: "iom",
    ),
}
"""The same for texts with links."""
LIMIT = 60
"""The largest number of mutations of a kind."""

_NOT_TEXT = re.compile(r"\s*(?::|- reference|- id|@|%|\(|(?:url|official|evidence|summary):|  (?:url|official) )")


def claims(all_statements: list[Statement], rng: random.Random) -> Iterator[Mutation]:
    """Insert, delete and replace words in findings and provisions."""
    for what, (pattern, other) in _REPLACEMENTS.items():
        places = [(statement, match) for statement in all_statements for match in matches_outside_roles(statement, pattern)]
        for statement, match in rng.sample(places, min(LIMIT, len(places))):
            yield statement.mutation(what, statement.text_at + match.start(), match[0], other(match[0]))


def all_texts(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Insert, delete and replace words in pages, register, events and bibliography."""
    texts = {path: text for path, text in files.items() if _is_text(path)}
    for what, (pattern, other) in {**_REPLACEMENTS, **_LINK_REPLACEMENTS}.items():
        places = [(path, match) for path, text in texts.items() for match in re.finditer(pattern, text)]
        places = [(path, match) for path, match in places if not _NOT_TEXT.match(_line(texts[path], match.start()))]
        for path, match in rng.sample(places, min(LIMIT, len(places))):
            text = texts[path]
            yield Mutation(what, path, f"{text[: match.start()]}{other(match[0])}{text[match.end() :]}".encode())


def _line(text: str, at: int) -> str:
    """Return the line at an offset."""
    return text.split("\n")[line_of(text, at) - 1]


def _is_text(path: str) -> bool:
    """Whether a file has text for readers; releases are excluded, because checksums protect them."""
    return not path.startswith(("docs/contributing", "source/releases")) and path not in (
        "source/ledger.yaml", "source/style.yaml", "source/exceptions.yaml",
    )  # fmt: skip
