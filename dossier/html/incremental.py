"""Incremental builds: finding the pages that are stale although they were not edited.

Pages show content from other pages and from the source. While a page is written, its look-ups in the dossier are recorded
(``dossier/domain/lookups.py``) and stored with a checksum of each result; if a result has changed at the next build, the page is
written again. Previews are in separate files, which every build updates (``dossier/html/previews.py``).
"""

import hashlib
import pickle
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import CONFIG_OK, BuildEnvironment

from dossier.domain import domain_of
from dossier.domain.build import build_of, last_change
from dossier.domain.lookups import WHOLE, Lookup, Lookups
from dossier.html.navigation import Navigation
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.parser.source import Source
from dossier.review.releases import has_changed
from dossier.views.passages import passage_title
from dossier.views.references import LISTS


class Checked(NamedTuple):
    """What rules found in pages: nothing but problems that exceptions cover.

    :param excused: these problems
    :param texts: a checksum of the text of each page, by docname
    """

    excused: Set[Problem]
    texts: Mapping[str, str]


@dataclass
class Kept:
    """The stored state of the pages at their last writing.

    :param source: when each file of the source folder was last changed
    :param shown: a checksum of what surrounds the text of each page, by docname
    :param has_changed: whether anything has changed since the last release
    :param lookups: the look-ups of each page, by docname
    :param checksums: a checksum of the result of each look-up
    :param checked: what the rules found; ``None`` if there were problems that no exception covers, or they have not been applied
    """

    source: dict[str, int]
    shown: dict[str, str]
    has_changed: bool = False
    lookups: dict[str, set[Lookup]] = field(default_factory=dict)
    checksums: dict[Lookup, str] = field(default_factory=dict)
    checked: Checked | None = None


@cache
def code_version() -> int:
    """Return a number that changes with the extension's code, so that pages read by older code are read again."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parents[1].rglob("*.py")))
    return int(hashlib.sha256(code).hexdigest()[:12], 16)


def checksum_of(page: Page, text: bytes, source: Source) -> str:
    """Return a checksum of the text of a page, and of the headings of the passages that it shows."""
    sections = (source.passages_by_section.get(block.argument, ()) for block in page.blocks if block.name == "passages")
    headings = [passage_title(source.passages[id]) for ids in sections for id in ids]
    return hashlib.sha256(text + repr(headings).encode()).hexdigest()


def reread(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Return the pages whose text has changed, or the heading of a passage that they show (``env-get-outdated``).

    Sphinx compares modification times only, and so would miss a page that has been replaced with an older file.
    """
    source, known = build_of(env).source, domain_of(env).checksums
    pages = [domain_of(env).pages[name] for name in known.keys() & env.found_docs]
    now = {page.docname: checksum_of(page, env.doc2path(page.docname).read_bytes(), source) for page in pages}
    return [name for name, checksum in now.items() if checksum != known[name]]


def look_up(app: Sphinx, env: BuildEnvironment) -> None:
    """Begin the look-ups of this build, and load the stored state of the last one, if it can be used (``env-updated``).

    It is deleted until this build is done, so that the build after an interrupted one writes all pages.
    """
    build, path = build_of(env), _kept(app)
    build.lookups = lookups = Lookups(build.dossier)
    before: Kept | None = build.get(Kept) or load(path, code_version())
    path.unlink(missing_ok=True)
    if before and before.source == build.source_times:
        lookups.known.update({lookup: checksum for lookup, checksum in before.checksums.items() if lookup[0] == "source"})
        build.is_same = env.config_status == CONFIG_OK and before.checksums.get(WHOLE) == lookups.checksum(WHOLE)
        lookups.known.update(before.checksums if build.is_same else {})
    if before:
        before.checked = before.checked if build.is_same else None
        build.keep(before)


def rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages whose content differs from when they were last written."""
    build = build_of(env)
    before, lookups, dossier = build.get(Kept), build.lookups, build.dossier
    dossier.has_changed = before.has_changed if before and build.is_same else has_changed(dossier)
    now = Kept(build.source_times, _shown(app, env), dossier.has_changed, checked=before.checked if before else None)
    build.keep(now)
    if before is None:
        return sorted(env.found_docs)
    found = {lookup for lookup, checksum in before.checksums.items() if lookups.checksum(lookup) == checksum}
    same = {docname for docname, made in before.lookups.items() if made <= found}
    stale = [docname for docname, shown in now.shown.items() if docname not in same or before.shown.get(docname) != shown]
    # A stale page that this build is not asked to write has no look-ups, so that the next build writes it.
    lookups.made.update({docname: before.lookups[docname] for docname in now.shown.keys() - stale})
    return stale


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Complete the state of the pages, once all are written; live editing stores it later (``build-finished``)."""
    if exception is None:
        kept, lookups = build_of(app.env).part(Kept), build_of(app.env).lookups
        kept.lookups.update(lookups.made)
        kept.checksums.update({lookup: lookups.checksum(lookup) for lookup in {WHOLE}.union(*lookups.made.values())})
        if app.config.dossier_finish:
            store(app)


def store(app: Sphinx) -> None:
    """Store the state of the pages for the next process."""
    save(_kept(app), code_version(), build_of(app.env).part(Kept))


def save(path: Path, version: object, value: object) -> None:
    """Store a value with the version of what it depends on, all at once, so that an interrupted build leaves no half of it."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(pickle.dumps(version) + pickle.dumps(value))
    new.replace(path)


def load(path: Path, version: object) -> Any:
    """Return a stored value; ``None`` if there is none, or one of another version, which may not even be unpickled."""
    if not path.exists():
        return None
    with path.open("rb") as file:
        return pickle.load(file) if pickle.load(file) == version else None


def _kept(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"{app.builder.name}.shown")


def _shown(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Return a checksum of what each page shows that is not recorded as a look-up, by docname."""
    frame = _frame(env), _static_files(app)
    shown = {}
    for docname in sorted(env.found_docs):
        page = build_of(env).dossier.pages.get(docname)
        names = [mention.target for mention in page.mentions if mention.role == "term"] if page else ()
        parts = [frame, last_change(env, docname), [_term(env, name) for name in names]]
        shown[docname] = hashlib.sha256(repr(parts).encode()).hexdigest()
    return shown


def _static_files(app: Sphinx) -> str:
    """Return a checksum of the style sheets and scripts, whose own checksums are in the links of pages.

    It is left out of live editing, where a browser asks for them again at every reload.
    """
    digest = hashlib.sha256()
    if app.config.dossier_finish and isinstance(app.builder, StandaloneHTMLBuilder):
        folders = [Path(app.confdir, entry) for entry in app.config.html_static_path]
        folders += map(Path, app.builder.theme.get_theme_dirs())  # all of each: style sheets include parts from outside "static"
        for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _term(env: BuildEnvironment, name: str) -> list[object]:
    """Return the locations of the names of a term in the glossary."""
    term = build_of(env).dossier.terms.get(name.lower())
    return [env.domains.standard_domain.objects.get(("term", known)) for known in term.names] if term else []


def _frame(env: BuildEnvironment) -> str:
    """Return a checksum of what is common to all pages, such as the navigation."""
    dossier = build_of(env).dossier
    blocks = [(page.docname, block) for page in dossier.pages.values() for block in page.blocks]
    lists = [(docname, block.argument, block.text) for docname, block in blocks if block.name in LISTS]
    shown = repr((build_of(env).part(Navigation), lists, dossier.labels))
    return hashlib.sha256(shown.encode()).hexdigest()
