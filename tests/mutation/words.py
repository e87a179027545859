"""Damages to words: the meaning changes by a word that is inserted, deleted or replaced."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator

from tests.mutation.findings import Statement, outside_roles
from tests.mutation.project import Damage, line_of

Turn = tuple[str, Callable[[str], str]]


def _exchanged(pairs: Iterable[tuple[str, str]]) -> Turn:
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
"""For each sort words of which either is put in the place of the other."""
_TURNED: dict[str, Turn] = {
    "a “not” put in": (r"\b(?:was|were|had|is|are|has) (?=[a-z])", lambda found: f"{found}not "),
    "a “not” taken out": (r"\b(?:not|never) (?=[a-z])", lambda found: ""),
    "a “may” made “will”": (r"\b(?:may|might|could) (?=[a-z])", lambda found: "will "),
    "a “may” taken out": (r"\b(?:may|might|could) (?=[a-z])", lambda found: ""),
    "an “all” put in": (r"\b(?=(?:States|members|fighters|attacks|women|children|people|groups)\b)", lambda found: "all "),
    "an “all” taken out": (r"\ball (?=[a-z])", lambda found: ""),
    "an “only” put in": (r"(?<=\b(?:was|are) )(?=[a-z])|(?<=\bwere )(?=[a-z])|(?<=\bin )(?=[a-z])", lambda found: "only "),
    "an “only” taken out": (r"\bonly (?=[a-z])", lambda found: ""),
    "a “largest” put in": (r"(?<=\bthe )(?=(?:group|attack|number|threat|source)\b)", lambda found: "largest "),
    "a “most” or “many” taken out": (r"\b(?:most|many|several|some|few) (?:of the )?(?=[a-z])", lambda found: ""),
    "a doubt taken out": (r"\b(?:reportedly|probably|likely|suspected|estimated) (?=[a-z])", lambda found: ""),
    "a limit hardened": (r"\b(?:about|nearly|some|up to) (?=\d)", lambda found: "exactly "),
    "a comma lost in a number": (r"\b\d{1,3},\d{3}\b", lambda found: found.replace(",", "")),
    "a word lost": (r"(?<=[a-z] )[a-z]{5,} (?=[a-z])", lambda found: ""),
    "a word exchanged": (r"(?<=[a-z] )[a-z]{5,}(?= [a-z])", lambda found: "broken"),
    "a letter lost": (r"(?<=[a-z] [a-z]{3})[a-z](?=[a-z]{3,} [a-z])", lambda found: ""),
    "a name exchanged": (r"\b(?:Iraq|Syria|Nigeria|Mali|CTED|UNODC|INTERPOL)\b(?![\w-])", lambda found: "UNESCO"),
    "a sentence put in": (r"(?<=[a-z])\.\n", lambda found: ". The group was beaten.\n"),
    **{what: _exchanged(pairs) for what, pairs in _PAIRS.items()},
}
"""For each sort what is looked for, and what is put in its place."""

_LED: dict[str, Turn] = {
    "a link led to another entry": (
        r"(?<=<)(?:isil|al-qaida|cted|unoct|unodc|afghanistan|west-africa)(?=>`)",
        lambda found: "iom",
    ),
}
"""The same for what only a text with links has."""
PLACES = 60
"""At how many places at most each is done."""

_NO_WORDS = re.compile(r"\s*(?::|- reference|- id|@|%|\(|(?:url|official|evidence|summary):|  (?:url|official) )")


def claims(all_: list[Statement], chance: random.Random) -> Iterator[Damage]:
    """Insert, delete or replace words in findings and provisions, which have sources to compare."""
    for what, (pattern, other) in _TURNED.items():
        places = [(one, found) for one in all_ for found in outside_roles(one, pattern)]
        for one, found in chance.sample(places, min(PLACES, len(places))):
            yield one.damage(what, one.text_at + found.start(), found[0], other(found[0]))


def turned(files: dict[str, str], chance: random.Random) -> Iterator[Damage]:
    """Do the same in all texts of pages, register, events and bibliography."""
    texts = {path: text for path, text in files.items() if _is_text(path)}
    for what, (pattern, other) in {**_TURNED, **_LED}.items():
        places = [(path, found) for path, text in texts.items() for found in re.finditer(pattern, text)]
        places = [(path, found) for path, found in places if not _NO_WORDS.match(_line(texts[path], found.start()))]
        for path, found in chance.sample(places, min(PLACES, len(places))):
            text = texts[path]
            yield Damage(what, path, f"{text[: found.start()]}{other(found[0])}{text[found.end() :]}".encode())


def _line(text: str, at: int) -> str:
    """Return the line of a text with an offset."""
    return text.split("\n")[line_of(text, at) - 1]


def _is_text(path: str) -> bool:
    """Whether a file has text for readers; releases are protected by checksums."""
    return not path.startswith(("docs/contributing", "source/releases")) and path not in (
        "source/ledger.yaml", "source/style.yaml", "source/exceptions.yaml",
    )  # fmt: skip
