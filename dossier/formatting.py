"""Dates, ranks and numbers as readers see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
ORDINALS = tuple(
    (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth"
    ).split()
)
MONTHS = tuple("January February March April May June July August September October November December".split())
_REMARK = re.compile(r"\s*\((?!\d{4}\))[^()]*\)$")
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def long_date(iso: str) -> str:
    """A date in English words: "21 December 2017", "December 2017"; what is no day or month, as it is."""
    if not _DAY_OR_MONTH.fullmatch(iso):
        return iso
    try:
        day = date.fromisoformat(f"{iso}-01"[:10])
    except ValueError:
        return iso
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if len(iso) == 10 else month


def ordinal(number: float) -> str:
    """A rank: "1st", "8605th"."""
    rank = int(number)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return f"{rank}{ending}"


def ordinal_in_words(number: int) -> str:
    """A rank in words up to 99, then in figures: "ninth", "twenty-second", "100th"."""
    if number <= len(ORDINALS):
        return ORDINALS[number - 1]
    tens, ones = divmod(number, 10)
    if tens > 9:
        return ordinal(number)
    return f"{TENS[tens - 2]}-{ORDINALS[ones - 1]}" if ones else f"{TENS[tens - 2].removesuffix('y')}ieth"


def grouped(number: float) -> str:
    """A number with a comma between thousands: "4,000"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def dollars(sum_: float) -> str:
    """A sum in United States dollars: "$300 million", "$4,000"."""
    return f"${sum_ / 1_000_000:g} million" if sum_ >= 1_000_000 else f"${grouped(sum_)}"


def measured(bounds: tuple[float | None, float | None], limit: str, unit: str) -> str:
    """A number or a range with its unit and the word that limits it: "up to $300 million", "2,500 to 4,000 persons", "9th"."""
    low, high = bounds
    if low is None:
        return "no number given"
    written: dict[str, Callable[[float], str]] = {"USD": dollars, "ordinal": ordinal}
    write = written.get(unit, grouped)
    shown = write(low) if high is None else f"{write(low)} to {write(high)}"
    limited = f"{limit} {shown}".strip()
    return f"{limited} {unit}" if write is grouped else limited


def without_remark(name: str) -> str:
    """A name without the remark in brackets at its end; a year in brackets is no remark."""
    return _REMARK.sub("", name) or name
