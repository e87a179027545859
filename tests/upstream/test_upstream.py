"""Each override of other people's code changes nothing but the time that it takes, and is still needed.

A test whose name says that upstream still does something fails once upstream has mended it: remove the override then, and the
test with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pybtex.plugin
import pytest
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier import upstream
from tests.support import Built, Site

TEMPLATES = Path(__file__).parents[2] / "docs/_templates"
WITH_THEME = {
    "extensions": ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "dossier"],
    "html_theme": "furo",
    "templates_path": [str(TEMPLATES)],
}


@pytest.fixture
def plugin_scans(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The plugins for which pybtex, as it comes, has scanned the installed distributions."""
    scans: list[str] = []
    scan = pybtex.plugin.entry_points

    def counted(group: str, name: str) -> Any:
        scans.append(name)
        return scan(group=group, name=name)

    as_it_comes = pybtex.plugin._load_entry_point
    monkeypatch.setattr(pybtex.plugin, "_load_entry_point", getattr(as_it_comes, "__wrapped__", as_it_comes))
    monkeypatch.setattr(pybtex.plugin, "entry_points", counted)
    return scans


def test_pybtex_still_scans_all_distributions_for_a_plugin_that_it_has_found(plugin_scans: list[str]) -> None:
    for _ in range(3):
        pybtex.plugin.find_plugin("pybtex.backends", "plaintext")
    assert plugin_scans.count("plaintext") >= 3, "pybtex has mended it: remove `remember_plugins`"


def test_with_the_override_pybtex_scans_them_once(plugin_scans: list[str]) -> None:
    upstream.remember_plugins()
    for _ in range(3):
        pybtex.plugin.find_plugin("pybtex.backends", "plaintext")
    assert plugin_scans.count("plaintext") <= 2, "once for the name and once for its aliases"


class Citations(list[Any]):
    """A list that knows how often it was gone through."""

    scans = 0

    def __iter__(self) -> Iterator[Any]:
        Citations.scans += 1
        return super().__iter__()


class WatchedDomain(BibtexDomain):
    """The domain as it comes, with a count of the citations resolved."""

    resolved = 0

    def resolve_xref(self, *arguments: Any) -> Any:
        WatchedDomain.resolved += 1
        self.data["citations"] = Citations(self.citations)
        return super().resolve_xref(*arguments)


def test_sphinxcontrib_bibtex_still_goes_through_all_citations_for_each(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upstream, "IndexedBibtexDomain", WatchedDomain)
    ports.build()
    assert WatchedDomain.resolved > 20
    assert Citations.scans >= WatchedDomain.resolved, "sphinxcontrib-bibtex has mended it: remove `IndexedBibtexDomain`"


def test_furo_still_makes_the_tree_of_all_pages_for_every_page(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    trees: list[dict[str, Any]] = []

    def counted(context: dict[str, Any]) -> None:
        context["toctree"] = lambda **options: trees.append(options) or ""

    monkeypatch.setattr(upstream, "skip_theme_navigation", counted)
    built = ports.build(**WITH_THEME)
    assert len(trees) >= len(built.written), "furo has mended it: remove `skip_theme_navigation`"


def test_the_overrides_of_citations_change_nothing_in_the_site(
    ports: Site, built_ports: Built, plugin_scans: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upstream, "remember_plugins", lambda: None)
    monkeypatch.setattr(upstream, "IndexedBibtexDomain", BibtexDomain)
    assert pages(ports.build()) == pages(built_ports)
    assert plugin_scans, "the site was built without the overrides"


def test_the_override_of_the_navigation_changes_nothing_in_the_site(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = ports.build("with", **WITH_THEME)
    monkeypatch.setattr(upstream, "skip_theme_navigation", lambda context: None)
    assert pages(ports.build("without", **WITH_THEME)) == pages(with_it)


def pages(built: Built) -> dict[str, bytes]:
    """The pages of a site, without its search index."""
    return {path: text for path, text in built.files().items() if path.endswith(".html")}
