"""Reading the quantities of a text: numbers, shares, sums of money, ordinals, ranges and dates, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_MONTHS = "January February March April May June July August September October November December".split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0}

_WORD = "|".join((*_UNITS, *_TENS))
_SCALE = "|".join(_SCALES)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?<![\w.,/])(?:(?:{_DIGITS})(?!\d|st\b|nd\b|rd\b|th\b)|\b(?:{_WORD})(?:-(?:{_WORD}))?\b)(?:[ -](?:{_SCALE})\b)*"
_DATES = re.compile(
    rf"(?P<d>\d{{1,2}}) (?P<m>{'|'.join(_MONTHS)}) (?P<y>\d{{4}})|(?P<m2>{'|'.join(_MONTHS)}) (?P<y2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}(?:-\d{2})?)(?![\d,])"
)
_QUANTITIES = re.compile(
    rf"(?P<between>\bbetween )?(?P<money>US ?\$ ?|\$)?(?P<low>{_NUMBER})"
    rf"(?:(?(between) and | ?(?:-|–|\bto\b) ?)(?P<money2>US ?\$ ?|\$)?(?P<high>{_NUMBER}))?"
    r"(?P<percent> ?(?:per cent|%))?(?P<dollars> ?(?:US |United States )?(?:dollars|USD)\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?P<count>two|three)[ -](?P<shares>third|quarter)s\b|\b(?:an?|one)[ -](?P<share>third|quarter)\b|\b(?P<half>half)\b",
    re.IGNORECASE,
)
_DETERMINED = "|".join(rf"(?<={word} )" for word in ("the", "'s", "its", "his", "her", "their"))
_ORDINAL = re.compile(
    rf"(?:{_DETERMINED})first\b|\b(?:(?P<tens>{'|'.join(_TENS)})-)?(?P<word>{'|'.join(_ORDINALS)})\b"
    r"|\b(?P<digits>\d+)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\b[A-Z]+(?:/[A-Z]*\.?\d*)*/\d+\b(?: \(\d{4}\))?|\b[A-Za-z]+-\d+\b")


@dataclass(frozen=True)
class Quantity:
    """A quantity in a text.

    :param kind: ``number``, ``percent``, ``money``, ``ordinal`` or ``date``
    :param value: its value; for a date the ISO date as a number of eight, six or four digits
    :param shown: as it stands in the text
    :param start: where it starts in the text
    :param high: the upper bound, for a range
    """

    kind: str
    value: float
    shown: str
    start: int
    high: float | None = None


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a plain text, in order."""
    found: list[Quantity] = []
    rest = _SYMBOL.sub(_blank, text)
    for pattern, make in _READERS:
        found += filter(None, map(make, pattern.finditer(rest)))
        rest = pattern.sub(_blank, rest)
    yield from sorted(found, key=lambda quantity: quantity.start)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _date(match: re.Match[str]) -> Quantity:
    if match["iso"]:
        value = int(match["iso"].replace("-", ""))
    elif match["d"]:
        value = int(match["y"]) * 10_000 + (_MONTHS.index(match["m"]) + 1) * 100 + int(match["d"])
    else:
        value = int(match["y2"]) * 100 + _MONTHS.index(match["m2"]) + 1
    return Quantity("date", value, match[0], match.start())


def _quantity(match: re.Match[str]) -> Quantity | None:
    low, high = match["low"], match["high"]
    if low.lower() == "one" and not (match["percent"] or match["dollars"] or match["money"]):
        return None
    scale = re.search(rf"({_SCALE})$", high or "", re.IGNORECASE)
    value = _value(low)
    if high and scale and not re.search(rf"({_SCALE})$", low, re.IGNORECASE) and _value(low) < 1000:
        value *= _SCALES[scale[1].lower()]
    kind = "money" if match["money"] or match["dollars"] else "percent" if match["percent"] else "number"
    shown = match[0].strip()
    return Quantity(kind, value, shown, match.start(), _value(high) if high else None)


def _value(shown: str) -> float:
    words = re.split(r"[ -]", shown.lower())
    total = 0.0
    for word in words:
        if word in _SCALES:
            total = (total or 1) * _SCALES[word]
        elif word in _SMALL:
            total += _SMALL[word]
        elif word:
            total += float(word.replace(",", ""))
    return total


def _share(match: re.Match[str]) -> Quantity:
    count = {"two": 2, "three": 3}.get((match["count"] or "").lower(), 1)
    share = (match["shares"] or match["share"] or match["half"]).lower()
    return Quantity("percent", round(count * _SHARES[share], 1), match[0], match.start())


def _ordinal(match: re.Match[str]) -> Quantity | None:
    if match["digits"]:
        return Quantity("ordinal", int(match["digits"]), match[0], match.start())
    word = (match["word"] or "first").lower()
    if match["word"] and word == "first" and not match["tens"]:
        return None
    value = _ORDINALS.index(word) + 1 + _SMALL.get((match["tens"] or "zero").lower(), 0)
    return Quantity("ordinal", value, match[0], match.start())


_READERS = ((_DATES, _date), (_SHARE, _share), (_ORDINAL, _ordinal), (_QUANTITIES, _quantity))
