"""Style sheets: those that every page loads are joined to one file, the others are loaded where they are used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from sphinx.builders.html._assets import _CascadingStyleSheet as Sheet
from sphinx.errors import ExtensionError

from dossier.html.absent import SHEETS, without_absent

JOINED = "_static/site.css"
"""The file of those that every page loads. One file compresses to four fifths of what a dozen do, and is asked for once."""

USED = {
    "_static/pygments.css": re.compile(r'class="highlight'),
    "_static/sphinx-design.min.css": re.compile(r'class="[^"]*\bsd-'),
    "_static/styles/furo-extensions.css": re.compile(r'class="[^"]*\bsd-'),
    "_static/css/cards.css": re.compile(r'class="[^"]*\bsd-'),
    "_static/css/pictures.css": re.compile(r'<figure class="picture\b'),
}
"""Those that a page loads only if its text has what they are for."""

_BOUND = re.compile(r"@import|@charset|url\(\s*[\"']?(?!data:|#|[\"'])")
_COMMENT = re.compile(r"/\*(?!!).*?\*/\s*", re.DOTALL)
"""A comment, but for those that say whose a sheet is, which begin with an exclamation mark."""


def needed(sheets: Iterable[Sheet], body: str) -> list[Sheet]:
    """The sheets of a page, in their order: the joined one stands where the last of its parts stood."""
    wanted = [sheet for sheet in sheets if (needs := USED.get(_name(sheet))) is None or needs.search(body)]
    parts = [sheet for sheet in wanted if _is_joined(sheet)]
    return [Sheet(JOINED) if sheet is parts[-1] else sheet for sheet in wanted if sheet not in parts[:-1]] if parts else wanted


def join(sheets: Iterable[Sheet], site: Path) -> None:
    """Write the joined sheet from its parts, as they stand in a built site.

    :raises ExtensionError: if a part has an address that would not hold in another folder
    """
    texts = [_text(site / _name(sheet)) for sheet in sheets if _is_joined(sheet)]
    (site / JOINED).write_text("".join(texts))


def _text(path: Path) -> str:
    text = _COMMENT.sub("", path.read_text()).strip()
    if path.as_posix().endswith(SHEETS):
        text = without_absent(text)
    if found := _BOUND.search(text):
        raise ExtensionError(f"{path}: {found[0]} cannot be joined with other style sheets; write the address as data, or none")
    return f"{text}\n"


def _is_joined(sheet: Sheet) -> bool:
    name = _name(sheet)
    return name not in USED and "://" not in name and sheet.attributes.get("media", "all") == "all"


def _name(sheet: Sheet) -> str:
    return str(sheet.filename)
