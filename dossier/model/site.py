"""What a site adds to the extension in Python, and which site is the current one.

``conf.py`` names a module in ``dossier_site``. It has an object ``SITE`` and registers rules of its own with ``@rule``.
"""

import hashlib
import re
import runpy
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from dossier.model.kinds import KINDS, Kind
from dossier.model.reference import Citation


@dataclass(frozen=True)
class Site:
    """What a site adds: every part may be left out.

    :param kinds: its kinds of entry
    :param names_in_text: the documents that a text names, by symbol or number
    :param words_around_symbols: words that readers put around a symbol in a search and that say no more than it does
    :param symbol: what a document symbol in a text looks like
    :param aside: folders of pages that a search finds only when they are asked for, such as those for contributors
    :param languages: other languages, as BCP 47 tags, in which readers may type the name of a country
    :param address_of: the official address of the document with a symbol, or nothing
    :param versions_of: the languages in which the document with a symbol can be read: name and tag of each, and the address
    :param citation_style: the name of the style in which references are cited, and a citation in it
    """

    kinds: tuple[Kind, ...] = ()
    names_in_text: Callable[[str], Iterable[str]] = lambda text: ()
    words_around_symbols: tuple[str, ...] = ()
    symbol: re.Pattern[str] | None = None
    aside: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    address_of: Callable[[str], str] = lambda symbol: ""
    versions_of: Callable[[str], tuple[tuple[str, str, str], ...]] = lambda symbol: ()
    citation_style: tuple[str, Callable[[Citation], str]] | None = None


class SiteError(Exception):
    """The module of the site is not there, or has no ``SITE``."""


class _Current:
    module = ""
    site = Site()


def site() -> Site:
    """The current site."""
    return _Current.site


def package() -> str:
    """The top package of the current site, or nothing."""
    return _Current.module.partition(".")[0]


def use(module: str) -> None:
    """Make a site the current one of this process; without a name, one that adds nothing.

    :param module: the name of its module
    :raises SiteError: if there is no such module, or it has no ``SITE``
    """
    try:
        added = getattr(import_module(module), "SITE", None) if module else Site()
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        cure = "put its folder on sys.path in conf.py, with its whole path"
        raise SiteError(f"dossier_site: there is no module “{module}”; {cure}") from None
    if not isinstance(added, Site):
        raise SiteError(f"dossier_site: “{module}” has no SITE; give it one, SITE = Site(kinds=…)")
    _Current.module, _Current.site = module, added
    KINDS.clear()
    KINDS.update({kind.name: kind for kind in added.kinds})


def use_folder(pages: Path) -> None:
    """Make the site that ``conf.py`` in the folder of the pages names the current one."""
    configuration = pages / "conf.py"
    try:
        settings = runpy.run_path(str(configuration)) if configuration.is_file() else {}
    except Exception as error:  # whatever its writer's code raises
        lines = [error.lineno] if isinstance(error, SyntaxError) else []
        lines += [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(configuration)]
        why = error.msg if isinstance(error, SyntaxError) else f"{type(error).__name__}: {error}"
        raise SiteError(f"{configuration}:{(lines or [1])[0]}: [configuration] {why}; correct it") from None
    use(settings.get("dossier_site", ""))


def import_modules(package: str) -> None:
    """Import every module of a package, so that what is in it registers itself."""
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")


def code_checksum() -> str:
    """A checksum of the code of the current site, by which a build tells that it has changed."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in code())).hexdigest()


def code() -> list[Path]:
    """The files of the modules of the current site that are loaded."""
    if not (own := package()):
        return []
    names = sorted(name for name in sys.modules if name == own or name.startswith(f"{own}."))
    return [Path(path) for name in names if (path := getattr(sys.modules[name], "__file__", None))]
