"""Dates, ranks and numbers as readers see them."""

from __future__ import annotations

import re
from datetime import date

_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def long_date(iso: str) -> str:
    """A date in words: "21 December 2017", "December 2017"; what is no day or month, as it is."""
    if not _DAY_OR_MONTH.fullmatch(iso):
        return iso
    try:
        day = date.fromisoformat(f"{iso}-01"[:10])
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}" if len(iso) == 10 else f"{day:%B %Y}"


def ordinal(number: float) -> str:
    """A rank: "1st", "8605th"."""
    rank = int(number)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th") if rank % 100 not in (11, 12, 13) else "th"
    return f"{rank}{ending}"


def grouped(number: float) -> str:
    """A number with a comma between thousands: "4,000"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def dollars(sum_: float) -> str:
    """A sum in United States dollars: "$300 million", "$4,000"."""
    return f"${sum_ / 1_000_000:g} million" if sum_ >= 1_000_000 else f"${grouped(sum_)}"
