"""Dates, ranks and numbers as readers see them."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from babel import Locale, localedata

from dossier.locale import N_, _

_REMARK = re.compile(r"\s*\((?!\d{4}\))[^()]*\)$")
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_RANKS, _RANK = {1: N_("{rank}st"), 2: N_("{rank}nd"), 3: N_("{rank}rd")}, N_("{rank}th")
_ORDINALS = (
    *(N_("first"), N_("second"), N_("third"), N_("fourth"), N_("fifth"), N_("sixth"), N_("seventh"), N_("eighth"), N_("ninth")),
    *(N_("tenth"), N_("eleventh"), N_("twelfth"), N_("thirteenth"), N_("fourteenth"), N_("fifteenth"), N_("sixteenth")),
    *(N_("seventeenth"), N_("eighteenth"), N_("nineteenth"), N_("twentieth")),
)
_LIMITS = (N_("about"), N_("nearly"), N_("some"), N_("up to"), N_("less than"), N_("at least"), N_("more than"))
"""The words that limit a number."""


def long_date(iso: str) -> str:
    """A date in words: "21 December 2017", "December 2017"; what is not a day or month, as it is."""
    if not _DAY_OR_MONTH.fullmatch(iso):
        return iso
    try:
        day = date.fromisoformat(f"{iso}-01"[:10])
    except ValueError:
        return iso
    form = _("{day} {month} {year}") if len(iso) == 10 else _("{month} {year}")
    return form.format(day=day.day, month=_(_MONTHS[day.month - 1]), year=day.year)


def ordinal(number: float) -> str:
    """A rank: "1st", "8605th"."""
    rank = int(number)
    form = _RANKS.get(rank % 10, _RANK) if rank % 100 not in (11, 12, 13) else _RANK
    return _(form).format(rank=rank)


def ordinal_in_words(number: int) -> str:
    """A rank in words up to 29, then in figures: "ninth", "twenty-second", "30th"."""
    if number <= len(_ORDINALS):
        return _(_ORDINALS[number - 1])
    if number < 30:
        return _("twenty-{ordinal}").format(ordinal=_(_ORDINALS[number - 21]))
    return ordinal(number)


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
    limited = f"{_(limit) if limit in _LIMITS else limit} {shown}".strip()
    return f"{limited} {unit}" if write is grouped else limited


def language_name(tag: str) -> str:
    """What a language calls itself, with a capital letter: "Français"."""
    name = Locale.parse(tag, sep="-").get_display_name() or tag
    return name[0].upper() + name[1:]


@cache
def is_right_to_left(tag: str) -> bool:
    """Whether text in a language runs from right to left."""
    language = tag.partition("-")[0]
    return localedata.exists(language) and Locale(language).text_direction == "rtl"


def without_remark(name: str) -> str:
    """A name without the remark in brackets at its end; a year in brackets is no remark."""
    return _REMARK.sub("", name) or name
