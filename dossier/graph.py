"""The dossier: a read-only graph of all records, indexed in both directions."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property, lru_cache
from textwrap import shorten
from types import MappingProxyType
from typing import TypeVar

from dossier.locale import _
from dossier.model.kinds import KINDS, kind_of, linked_ids, wholes_of
from dossier.model.page import Finding, Page
from dossier.model.publication import Edition, RetiredNotice
from dossier.model.series import Estimate
from dossier.model.source import Event, Figure, Passage, Support, correction_labels
from dossier.parser.directives import terms
from dossier.parser.markup import cited_by, plain
from dossier.parser.quantities import quantities
from dossier.parser.source import RELEASES, Source

Key = tuple[str, str]
NAME_LENGTH = 60
"""The length of the opening words by which a finding is named, in characters."""

NAME_FIELDS = {"source": "label", "page": "title"}
"""The field that gives a released statement its name, by kind, if findings refer to statements of that kind."""

K = TypeVar("K")
V = TypeVar("V")


class Index(dict[K, list[V]]):
    """A dictionary of all values of each key, in order; a key that is not in it has none."""

    def __init__(self, pairs: Iterable[tuple[K, V]]) -> None:
        for key, value in pairs:
            self.setdefault(key, []).append(value)

    def __missing__(self, key: K) -> list[V]:
        return []


@lru_cache(maxsize=1 << 12)
def first_words(text: str, shared: int = 0) -> str:
    """Return the first words of a text, by which a finding is named.

    :param shared: how many letters also begin another text; the name goes beyond them
    """
    return shorten(text, max(NAME_LENGTH, shared + NAME_LENGTH // 2), placeholder=" ...", break_on_hyphens=False)


@dataclass(frozen=True)
class LinkedFinding:
    """A finding on its page, with everything derived from it.

    :param text: the claim as plain text
    :param section: heading of its section
    :param facets: sorted ids of the entries that it concerns, by kind: those that its roles name, the entry whose page it is on,
        and the entries tied to its passages
    :param support: how well public sources support it
    :param correction_kinds: kinds of the corrections that it applies, in the order of its notes; empty if it follows the digest
    :param of_report: whether its corrections are of the report itself, rather than of a digest
    :param states: States named in its text, or else those that its passages list; the latter are only a fallback, because a place
        in a passage need not concern all of its findings
    """

    record: Finding
    text: str
    page: Page
    section: str
    facets: Mapping[str, tuple[str, ...]]
    support: Support
    correction_kinds: tuple[str, ...]
    of_report: bool
    states: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the finding."""
        return self.record.id

    @property
    def sha256(self) -> str:
        """The checksum of its text, by which a reader can detect a change."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def corrected(self) -> bool:
        """Whether it departs from the digest."""
        return bool(self.correction_kinds)

    @property
    def correction(self) -> str:
        """The corrections in words: "summary corrected: name"; empty if it follows the digest."""
        changed = ", ".join(correction_labels()[kind] for kind in self.correction_kinds)
        said = _("report corrected: {kinds}") if self.of_report else _("summary corrected: {kinds}")
        return said.format(kinds=changed) if self.corrected else ""

    @property
    def assessment(self) -> str:
        """Its support and corrections in words: "Corroborated by 2 other sources; summary corrected: name"."""
        return "; ".join(filter(None, (str(self.support), self.correction)))


class Dossier:
    """All records of a dossier, indexed in both directions.

    If several pages use the same id, the first one keeps it; the rules report the others.

    :param source: records of the source folder
    :param pages: pages by docname
    :param address: base URL of the site, if configured
    :param uri: returns the address of a page relative to that, as used by the builder
    :param editions: downloadable editions of the site
    :param archived: paths of the files in the archive of each release that the site contains, by version
    """

    def __init__(
        self,
        source: Source,
        pages: Mapping[str, Page],
        address: str = "",
        uri: Callable[[str], str] = "{}.html".format,
        editions: tuple[Edition, ...] = (),
        archived: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        self.source = source
        self.address = f"{address.rstrip('/')}/" if address else ""
        self._uri = uri
        self.editions = editions
        self.has_changed = False
        """Whether anything has changed since the last release; set by the build."""
        self.compares_all = True
        """Whether all statements are compared with releases, rather than only findings; set by the build."""
        self.archived = archived
        self.pages: Mapping[str, Page] = MappingProxyType(dict(sorted(pages.items())))
        self.checked: Mapping[str, Page] = self.pages
        """The pages in which rules look for problems; see :meth:`checking`."""
        # No two pages have one key: an entry is a file in the folder of its kind, and the file name is its id.
        self.entries: dict[Key, Page] = {page.key: page for page in self.pages.values() if page.kind}
        self.labels = labels_of(self.entries.values())
        """The link text of each entry, by role and target."""
        self._index_source()
        self.findings: dict[str, LinkedFinding] = {}
        for page in self.pages.values():
            for finding in page.findings:
                self.findings.setdefault(finding.id, self._linked(finding, page))
        self._index_pages()

    def _index_source(self) -> None:
        """Index what the source has."""
        source, passages = self.source, self.source.passages.values()
        reports, estimates = (source.series.reports, source.series.estimates) if source.series else ((), ())
        self.released_on = Index(sorted({(kept.page, kept.id) for release in source.releases for kept in release.findings}))
        """Sorted ids of the findings that any release has on each page, by the name of the page in that release."""
        self.released = Index((kept.id, (release.version, kept)) for release in source.releases for kept in release.findings)
        """The states of each finding in releases, oldest first, each with the version of the release, by its id."""
        direct = {moved.old: moved.to for moved in source.ledger.moved}
        self.moves = {old: follow_moves(old, direct) for old in direct}
        """Current names of renamed pages, by old name."""
        self.old_names = Index((new, old) for old, new in self.moves.items())
        """Old names of renamed pages, by current name."""
        self.retired_notices = {notice.id: notice for notice in source.ledger.retired}
        """The notices of retired findings, by their id."""
        self.corrections = {note.id: (passage, note) for passage in passages for note in passage.corrections}
        """All corrections and doubts by id, each with its passage."""
        self.passages_tied_to = Index((tie.entry, (passage, tie)) for passage in passages for tie in passage.ties)
        """Passages that each entry is tied to, with the tie, by the name of its page."""
        self.passages_naming = Index((key, passage) for passage in passages for key in passage.references)
        """Passages that name each reference, by its key."""
        self.figures = {figure.id: (passage, figure) for passage in passages for figure in passage.figures}
        """All figures of the register by id, each with its passage."""
        self.ordinal = next((report.ordinal for report in reports if report.symbol == source.report.symbol), 0)
        """The ordinal of the report in its series, or 0 if it is not in one."""
        self.estimates = {estimate.id: estimate for estimate in estimates}
        """Estimates of the series, by id."""
        self.estimate_by_figure = {estimate.figure: estimate for estimate in estimates if estimate.figure}
        """Estimates of the series that name a figure of this report, by the id of that figure."""

    def _index_pages(self) -> None:
        """Index what the pages name."""
        pages, entries, findings = self.pages.values(), self.entries.values(), self.findings.values()
        self.languages = {page.language: page.docname for page in pages if page.language}
        """Pages in other languages than that of the site, by language tag."""
        self.findings_on = Index((finding.page.docname, finding) for finding in findings)
        """Findings on each page, in its order, by docname."""
        self.findings_about = Index(((kind, id), it) for it in findings for kind, ids in it.facets.items() for id in ids)
        """Findings that concern each entry, by its kind and id."""
        self.findings_from = Index((id, finding) for finding in findings for id in dict.fromkeys(finding.record.passages))
        """Findings based on each passage, by its id."""
        self.pages_citing = Index((key, page) for page in pages for key in dict.fromkeys(self.references_of(page)))
        """Pages that cite each reference, by its key."""
        glossaries = (block for page in pages for block in page.blocks if block.name == "glossary")
        self.terms = {name.lower(): term for block in glossaries for term in terms(block.text) for name in term.names}
        """All glossary terms, by name in lower case."""
        wholes = [(page, *wholes_of(page)) for page in entries]
        self.parts_of = Index(((kind, id), page) for page, kind, ids in wholes for id in ids)
        """Entries that are part of each entry, by its kind and id."""
        links = [(page, *link) for page in entries for link in linked_ids(page).values()]
        self.placed_under = Index(((kind, id), page) for page, kind, ids in links if kind != page.kind for id in ids)
        """Entries that name each entry of another kind in their front matter, by the kind and id of that entry."""

    def _linked(self, finding: Finding, page: Page) -> LinkedFinding:
        passages = self.source.passages_with(finding.passages)
        tied = (self.pages.get(tie.entry) for passage in passages for tie in passage.ties)
        entries = {mention.key for mention in finding.mentions} & self.entries.keys()
        entries |= {each.key for each in (page, *tied) if each and each.kind}
        facets = {name: tuple(sorted(id for kind, id in entries if kind == name)) for name in KINDS}
        named = "; ".join(name for passage in passages for name in passage.states)
        notes = [self.corrections[id][1] for id in finding.corrects if id in self.corrections]
        above = [h.text for h in page.headings if h.level > 1 and h.line < finding.line]
        text = plain(finding.text, self.labels)
        return LinkedFinding(
            record=finding,
            text=text,
            page=page,
            section=above[-1] if above else "",
            facets=MappingProxyType(facets),
            support=self.support(finding.evidence, finding.is_of_record),
            correction_kinds=tuple(dict.fromkeys(note.kind for note in notes if note.corrects)),
            of_report=self.source.report.is_read,
            states=self.states_in(text) or self.states_in(named),
        )

    def support(self, evidence: tuple[str, ...], is_of_record: bool = False) -> Support:
        """Return how well references other than the digest support something; background references do not count.

        :param is_of_record: whether the digest does not state it
        """
        report, tiers = self.source.report, list(self.source.report.tiers)
        cited = (item for item in self.source.cited(dict.fromkeys(evidence)) if item.key != report.digest)
        found = sorted((item for item in cited if item.tier != report.background), key=lambda item: -tiers.index(item.tier))
        nearest = found[-1].tier if found else ""
        by_origin = {item.repeats or item.key: item.tier for item in found}
        nearness = report.tiers[nearest] if found and tiers[1] != report.background else ""
        return Support(len(by_origin), [*by_origin.values()].count(nearest), nearness, is_of_record)

    def states_in(self, text: str) -> tuple[str, ...]:
        """Return the States that a text names or refers to, matching whole words only: "Nigeria" does not name Niger."""
        found = {self._states_by_word[word] for word in self._state_words.findall(text)} if self._states_by_word else set()
        return tuple(sorted(found - {""}))

    @cached_property
    def _states_by_word(self) -> dict[str, str]:
        """The name of the State to which each word refers; empty for a word that refers to none."""
        style = self.source.style
        forms = {form: state.name for state in style.states for form in (state.name, *state.also, *state.words)}
        return dict.fromkeys(style.listed_as, "") | forms

    @cached_property
    def _state_words(self) -> re.Pattern[str]:
        longest_first = sorted(self._states_by_word, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    @property
    def whole(self) -> "Dossier":
        """The dossier itself; a recorder of look-ups treats this as a look-up of everything."""
        return self

    def checking(self, docnames: Collection[str]) -> "Dossier":
        """Return the same dossier, in which rules look for problems in some pages only."""
        narrowed = copy(self)
        narrowed.checked = {name: page for name, page in self.pages.items() if name in docnames}
        return narrowed

    def target_of(self, type_: str, id: str) -> tuple[str, str, str] | None:
        """Return docname, anchor and label of a link target, or ``None`` if it does not exist."""
        if type_ == "finding" and (finding := self.findings.get(id)):
            return finding.page.docname, id, self.names[id]
        if type_ == "passage" and id in self.source.passages and (docname := self.register_page(id)):
            return docname, id, id
        if type_ == "estimate" and id in self.estimates and (docname := self.page_with("estimates")):
            return docname, f"estimate-{id}", self.estimates[id].title
        if type_ == "history" and id in self.findings and (docname := self.history_page(self.findings[id].page)):
            return docname, id, id
        page = self.entries.get((type_, id))
        return (page.docname, "", self.labels.get((type_, id), page.title)) if page else None

    def url(self, docname: str, anchor: str = "") -> str:
        """Return the address of a page or an anchor on it, relative to the root of the site."""
        return f"{self._uri(docname)}#{anchor}" if anchor else self._uri(docname)

    def address_of(self, docname: str, anchor: str = "") -> str:
        """Return the absolute address of a page or an anchor on it; empty if the address of the site is not known."""
        return f"{self.address}{self.url(docname, anchor)}" if self.address else ""

    def page_with(self, directive: str, argument: str = "") -> str:
        """Return the first page that has a directive with this argument, or an empty string."""
        return self._pages_by_directive.get((directive, argument), "")

    def history_page(self, page: Page) -> str:
        """Return the page with the history of the findings on a page, or an empty string."""
        shown = {argument: docname for (name, argument), docname in self._pages_by_directive.items() if name == "finding-history"}
        return next((docname for argument, docname in shown.items() if not argument or page.is_in(argument.split())), "")

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each finding: its first words, as many as tell it from the others."""
        alike = Index((first_words(finding.text), finding.text) for finding in self.findings.values())

        def shared(text: str) -> int:
            others = (enumerate(zip(text, other, strict=False)) for other in alike[first_words(text)] if other != text)
            return max((next((at for at, (a, b) in pairs if a != b), len(text)) for pairs in others), default=0)

        return {id: first_words(finding.text, shared(finding.text)) for id, finding in self.findings.items()}

    def earlier(self, docname: str, version: str) -> str:
        """Return the address of a page as it was at a release, relative to the root; empty if the site does not have it."""
        paths = (f"{name}.html" for name in (docname, *self.old_names[docname]))
        return next((f"{RELEASES}/{version}/{path}" for path in paths if path in self.archived.get(version, ())), "")

    def notices_on(self, page: str) -> list[RetiredNotice]:
        """Return the retired notices of findings that were on a page, under its current name or an old one."""
        return [notice for notice in self.source.ledger.retired if self.moves.get(notice.stood_on, notice.stood_on) == page]

    def moved_away(self, page: str) -> list[str]:
        """Return the ids of findings that a release has on a page, under any of its names, and that are now on another one."""
        ids = sorted({id for name in (page, *self.old_names[page]) for id in self.released_on[name]} & self.findings.keys())
        return [id for id in ids if self.findings[id].page.docname != page]

    @cached_property
    def released_names(self) -> dict[str, str]:
        """Names of the sources and pages in releases, as the last release that has each named it."""
        names: dict[str, str] = {}
        for release in self.source.releases:
            named = (each for each in release.statements if each.kind in NAME_FIELDS)
            names |= {each.id: each.fields.get(NAME_FIELDS[each.kind], each.id) for each in named}
        return names

    @cached_property
    def _pages_by_directive(self) -> dict[tuple[str, str], str]:
        """The first page that has each directive with each argument."""
        blocks = [(block, page.docname) for page in self.pages.values() for block in page.blocks]
        return {(block.name, block.argument): docname for block, docname in reversed(blocks)}

    def passages_on(self, docname: str) -> list[str]:
        """Return the ids of the passages that a page shows."""
        return [id for id, section in self.source.section_of.items() if self.page_with("passages", section) == docname]

    def summary_of(self, docname: str) -> str:
        """Return the summary of a page, or an empty string."""
        page = self.pages.get(docname)
        return page.meta.summary if page else ""

    def register_page(self, passage: str) -> str:
        """Return the page that shows a passage, or an empty string."""
        return self.page_with("passages", self.source.section_of[passage])

    @cached_property
    def estimates_in(self) -> Index[str, Estimate]:
        """Estimates of the series whose figure each finding states, by its id."""
        known = ((self.figures[id], estimate) for id, estimate in self.estimate_by_figure.items() if id in self.figures)
        return Index((finding.id, estimate) for figure, estimate in known for finding in findings_stating(self, *figure))

    def references_of(self, page: Page) -> Iterator[str]:
        """Yield the keys of the references that a page cites."""
        yield from (key for statement in page.statements for key in statement.evidence)
        yield from page.evidence
        yield from cited_by(page.mentions)
        if any(block.name == "timeline" for block in page.blocks):
            yield from (key for event in self.source.events for key in event.evidence)
        if self.source.series and any(block.name in ("series", "estimates") for block in page.blocks):
            yield from self.source.series.references

    @cached_property
    def within(self) -> Index[Key, Key]:
        """The kind and id of each entry, followed by those of its parts and of their parts, by its own."""

        def found(whole: Key) -> list[Key]:
            keys = [whole]
            for key in keys:
                keys += [part.key for part in self.parts_of[key] if part.key not in keys]
            return keys

        return Index((whole, key) for whole in self.entries for key in found(whole))

    @cached_property
    def containing(self) -> Index[Key, Key]:
        """The kind and id of each entry and of those that it is a part of, by its own."""
        return Index((key, whole) for whole, keys in self.within.items() for key in keys)

    @cached_property
    def _naming_each_other(self) -> Index[Key, Key]:
        """The entries that each entry names or is named by: in a provision or, if of another kind, in the front matter."""
        placed = ((key, page.key) for key, pages in self.placed_under.items() for page in pages)
        pages = self.entries.values()
        provided = ((role.key, page.key) for page in pages for provision in page.provisions for role in provision.mentions)
        pairs = [(one, other) for one, other in (*placed, *provided) if one in self.entries]
        return Index([*pairs, *((other, one) for one, other in pairs)])

    def related(self, entry: Key) -> dict[str, list[Page]]:
        """Return the entries that share findings with an entry, or that name it or are named by it, by kind.

        They are sorted by number of shared findings.
        """
        findings = self.findings_about[entry]
        shared = Counter((name, other) for finding in findings for name, ids in finding.facets.items() for other in ids)
        shared.update(dict.fromkeys(self._naming_each_other[entry], 0))
        shared.pop(entry, None)
        ranked = sorted(shared, key=lambda key: (-shared[key], self.labels.get(key, "")))
        return {name: [self.entries[key] for key in ranked if key[0] == name] for name in KINDS}


def follow_moves(name: str, moves: Mapping[str, str]) -> str:
    """Return the end of a chain of moves, or its start if it is a cycle."""
    seen = [name]
    while (name := moves.get(name, name)) not in seen:
        seen.append(name)
    return name


def labels_of(entries: Iterable[Page]) -> dict[Key, str]:
    """Return the link text of each entry, by role and target; the title if its front matter is invalid."""
    return {page.key: kind_of(page).label(page) for page in entries if page.kind}


def entries_of(dossier: Dossier, kind: str) -> list[Page]:
    """Return the entries of a kind, sorted by number, or else by title."""
    pages = (page for (name, _id), page in dossier.entries.items() if name == kind)
    return sorted(pages, key=lambda page: (not page.id.isdigit(), int(page.id) if page.id.isdigit() else 0, page.title))


def findings_within(dossier: Dossier, entry: Key, apart_from: Iterable[Key] = ()) -> list[LinkedFinding]:
    """Return the findings that bear on an entry or on one of its parts, without duplicates.

    :param apart_from: entries; those of them that are parts of this one are left out
    """
    own, *parts = dossier.within[entry] or [entry]
    left_out = {key for part in apart_from if part in parts for key in dossier.within[part]}
    keys = (own, *(part for part in parts if part not in left_out))
    return list({finding.id: finding for key in keys for finding in dossier.findings_about[key]}.values())


def count_within(dossier: Dossier, page: Page) -> int:
    """Return the number of findings that bear on an entry or on one of its parts."""
    return len(findings_within(dossier, page.key))


def count_corroborated(dossier: Dossier, passage: str) -> int:
    """Return the number of findings drawn from a passage that are corroborated."""
    return sum(finding.support.id == "corroborated" for finding in dossier.findings_from[passage])


def entries_containing(dossier: Dossier, finding: LinkedFinding) -> list[Key]:
    """Return the entries on which a finding bears, and those of which they are parts."""
    direct = ((kind, id) for kind, ids in finding.facets.items() for id in ids)
    return list(dict.fromkeys(whole for key in direct for whole in dossier.containing[key]))


def support_of(dossier: Dossier, stated: Figure | Event) -> Support:
    """Return how well a figure or an event is supported."""
    if isinstance(stated, Figure):
        return dossier.support(stated.evidence, stated.origin == "record")
    of_digest = bool(stated.passages) or dossier.source.report.digest in stated.evidence
    return dossier.support(stated.evidence, not of_digest)


_WORD = re.compile(r"\w{4,}")


def findings_stating(dossier: Dossier, passage: Passage, figure: Figure) -> list[LinkedFinding]:
    """Return the findings that state a figure of a passage they are based on.

    If the passage has another figure with the same number, only the findings that share the most words with the subject count.
    """
    stated = ((finding, [each.bounds for each in quantities(finding.text)]) for finding in dossier.findings_from[passage.id])
    stating = [finding for finding, numbers in stated if figure.bounds in numbers]
    if sum(other.bounds == figure.bounds for other in passage.figures) < 2:
        return stating
    shared = {finding.id: len(_words(figure.subject) & _words(finding.text)) for finding in stating}
    return [finding for finding in stating if shared[finding.id] == max(shared.values())]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
