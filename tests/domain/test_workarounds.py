"""Workarounds change nothing in the site, and are skipped where a library no longer needs them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import docutils.frontend
import myst_parser.mdit_to_docutils.base
import pybtex.plugin
import pytest
import sphinx.util.docutils
from docutils import nodes
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.domain import workarounds
from tests.support import Built, Site


@pytest.fixture
def as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries without the workarounds."""
    monkeypatch.setattr(workarounds, "apply_workarounds", lambda app: None)
    monkeypatch.setattr(sphinx.util.docutils, "OptionParser", docutils.frontend.OptionParser)
    monkeypatch.setattr(myst_parser.mdit_to_docutils.base, "get_default_settings", docutils.frontend.get_default_settings)
    monkeypatch.setattr(pybtex.plugin, "_RUNTIME_PLUGINS", {})


def pages(built: Built) -> dict[str, bytes]:
    return {path: text for path, text in built.files().items() if path.endswith(".html")}


@pytest.mark.usefixtures("as_they_come")
def test_the_pages_are_those_of_the_libraries_as_they_come(ports: Site, built_ports: Built) -> None:
    assert pages(ports.build()) == pages(built_ports)


def test_a_citation_is_formatted_once_for_the_pages_of_a_folder(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    formatted: Counter[tuple[str, str, str]] = Counter()
    resolve = BibtexDomain.resolve_xref

    def counted(self: BibtexDomain, env: Any, fromdocname: str, builder: Any, typ: str, target: str, *nodes: Any) -> Any:
        formatted[fromdocname.rpartition("/")[0], typ, target] += 1
        return resolve(self, env, fromdocname, builder, typ, target, *nodes)

    monkeypatch.setattr(BibtexDomain, "resolve_xref", counted)
    ports.build()
    assert set(formatted.values()) == {1}


class Application:
    """The part of Sphinx's application that the workarounds use."""

    def __init__(self) -> None:
        self.domains: list[type] = []

    def add_domain(self, domain: type, override: bool) -> None:
        self.domains.append(domain)


def test_a_workaround_that_no_longer_applies_is_logged_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(workarounds.logger, "info", lambda line, *values: said.append(line % values))
    monkeypatch.delattr("sphinxcontrib.bibtex.domain._FilterVisitor")
    app: Any = Application()
    workarounds.apply_workarounds(app)
    (line,) = said
    assert " index_citations " in line and "_FilterVisitor" in line
    assert not app.domains


def test_the_contents_of_a_page_have_the_numbers_of_its_sections(ports: Site) -> None:
    ports.edit("pages/index.md", ":caption: Subjects\n", ":caption: Subjects\n:numbered:\n")
    ports.edit(
        "pages/_templates/layout.html", "{% block relbar1 %}", '{% block relbar1 %}<div id="contents">{{ contents }}</div>'
    )
    contents = ports.build(only="regions/lower-river").page("regions/lower-river").select("#contents a")
    assert [link.get_text() for link in contents][:2] == ["1.2. Lower river", "1.2.1. Ports"]


def test_what_is_put_into_a_tree_by_assignment_is_found() -> None:
    section = nodes.section("", nodes.paragraph("", "one"))
    assert not list(section.findall(nodes.strong))
    section.children = [nodes.strong("", "two")]
    assert [node.astext() for node in section.findall(nodes.strong)] == ["two"]
