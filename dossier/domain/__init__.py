"""The Sphinx domain of findings, estimates, passages and entries.

``build`` has the state of one build, ``lookups`` what each page looks up in it, and ``workarounds`` those for bugs in libraries.
"""

from collections.abc import Iterator, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from dossier.domain.build import build_of
from dossier.model.kinds import KINDS
from dossier.model.page import Page
from dossier.model.problem import Problem

NAME = "dossier"

PER_PAGE = ("pages", "problems", "checksums")
"""The keys of the domain data that are stored by docname."""


class DossierDomain(Domain):
    """The records of the pages, as Sphinx reads them; the linked dossier exists only during a build (``dossier.domain.build``).

    Records are kept between builds by docname, so that rereading a page replaces only its own record. ``data_version`` is not
    set, because ``env_version`` is a checksum of the code.
    """

    name = NAME
    label = "Dossier"
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "problems": {}, "checksums": {}, "labels": []}

    def __init__(self, env: BuildEnvironment) -> None:
        types = (*KINDS, "finding", "passage", "estimate")
        self.object_types = {type_: ObjType(type_, type_) for type_ in types}  # type: ignore[misc]
        self.roles = {type_: XRefRole(innernodeclass=nodes.inline) for type_ in types}  # type: ignore[misc]
        super().__init__(env)
        self.pages: dict[str, Page] = self.data["pages"]
        """The record of each page, by docname."""
        self.problems: dict[str, list[Problem]] = self.data["problems"]
        """The problems in the form of each page, by docname."""
        self.checksums: dict[str, str] = self.data["checksums"]
        """The checksum of the text of each page and of the headings of its passages, by docname."""
        self.labels: list[str] = self.data["labels"]
        """The standard labels of the objects at the last build."""

    def note_page(self, page: Page, problems: list[Problem], checksum: str) -> None:
        """Store the record of a page that is being read, its problems, and its checksum."""
        self.pages[page.docname] = page
        self.problems[page.docname] = problems
        self.checksums[page.docname] = checksum

    def clear_doc(self, docname: str) -> None:
        """Remove the data of a page that has been deleted or is about to be read again."""
        for name in PER_PAGE:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Merge the data of pages read by another process."""
        for name in PER_PAGE:
            self.data[name].update({key: value for key, value in otherdata[name].items() if key in docnames})

    def resolve_xref(  # type: ignore[override]
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str, target: str, *about: nodes.Element
    ) -> nodes.Element:
        """Resolve a role; an unknown target stays plain text, and the rule ``unknown-target`` reports its line."""
        node, contnode = about
        found = build_of(env).lookups.of(fromdocname).target_of(typ, target)
        if found is None:
            return contnode
        docname, anchor, label = found
        content = contnode if node.get("refexplicit") else nodes.inline("", label, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, docname, anchor, content)

    def resolve_any_xref(self, *_asked: object) -> list[tuple[str, nodes.reference]]:
        """Resolve no reference without a type: pages link by roles, and the rules report any other link."""
        return []

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield every object that other projects can link to; entries have priority over findings, and these over passages."""
        dossier = build_of(self.env).dossier
        known = [
            *((kind, id, 0) for kind, id in sorted(dossier.entries)),
            *(("finding", id, 1) for id in sorted(dossier.findings)),
            *(("estimate", id, 1) for id in sorted(dossier.estimates)),
            *(("passage", id, 2) for id in sorted(dossier.source.passages)),
        ]
        for type_, id, priority in known:
            if found := dossier.target_of(type_, id):
                docname, anchor, label = found
                yield id, label, type_, docname, anchor, priority

    def label_objects(self) -> None:
        """Give each object a standard label, such as ``finding-ID``, so that projects without this extension can link to it."""
        std = self.env.domains.standard_domain
        for name in self.labels:
            std.anonlabels.pop(name, None)
            std.labels.pop(name, None)
        self.labels.clear()
        for id, label, type_, docname, anchor, _ in self.get_objects():
            name = f"{type_}-{id}".lower()
            std.anonlabels[name], std.labels[name] = (docname, anchor), (docname, anchor, label)
            self.labels.append(name)


def domain_of(env: BuildEnvironment) -> DossierDomain:
    """Return the dossier domain of an environment."""
    return cast(DossierDomain, env.domains[NAME])
