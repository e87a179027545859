"""Dates, ranks and numbers as readers see them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dossier.locale import _

_REMARK = re.compile(r"\s*\((?!\d{4}\))[^()]*\)$")
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def long_date(iso: str) -> str:
    """A date in words: "21 December 2017", "December 2017"; what is no day or month, as it is."""
    if not _DAY_OR_MONTH.fullmatch(iso):
        return iso
    try:
        day = date.fromisoformat(f"{iso}-01"[:10])
    except ValueError:
        return iso
    form = _("{day} {month} {year}") if len(iso) == 10 else _("{month} {year}")
    return form.format(day=day.day, month=_months()[day.month - 1], year=day.year)


def _months() -> tuple[str, ...]:
    first = _("January"), _("February"), _("March"), _("April"), _("May"), _("June")
    return (*first, _("July"), _("August"), _("September"), _("October"), _("November"), _("December"))


def ordinal(number: float) -> str:
    """A rank: "1st", "8605th"."""
    rank = int(number)
    forms = {1: _("{rank}st"), 2: _("{rank}nd"), 3: _("{rank}rd")} if rank % 100 not in (11, 12, 13) else {}
    return forms.get(rank % 10, _("{rank}th")).format(rank=rank)


def ordinal_in_words(number: int) -> str:
    """A rank in words up to 39, then in figures: "ninth", "twenty-second", "40th"."""
    words = _ordinals()
    return words[number - 1] if number <= len(words) else ordinal(number)


def _ordinals() -> tuple[str, ...]:
    low = _("first"), _("second"), _("third"), _("fourth"), _("fifth"), _("sixth"), _("seventh"), _("eighth"), _("ninth")
    teens = _("tenth"), _("eleventh"), _("twelfth"), _("thirteenth"), _("fourteenth"), _("fifteenth"), _("sixteenth")
    tens = _("seventeenth"), _("eighteenth"), _("nineteenth"), _("twentieth")
    twenties = (_("twenty-{ordinal}").format(ordinal=word) for word in low)
    return (*low, *teens, *tens, *twenties, _("thirtieth"), *(_("thirty-{ordinal}").format(ordinal=word) for word in low))


def grouped(number: float) -> str:
    """A number with a comma between thousands: "4,000"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def dollars(sum_: float) -> str:
    """A sum in United States dollars: "$300 million", "$4,000"."""
    millions = _("${number} million").format(number=f"{sum_ / 1_000_000:g}")
    return millions if sum_ >= 1_000_000 else f"${grouped(sum_)}"


def measured(bounds: tuple[float | None, float | None], limit: str, unit: str) -> str:
    """A number or a range with its unit and the word that limits it: "up to $300 million", "2,500 to 4,000 persons", "9th"."""
    low, high = bounds
    if low is None:
        return _("no number given")
    written: dict[str, Callable[[float], str]] = {"USD": dollars, "ordinal": ordinal}
    write = written.get(unit, grouped)
    shown = write(low) if high is None else _("{low} to {high}").format(low=write(low), high=write(high))
    limits = {"about": _("about"), "nearly": _("nearly"), "up to": _("up to"), "at least": _("at least")}
    limited = f"{limits.get(limit, limit)} {shown}".strip()
    return f"{limited} {unit}" if write is grouped else limited


def without_remark(name: str) -> str:
    """A name without the remark in brackets at its end; a year in brackets is no remark."""
    return _REMARK.sub("", name) or name
