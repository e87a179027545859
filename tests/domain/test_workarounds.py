"""Workarounds for libraries: they do not change the output, and are skipped where they no longer apply."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pybtex.plugin
import pytest
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier.domain import workarounds
from tests.support import Built, Site


@pytest.fixture
def without_workarounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Disable the workarounds."""
    monkeypatch.setattr(workarounds, "apply_workarounds", lambda app: None)
    monkeypatch.setattr(pybtex.plugin, "_RUNTIME_PLUGINS", {})


def pages(built: Built) -> dict[str, bytes]:
    return {path: text for path, text in built.files().items() if path.endswith(".html")}


@pytest.mark.usefixtures("without_workarounds")
def test_pages_are_the_same_without_workarounds(ports: Site, built_ports: Built) -> None:
    assert pages(ports.build()) == pages(built_ports)


def test_citation_is_resolved_once_per_folder(rebuilt_ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    formatted: Counter[tuple[str, str, str]] = Counter()
    resolve = BibtexDomain.resolve_xref

    def counted(self: BibtexDomain, env: Any, fromdocname: str, builder: Any, typ: str, target: str, *rest: Any) -> Any:
        formatted[fromdocname.rpartition("/")[0], typ, target] += 1
        return resolve(self, env, fromdocname, builder, typ, target, *rest)

    monkeypatch.setattr(BibtexDomain, "resolve_xref", counted)
    rebuilt_ports.build(only="regions/lower-river regions/upper-river resolutions/114")
    assert {folder for folder, _, _ in formatted} == {"regions", "resolutions"}
    assert set(formatted.values()) == {1}


class Application:
    """The part of Sphinx's application that the workarounds use."""

    def __init__(self) -> None:
        self.domains: list[type] = []

    def add_domain(self, domain: type, override: bool) -> None:
        self.domains.append(domain)


@pytest.mark.parametrize(
    ("name", "gone", "domains"),
    [
        ("register_backend", "pybtex.plugin.register_plugin", [workarounds.IndexedBibtexDomain]),
        ("index_citations", "sphinxcontrib.bibtex.domain._FilterVisitor", []),
    ],
)
def test_obsolete_workaround_is_logged_and_skipped(
    monkeypatch: pytest.MonkeyPatch, name: str, gone: str, domains: list[type]
) -> None:
    messages: list[str] = []
    monkeypatch.setattr(workarounds.logger, "info", lambda line, *values: messages.append(line % values))
    monkeypatch.delattr(gone)
    app: Any = Application()
    workarounds.apply_workarounds(app)
    (line,) = messages
    assert f" {name} " in line and gone.rpartition(".")[2] in line
    assert app.domains == domains
