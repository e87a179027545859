"""Sentences for readers, in the language of the site.

What Python code and templates say to readers is looked up in the catalogue ``dossier``: in this folder, then in the
``locale_dirs`` of the site. ``make gettext`` writes its template, ``dossier.pot``; a translation is a file ``dossier.po``, which
each build compiles. Messages to contributors stay in English.

Look a sentence up inside a function: a module constant would keep the language of the first build.
"""

import gettext
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

CATALOGUE = "dossier"
FOLDER = Path(__file__).parent


def _translator() -> gettext.NullTranslations:
    # Sphinx is imported no earlier, so that the checks run without it.
    from sphinx.locale import get_translator

    return get_translator(CATALOGUE)


def _(message: str) -> str:
    """A sentence in the language of the site."""
    return _translator().gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The one of two sentences that goes with a number, in the language of the site."""
    return _translator().ngettext(singular, plural, number)


def N_(message: str) -> str:
    """Mark a sentence for translation without translating it; it is looked up where it is used."""
    return message


def set_up(app: "Sphinx") -> None:
    """Load the catalogue in the language of the site, for Python code and, behind Sphinx's own, for templates."""
    language = app.config.language
    folders = (*(Path(app.srcdir, name) for name in app.config.locale_dirs), FOLDER)
    for number, folder in enumerate(folders):
        compiled = Path(app.doctreedir, "locale", str(number))
        found = compiled if _compile(folder, language, compiled) else folder
        app.add_message_catalog(CATALOGUE, str(found))
        app.translator.add_fallback(gettext.translation(CATALOGUE, found, [language], fallback=True))
    words = b"".join(path.read_bytes() for folder in folders for path in _translations(folder, language))
    app.add_config_value("dossier_translation", hashlib.sha256(words).hexdigest(), "env", types=[str])


def _translations(folder: Path, language: str) -> list[Path]:
    """The ``.po`` files of a folder that a language uses: its own, and for ``fr_CA`` that of ``fr``."""
    paths = (folder / name / "LC_MESSAGES" / f"{CATALOGUE}.po" for name in {language, language.partition("_")[0]})
    return sorted(path for path in paths if path.is_file())


def _compile(folder: Path, language: str, target: Path) -> bool:
    """Compile the ``.po`` files of a folder into another one; whether there are any."""
    found = _translations(folder, language)
    for path in found:
        # Babel is imported only where there is something to compile.
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        made = target / path.relative_to(folder).with_suffix(".mo")
        made.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, made.open("wb") as file:
            write_mo(file, read_po(source))
    return bool(found)
