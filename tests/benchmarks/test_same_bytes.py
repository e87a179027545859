"""What makes a build faster changes nothing in the site, and what is overridden is still as it was."""

from __future__ import annotations

import gc

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.render.builder import PageBuilder
from tests.support import Built, Site


def pages(built: Built) -> dict[str, bytes]:
    return {path: text for path, text in built.files().items() if path.endswith(".html")}


def test_pages_resolved_where_they_are_written_are_those_of_sphinx(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {jobs: pages(ports.build(f"ours-{jobs}", jobs=jobs)) for jobs in (0, 2, 3)}
    for name in ("write_documents", "render_partial"):
        monkeypatch.setattr(PageBuilder, name, getattr(StandaloneHTMLBuilder, name))
    theirs = pages(ports.build("theirs", jobs=2))
    assert all(found == theirs for found in ours.values())


def test_with_two_processes_the_first_resolves_no_page_but_the_first(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    shares: list[int] = []
    write = PageBuilder._write
    monkeypatch.setattr(PageBuilder, "_write", lambda self, docnames: shares.append(len(docnames)) or write(self, docnames))
    ports.build(jobs=2)
    assert shares == [1], "the others were written elsewhere"


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
