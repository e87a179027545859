"""Damages to words: what a text says is turned round, and nothing in it that a rule could compare with a source."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.mutation.project import Damage, line_of

_TURNED = {
    "a “not” put in": (r"\b(?:was|were|had|is|are|has) (?=[a-z])", lambda found: f"{found}not "),
    "a “not” taken out": (r"\b(?:not|never) (?=[a-z])", lambda found: ""),
    "a doubt taken out": (r"\b(?:reportedly|probably|likely|suspected|estimated) (?=[a-z])", lambda found: ""),
    "a limit hardened": (r"\b(?:about|nearly|some|up to) (?=\d)", lambda found: "exactly "),
    "a share turned round": (r"\b(?:most|some|many|few|several)\b(?= [a-z])", lambda found: "no"),
    "a direction turned round": (
        r"\b(?:more|fewer|rise|fall|rose|fell|north|south|before|after)\b",
        lambda found: "less" if found == "more" else "more",
    ),
    "a word lost": (r"(?<=[a-z] )[a-z]{5,} (?=[a-z])", lambda found: ""),
    "a word exchanged": (r"(?<=[a-z] )[a-z]{5,}(?= [a-z])", lambda found: "broken"),
    "a name exchanged": (r"\b(?:Iraq|Syria|Nigeria|Mali|CTED|UNODC|INTERPOL)\b(?![\w-])", lambda found: "UNESCO"),
    "a sentence put in": (r"(?<=[a-z])\.\n", lambda found: ". The group was beaten.\n"),
}
"""For each sort what is looked for, and what is put in its place."""

_NO_WORDS = re.compile(r"\s*(?::|- reference|- id|@|%|\(|(?:url|official|evidence|summary):|  (?:url|official) )")


def turned(files: dict[str, str], chance: random.Random) -> Iterator[Damage]:
    """Words that are put in, taken out or exchanged, in pages, register, events and bibliography; a dozen places of each sort."""
    texts = {path: text for path, text in files.items() if _is_text(path)}
    for what, (pattern, other) in _TURNED.items():
        places = [(path, found) for path, text in texts.items() for found in re.finditer(pattern, text)]
        for path, found in chance.sample(places, min(12, len(places))):
            text = texts[path]
            line = line_of(text, found.start())
            if _NO_WORDS.match(text.split("\n")[line - 1]):
                continue
            new = text[: found.start()] + other(found[0]) + text[found.end() :]
            yield Damage(what, path, new.encode())


def _is_text(path: str) -> bool:
    return not path.startswith("docs/contributing") and path not in ("source/ledger.yaml", "source/style.yaml")
