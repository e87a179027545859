"""Document symbols of the United Nations, and what readers call the documents and meetings that have them.

A symbol is made of letters for the organ and the series, then numbers: ``S/2019/612``, ``S/PV.8605``, ``SC/13893``. That of the
record of a meeting has the number of the meeting, by which the meeting is called as well.
"""

import re
from collections.abc import Iterator

LANGUAGES = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}
"""The official languages, by the tag that addresses and pages have for them."""

SYMBOL = re.compile(
    r"(?<![\w/])(?:[SA]/RES/\d+(?:/\d+)? ?\(\d{4}\)|A/RES/\d+/\d+|[SA]/PRST/\d{4}/\d+"
    r"|[SA]/(?:\d+/)?PV\.\d+|S/\d{4}/\d+|A/\d{2}/(?:L\.)?\d+)"
    r"(?:/(?:Add|Rev|Corr)\.\d+)*(?![\w/])"
)
"""The symbol of a document of the Security Council or the General Assembly, such as "S/RES/2396 (2017)" or "S/2019/612"."""

_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,4}/(?:[A-Z]+[/.])*\d+(?:/\d+)*(?![\w/])")
_MEETING = re.compile(r"(?<![\w,])(\d{4,5})(?:st|nd|rd|th) meeting\b")


def official_address(symbol: str, language: str = "en") -> str:
    """The official address of a document, made by rule from its symbol; nothing for what is no such symbol.

    United Nations Documents redirects it to the text: https://undocs.org/.
    """
    return f"https://undocs.org/{language}/{symbol.replace(' ', '')}" if SYMBOL.fullmatch(symbol) else ""


def press_release_address(symbol: str, year: int) -> str:
    """The address of the coverage of a meeting, made by rule from its symbol ("SC/13931") and the year; of 2012 and later."""
    found = re.fullmatch(r"(SC|GA)/(\d+)", symbol)
    return f"https://press.un.org/en/{year}/{found[1].lower()}{found[2]}.doc.htm" if found and year >= 2012 else ""


def texts(symbol: str) -> tuple[tuple[str, str, str], ...]:
    """The texts of a document in the official languages: name and tag of each language, and the address."""
    return tuple((name, tag, official_address(symbol, tag)) for tag, name in LANGUAGES.items() if official_address(symbol))


def symbols_in(text: str) -> Iterator[str]:
    """The symbols of documents and the numbers of meetings that are in a text, each once."""
    yield from dict.fromkeys([*_SYMBOL.findall(text), *_MEETING.findall(text)])
