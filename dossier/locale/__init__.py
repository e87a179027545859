"""Sentences for readers, in the language of the site.

What Python code and templates say to readers is looked up in the catalogue ``dossier``: in this folder, then in the
``locale_dirs`` of the site. ``make gettext`` writes its template, ``dossier.pot``. Messages to contributors stay in English.

Look a sentence up where it is used, in a function: a constant of a module would keep the language of the first build.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

    from sphinx.application import Sphinx

CATALOGUE = "dossier"
FOLDER = Path(__file__).parent


def _translator() -> NullTranslations:
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
    """A sentence as it stands, which translators get all the same; it is looked up where it is used."""
    return message


def set_up(app: Sphinx) -> None:
    """Load the catalogue in the language of the site, for Python code and, behind Sphinx's own, for templates."""
    for folder in (*(Path(app.srcdir, name) for name in app.config.locale_dirs), FOLDER):
        app.add_message_catalog(CATALOGUE, str(folder))
        app.translator.add_fallback(gettext.translation(CATALOGUE, folder, [app.config.language], fallback=True))
