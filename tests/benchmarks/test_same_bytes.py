"""What makes a build faster changes nothing in the site, and what is overridden is still as it was."""

from __future__ import annotations

import gc

import pytest
from docutils import nodes
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.html.builder import PageBuilder
from tests.support import Built, Site


def pages(built: Built) -> dict[str, bytes]:
    return {path: text for path, text in built.files().items() if path.endswith(".html")}


def test_pages_resolved_where_they_are_written_are_those_of_sphinx(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {jobs: pages(ports.build(f"ours-{jobs}", jobs=jobs)) for jobs in (0, 2, 3)}
    for name in ("_read_parallel", "write_documents", "render_partial", "create_translator"):
        monkeypatch.setattr(PageBuilder, name, getattr(StandaloneHTMLBuilder, name))
    theirs = pages(ports.build("theirs", jobs=2))
    assert all(found == theirs for found in ours.values())


def test_with_two_processes_the_first_reads_no_page_and_writes_but_one(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    written: list[str] = []
    read_doc, write_doc = Builder.read_doc, PageBuilder.write_doc

    def counted_read(self: Builder, docname: str, **options: bool) -> None:
        read.append(docname)
        read_doc(self, docname, **options)

    def counted_write(self: PageBuilder, docname: str, doctree: nodes.document) -> None:
        written.append(docname)
        write_doc(self, docname, doctree)

    monkeypatch.setattr(Builder, "read_doc", counted_read)
    monkeypatch.setattr(PageBuilder, "write_doc", counted_write)
    ports.build("alone")
    assert len(read) == len(written) > 10
    read.clear()
    written.clear()
    ports.build("shared", jobs=2)
    assert (len(read), len(written)) == (0, 1), "the others were read and written elsewhere"


def test_a_citation_is_formatted_once_for_the_pages_of_a_folder(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    formatted: list[tuple[str, str, str]] = []
    resolve = BibtexDomain.resolve_xref

    def counted(self: BibtexDomain, env, fromdocname: str, builder, typ, target: str, node, contnode):  # type: ignore[no-untyped-def]
        formatted.append((fromdocname.rpartition("/")[0], typ, target))
        return resolve(self, env, fromdocname, builder, typ, target, node, contnode)

    monkeypatch.setattr(BibtexDomain, "resolve_xref", counted)
    ports.build()
    assert formatted
    assert len(formatted) == len(set(formatted))


def test_garbage_is_looked_for_less_often_than_python_does(ports: Site) -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        ports.build()
        assert gc.get_threshold()[0] >= 10_000
    finally:
        gc.set_threshold(*before)
