"""The dossier: every record, linked both ways, read-only."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from textwrap import shorten
from types import MappingProxyType
from typing import TypeVar

from dossier.locale import _
from dossier.model.kinds import KINDS, wholes_of
from dossier.model.page import Finding, Page
from dossier.model.publication import Edition, Release, RetiredNotice
from dossier.model.series import Estimate
from dossier.model.source import Correction, Event, Figure, Passage, Support, Tie, correction_labels
from dossier.parser.directives import Term, terms
from dossier.parser.markup import is_citation, keys_of, plain
from dossier.parser.quantities import quantities
from dossier.parser.source import Source

Key = tuple[str, str]
NAME = 60
"""How many letters of a finding name it."""

K = TypeVar("K")
V = TypeVar("V")


class Index(dict[K, list[V]]):
    """All values of each key, in their order; of a key that is not there, none."""

    def __init__(self, pairs: Iterable[tuple[K, V]]) -> None:
        for key, value in pairs:
            self.setdefault(key, []).append(value)

    def __missing__(self, key: K) -> list[V]:
        return []


def opening(text: str) -> str:
    """The first words of a text, by which a finding is named."""
    return shorten(text, NAME, placeholder=" ...")


@dataclass(frozen=True)
class LinkedFinding:
    """A finding in its place: on its page, with everything that follows from it.

    :param text: the claim as plain text
    :param section: the heading under which it stands
    :param facets: ids of the entries on which it bears, by kind, each sorted: those that its roles name, the entry on
        whose page it stands, and the entries tied to its passages
    :param support: how well public sources bear it out
    :param correction_kinds: what the corrections that it applies change, in the order of its notes; none, where it follows
        the digest
    :param states: the States in its words; where those have none, the States that its passages list as such, for a place in a
        passage need not concern each of its findings
    """

    record: Finding
    text: str
    page: Page
    section: str
    facets: Mapping[str, tuple[str, ...]]
    support: Support
    correction_kinds: tuple[str, ...]
    states: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the finding."""
        return self.record.id

    @property
    def sha256(self) -> str:
        """The checksum of its text, by which a reader can tell that it has changed."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def corrected(self) -> bool:
        """Whether it follows another reading than the digest's."""
        return bool(self.correction_kinds)

    @property
    def correction(self) -> str:
        """What was corrected in the digest, in words: "summary corrected: name"; nothing, where it follows the digest."""
        changed = ", ".join(correction_labels()[kind] for kind in self.correction_kinds)
        return _("summary corrected: {kinds}").format(kinds=changed) if self.corrected else ""

    @property
    def how_sure(self) -> str:
        """Its support and its correction, in words: "Corroborated by 2 other sources; summary corrected: name"."""
        return "; ".join(filter(None, (str(self.support), self.correction)))


class Dossier:
    """Every record of a dossier, with indexes both ways.

    The first page that has an id keeps it; a second one is a problem that the checks report.

    :param source: the records of the source folder
    :param pages: the pages by docname
    :param address: the address of the site, where one is configured
    :param uri: the address of a page below that, as the builder has it
    :param editions: the editions that the site offers
    """

    def __init__(
        self,
        source: Source,
        pages: Mapping[str, Page],
        address: str = "",
        uri: Callable[[str], str] = "{}.html".format,
        editions: tuple[Edition, ...] = (),
    ) -> None:
        self.source = source
        self.address = f"{address.rstrip('/')}/" if address else ""
        self._uri = uri
        self.editions = editions
        self.pages: Mapping[str, Page] = MappingProxyType(dict(sorted(pages.items())))
        self.entries: dict[Key, Page] = {}
        for page in self.pages.values():
            if page.kind:
                self.entries.setdefault((page.kind, page.id), page)
        self.corrections: dict[str, tuple[Passage, Correction]] = {
            correction.id: (passage, correction) for passage in source.passages.values() for correction in passage.corrections
        }
        self.retired_notices = {notice.id: notice for notice in source.ledger.retired}
        self.findings: dict[str, LinkedFinding] = {}
        for page in self.pages.values():
            for finding in page.findings:
                self.findings.setdefault(finding.id, self._linked(finding, page))

    def _linked(self, finding: Finding, page: Page) -> LinkedFinding:
        facets: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for mention in finding.mentions:
            if (mention.role, mention.target) in self.entries:
                facets[mention.role].add(mention.target)
        if page.kind:
            facets[page.kind].add(page.id)
        passages = [self.source.passages[id] for id in finding.passages if id in self.source.passages]
        for tie in (tie for passage in passages for tie in passage.ties):
            if (tied := self.pages.get(tie.entry)) and tied.kind:
                facets[tied.kind].add(tied.id)
        named = "; ".join(name for passage in passages for name in passage.states)
        notes = [self.corrections[id][1] for id in finding.corrects if id in self.corrections]
        above = [h.text for h in page.headings if h.level > 1 and h.line < finding.line]
        text = plain(finding.text, self.labels)
        return LinkedFinding(
            record=finding,
            text=text,
            page=page,
            section=above[-1] if above else "",
            facets=MappingProxyType({kind: tuple(sorted(ids)) for kind, ids in facets.items()}),
            support=self.support(finding.evidence),
            correction_kinds=tuple(dict.fromkeys(note.kind for note in notes if note.corrects)),
            states=self.states_in(text) or self.states_in(named),
        )

    def support(self, evidence: tuple[str, ...], of_record: bool = False) -> Support:
        """How well references other than the digest support something.

        :param of_record: whether the public record states it and the digest does not; then whatever records it counts, and else
            no background does
        """
        report = self.source.report
        others = (reference for reference in self.source.known(dict.fromkeys(evidence)) if reference.key != report.digest)
        return Support(sum(of_record or reference.tier != report.background for reference in others))

    def states_in(self, text: str) -> tuple[str, ...]:
        """The States that a text names or of which it has a word, whole words alone: Niger is not in Nigeria."""
        found = {self._states[word] for word in self._state.findall(text)} if self._states else set()
        return tuple(sorted(found - {""}))

    @cached_property
    def _states(self) -> dict[str, str]:
        style = self.source.style
        forms = {form: state.name for state in style.states for form in (state.name, *state.also, *state.words)}
        return dict.fromkeys(style.listed_as, "") | forms

    @cached_property
    def _state(self) -> re.Pattern[str]:
        longest_first = sorted(self._states, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    @property
    def whole(self) -> "Dossier":
        """The dossier itself: asked of one that records look-ups, it is one look-up of everything in it."""
        return self

    def target_of(self, type_: str, id: str) -> tuple[str, str, str] | None:
        """Docname, anchor and label of what a link leads to, or ``None`` where there is no such thing."""
        if type_ == "finding" and (finding := self.findings.get(id)):
            return finding.page.docname, id, opening(finding.text)
        if type_ == "passage" and id in self.source.passages:
            docname = self.register_page(id)
            return (docname, id, id) if docname else None
        if type_ == "estimate" and (estimate := self.estimates.get(id)):
            docname = self.page_with("estimates")
            return (docname, f"estimate-{id}", estimate.title) if docname else None
        if type_ == "change" and id in self._last_changes:
            release, label = self._last_changes[id]
            docname = self.changes_page(release.version, "finding")
            return (docname, release.anchor_of(id), label) if docname else None
        page = self.entries.get((type_, id))
        return (page.docname, "", self.labels.get((type_, id), page.title)) if page else None

    def url(self, docname: str, anchor: str = "") -> str:
        """Where a page, or a place on it, is below the root of the site."""
        return f"{self._uri(docname)}#{anchor}" if anchor else self._uri(docname)

    def address_of(self, docname: str, anchor: str = "") -> str:
        """The whole address of a page or of a place on it; nothing where that of the site is not known."""
        return f"{self.address}{self.url(docname, anchor)}" if self.address else ""

    def page_with(self, directive: str, argument: str = "") -> str:
        """The first page that has a directive with an argument, or without one, or nothing."""
        return self._pages_by_directive.get((directive, argument), "")

    def changes_page(self, version: str, kind: str = "") -> str:
        """The page that lists what a release changed, in statements of a kind if one is named; or nothing.

        It is the page for that kind, else the one for that release, else the one for all.
        """
        asked = (f"{version}/{kind}", version, "")
        return next(filter(None, (self.page_with("changes", argument) for argument in asked)), "")

    @cached_property
    def pages_folder(self) -> Path:
        """The folder of the pages; the working directory where there are none."""
        return next((Path(page.path.removesuffix(f"{name}.md")) for name, page in self.pages.items()), Path())

    @cached_property
    def labels(self) -> dict[Key, str]:
        """The text of a link to each entry, by role and target; of one whose front matter is broken, its title or its id."""
        return labels_of(self.entries.values())

    @cached_property
    def languages(self) -> dict[str, str]:
        """The pages in other languages than that of the site, by the tag of the language."""
        return {page.language: page.docname for page in self.pages.values() if page.language}

    def findings_of(self, docname: str) -> list[LinkedFinding]:
        """The findings that stand on a page, in their order."""
        page = self.pages.get(docname)
        ids = dict.fromkeys(finding.id for finding in page.findings) if page else ()
        return [self.findings[id] for id in ids if self.findings[id].page is page]

    @cached_property
    def moves(self) -> dict[str, str]:
        """The name that each page has now which had another, by the old one."""
        direct = {moved.old: moved.to for moved in self.source.ledger.moved}
        return {old: followed(old, direct) for old in direct}

    def notices_on(self, page: str) -> list[RetiredNotice]:
        """The retired notices of findings that stood on a page, under whatever name it had."""
        return [notice for notice in self.source.ledger.retired if self.moves.get(notice.stood_on, notice.stood_on) == page]

    @cached_property
    def stood_on(self) -> Index[str, str]:
        """The ids of the findings that a release has on a page of exactly that name, sorted."""
        return Index(sorted({(kept.page, kept.id) for release in self.source.releases for kept in release.findings}))

    def left(self, page: str) -> list[str]:
        """The ids of the findings that a release has on a page, under whatever name, and that stand on another now."""
        names = [page, *(old for old, new in self.moves.items() if new == page)]
        ids = sorted({id for name in names for id in self.stood_on[name]} & self.findings.keys())
        return [id for id in ids if self.findings[id].page.docname != page]

    def last_text(self, id: str) -> str:
        """What a finding said at the last release that has it, or nothing."""
        kept = (kept for release in reversed(self.source.releases) for kept in release.findings if kept.id == id)
        return next((finding.text for finding in kept), "")

    @cached_property
    def _last_changes(self) -> dict[str, tuple[Release, str]]:
        """The release that last changed the words of a finding, or added it after the first, and a label, by the finding's id."""
        changes: dict[str, tuple[Release, str]] = {}
        for before, after in pairwise(self.source.releases):
            words = {kept.id: kept.sha256 for kept in before.findings}
            for kept in after.findings:
                if words.get(kept.id) != kept.sha256:
                    label = _("Changed in {version}") if kept.id in words else _("Added in {version}")
                    changes[kept.id] = after, label.format(version=after.version)
        return changes

    @cached_property
    def _pages_by_directive(self) -> dict[tuple[str, str], str]:
        """The first page that has each directive with each argument."""
        blocks = [(block, page.docname) for page in self.pages.values() for block in page.blocks]
        return {(block.name, block.argument): docname for block, docname in reversed(blocks)}

    def passages_on(self, docname: str) -> list[str]:
        """Ids of the passages that a page prints."""
        return [id for id, section in self.source.section_of.items() if self.page_with("passages", section) == docname]

    def summary_of(self, docname: str) -> str:
        """The summary of a page, if it has one."""
        page = self.pages.get(docname)
        return page.meta.summary if page and page.meta is not None else ""

    def register_page(self, passage: str) -> str:
        """The page that prints a passage, or nothing."""
        return self.page_with("passages", self.source.section_of[passage])

    @cached_property
    def findings_on(self) -> Index[Key, LinkedFinding]:
        """Every finding that bears on an entry, by its kind and id."""
        return Index(
            ((kind, id), finding) for finding in self.findings.values() for kind, ids in finding.facets.items() for id in ids
        )

    @cached_property
    def findings_from(self) -> Index[str, LinkedFinding]:
        """Every finding that rests on a passage."""
        return Index((id, finding) for finding in self.findings.values() for id in dict.fromkeys(finding.record.passages))

    @cached_property
    def passages_tied_to(self) -> Index[str, tuple[Passage, Tie]]:
        """Every passage to which an entry is tied, and how, by the name of its page."""
        return Index((tie.entry, (passage, tie)) for passage in self.source.passages.values() for tie in passage.ties)

    @cached_property
    def pages_citing(self) -> Index[str, Page]:
        """Every page that rests something on a reference."""
        return Index((key, page) for page in self.pages.values() for key in dict.fromkeys(self.references_of(page)))

    @cached_property
    def passages_naming(self) -> Index[str, Passage]:
        """Every passage whose record names a reference."""
        return Index((key, passage) for passage in self.source.passages.values() for key in passage.references)

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every term of the glossaries, by each of its names in small letters."""
        blocks = (block for page in self.pages.values() for block in page.blocks if block.name == "glossary")
        return {name.lower(): term for block in blocks for term in terms(block.text) for name in term.names}

    @cached_property
    def figures(self) -> dict[str, tuple[Passage, Figure]]:
        """Every figure of the register by its id, with its passage."""
        return {figure.id: (passage, figure) for passage in self.source.passages.values() for figure in passage.figures}

    @cached_property
    def ordinal(self) -> int:
        """The place of the report in its series; 0, if it stands in none."""
        reports = self.source.series.reports if self.source.series else ()
        return next((report.ordinal for report in reports if report.symbol == self.source.report.symbol), 0)

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """The estimates of the series, by id."""
        return {estimate.id: estimate for estimate in (self.source.series.estimates if self.source.series else ())}

    @cached_property
    def estimate_by_figure(self) -> dict[str, Estimate]:
        """The estimates of the series whose figure of this report the register has, by the id of that."""
        return {estimate.figure: estimate for estimate in self.estimates.values() if estimate.figure}

    @cached_property
    def estimates_in(self) -> Index[str, Estimate]:
        """The estimates of the series whose figure a finding states."""
        known = ((self.figures[id], estimate) for id, estimate in self.estimate_by_figure.items() if id in self.figures)
        return Index((finding.id, estimate) for figure, estimate in known for finding in findings_stating(self, *figure))

    def references_of(self, page: Page) -> Iterator[str]:
        """Keys of the references on which a page rests something."""
        for statement in (*page.findings, *page.provisions):
            yield from statement.evidence
        yield from getattr(page.meta, "evidence", ())
        for mention in page.mentions:
            if is_citation(mention.role):
                yield from keys_of(mention.target)
        if any(block.name == "timeline" for block in page.blocks):
            yield from (key for event in self.source.events for key in event.evidence)
        if self.source.series and any(block.name in ("series", "estimates") for block in page.blocks):
            yield from self.source.series.references

    @cached_property
    def parts_of(self) -> Index[Key, Page]:
        """The entries that say they are part of another, by its kind and id."""
        wholes = ((wholes_of(page), page) for page in self.entries.values())
        return Index(((kind, id), page) for (kind, ids), page in wholes for id in ids)

    def related(self, kind: str, id: str) -> dict[str, list[Page]]:
        """Entries that share a finding with an entry, by kind, those with most shared findings first."""
        findings = self.findings_on[kind, id]
        shared = Counter((name, other) for finding in findings for name, ids in finding.facets.items() for other in ids)
        shared.pop((kind, id), None)
        ranked = sorted(shared, key=lambda key: (-shared[key], self.labels.get(key, "")))
        return {name: [self.entries[key] for key in ranked if key[0] == name] for name in KINDS}


def followed(name: str, moves: Mapping[str, str]) -> str:
    """Where moves lead in the end; of moves that run in a circle, where they began."""
    seen = [name]
    while (name := moves.get(name, name)) not in seen:
        seen.append(name)
    return name


def labels_of(entries: Iterable[Page]) -> dict[Key, str]:
    """The text of a link to each entry, by role and target; of one whose front matter is broken, its title or its id."""
    return {
        (page.kind, page.id): page.title or page.id if page.meta is None else KINDS[page.kind].label(page)
        for page in entries
        if page.kind
    }


def entries_of(dossier: Dossier, kind: str) -> list[Page]:
    """The entries of a kind in the order in which a reader looks for them: by number, else by title."""
    pages = (page for (name, _id), page in dossier.entries.items() if name == kind)
    return sorted(pages, key=lambda page: (not page.id.isdigit(), int(page.id) if page.id.isdigit() else 0, page.title))


def support_of(dossier: Dossier, stated: Figure | Event) -> Support:
    """How well a figure or an event is supported."""
    of_record = stated.origin == "record" if isinstance(stated, Figure) else not stated.passages
    return dossier.support(stated.evidence, of_record)


_WORD = re.compile(r"\w{4,}")


def findings_stating(dossier: Dossier, passage: Passage, figure: Figure) -> list[LinkedFinding]:
    """The findings that state a figure of a passage on which they rest.

    Where the passage has another figure of the same number, those count that share most words with the subject.
    """
    stating = [
        finding
        for finding in dossier.findings_from[passage.id]
        if any((quantity.value, quantity.high) == figure.bounds for quantity in quantities(finding.text))
    ]
    if sum(other.bounds == figure.bounds for other in passage.figures) < 2:
        return stating
    shared = {finding.id: len(_words(figure.subject) & _words(finding.text)) for finding in stating}
    return [finding for finding in stating if shared[finding.id] == max(shared.values())]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
