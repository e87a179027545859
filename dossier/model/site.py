"""What a site adds to the extension in Python, and the registry of the current site.

``dossier_site`` in ``conf.py`` names a module. It defines ``SITE`` and registers its own rules with ``@rule``.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache, partial
from importlib import import_module
from inspect import formatannotation, getfile, getsourcelines
from pathlib import Path
from pkgutil import iter_modules
from traceback import walk_tb
from typing import Any, get_args, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from dossier.files import display_path
from dossier.model.kinds import COLUMNS, KINDS, ROLES, EntryNames, Kind, LanguageTag, Row, check_known
from dossier.model.page import Page
from dossier.model.problem import BrokenSource, Problem, did_you_mean
from dossier.model.publication import Citation


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
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
    names_in_text: Callable[[str], Sequence[str]] = lambda text: ()
    words_around_symbols: tuple[str, ...] = ()
    symbol: re.Pattern[str] | None = None
    aside: tuple[str, ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    address_of: Callable[[str], str] = lambda symbol: ""
    versions_of: Callable[[str], tuple[tuple[str, str, str], ...]] = lambda symbol: ()
    citation_style: tuple[str, Callable[[Citation], str]] | None = None

    def __post_init__(self) -> None:
        """Check that each kind has a name, a folder and a column of its own."""
        for noun, taken in (("name", ("", *ROLES)), ("folder", ("",)), ("column", COLUMNS)):
            values = [*taken, *(getattr(kind, noun) for kind in self.kinds)]
            if twice := [value for value in values if values.count(value) > 1]:
                raise ValueError(f"the {noun} “{twice[0]}” is taken; give each kind a {noun} of its own")


def _functions(made: Site | Kind) -> Iterator[tuple[str, Callable[..., Any], Any]]:
    """Yield the functions of a site or of a kind: the name of each, the function, and the type of what it returns."""
    for item in fields(made):
        if get_origin(item.type) is Callable:
            yield item.name, getattr(made, item.name), get_args(item.type)[1]


class _Current:
    module = ""
    site = Site()
    code: tuple[Path, ...] = ()


def site() -> Site:
    """Return the current site."""
    return _Current.site


def package() -> str:
    """Return the top-level package of the current site, or an empty string."""
    return _top(_Current.module)


def is_current(made: object) -> bool:
    """Return whether a function or class is of the extension or of the current site, and not of another site of this process."""
    return _owner(made) in ("dossier", package())


def use(module: str, where: tuple[Path, int] = (Path("conf.py"), 1)) -> None:
    """Make a site the current one of this process.

    :param module: name of its module; if empty, a site without additions is used
    :param where: file and line that name it
    :raises BrokenSource: if there is no such module, it cannot be imported, or it has no ``SITE``
    """
    try:
        added = getattr(import_module(module), "SITE", None) if module else Site()
    except (Exception, SystemExit) as error:  # arbitrary user code
        cure = "correct the name, or add the absolute path of its folder to sys.path"
        unknown = Problem(*where, "configuration", f"the module “{module}” cannot be imported: {error}", cure)
        raise BrokenSource(at_fault(error, {_top(module)}) or [unknown]) from None
    if not isinstance(added, Site):
        raise BrokenSource([Problem(*where, "configuration", f"“{module}” has no SITE", "define SITE = Site(kinds=…) in it")])
    for kind in added.kinds:
        with guard(kind.meta, f"the kind “{kind.name}”"):
            for name, target in kind.links.items():
                check_known(f"“{name}”", target, {other.name for other in added.kinds}, "kind")
    guarded: Any = {name: partial(call, made, result, f"“{name}”") for name, made, result in _functions(added)}
    if style := added.citation_style:
        guarded["citation_style"] = style[0], partial(call, style[1], str, "“citation_style”")
    _Current.module, _Current.site = module, replace(added, **guarded)
    top = sys.modules.get(_top(module))
    within = (path for folder in getattr(top, "__path__", ()) for path in sorted(Path(folder).rglob("*.py")))
    _Current.code = tuple(within) or ((Path(str(top.__file__)),) if top else ())
    KINDS.clear()
    KINDS.update({kind.name: kind for kind in added.kinds})


def _top(module: str) -> str:
    """Return the name of the top-level package of a module."""
    return module.partition(".")[0]


def _owner(made: object) -> str:
    """Return the top-level package of a function or class."""
    return _top(getattr(made, "__module__", ""))


def _place(made: Any) -> tuple[Path, int]:
    """Return where a function or class is defined; for one not written in Python, the start of the code of the site."""
    try:
        return Path(getfile(made)), getsourcelines(made)[1]
    except (OSError, TypeError):
        return code()[0], 1


def _in_words(error: BaseException) -> str:
    """Return what an error says; of a wrong argument of a class of ours, which it is and what it should be."""
    if not isinstance(error, ValidationError):
        return f"{type(error).__name__}: {error}"
    wrong = error.errors()[0]
    place, given, said = next(iter(wrong["loc"]), ""), wrong["input"], wrong["msg"].removeprefix("Value error, ")
    if wrong["type"] == "unexpected_keyword_argument":
        known = [field.name for made in (Site, Kind, Row, EntryNames) if made.__name__ == error.title for field in fields(made)]
        return f"{error.title} has no argument “{place}”; {did_you_mean(str(place), known, 'remove it')}"
    if wrong["type"] == "missing":
        return f"{error.title} lacks the argument “{place}”; add it"
    shown = repr(given) if isinstance(given, str | int | type) else f"a {type(given).__name__}"
    name = f"“{place}”" if isinstance(place, str) else f"argument {place + 1}"
    return f"{name} of {error.title} is {shown}; {said}" if wrong["loc"] else f"ValueError: {said}"


def at_fault(error: BaseException, packages: set[str], *places: tuple[Path, int], what: str = "") -> list[Problem]:
    """Return where the code of a site failed, and how: at the last line in some packages, or else at the last of some places.

    :param what: what failed, before the text of the error; that says what to do after a semicolon
    """
    message, _, cure = " ".join(f"{what}{_in_words(error)}".split()).rstrip(".").partition("; ")
    frames = ((frame.f_globals.get("__name__", ""), frame.f_code, line) for frame, line in walk_tb(error.__traceback__))
    at = [*places, *((Path(code.co_filename), line) for name, code, line in frames if _top(name) in packages)]
    if isinstance(error, SyntaxError) and error.filename:
        at, message, cure = [(Path(error.filename), error.lineno or 1)], error.msg, ""
    return [Problem(Path(display_path(path)), line, "configuration", message, cure or "correct it") for path, line in at[-1:]]


@contextmanager
def guard(made: object, what: str, *told: type[Exception]) -> Iterator[None]:
    """Report an error in code that a site may define with its file and line.

    :param made: the function or class that runs
    :param what: what it is, for the message
    :param told: errors that the caller reports itself
    :raises BrokenSource: if it raises any other error
    """
    try:
        yield
    except told:
        raise
    except Exception as error:  # arbitrary user code
        raise BrokenSource(at_fault(error, {package(), _owner(made)}, _place(made), what=f"{what} fails: ")) from error


_adapter = cache(lambda made: TypeAdapter(tuple[made], config=ConfigDict(arbitrary_types_allowed=True)))  # type: ignore[valid-type]


def checked(found: Any, result: Any) -> Any:
    """Return the result of a function, if it has the given type; a function may also yield the items of a list.

    :raises TypeError: if it has another type
    """
    found = list(found) if isinstance(found, Iterator) else found
    if not _adapter(result).validator.isinstance_python((found,)):
        raise TypeError(f"it returns {found!r:.80}, not {formatannotation(result)}")
    return found


def call(made: Callable[..., Any], result: Any, what: str, *arguments: object) -> Any:
    """Call a function that a site may define, and return its result, which must have the given type.

    :raises BrokenSource: if it fails or returns something else; it names the line
    """
    with guard(made, what):
        return checked(made(*arguments), result)


def failures(page: Page) -> Iterator[Problem]:
    """Yield what is wrong with each function of an entry's kind that fails on its page."""
    for name, made, result in _functions(KINDS[page.kind]):
        what = f"“{name}” of the kind “{page.kind}” on {page.docname}"
        try:
            with guard(made, what):
                found = checked(made(page), result)
                for row in [row for row in found if row.ids] if name == "card" else []:
                    check_known(f"the row “{row.term}”", row.kind, KINDS, "kind")
        except BrokenSource as broken:
            yield from broken.problems


def refuse_taken(what: str, taken: Callable[..., Any] | None, made: object) -> None:
    """Check that nothing else in the extension or the same site is registered under an id.

    :param taken: what is registered there; it no longer counts if its module was imported anew or is of another site
    :raises ValueError: if something is, naming its file and line
    """
    if taken is None or _owner(taken) not in ("dossier", _owner(made)):
        return
    if getattr(sys.modules.get(taken.__module__), taken.__name__, None) is taken:
        path, line = _place(taken)
        raise ValueError(f"{what} is taken at {display_path(path)}:{line}; use another id")


def import_modules(package: str) -> None:
    """Import every module of a package, so that its contents register themselves."""
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")


def code_checksum() -> str:
    """Return a checksum of the code of the current site, used to detect changes between builds."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in code())).hexdigest()


def code() -> tuple[Path, ...]:
    """Return the files of the package of the current site, loaded or not, or that of its module."""
    return _Current.code
