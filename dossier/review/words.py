"""Word-by-word comparison of two texts, and what the differences affect."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby

from dossier.parser.quantities import Quantity, quantities

WORD = re.compile(r"(?:\w+(?:[.,'’/-]\w+)*|[^\w\s])\s*")
_DATES = ("date", "day", "month")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUALIFIERS = (
    "about almost approximately around at_least at_most between could estimated exactly few fewer less_than likely many may "
    "might more more_than most must nearly over possibly probably reported reportedly roughly several should some under "
    "up_to will would"
)
_NEGATIONS = "all any cannot every except neither never no nobody none nor not nothing only unless without"


def _phrases(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(word.replace('_', ' ') for word in words.split())})\b|n['’]t\b", re.IGNORECASE)


_LISTED = {"qualifier": _phrases(_QUALIFIERS), "negation": _phrases(_NEGATIONS)}


@dataclass(frozen=True)
class Run:
    """A run of text.

    :param changed: whether it is missing from the other text
    :param quantity: ``date`` or ``number`` if it states one, otherwise empty
    :param opens: whether it starts a sentence
    """

    text: str
    changed: bool
    quantity: str = ""
    opens: bool = False


@dataclass(frozen=True)
class Language:
    """Vocabulary derived from the texts of two versions and the operative verbs of their provisions."""

    texts: Sequence[str] = ()
    operative: Sequence[str] = ()

    @cached_property
    def small(self) -> Set[str]:
        """Words that occur in lower case, and are therefore not names."""
        return {word for text in self.texts for word in re.findall(r"\w+", text) if word.islower()}

    @cached_property
    def verbs(self) -> Set[str]:
        """Stems of the operative verbs."""
        return {_stem(verb.split()[0]) for verb in self.operative if verb}


def compared(before: str, after: str, *, marks_numbers: bool = True) -> tuple[list[Run], list[Run]]:
    """Return two texts as runs, marking what only one of them has.

    :param marks_numbers: whether to mark numbers and dates, too
    """
    old, new = WORD.findall(before), WORD.findall(after)
    gone, come = [True] * len(old), [True] * len(new)
    matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False)
    for block in matcher.get_matching_blocks():
        gone[block.a : block.a + block.size] = [False] * block.size
        come[block.b : block.b + block.size] = [False] * block.size
    was, now = (quantities(text) if marks_numbers else () for text in (before, after))
    return list(_runs(old, gone, was)), list(_runs(new, come, now))


def aspects(runs: Iterable[Run], language: Language) -> Iterator[str]:
    """Yield what the changed runs of a text affect: a number, a date, a qualifier, a negation, a name, a verb."""
    for run in runs:
        if run.changed:
            yield from filter(None, [run.quantity, *(aspect for aspect, words in _LISTED.items() if words.search(run.text))])
            words = [] if run.quantity else re.findall(r"[^\W\d_][\w'’-]*", run.text)
            if any(_is_name(word, run.opens and place == 0, language) for place, word in enumerate(words)):
                yield "name"
            if any(_stem(word) in language.verbs for word in words):
                yield "verb"


def _is_name(word: str, opens: bool, language: Language) -> bool:
    return word[0].isupper() and not (opens and word.lower() in language.small)


def _stem(verb: str) -> str:
    """Return the part common to the forms of a regular verb: "decid" for "decides" and "decided"."""
    return re.sub(r"(?:ing|ed|es|s|e)$", "", verb.lower())


def _runs(words: list[str], changed: list[bool], found: Iterable[Quantity]) -> Iterator[Run]:
    """Yield the runs of a text, which is given by word; a space between two runs is a run of its own."""
    opening = [place == 0 or words[place - 1].rstrip() in {".", "?", "!", ":"} for place in range(len(words))]
    marked = zip(words, changed, _quantities(words, found), opening, strict=True)
    for (is_changed, quantity), group in groupby(marked, key=lambda item: item[1:3]):
        parts = list(group)
        run = "".join(word for word, *_ in parts)
        yield Run(run.rstrip(), is_changed, quantity, parts[0][3])
        if run != run.rstrip():
            yield Run(" ", False)


def _quantities(words: list[str], found: Iterable[Quantity]) -> list[str]:
    """Return for each word whether it is part of a date, a number or neither."""
    spans = [(each.start, each.start + len(each.shown), "date" if _is_date(each) else "number") for each in found]
    kinds: list[str] = []
    at = 0
    for word in words:
        end = at + len(word.rstrip())
        kinds.append(next((kind for start, stop, kind in spans if start < end and at < stop), ""))
        at += len(word)
    return kinds


def _is_date(quantity: Quantity) -> bool:
    return quantity.kind in _DATES or _YEAR.fullmatch(quantity.shown) is not None
