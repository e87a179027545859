"""Translation of the text that readers see, and formatting of dates, ordinals, numbers and names for them.

Messages for readers, in Python code and templates, are looked up in the message catalogue ``dossier``: in the ``locale_dirs`` of
the site, then in this folder. ``make gettext`` writes its template, ``dossier.pot``; translations are files named ``dossier.po``,
which each build compiles. Messages for contributors are not translated.

Call ``_()`` inside functions only: a module constant would keep the language of the first build.
"""

import gettext
import hashlib
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from babel import Locale, localedata

from dossier.files import display_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "dossier"
FOLDER = Path(__file__).parent

_messages = gettext.NullTranslations()
"""The messages in the language of the site; in English, until a site is built."""


def _(message: str) -> str:
    """Return a message in the language of the site."""
    return _messages.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the singular or plural form of a message for a number, in the language of the site."""
    return _messages.ngettext(singular, plural, number)


def N_(message: str) -> str:
    """Mark a message for translation and return it unchanged, to be translated where it is used."""
    return message


def set_up(app: "Sphinx") -> None:
    """Load the catalogue in the language of the site, for Python code and, after Sphinx's own catalogue, for templates."""
    global _messages
    _messages = gettext.NullTranslations()
    language, folders = app.config.language, _folders(Path(app.srcdir), app.config.locale_dirs)
    for number, folder in enumerate(folders):
        found = _compile(folder, language, Path(app.doctreedir, "locale", str(number)))
        if gettext.find(CATALOGUE, found, [language]):
            _messages.add_fallback(gettext.translation(CATALOGUE, found, [language]))
    app.translator.add_fallback(_messages)
    words = b"".join(path.read_bytes() for folder in folders for path in _translations(folder, language))
    app.add_config_value("dossier_translation", hashlib.sha256(words).hexdigest(), "env", types=[str])


def check(pages: Path, locale_dirs: Iterable[str], language: str) -> None:
    """Compile the catalogue as a build does, to find what is wrong with it.

    :raises SystemExit: if it is broken
    """
    with TemporaryDirectory() as made:
        for folder in _folders(pages, locale_dirs):
            _compile(folder, language, Path(made))


def _folders(pages: Path, locale_dirs: Iterable[str]) -> tuple[Path, ...]:
    return *(pages / name for name in locale_dirs), FOLDER


def _translations(folder: Path, language: str) -> list[Path]:
    """Return the ``.po`` files in a folder for a language, such as ``fr_CA``, and for its base language, ``fr``."""
    paths = (folder / name / "LC_MESSAGES" / f"{CATALOGUE}.po" for name in {language, language.partition("_")[0]})
    return sorted(path for path in paths if path.is_file())


_PLACEHOLDER = re.compile(r"{[^{}]*}|[{}]|%\(\w*\)?\w?")
_UNQUOTED = re.compile(rb'(?:msg\S+\s*)?"(?!(?:[^"\\]|\\.)*"$)')
"""The start of a line of text without a quotation mark at its end, or with others in it, of which Babel loses characters."""


def _compile(folder: Path, language: str, target: Path) -> Path:
    """Compile the ``.po`` files in a folder into another, and return that; return the first if it has none.

    :raises SystemExit: if one is broken, or if a translation in it has a placeholder that its message does not have
    """
    found = _translations(folder, language)
    for path in found:
        # Imported here, so that Babel is loaded only if there is something to compile.
        from babel.messages import mofile, pofile

        made = target / path.relative_to(folder).with_suffix(".mo")
        made.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, made.open("wb") as file:
            rows = path.read_bytes().splitlines()
            line = next((number for number, row in enumerate(rows, 1) if _UNQUOTED.match(row.strip())), None)
            try:
                if line:
                    raise ValueError("this text is not between two quotation marks")
                mofile.write_mo(file, catalogue := pofile.read_po(source, abort_invalid=True))
                for message in [message for message in catalogue if not message.fuzzy]:
                    line = message.lineno
                    if other := {*_PLACEHOLDER.findall(str(message.string))}.difference(_PLACEHOLDER.findall(str(message.id))):
                        raise ValueError(f"the message has no “{min(other)}”")
            except Exception as error:  # Babel raises many
                place = f"{display_path(path)}:{line or len(path.read_bytes()[: source.tell()].splitlines())}"
                said = re.sub(r" on \d+$", "", str(error))
                raise SystemExit(f"{place}: [configuration] {said}; correct the translation") from None
    return target if found else folder


_REMARK = re.compile(r"\s*\((?!\d{4}\))[^()]*\)$")
_DAY_OR_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")

MONTH_NAMES = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_RANKS, _RANK = {1: N_("{rank}st"), 2: N_("{rank}nd"), 3: N_("{rank}rd")}, N_("{rank}th")
ORDINALS = (
    N_("first"), N_("second"), N_("third"), N_("fourth"), N_("fifth"), N_("sixth"), N_("seventh"), N_("eighth"), N_("ninth"),
    N_("tenth"), N_("eleventh"), N_("twelfth"), N_("thirteenth"), N_("fourteenth"), N_("fifteenth"), N_("sixteenth"),
    N_("seventeenth"), N_("eighteenth"), N_("nineteenth"), N_("twentieth"),
)  # fmt: skip
_LIMITS = (N_("about"), N_("nearly"), N_("some"), N_("up to"), N_("less than"), N_("at least"), N_("more than"))
"""The qualifiers of a number."""


def long_date(iso: str) -> str:
    """Return a date in words, such as "21 December 2017" or "December 2017"; anything but an ISO day or month is unchanged."""
    if not _DAY_OR_MONTH.fullmatch(iso):
        return iso
    day = date.fromisoformat(f"{iso}-01"[:10])
    form = _("{day} {month} {year}") if len(iso) == 10 else _("{month} {year}")
    return form.format(day=day.day, month=_(MONTH_NAMES[day.month - 1]), year=day.year)


def ordinal(number: float) -> str:
    """Return an ordinal, such as "1st" or "8605th"."""
    rank = int(number)
    return _(_RANKS.get(rank % 10, _RANK) if rank % 100 not in (11, 12, 13) else _RANK).format(rank=rank)


def ordinal_in_words(number: int) -> str:
    """Return an ordinal in words up to 29 and then in figures, such as "ninth", "twenty-second" or "30th"."""
    if number <= len(ORDINALS):
        return _(ORDINALS[number - 1])
    return _("twenty-{ordinal}").format(ordinal=_(ORDINALS[number - 21])) if number < 30 else ordinal(number)


def grouped(number: float) -> str:
    """Return a number with commas between thousands, such as "4,000"."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,}"


def dollars(sum_: float) -> str:
    """Return a sum in United States dollars, such as "$300 million" or "$4,000"."""
    return _("${number} million").format(number=f"{sum_ / 1_000_000:g}") if sum_ >= 1_000_000 else f"${grouped(sum_)}"


def measured(bounds: tuple[float | None, float | None], limit: str, unit: str) -> str:
    """Return a number or a range with its qualifier and unit, such as "up to $300 million" or "2,500 to 4,000 persons"."""
    low, high = bounds
    if low is None:
        return _("no number given")
    write = {"USD": dollars, "ordinal": ordinal}.get(unit, grouped)
    shown = write(low) if high is None else _("{low} to {high}").format(low=write(low), high=write(high))
    limited = f"{_(limit) if limit in _LIMITS else limit} {shown}".strip()
    return f"{limited} {unit}" if write is grouped else limited


@cache
def language_name(tag: str) -> str:
    """Return a language's own name with a capital letter, such as "Français"."""
    return capitalized(Locale.parse(tag, sep="-").get_display_name() or tag)


@cache
def is_right_to_left(tag: str) -> bool:
    """Return whether a language is written from right to left."""
    language = tag.partition("-")[0]
    return localedata.exists(language) and Locale(language).text_direction == "rtl"


def capitalized(text: str) -> str:
    """Return a text with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """Return a text for use within a sentence: with its first letter in lower case, unless it begins an acronym."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def without_remark(name: str) -> str:
    """Return a name without a remark in brackets at its end; a year in brackets is kept."""
    return _REMARK.sub("", name) or name
