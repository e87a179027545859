"""The search index: a file with the parts of all pages and all names, which the scripts search.

Pages that are found only on request have only their leads in it; their other parts are in a second file. Facets are properties by
which readers can filter results: a finding has its own facets, and every other part has those of its page.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import yaml
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.domain.build import build_of
from dossier.files import write_if_changed
from dossier.graph import Dossier, Index, Key, LinkedFinding, entries_containing
from dossier.html.navigation import Navigation
from dossier.locale import _
from dossier.model.kinds import KINDS, kind_of_folder, linked_ids
from dossier.model.site import site
from dossier.parser.yaml import BASE_LOADER
from dossier.search import names as naming
from dossier.search.names import Name, items_of, listed_references, names_of
from dossier.search.parts import FINDING, LEAD, PASSAGE, SORTS, SOURCE, TERM, Part, parts_of

INDEX, ASIDE = "search.json", "search-aside.json"
"""The index files, in the root of the site."""

EVERYDAY, LANGUAGES = map(Path(__file__).with_name, ("everyday.txt", "languages.yaml"))
"""The files of everyday synonyms, and of foreign words with their English meanings."""

IN_TEXTS = naming.SOURCE + 1
"""The rank of a name that occurs only in texts."""

MOST = 6
"""The maximum number of parts that are found by the name of a document in their text."""

ANCHORS = {SOURCE: "ref-", TERM: "term-"}
"""What the anchors of a sort of parts start with."""

NAMED_BY_TITLE = (TERM, SOURCE)
"""The sorts of parts whose titles the browser treats as names."""

ENTRY, TEXT, BARE = 2, 1, 0
"""The weights of pages: with a subject or findings, with sources or passages, and without any of these."""

Row = list[object]

Values = dict[Key, str]
"""Facet values: the label of each, by facet and id."""


def write_index(app: Sphinx) -> None:
    """Write the index files."""
    parts = {docname: found for docname in sorted(app.env.found_docs) if (found := parts_of(app, docname))}
    for name, data in zip((INDEX, ASIDE), index_of(app.env, app.builder.get_target_uri, parts), strict=True):
        write_if_changed(Path(app.outdir, name), json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())


def index_of(
    env: BuildEnvironment, address: Callable[[str], str], parts: Mapping[str, Sequence[Part]]
) -> tuple[dict[str, object], list[list[Row]]]:
    """Return the index of some pages, and the parts of pages that are found only on request.

    Each of ``pages`` has an address, a title, a weight, whether it is found only on request or, if it is in another language, the
    tag of that, and facets. ``parts`` has a list for each page; each part has the number of its sort, an anchor (empty if it
    follows from the title), a title, a text and, if there are any, other words and the facets of a finding. Each of ``names`` has
    the numbers of its target parts, a rank, the name used in the text of the pages, and the names separated by vertical bars, of
    which an empty one is the title of the part. ``items`` has the number of each page with a list that is not searched, and the
    anchor and the names of each of its items. Facets are given by the numbers of their values. A passage has no other words,
    because its card lists findings that are parts themselves.

    :param address: a function that returns the address of a page below the root of the site
    :param parts: the parts of each page, by docname
    """
    facets = _Facets(env, parts)
    rows = [(docname, part) for docname, found in parts.items() for part in found]
    kept = [(docname, part) for docname, part in rows if part.sort == LEAD or not is_aside(docname)]
    aside = [(docname, part) for docname, part in rows if part.sort != LEAD and is_aside(docname)]
    pages = []
    for docname, found in parts.items():
        page = build_of(env).dossier.pages.get(docname)
        how = (page.language if page else "") or int(is_aside(docname))
        weight, of_page = _weight(env, docname, found), facets.numbered(facets.pages[docname])
        pages.append([address(docname), found[0].title, weight, how, of_page])
    made = {
        "sorts": SORTS,
        "around": site().words_around_symbols,
        "facets": facets.labelled,
        "pages": pages,
        "names": _names(sorted(names_of(env)), kept),
        "items": _items(build_of(env).dossier, list(parts)),
        "parts": _rows(env, parts, kept, facets),
        "everyday": _everyday(),
        "languages": yaml.load(LANGUAGES.read_text(encoding="utf-8"), Loader=BASE_LOADER),  # all words as strings
    }
    return made, _rows(env, parts, aside, facets)


def _everyday() -> list[str]:
    """Return the groups of everyday synonyms, sorted."""
    lines = (line for line in EVERYDAY.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return sorted(line.replace(", ", ",").replace(": ", ":") for line in lines)


def _rows(env: BuildEnvironment, pages: Iterable[str], parts: Iterable[tuple[str, Part]], facets: "_Facets") -> list[list[Row]]:
    titles = {(docname, anchor): reference.title for reference, docname, anchor in listed_references(env)}
    made: dict[str, list[Row]] = {docname: [] for docname in pages}
    for docname, part in parts:
        text = titles.get((docname, part.anchor), "") if part.sort == SOURCE else " ".join(part.text)
        more = "" if part.sort == PASSAGE else " ".join(part.more)
        rest = [more, facets.numbered(facets.findings.get(part.anchor, {}))] if part.sort == FINDING else [more] if more else []
        anchor = "" if part.anchor == anchor_by_title(part.sort, part.title) else part.anchor
        made[docname].append([SORTS.index(part.sort), anchor, part.title, text, *rest])
    return list(made.values())


def anchor_by_title(sort: str, title: str) -> str:
    """Return the anchor that the browser gives a part without one; the lead has none."""
    words = re.sub("[^A-Za-z0-9]+", "-", title).strip("-")
    return "" if sort == LEAD else ANCHORS.get(sort, "") + (words if sort == TERM else words.lower())


class _Facets:
    """The facets of some pages and of all findings, with the number of each value among all facet values."""

    def __init__(self, env: BuildEnvironment, docnames: Iterable[str]) -> None:
        dossier = build_of(env).dossier
        self.pages = {docname: facets_of_page(env, docname) for docname in docnames}
        self.findings = {id: facets_of_finding(dossier, finding) for id, finding in dossier.findings.items()}
        self.labelled = labelled(dossier, [*self.pages.values(), *self.findings.values()])
        keys = ((name, id) for name, _, values in self.labelled for id, _ in values)
        self.numbers = {key: number for number, key in enumerate(keys)}

    def numbered(self, values: Values) -> list[int]:
        """Return the numbers of some values, sorted."""
        return sorted(map(self.numbers.__getitem__, values))


def is_aside(docname: str) -> bool:
    """Return whether a page is found only on request."""
    return any(f"{docname}/".startswith(f"{name}/") for name in site().aside)


def _weight(env: BuildEnvironment, docname: str, found: Sequence[Part]) -> int:
    dossier = build_of(env).dossier
    page = dossier.pages.get(docname)
    if page is not None and (page.kind or page.findings):
        return ENTRY
    has_sources = page is not None and any(dossier.references_of(page))
    return TEXT if has_sources or any(part.sort == PASSAGE for part in found) else BARE


def _names(names: Iterable[Name], rows: Sequence[tuple[str, Part]]) -> list[tuple[Sequence[int], int, str, str]]:
    """Return the names by target, best first, then the names that occur only in texts."""
    numbers = {(docname, part.anchor): number for number, (docname, part) in enumerate(rows)}
    found: dict[tuple[int, int, tuple[int, ...], str], list[str]] = {}
    for name in names:
        if (name.docname, name.anchor) in numbers:
            number = numbers[name.docname, name.anchor]
            part = rows[number][1]
            if name.name != part.title or part.sort not in NAMED_BY_TITLE:
                shown = "" if name.name == part.title else name.name
                found.setdefault((name.rank, -name.weight, (number,), name.text), []).append(shown)
    texts = (" ".join((part.title, *part.text, *part.more)) for _docname, part in rows)
    in_texts = Index((name, number) for number, text in enumerate(texts) for name in dict.fromkeys(site().names_in_text(text)))
    for text, where in in_texts.items():
        found.setdefault((IN_TEXTS, 0, tuple(where[:MOST]), ""), []).append(text)
    return [(parts, rank, text, "|".join(sorted(kept))) for (rank, _weight, parts, text), kept in sorted(found.items())]


def _items(dossier: Dossier, docnames: Sequence[str]) -> list[tuple[int, list[tuple[str, str]]]]:
    by_page = Index((item.docname, (item.anchor, "|".join(item.names))) for item in items_of(dossier))
    return [(number, sorted(by_page[docname])) for number, docname in enumerate(docnames) if docname in by_page]


def facets_of_page(env: BuildEnvironment, docname: str) -> Values:
    """Return the facets of a page: its kind, and the entries that it is about.

    The kind of a page that is not an entry is that of its folder or, if there is none, the title of its part of the site.
    """
    build = build_of(env)
    page = build.dossier.pages.get(docname)
    folder = docname.partition("/")[0]
    kind = kind_of_folder(folder)
    label = _("Home page") if docname == env.config.root_doc else build.part(Navigation).top(docname)
    own = {("kind", kind.name if kind else folder): kind.singular if kind else label}
    if page is None or not page.kind:
        return own
    keys = {page.key, *((kind, id) for kind, ids in linked_ids(page).values() for id in ids)}
    return own | _entries(build.dossier, (whole for key in keys for whole in build.dossier.containing[key]))


def facets_of_finding(dossier: Dossier, finding: LinkedFinding) -> Values:
    """Return the facets of a finding: the entries it bears on, the States it concerns, its support and kinds of correction."""
    states: Values = {("state", state): state for state in finding.states}
    corrected: Values = {("corrected", kind): kind.capitalize() for kind in finding.correction_kinds}
    support: Values = {("support", finding.support.id): finding.support.label}
    return _entries(dossier, entries_containing(dossier, finding)) | states | corrected | support


def _entries(dossier: Dossier, keys: Iterable[Key]) -> Values:
    """Return the facet values of entries."""
    return {key: dossier.entries[key].title for key in sorted(set(keys))}


def labelled(dossier: Dossier, values: Iterable[Mapping[Key, str]]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return the name, the label and the values of each facet; each value has an id and a label."""
    known = {key: label for some in values for key, label in some.items()}
    by_facet = Index((facet, (id, label)) for (facet, id), label in known.items())
    labels = {"kind": _("Kind"), "support": _("Support"), "corrected": dossier.source.report.corrected_label}
    labels |= {name: kind.singular for name, kind in KINDS.items()} | {"state": _("State")}
    return [(name, label, sorted(by_facet[name])) for name, label in labels.items() if name in by_facet]
