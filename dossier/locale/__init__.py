"""Translation of the text that readers see.

Messages for readers, in Python code and templates, are looked up in the message catalogue ``dossier``: in the ``locale_dirs`` of
the site, then in this folder. ``make gettext`` writes its template, ``dossier.pot``; translations are files named ``dossier.po``,
which each build compiles. Messages for contributors are not translated.

Call ``_()`` inside functions only: a module constant would keep the language of the first build.
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
    # Imported here, so that the checks run without Sphinx.
    from sphinx.locale import get_translator

    return get_translator(CATALOGUE)


def _(message: str) -> str:
    """Return a message in the language of the site."""
    return _translator().gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the singular or plural form of a message for a number, in the language of the site."""
    return _translator().ngettext(singular, plural, number)


def N_(message: str) -> str:
    """Mark a message for translation and return it unchanged, to be translated where it is used."""
    return message


def set_up(app: "Sphinx") -> None:
    """Load the catalogue in the language of the site, for Python code and, after Sphinx's own catalogue, for templates."""
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
    """Return the ``.po`` files in a folder for a language, such as ``fr_CA``, and for its base language, ``fr``."""
    paths = (folder / name / "LC_MESSAGES" / f"{CATALOGUE}.po" for name in {language, language.partition("_")[0]})
    return sorted(path for path in paths if path.is_file())


def _compile(folder: Path, language: str, target: Path) -> bool:
    """Compile the ``.po`` files in a folder into another, and return whether there are any."""
    found = _translations(folder, language)
    for path in found:
        # Imported here, so that Babel is loaded only if there is something to compile.
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        made = target / path.relative_to(folder).with_suffix(".mo")
        made.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, made.open("wb") as file:
            write_mo(file, read_po(source))
    return bool(found)
