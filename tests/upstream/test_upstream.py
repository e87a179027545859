"""Each override of other people's code changes nothing but the time that it takes, and is still needed.

A test whose name says that upstream still does something fails once upstream has mended it: remove the override then, and the
test with it.
"""

from __future__ import annotations

import inspect
import logging
import pickle
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import furo
import pybtex.plugin
import pytest
import sphinx.builders
from docutils import nodes
from docutils.frontend import OptionParser
from docutils.utils import new_document
from sphinx.builders.html import _assets
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms.post_transforms.code import HighlightLanguageVisitor
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier import upstream
from dossier.upstream.contents import PackedTrees
from tests.support import Built, Site

TEMPLATES = Path(__file__).parents[2] / "docs/_templates"
WITH_THEME = {
    "extensions": ["myst_parser", "sphinx_design", "sphinxcontrib.bibtex", "dossier"],
    "html_theme": "furo",
    "templates_path": [str(TEMPLATES)],
}


@pytest.fixture
def as_they_come() -> Iterator[None]:
    """Libraries without the overrides of their functions."""
    upstream.undo()
    yield
    upstream.mend()


def scans_of(work: Callable[[], object]) -> int:
    """How often some work scans the installed distributions."""
    calls: Counter[str] = Counter()
    with pytest.MonkeyPatch.context() as patch:
        count(patch, pybtex.plugin, "entry_points", calls)
        work()
    return calls.total()


def find_plugin_again_and_again() -> None:
    for _ in range(3):
        pybtex.plugin.find_plugin("pybtex.backends", "plaintext")


@pytest.mark.usefixtures("as_they_come")
def test_pybtex_still_scans_all_distributions_for_a_plugin_that_it_has_found() -> None:
    assert scans_of(find_plugin_again_and_again) >= 3, "pybtex has mended it: remove `remember_plugins`"


def test_with_the_override_pybtex_scans_them_once_for_the_name_and_once_for_its_aliases() -> None:
    upstream.mend()
    upstream.citations.remember_plugins.cache_clear()
    assert scans_of(find_plugin_again_and_again) <= 2


@dataclass(frozen=True)
class AsItComes:
    """A site built without the overrides of functions, and how often each of some functions was called."""

    site: Built
    calls: Counter[str]


@pytest.fixture(scope="module")
def as_it_comes(tmp_path_factory: pytest.TempPathFactory) -> AsItComes:
    """The report on river ports, built with all libraries as they come."""
    calls: Counter[str] = Counter()
    upstream.undo()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(upstream, "mend", lambda: None)
        patch.setattr(upstream.citations, "IndexedBibtexDomain", BibtexDomain)
        for owner, name in (
            (OptionParser, "populate_from_components"),
            (HighlightLanguageVisitor, "unknown_visit"),
            (_assets, "_file_checksum_inner"),
            (sphinx.builders, "relative_uri"),
        ):
            count(patch, owner, name, calls)
        built = Site(tmp_path_factory.mktemp("as-it-comes"), "test-ports").build()
    upstream.mend()
    return AsItComes(built, calls)


def count(patch: pytest.MonkeyPatch, owner: object, name: str, calls: Counter[str]) -> None:
    """Count how often a function is called."""
    called = getattr(owner, name)

    def counted(*given: Any, **named: Any) -> Any:
        calls[name] += 1
        return called(*given, **named)

    patch.setattr(owner, name, counted)


def test_the_overrides_change_nothing_in_the_site(as_it_comes: AsItComes, built_ports: Built) -> None:
    assert pages(as_it_comes.site) == pages(built_ports)


def test_docutils_still_lists_its_options_twice_for_every_page(as_it_comes: AsItComes) -> None:
    lists = as_it_comes.calls["populate_from_components"]
    assert lists >= 2 * len(as_it_comes.site.read), "mended: remove `remember_options` or `remember_defaults`"


def test_sphinx_still_visits_every_node_to_find_the_language_of_code(as_it_comes: AsItComes) -> None:
    assert as_it_comes.calls["unknown_visit"] > 100 * len(as_it_comes.site.written), "mended: remove `highlight_code`"


def test_sphinx_still_finds_a_style_sheet_anew_for_every_page(as_it_comes: AsItComes) -> None:
    assert as_it_comes.calls["_file_checksum_inner"] >= len(as_it_comes.site.written), "mended: remove `remember_checksums`"


@pytest.mark.usefixtures("as_they_come")
def test_docutils_still_asks_again_and_again_to_which_document_a_node_belongs() -> None:
    theirs: Any = nodes.Node.document
    asked: list[nodes.Node] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes.Node, "document", property(lambda node: asked.append(node) or theirs.fget(node), theirs.fset))
        new_document("page.md").setup_child(nodes.container())
    assert len(asked) > 1, "docutils has mended it: remove `set_up_child`"


def test_a_node_put_below_another_belongs_to_its_document_from_its_line_on() -> None:
    upstream.mend()
    page = new_document("page.md")
    page.note_source("page.md", 7)
    page += nodes.paragraph("", "", nodes.strong("", "a word"))
    page[0] += nodes.Text("after it")
    alone = nodes.paragraph("", "a text")
    assert [(node.document, node.source, node.line) for node in (page[0], page[0][1])] == [(page, "page.md", 8)] * 2
    assert page[0][0].document is page
    assert alone[0].document is None
    assert alone[0].parent is alone


@pytest.mark.usefixtures("as_they_come")
def test_docutils_still_splits_and_joins_a_text_without_anything_to_take_out() -> None:
    class Watched(str):
        splits = 0

        def split(self, *arguments: Any) -> list[str]:  # type: ignore[override]
            Watched.splits += 1
            return super().split(*arguments)

    nodes.unescape(Watched("a text"))
    assert Watched.splits, "docutils has mended it: remove `take_out_nulls`"


@pytest.mark.parametrize("text", ["a text", "an\x00 escaped\x00*text\x00\n"])
@pytest.mark.parametrize("back", [False, True], ids=["", "backslashes"])
def test_a_text_is_rid_of_nulls_as_docutils_does_it(text: str, back: bool) -> None:
    upstream.mend()
    ours = nodes.unescape(text, back)
    upstream.undo()
    assert ours == nodes.unescape(text, back)
    upstream.mend()


def test_sphinx_still_makes_messages_that_nobody_hears(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(logging.Logger, "handle", lambda logger, record: made.append(record.getMessage()))
    ports.build()
    assert not [message for message in made if "emitting event: 'html-page-context'" in message]
    monkeypatch.setattr(upstream.messages, "make_no_unheard", lambda app, config: None)
    ports.build("as-it-comes")
    assert [message for message in made if "emitting event: 'html-page-context'" in message], (
        "Sphinx has mended it: remove `make_no_unheard`"
    )


def test_sphinx_still_finds_the_way_to_a_page_anew_for_every_link(as_it_comes: AsItComes) -> None:
    assert as_it_comes.calls["relative_uri"] > 10 * len(as_it_comes.site.written), "mended: remove `remember_addresses`"


def deep(levels: int) -> nodes.Element:
    """A tree of that many levels."""
    top = node = nodes.container()
    for _ in range(levels):
        node += nodes.container()
        node = node[0]
    return top


@pytest.mark.usefixtures("as_they_come")
def test_docutils_still_descends_a_tree_by_recursion() -> None:
    with pytest.raises(RecursionError):
        list(deep(sys.getrecursionlimit()).findall(nodes.container))
        pytest.fail("docutils has mended it: remove `find_below`")


TREE = nodes.section("", nodes.title("", "Ports"), nodes.paragraph("", "", nodes.strong("", "Ostrel"), nodes.Text(" grew.")))


@pytest.mark.parametrize("start", [TREE, TREE[1], TREE[1][0]], ids=["section", "paragraph", "strong"])
@pytest.mark.parametrize("wanted", [None, nodes.Text, lambda node: bool(node.children)], ids=["all", "a class", "a test"])
@pytest.mark.parametrize("ways", [{}, {"include_self": False}, {"descend": False}, {"siblings": True}, {"ascend": True}], ids=str)
def test_a_tree_is_searched_as_docutils_searches_it(start: nodes.Element, wanted: Any, ways: dict[str, bool]) -> None:
    upstream.mend()
    found = list(start.findall(wanted, **ways))
    upstream.undo()
    assert found == list(start.findall(wanted, **ways))
    upstream.mend()


def test_a_search_sees_what_is_changed_behind_it_and_before_it() -> None:
    upstream.mend()
    top = nodes.container("", nodes.paragraph("", "one"), nodes.paragraph("", "two"), nodes.paragraph("", "three"))
    seen = []
    for paragraph in top.findall(nodes.paragraph):
        seen.append(paragraph.astext())
        if seen == ["one"]:
            top.pop()
            top += nodes.paragraph("", "four")
    assert seen == ["one", "two", "four"]


def test_a_search_finds_what_was_put_into_a_tree_in_which_there_was_none_of_it() -> None:
    upstream.mend()
    top = nodes.container("", nodes.paragraph("", "one"))
    assert not list(top.findall(nodes.strong))
    top[0] += nodes.strong("", "two")
    assert [node.astext() for node in top.findall(nodes.strong)] == ["two"]
    top[0].replace(top[0][1], nodes.emphasis("", "", nodes.subscript("", "three")))
    assert not list(top.findall(nodes.strong))
    assert [node.astext() for node in top.findall(nodes.subscript)] == ["three"]


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
    monkeypatch.setattr(upstream.citations, "IndexedBibtexDomain", WatchedDomain)
    ports.build()
    assert WatchedDomain.resolved > 20
    assert Citations.scans >= WatchedDomain.resolved, "sphinxcontrib-bibtex has mended it: remove `IndexedBibtexDomain`"


def test_furo_still_makes_the_tree_of_all_pages_and_the_contents_again_for_every_page(
    ports: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    trees: list[dict[str, Any]] = []

    def counted(context: dict[str, Any]) -> None:
        context["toctree"] = lambda **options: trees.append(options) or ""

    monkeypatch.setattr(upstream.assets, "skip_theme_lists", counted)
    copies: Counter[str] = Counter()
    count(monkeypatch, furo, "has_not_enough_items_to_show_toc", copies)
    built = ports.build(**WITH_THEME)
    assert len(trees) >= len(built.written), "furo has mended it: remove `skip_theme_lists`"
    assert copies.total() > len(built.written) / 2, "furo has mended it: leave the contents to it"


TREE_OF_PAGES = "<ul class='current'><li class='current'><a href='#'>Ports</a><ul><li><a href='a'>Ostrel</a></li></ul></li></ul>"


@pytest.mark.parametrize(("first", "loads"), [("", True), ("from dossier import upstream; upstream.mend()", False)])
def test_furo_still_loads_its_parser_before_there_is_anything_to_parse(first: str, loads: bool) -> None:
    script = f"{first}\nimport furo, sys\nprint('bs4' in sys.modules)\nprint(furo.get_navigation_tree({TREE_OF_PAGES!r}), end='')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded, _, tree = done.stdout.partition("\n")
    assert loaded == str(loads), "furo has mended it: remove `load_theme_parser_late`"
    assert tree == furo.get_navigation_tree(TREE_OF_PAGES)


def test_the_override_of_the_theme_changes_nothing_in_the_site(ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = ports.build("with", **WITH_THEME)
    monkeypatch.setattr(upstream.assets, "skip_theme_lists", lambda context: None)
    assert pages(ports.build("without", **WITH_THEME)) == pages(with_it)


def pages(built: Built) -> dict[str, bytes]:
    """The pages of a site, without its search index."""
    return {path: text for path, text in built.files().items() if path.endswith(".html")}


def test_tables_of_contents_are_kept_packed_and_say_the_same(ports: Site) -> None:
    ports.build()
    kept = pickle.loads((ports.folder / "built/doctrees/environment.pickle").read_bytes()).tocs
    assert isinstance(kept, PackedTrees)
    assert all(isinstance(packed, bytes) for packed in kept.values())
    assert "Lower river" in kept["regions/lower-river"].astext()
    trees = {docname: kept[docname] for docname in kept}
    packed = pickle.loads(pickle.dumps(PackedTrees(trees)))
    assert [packed[docname].pformat() for docname in trees] == [tree.pformat() for tree in trees.values()]


def test_sphinx_still_keeps_a_tree_of_nodes_for_each_table_of_contents() -> None:
    assert "nodes.bullet_list" in inspect.getsource(TocTreeCollector.process_doc), "sphinx keeps no nodes: remove PackedTrees"
