"""What a site adds to the extension in Python, and the registry of the current site.

``dossier_site`` in ``conf.py`` names a module. It defines ``SITE`` and registers its own rules with ``@rule``.
"""

import hashlib
import re
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from dossier.model.kinds import KINDS, Kind
from dossier.model.problem import BrokenSource, Problem
from dossier.model.publication import Citation


@dataclass(frozen=True)
class Site:
    """The additions of a site; all of them are optional.

    :param kinds: its kinds of entry
    :param names_in_text: returns the documents that a text names, by symbol or number
    :param words_around_symbols: words that readers add to a symbol in a search without changing its meaning
    :param symbol: regular expression that matches a document symbol in a text
    :param aside: folders or pages that a search shows only on request, such as those for contributors
    :param languages: other languages, as BCP 47 tags, in which readers may type the name of a country
    :param address_of: returns the official address of the document with a symbol, or an empty string
    :param versions_of: returns the language versions of the document with a symbol, each as name, tag and address
    :param citation_style: name of the citation style, and a function that formats a citation in it, with the address last
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

    def __post_init__(self) -> None:
        """Check that no two kinds have the same name or the same folder."""
        for noun in ("name", "folder"):
            value, count = Counter(getattr(kind, noun) for kind in self.kinds).most_common(1)[0] if self.kinds else ("", 0)
            if count > 1:
                raise ValueError(f"two kinds have the {noun} “{value}”")


class _Current:
    module = ""
    site = Site()


def site() -> Site:
    """Return the current site."""
    return _Current.site


def package() -> str:
    """Return the top-level package of the current site, or an empty string."""
    return _Current.module.partition(".")[0]


def is_current(made: object) -> bool:
    """Return whether a function or class is of the extension or of the current site, and not of another site of this process."""
    return made.__module__.partition(".")[0] in ("dossier", package())


def use(module: str, where: tuple[Path, int] = (Path("conf.py"), 1)) -> None:
    """Make a site the current one of this process.

    :param module: name of its module; if empty, a site without additions is used
    :param where: file and line that name it
    :raises BrokenSource: if there is no such module, it cannot be imported, or it has no ``SITE``
    """
    try:
        added = getattr(import_module(module), "SITE", None) if module else Site()
    except Exception as error:  # arbitrary user code
        cure = "correct the name, or add the absolute path of its folder to sys.path"
        unknown = Problem(*where, "configuration", f"the module “{module}” cannot be imported: {error}", cure)
        raise at_fault(error, lambda path: module.partition(".")[0] in path.with_suffix("").parts, unknown) from None
    if not isinstance(added, Site):
        message, cure = f"the module “{module}” has no SITE", "define SITE = Site(kinds=…) in it"
        raise BrokenSource([Problem(*where, "configuration", message, cure)])
    _Current.module, _Current.site = module, added
    KINDS.clear()
    KINDS.update({kind.name: kind for kind in added.kinds})


def at_fault(error: BaseException, is_own: Callable[[Path], bool], otherwise: Problem) -> BrokenSource:
    """Return an error that says where the code of a site failed: at the last line that is its own, or else another problem."""
    if isinstance(error, SyntaxError) and error.filename:
        return BrokenSource([Problem(Path(error.filename), error.lineno or 1, "configuration", error.msg, "correct it")])
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if is_own(Path(frame.filename))]
    message = f"{type(error).__name__}: {error}"
    places = [Problem(Path(frame.filename), frame.lineno or 1, "configuration", message, "correct it") for frame in own[-1:]]
    return BrokenSource(places or [otherwise])


def import_modules(package: str) -> None:
    """Import every module of a package, so that its contents register themselves."""
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")


def code_checksum() -> str:
    """Return a checksum of the code of the current site, used to detect changes between builds."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in code())).hexdigest()


def code() -> list[Path]:
    """Return the files of the loaded modules of the current site."""
    if not (own := package()):
        return []
    names = sorted(name for name in sys.modules if name == own or name.startswith(f"{own}."))
    return [Path(path) for name in names if (path := getattr(sys.modules[name], "__file__", None))]
