"""Document symbols of the United Nations, and what readers call the documents and meetings that have them.

A symbol is made of letters for the organ and the series, then numbers: ``S/2019/612``, ``S/PV.8605``, ``SC/13893``. That of the
record of a meeting has the number of the meeting, by which the meeting is called as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.locale.formatting import ordinal

ORGANS = {"S": ("SC", "UNSC", "Security Council"), "A": ("GA", "UNGA", "General Assembly")}
"""What readers call an organ, by the letter with which its symbols start."""

LANGUAGES = {"ar": "العربية", "zh": "中文", "en": "English", "fr": "Français", "ru": "Русский", "es": "Español"}
"""The official languages, by the tag that addresses and pages have for them."""

SYMBOL = re.compile(
    r"(?<![\w/])(?:[SA]/RES/\d+(?:/\d+)? ?\(\d{4}\)|A/RES/\d+/\d+|[SA]/PRST/\d{4}/\d+"
    r"|[SA]/(?:\d+/)?PV\.\d+|S/\d{4}/\d+|A/\d{2}/(?:L\.)?\d+)"
    r"(?:/(?:Add|Rev|Corr)\.\d+)*(?![\w/])"
)
"""The symbol of a document of the Security Council or the General Assembly, such as "S/RES/2396 (2017)" or "S/2019/612"."""

TELLING = 4
"""Digits from which on a number alone may stand for a symbol; a shorter one is more likely a figure."""

_SYMBOL = re.compile(r"(?<![\w/])(?P<letters>[A-Z]{1,4}/(?:[A-Z]+[/.])*)(?P<number>\d+(?:/\d+)*)(?![\w/])")
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


def called(symbol: str) -> Iterator[str]:
    """What readers call the document with a symbol, in whatever way they leave out strokes, points and letters."""
    yield symbol
    if found := _SYMBOL.fullmatch(symbol):
        letters, number = found.groups()
        yield f"{re.sub('[/.]', '', letters)} {number}"
        yield re.sub("[/.]", "", symbol)
        if letters.endswith("/RES/"):
            yield from resolution_called(letters[0], number)
        elif letters.endswith("PV."):
            yield f"PV {number}"
            yield from meeting_called(int(number), letters[0])
        elif "/" in number or len(number) >= TELLING:
            yield number


def resolution_called(organ: str, number: str) -> Iterator[str]:
    """What readers call a resolution of an organ, which is given by the letter of its symbols."""
    names = ["UN", *(f"{united}{name}" for name in ORGANS.get(organ, ()) for united in ("", "UN "))]
    before = [
        "",
        "resolution ",
        "res ",
        f"{organ}/RES/",
        f"{organ}RES/",
        f"{organ}/",
        *(["UNSCR ", "SCR "] if organ == "S" else []),
    ]
    before += [f"{name} {word}" for name in names for word in ("resolution ", "res ", "")]
    yield from (f"{words}{number}" for words in before)
    yield f"{organ}RES{number.replace('/', '')}"


def meeting_called(number: int, organ: str = "S") -> Iterator[str]:
    """What readers call a meeting of an organ, which is given by the letter of its symbols."""
    nth = ordinal(number)
    forms = (f"{nth} meeting", f"{number} meeting", f"meeting {number}", nth)
    yield str(number)
    for name in ("", *ORGANS.get(organ, ())):
        yield from (f"{name} {form}".strip() for form in forms)
        if name:
            yield from (f"{forms[0]} of the {name}", f"{forms[0]} of {name}")


def symbols_in(text: str) -> Iterator[str]:
    """What readers call the documents and meetings whose symbols and numbers are in a text, each once."""
    symbols = dict.fromkeys(found[0] for found in _SYMBOL.finditer(text))
    meetings = dict.fromkeys(map(int, _MEETING.findall(text)))
    names = [name for symbol in symbols for name in called(symbol)]
    yield from dict.fromkeys([*names, *(name for number in meetings for name in meeting_called(number))])
