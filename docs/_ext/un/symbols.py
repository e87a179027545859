"""Document symbols of the United Nations, and addresses derived from them.

A symbol consists of letters for the organ and the series, followed by numbers: ``S/2019/612``, ``S/PV.8605``, ``SC/13893``. The
symbol of a meeting record contains the number by which the meeting is known.
"""

import re

from dossier.locale import language_name

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The tags of the official languages, as used in addresses and on pages."""

SYMBOL = re.compile(
    r"(?<![\w/])(?:[SA]/RES/\d+(?:/\d+)? ?\(\d{4}\)|A/RES/\d+/\d+|[SA]/PRST/\d{4}/\d+"
    r"|[SA]/(?:\d+/)?PV\.\d+|S/\d{4}/\d+|A/\d{2}/(?:L\.)?\d+)"
    r"(?:/(?:Add|Rev|Corr)\.\d+)*(?![\w/])"
)
"""The symbol of a document of the Security Council or the General Assembly, such as "S/RES/2396 (2017)" or "S/2019/612"."""

_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,4}/(?:[A-Z]+[/.])*\d+(?:/\d+)*(?![\w/])")
_MEETING = re.compile(r"(?<![\w,])(\d{4,5})(?:st|nd|rd|th) meeting\b")


def official_address(symbol: str, language: str = "en") -> str:
    """Return the official address of a document, derived from its symbol; empty if the symbol is not valid.

    The address redirects to the text in United Nations Documents: https://undocs.org/.
    """
    return f"https://undocs.org/{language}/{symbol.replace(' ', '')}" if SYMBOL.fullmatch(symbol) else ""


def press_release_address(symbol: str, year: int) -> str:
    """Return the address of the press release on a meeting, from its symbol ("SC/13931") and year; empty before 2012."""
    found = re.fullmatch(r"(SC|GA)/(\d+)", symbol)
    return f"https://press.un.org/en/{year}/{found[1].lower()}{found[2]}.doc.htm" if found and year >= 2012 else ""


def language_versions(symbol: str) -> tuple[tuple[str, str, str], ...]:
    """Return the texts of a document in the official languages, each as name, tag and address."""
    return tuple((language_name(tag), tag, official_address(symbol, tag)) for tag in LANGUAGES if official_address(symbol))


def symbols_in(text: str) -> list[str]:
    """Return the document symbols and meeting numbers in a text, without duplicates."""
    symbols = _SYMBOL.findall(text) if "/" in text else []  # most texts have none, and the search of all is slow
    meetings = _MEETING.findall(text) if "meeting" in text else []
    return list(dict.fromkeys(symbols + meetings))
