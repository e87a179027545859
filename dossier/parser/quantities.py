"""Parser of quantities in text: numbers, shares, sums of money, ordinals, ranges and dates, in digits and in words."""

import re
import string
from collections.abc import Callable
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from dossier.locale import MONTH_NAMES, ORDINALS

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
MONTHS = [name.lower() for name in MONTH_NAMES]
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_SMALL = {word: value for value, word in enumerate(_UNITS)} | {word: 10 * i for i, word in enumerate(_TENS, 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SHARES = {"half": 50.0, "third": 100 / 3, "quarter": 25.0}
_TIMES = {"twice": 2, "doubl": 2, "tripl": 3, "quadrupl": 4}

_WORD = "|".join((*_UNITS, *_TENS))
_MONTHS_ALONE = "|".join(MONTHS)
_MONTH = "|".join((*MONTHS, *(rf"{name[:3]}t?\." for name in MONTHS)))
_SCALE = "|".join(_SCALES)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = (
    rf"(?<![\w.,/])(?:(?:{_DIGITS})(?!\d|st\b|nd\b|rd\b|th\b)(?!-\d\d-)|\b(?:{_WORD})(?:-(?:{_WORD}))?\b|\ba(?= (?:{_SCALE})\b))"
    rf"(?:[ -](?:{_SCALE})\b)*"
)
_YEAR = r"[1-9]\d{3}"
_DATES = re.compile(
    rf"\b(?=[\djfmasond])(?:(?<![,.])(?:(?P<d>\d{{1,2}}) (?P<m>{_MONTH}) (?P<y>{_YEAR})|(?P<iso>{_YEAR}-\d{{2}}(?:-\d{{2}})?)"
    rf"(?![\d,])|(?P<d3>\d{{1,2}}) (?P<m3>{_MONTH})\b)|(?P<m2>{_MONTH}) (?P<y2>{_YEAR})"
    rf"|(?P<m4>(?!may\b|march\b)(?:{_MONTHS_ALONE})\b|(?<=\bin )may\b|(?<=\bin )march\b))"
)
_QUANTITIES = re.compile(
    rf"(?<![\w.,/])(?=[\dabu$zotfsen])(?P<between>between )?(?P<money>us ?\$ ?|\$)?(?P<low>{_NUMBER})"
    rf"(?:(?(between) and |(?:(?<!\bin \d{{4}})|(?=\W+(?:to )?{_YEAR}(?![\d,]))) ?(?:-|–|\bto\b) ?)"
    rf"(?P<money2>us ?\$ ?|\$)?(?P<high>{_NUMBER}))?"
    r"(?P<percent> ?(?:per cent|%))?(?P<dollars> ?(?:us |united states )?(?:dollars|usd)\b)?"
)
_SHARE = re.compile(
    r"\b(?=[twaoh])(?:(?P<count>two|three)[ -](?P<shares>third|quarter)s\b"
    r"|(?:an?|one)[ -](?P<share>third|quarter)\b|(?P<half>half)\b(?!-))"
)
_MANY = re.compile(
    rf"\b(?=[dshtmbq])(?:(?P<many>dozen|score|hundred|thousand|million|billion)s\b|(?P<times>{'|'.join(_TIMES)})[a-z]*\b)"
)
_ORDINAL = re.compile(
    rf"\b(?=[\dfstent])(?:first\b(?:(?<=the first)|(?<='s first)|(?<=its first)|(?<=his first)|(?<=her first)|(?<=their first))"
    rf"|(?:(?P<tens>{'|'.join(_TENS)})-|)(?P<word>{'|'.join(ORDINALS)})\b|(?P<digits>\d+)(?:st|nd|rd|th)\b)"
)
_NO_QUANTITY = re.compile(
    r"\b[A-Z]+(?:/[A-Z]*\.?\d*)*/\d+\b(?: \(\d{4}\))?|\b(?!(?:mid|pre|post)-)[A-Za-z]+-\d+\b"
    r"|\b[Tt]hird (?:[Cc]ountr|[Pp]art|[Ss]tate)(?:y|ies|s)?\b|\[\^\d+\]"
)
_SCALED = re.compile(rf"({_SCALE})$")
_UNCLEAR = re.compile(r"(?<!\d)[1-9]\d{0,2}\.\d{3}$")
_PART_OF_NAME = re.compile(r"[-/^]\d|hird ")
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


QuantityKey = tuple[str, float, float | None]
"""The kind of a quantity, its value or lower bound, and the upper bound of a range."""


class Quantity(NamedTuple):
    """A quantity in a text.

    :param kind: ``number``, ``percent``, ``money``, ``ordinal``, ``date``, ``day`` (of a month, without a year), ``month``,
        ``many`` (an indefinite number, such as "hundreds"), ``times``, or ``unclear`` for a decimal that may be meant as
        thousands
    :param value: its value; for a date, the digits of the ISO date as a number
    :param shown: its text
    :param start: its position in the text
    :param high: upper bound of a range
    """

    kind: str
    value: float
    shown: str
    start: int
    high: float | None = None

    @property
    def bounds(self) -> tuple[float, float | None]:
        """The number, or the lower bound, and the upper bound of a range, as a figure has them."""
        return self.value, self.high

    @property
    def key(self) -> QuantityKey:
        """What it has in common with the same quantity in other words."""
        return self.kind, *self.bounds


@lru_cache(maxsize=1 << 14)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities in a plain text, in order."""
    found: list[Quantity] = []
    rest = _NO_QUANTITY.sub(lambda name: " " * len(name[0]), text) if _PART_OF_NAME.search(text) else text
    rest = rest.lower() if rest.isascii() else rest.translate(_LOWER)
    for pattern, make in _READERS if any(map(rest.__contains__, _RARE)) else _USUAL:
        rest = pattern.sub(partial(_taken, text, make, found), rest)
    return tuple(sorted(found, key=attrgetter("start")))


def _taken(text: str, make: "_Reader", found: list[Quantity], match: re.Match[str]) -> str:
    """Replace a match by blanks, and add it to the quantities found if it is one."""
    if read := make(match):
        kind, value, high = read
        found.append(Quantity(kind, value, text[slice(*match.span())].strip(), match.start(), high))
    return " " * len(match[0])


_Reader = Callable[[re.Match[str]], QuantityKey | None]


def _date(match: re.Match[str]) -> QuantityKey:
    if match["iso"]:
        return "date", int(match["iso"].replace("-", "")), None
    if match["y"]:
        return "date", int(match["y"]) * 10_000 + _month(match["m"]) * 100 + int(match["d"]), None
    if match["y2"]:
        return "date", int(match["y2"]) * 100 + _month(match["m2"]), None
    if match["d3"]:
        return "day", _month(match["m3"]) * 100 + int(match["d3"]), None
    return "month", _month(match["m4"]), None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name[:3]))


def _quantity(match: re.Match[str]) -> QuantityKey | None:
    _, money, low, _, high, percent, dollars = match.groups()
    kind = "money" if money or dollars else "percent" if percent else "number"
    if low.isdigit() and not high:
        return kind, float(low), None
    if low == "one" and kind == "number":
        return None
    scale = _SCALED.search(high or "")
    value = _value(low)
    if high and scale and not _SCALED.search(low) and value < 1000:
        value *= _SCALES[scale[1]]
    if _UNCLEAR.search(low) and not scale:
        return "unclear", value, None
    return kind, value, _value(high) if high else None


def _value(shown: str) -> float:
    total = 0.0
    for word in re.split(r"[ -]", shown):
        if word in _SCALES:
            total = (total or 1) * _SCALES[word]
        elif word in _SMALL:
            total += _SMALL[word]
        elif word and word != "a":
            total += float(word.replace(",", ""))
    return total


def _share(match: re.Match[str]) -> QuantityKey:
    count = {"two": 2, "three": 3}.get(match["count"] or "", 1)
    return "percent", round(count * _SHARES[match["shares"] or match["share"] or match["half"]], 1), None


def _many(match: re.Match[str]) -> QuantityKey:
    if match["times"]:
        return "times", _TIMES[match["times"]], None
    return "many", {**_SCALES, "score": 20}[match["many"]], None


def _ordinal(match: re.Match[str]) -> QuantityKey | None:
    if match["digits"]:
        return "ordinal", int(match["digits"]), None
    if match["word"] == "first" and not match["tens"]:
        return None
    word = match["word"] or "first"
    return "ordinal", ORDINALS.index(word) + 1 + _SMALL.get(match["tens"] or "zero", 0), None


_USUAL = ((_DATES, _date), (_ORDINAL, _ordinal), (_QUANTITIES, _quantity))
_READERS = (_USUAL[0], (_SHARE, _share), (_MANY, _many), *_USUAL[1:])
_RARE = (*_SHARES, *_TIMES, "scores", *(f"{scale}s" for scale in _SCALES))
"""Parts of words without which a text has neither a share in words nor an indefinite number."""
