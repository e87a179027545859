"""The settings that the extension adds to ``conf.py``."""

import ast
import fnmatch
import re
import runpy
from collections.abc import Iterable, Iterator, Mapping, Set
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from dossier import locale
from dossier.files import display_path
from dossier.model.problem import BrokenSource, Problem, did_you_mean
from dossier.model.site import at_fault, use
from dossier.parser.text import read_text, require_folders

SOURCE = "../source"
"""The data folder of a site that sets none, relative to its ``conf.py``."""
SETTINGS: dict[str, tuple[object, Literal["", "env", "html"], list[type]]] = {
    "dossier_about_report": ([], "html", [list]),
    "dossier_editions": ("", "", [str]),
    "dossier_editions_without": ((), "", [list, tuple]),
    "dossier_finish": (True, "", [bool]),
    "dossier_repository": ("", "html", [str]),
    "dossier_site": ("", "env", [str]),
    "dossier_site_code": ("", "env", [str]),
    "dossier_source": (SOURCE, "env", [str]),
}
"""The default of each setting, what is out of date if it changes, and the types of its values."""
OPTIONS = "html_theme_options"
"""The setting of Sphinx with the options of the theme."""
_URL, _HTTPS = r"https?://[^\s/]\S*", "a URL with “https://”"
FORMS = {
    "dossier_repository": (rf"{_URL}[^\s/]", f"{_HTTPS}, and without a slash at the end"),
    "html_baseurl": (f"{_URL}/", f"{_HTTPS}, and with a slash at the end"),
    "language": (r"[a-z]{2,3}(_[A-Z]\w+)?", "a code of two or three letters, such as “en” or “pt_BR”"),
}
OPTION_FORMS = {"licence_url": (_URL, _HTTPS), "locale": ("[a-z]{2,3}_[A-Z]{2}", "a language and a territory, such as “en_GB”")}
"""The form of some settings, and of some options of the theme, as a regular expression and in words."""

_TYPES: dict[str, list[type]] = {OPTIONS: [dict], "root_doc": [str]}
_TYPES |= {name: [list, tuple] for name in ("exclude_patterns", "extensions", "templates_path")}
_TYPES |= {name: types for name, (_, _, types) in SETTINGS.items()}
CHECKED = {*_TYPES, *FORMS}
"""The settings whose values are checked."""


def use_folder(pages: Path, source: Path | None = None) -> Path:
    """Make the site named by ``conf.py`` in the folder of pages the current one.

    :param source: its data folder, if not that of ``conf.py``
    :return: its data folder
    :raises BrokenSource: if there is no such file, it fails, does not load the extension, or has a wrong setting
    :raises SystemExit: if a translation into the language of the site is broken
    """
    require_folders(pages)
    path = pages / "conf.py"
    read_text(path)
    try:
        values = runpy.run_path(str(path))
    except (Exception, SystemExit) as error:  # arbitrary user code
        raise BrokenSource(at_fault(error, {"<run_path>"}, (path, 1))) from None
    if "dossier" not in str(values.get("extensions")):
        raise BrokenSource([Problem(path, 1, "configuration", "“extensions” does not have “dossier”", "add it")])
    use_configured(path, values, pages)
    locale.check(pages, values.get("locale_dirs", ["locales"]), str(values.get("language")))
    return source or Path(display_path((pages / values.get("dossier_source", SOURCE)).resolve()))


def use_configured(path: Path, values: Mapping[str, Any], pages: Path, known: Set[str] = frozenset()) -> None:
    """Make the site named in a configuration the current one.

    :param pages: the folder of its pages
    :param known: the names of all settings, which only a build knows
    :raises BrokenSource: if a setting named like ours or for HTML is unknown, a value has a wrong type or form, or the site fails
    """
    options = made if isinstance(made := values.get(OPTIONS), dict) else {}
    lines = _lines(path, options, ("dossier_", "html_") if known else ("dossier_",))
    unknown = lines.keys() - CHECKED - known - options.keys()
    wrong = [(name, f"there is no setting “{name}”", did_you_mean(name, known | {*SETTINGS}, "remove it")) for name in unknown]
    if wrong := [*wrong, *_wrong_values(values, options)] or [*_without_target(values, pages, path.parent)]:
        raise BrokenSource([Problem(path, lines.get(name, 1), "configuration", message, cure) for name, message, cure in wrong])
    use(values.get("dossier_site", ""), (path, lines.get("dossier_site", 1)))


def _lines(path: Path, options: Iterable[str], prefixes: tuple[str, ...]) -> dict[str, int]:
    """Return the lines of some options of the theme, and of the settings that are checked or begin with a prefix."""
    nodes = [*ast.walk(ast.parse(read_text(path) if path.is_file() else ""))]
    names = (node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    lines = {node.id: node.lineno for node in names if node.id.startswith(prefixes) or node.id in CHECKED}
    keys = (key for node in nodes if isinstance(node, ast.Dict) for key in node.keys)
    at = {key.value: key.lineno for key in keys if isinstance(key, ast.Constant)}
    return {name: at.get(name, lines.get(OPTIONS, 1)) for name in options} | lines


def _wrong_values(values: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield each setting, and each option of the theme, with a value of a wrong type or form: what is wrong, and what to do."""
    if not all(isinstance(pair, tuple | list) and len(pair) == 2 for pair in options.get("foot_pages") or ()):
        yield "foot_pages", "“foot_pages” is not a list of pairs", 'write a list such as [("about", "About")]'
    if not isinstance(options.get("notice_without") or (), tuple | list):
        yield "notice_without", "“notice_without” is not a list", 'write a list such as ["about"]'
    for name, (form, words) in (FORMS | OPTION_FORMS).items():
        given = (values if name in FORMS else options).get(name)
        if isinstance(given, str) and given and not re.fullmatch(form, given):
            yield name, f"“{name}” is “{given}”", f"write {words}"
    for name, types in _TYPES.items():
        if name in values and not isinstance(values[name], tuple(types)):
            cure = f"use one of type {' or '.join(type_.__name__ for type_ in types)}"
            yield name, f"“{name}” has a value of type {type(values[name]).__name__}", cure
        elif list in types and not all(isinstance(item, str) for item in values.get(name, ())):
            yield name, f"“{name}” has an item that is not a string", "put it in quotes"


def _without_target(values: Mapping[str, Any], folder: Path, confdir: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each setting that names a folder, pages or an extension which do not exist: what is wrong, and what to do."""
    folders = [("templates_path", each) for each in values.get("templates_path", ())]
    if (source := values.get("dossier_source", SOURCE)) != SOURCE:  # whoever reads the data reports a lack of the default
        folders.append(("dossier_source", source))
    for name, each in folders:
        if not Path(confdir, each).is_dir():
            yield name, f"“{name}”: there is no folder “{each}”", "correct or remove it"
    for each in values.get("extensions", ()):
        if find_spec(each.partition(".")[0]) is None:
            yield "extensions", f"there is no extension “{each}”", "correct its name, or install it"
    pages = ["genindex", "search", *(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md"))]
    options = values.get(OPTIONS) or {}
    named = [("root_doc", values.get("root_doc", "index"))]
    named += [(name, options[name]) for name in ("notice_page", "bibliography_page") if options.get(name)]
    named += [("foot_pages", page) for page, _ in options.get("foot_pages") or ()]
    named += [("notice_without", each if each in pages else f"{each}/*") for each in options.get("notice_without") or ()]
    named += [(name, each) for name in ("dossier_about_report", "dossier_editions_without") for each in values.get(name, ())]
    for name, each in named:
        if not fnmatch.filter(pages, each):
            other = f"add {each}.md, or name another first page"
            cure = other if name == "root_doc" else did_you_mean(each, pages, "correct or remove it")
            yield name, f"“{name}”: there is no page “{each}”", cure
