"""Names: the States, places, bodies, groups and people that passages and pages name, and what says something of each."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossier.graph import Dossier, LinkedFinding
from dossier.locale import _
from dossier.locale.formatting import without_remark
from dossier.model.kinds import KINDS, names_of_entry, own_names
from dossier.model.page import Page
from dossier.parser.markup import plain


def _sorts() -> dict[str, str]:
    """What the names in each list of a passage are names of."""
    return {"states": _("State"), "places": _("Place"), "bodies": _("Body"), "groups": _("Group"), "people": _("Person")}


@dataclass
class Name:
    """A name, and what says something of whatever has it.

    :param kind: what has it: the kind of an entry, if there is one of that name, or a person; else a passage says it
    :param is_state: whether it is a State
    :param entry: the page of an entry of that name
    :param findings: findings on it: those of the entry, those that concern the State, or those of its passages that have the
        name; all of these, if none has it
    :param passages: the passages that list it, by id, each with what it has it as
    :param pages: the pages whose cards and provisions name it
    """

    name: str
    kind: str = ""
    is_state: bool = False
    entry: Page | None = None
    findings: list[LinkedFinding] = field(default_factory=list)
    passages: dict[str, str] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    @property
    def sort(self) -> str:
        """What has the name: a State before all, then as the first passage has it."""
        return _("State") if self.is_state else next(iter(self.passages.values()), self.kind)


class Names:
    """Every name of a dossier, by that name, and the one that stands for each other name in ``instead``."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.instead: dict[str, str] = {}
        self.by_name: dict[str, Name] = {}
        for state in dossier.source.style.states:
            self._named(state.name).is_state = True
            self.instead.update(dict.fromkeys((*state.also, state.name), state.name))
        for page in self._entries():
            name = self._named(page.title, KINDS[page.kind].singular)
            name.entry = page
            for other in (*own_names(page), without_remark(page.title), *names_of_entry(page).aliases):
                self.instead.setdefault(other, name.name)
        self._known = {other.casefold(): name for other, name in self.instead.items()}
        self._read_passages()
        self._read_pages()
        for name in self.by_name.values():
            name.findings = self._findings(name)
        self.by_name = {name: found for name, found in self.by_name.items() if found.findings or found.passages or found.pages}

    def _entries(self) -> Iterator[Page]:
        return (page for page in self._dossier.entries.values() if KINDS[page.kind].named and page.meta is not None)

    def _named(self, name: str, kind: str = "") -> Name:
        return self.by_name.setdefault(name, Name(name, kind))

    def _read_passages(self) -> None:
        for passage in self._dossier.source.passages.values():
            for listed, sort in _sorts().items():
                for item in getattr(passage, listed):
                    if name := self.called(item):
                        self._named(name, sort).passages[passage.id] = sort

    def called(self, item: str) -> str:
        """The name under which something in a list of a passage is listed; nothing, where it is no name."""
        listed = self._dossier.source.style.listed_as.get(item, item)
        bare = without_remark(listed)
        known = self._known.get(listed.casefold()) or self._known.get(bare.casefold())
        return known or (bare if bare[:1].isupper() else next(iter(self._dossier.states_in(bare)), ""))

    def _read_pages(self) -> None:
        for page in self._dossier.pages.values():
            said = " ".join(plain(provision.text, self._dossier.labels) for provision in page.provisions)
            for name in (*self._dossier.states_in(said), *map(self.called, names_of_entry(page).people)):
                self._named(name, _("Person")).pages.append(page)

    def _findings(self, name: Name) -> list[LinkedFinding]:
        if name.entry is not None:
            return self._dossier.findings_on(name.entry.kind, name.entry.id)
        if name.is_state:
            return [finding for finding in self._dossier.findings.values() if name.name in finding.states]
        drawn = {f.id: f for passage in name.passages for f in self._dossier.findings_from(passage)}
        return [f for f in drawn.values() if name.name in self._dossier.text(f)] or [*drawn.values()]
