"""The domain: what Sphinx knows of findings, passages and entries."""

from collections.abc import Iterator, Set
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.addnodes import pending_xref
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
"""The tables of what is kept of each page, by docname."""


def object_types() -> tuple[str, ...]:
    """The types of object that a role can link to: the kinds of the site, findings and passages."""
    return (*KINDS, "finding", "passage", "estimate")


class DossierDomain(Domain):
    """Pages with their findings, as Sphinx reads them; what is linked of them lives for one build (``dossier.domain.build``).

    What is kept between builds is the record of each page, by docname, so that a page that is read again replaces its own
    record and no other. It needs no version of its own, because that of the environment is a checksum of the code.
    """

    name = NAME
    label = "Dossier"
    initial_data: ClassVar[dict[str, Any]] = {"pages": {}, "problems": {}, "checksums": {}, "sections": {}}

    def __init__(self, env: BuildEnvironment) -> None:
        self.object_types = {type_: ObjType(type_, type_) for type_ in object_types()}  # type: ignore[misc]
        self.roles = {type_: XRefRole(innernodeclass=nodes.inline) for type_ in object_types()}  # type: ignore[misc]
        super().__init__(env)
        self.pages: dict[str, Page] = self.data["pages"]
        """The record of each page, by docname."""
        self.problems: dict[str, list[Problem]] = self.data["problems"]
        """What is wrong with the form of each page, by docname."""
        self.checksums: dict[str, str] = self.data["checksums"]
        """A checksum of the text of each page, by docname."""
        self.sections: dict[str, list[str]] = self.data["sections"]
        """The headings of the passages of each section of the report, as of the last build, by code."""

    def note_page(self, page: Page, problems: list[Problem], checksum: str) -> None:
        """Keep the record of a page that is being read, and the checksum of its text."""
        self.pages[page.docname] = page
        self.problems[page.docname] = problems
        self.checksums[page.docname] = checksum

    def clear_doc(self, docname: str) -> None:
        """Forget a page: Sphinx is about to read it again, or it is gone."""
        for name in PER_PAGE:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take in the pages that another process has read."""
        for name in PER_PAGE:
            self.data[name].update({key: value for key, value in otherdata[name].items() if key in docnames})

    def resolve_xref(  # type: ignore[override]
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: nodes.Element,
    ) -> nodes.Element:
        """Link to what a role names; what is not there stays text, and the rule ``unknown-target`` names the line."""
        found = build_of(env).lookups.of(fromdocname).target_of(typ, target)
        if found is None:
            return contnode
        docname, anchor, label = found
        content = contnode if node.get("refexplicit") else nodes.inline("", label, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, docname, anchor, content)

    def resolve_any_xref(
        self, env: BuildEnvironment, fromdocname: str, builder: Builder, target: str, node: pending_xref, contnode: nodes.Element
    ) -> list[tuple[str, nodes.reference]]:
        """Link to whatever has that id, for references that do not say of which type it is."""
        return [
            (f"{NAME}:{typ}", make_refnode(builder, fromdocname, found[0], found[1], contnode))
            for typ in object_types()
            if (found := build_of(env).lookups.of(fromdocname).target_of(typ, target))
        ]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Everything that another project can link to: entries before findings before passages."""
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


def domain_of(env: BuildEnvironment) -> DossierDomain:
    """The dossier's domain of an environment."""
    return cast(DossierDomain, env.domains[NAME])
