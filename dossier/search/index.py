"""The index: a file with every part of the pages and every name, in which the scripts look for what a reader types.

Of the pages that are found only when they are asked for, it has the leads; their other parts stand in a second file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import yaml
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.build import build_of
from dossier.files import put
from dossier.graph import Dossier, Key
from dossier.search import names as naming
from dossier.search.facets import Values, facets_of_finding, facets_of_page, labelled
from dossier.search.names import Name, listed, names_of
from dossier.search.parts import FINDING, LEAD, SORTS, SOURCE, Part, parts_folder, parts_of
from dossier.site import site

INDEX, ASIDE = "search.json", "search-aside.json"
"""The files of the index, in the root of the site."""

EVERYDAY = Path(__file__).with_name("everyday.yaml")
"""Words of everyday English that readers type for one another."""

SAID = naming.SOURCE + 1
"""The rank of a name that only texts have."""

MOST = 6
"""How many parts that name a document in their text are found by its name."""

ENTRY, TEXT, BARE = 2, 1, 0
"""Weights of a page: with a subject or findings, with sources, and without any."""


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index (``build-finished``)."""
    if app.builder.name == "html":
        parts = {docname: parts_of(parts_folder(app), docname) for docname in sorted(app.env.found_docs)}
        files = zip((INDEX, ASIDE), index_of(app.env, {docname: found for docname, found in parts.items() if found}), strict=True)
        for name, made in files:
            put(Path(app.outdir, name), json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode())


Row = list[object]


def index_of(env: BuildEnvironment, parts: Mapping[str, Sequence[Part]]) -> tuple[dict[str, object], list[Row]]:
    """The index of some pages, and the parts of those that are found only when they are asked for.

    ``pages`` has of each the address, the title, the weight and the facets; ``parts`` of each the number of its page, that of its
    sort, the anchor, the title, the text, the other words and, of a finding, the facets; ``names`` the numbers of the parts to
    which some names lead, their rank, what the text of the pages calls the thing, and the names.

    :param parts: the parts of each page, by docname
    """
    dossier = build_of(env).dossier
    pages = {docname: facets_of_page(env, docname) for docname in parts}
    findings = {id: facets_of_finding(dossier, finding) for id, finding in dossier.findings.items()}
    facets = labelled([*pages.values(), *findings.values()])
    numbers = {(name, id): (at, nth) for at, (name, _, values) in enumerate(facets) for nth, (id, _) in enumerate(values)}
    titles = {(docname, anchor): reference.title for reference, docname, anchor in listed(env, dossier)}
    rows: dict[bool, list[tuple[str, Part]]] = {False: [], True: []}
    for docname, found in parts.items():
        for part in found:
            rows[is_aside(docname) and part.sort != LEAD].append((docname, part))

    def row(docname: str, part: Part) -> Row:
        text = titles.get((docname, part.anchor), "") if part.sort == SOURCE else " ".join(part.text)
        kept = [part.anchor, part.title, text, " ".join(part.more)]
        own = [_numbered(findings[part.anchor], numbers)] if part.sort == FINDING else []
        return [places[docname], SORTS.index(part.sort), *kept, *own]

    places = {docname: number for number, docname in enumerate(parts)}
    made = {
        "sorts": SORTS,
        "around": site().words_around_symbols,
        "everyday": yaml.load(EVERYDAY.read_text(encoding="utf-8"), Loader=yaml.BaseLoader),
        "facets": facets,
        "pages": [
            [
                f"{docname}.html",
                found[0].title,
                _weight(dossier, docname),
                int(is_aside(docname)),
                _numbered(pages[docname], numbers),
            ]
            for docname, found in parts.items()
        ],
        "parts": [row(*each) for each in rows[False]],
        "names": _names(sorted(names_of(env)), rows[False]),
    }
    return made, [row(*each) for each in rows[True]]


def is_aside(docname: str) -> bool:
    """Whether a page is found only when it is asked for."""
    return docname.partition("/")[0] in site().aside


def _weight(dossier: Dossier, docname: str) -> int:
    page = dossier.pages.get(docname)
    if page is not None and (page.kind or page.findings):
        return ENTRY
    return TEXT if page is not None and any(dossier.references_of(page)) else BARE


def _numbered(values: Values, numbers: Mapping[Key, tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(numbers[key] for key in values)


@dataclass(frozen=True, order=True)
class _Target:
    rank: int
    weight: int
    parts: tuple[int, ...]
    text: str


def _names(names: Iterable[Name], rows: Sequence[tuple[str, Part]]) -> list[tuple[Sequence[int], int, str, list[str]]]:
    """The names by what they lead to, the best first; then those that only texts have."""
    numbers = {(docname, part.anchor): number for number, (docname, part) in enumerate(rows)}
    found: dict[_Target, list[str]] = {}
    for name in names:
        if (name.docname, name.anchor) in numbers:
            target = _Target(name.rank, -name.weight, (numbers[name.docname, name.anchor],), name.text)
            found.setdefault(target, []).append(name.name)
    said: dict[str, list[int]] = {}
    for number, (_, part) in enumerate(rows):
        for text in dict.fromkeys(site().names_in_text(" ".join((part.title, *part.text, *part.more)))):
            said.setdefault(text, []).append(number)
    for text, where in said.items():
        found.setdefault(_Target(SAID, 0, tuple(where[:MOST]), ""), []).append(text)
    return [(target.parts, target.rank, target.text, kept) for target, kept in _without_long(sorted(found.items()))]


def _without_long(found: Iterable[tuple[_Target, list[str]]]) -> Iterator[tuple[_Target, list[str]]]:
    """Names without those that are another one, as good or better, with words around it that the search leaves out."""
    around = set(site().words_around_symbols)
    known: set[str] = set()
    for target, names in found:
        words = {name: re.findall(r"\w+", name.lower()) for name in names}
        known |= {" ".join(each) for each in words.values()}
        cores = {name: " ".join(word for word in each if word not in around) for name, each in words.items()}
        yield target, sorted(name for name, core in cores.items() if core == " ".join(words[name]) or not _is_number(core, known))


def _is_number(core: str, known: Set[str]) -> bool:
    return core in known and any(char.isdigit() for char in core)
