"""Cross-references within the site, in each syntax."""

from __future__ import annotations

import pytest

from tests.support import Built, Site, links

pytestmark = pytest.mark.xdist_group("references")

FINDING = "regions/river.html#tolls-rose"
TITLE = "Tolls rose by 12.5 per cent to $3.5 million, although ..."
REFERENCES = {
    "{finding}`tolls-rose`": (TITLE, FINDING),
    "{finding}`what rose <tolls-rose>`": ("what rose", FINDING),
    "{ref}`finding-tolls-rose`": (TITLE, FINDING),
    "{passage}`LOW-2`": ("LOW-2", "evidence/lower.html#LOW-2"),
    "{region}`lower-river`": ("Lower river", "regions/lower-river.html"),
    "{resolution}`114`": ("resolution 114 (2029)", "resolutions/114.html"),
    "{resolution}`the *Assembly* <114>`": ("the *Assembly*", "resolutions/114.html"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports with references of every form, each in a paragraph of its own."""
    site = Site(tmp_path_factory.mktemp("references"), "test-ports")
    site.edit("pages/index.md", "{finding}`ostrel-barges-2030`", "See:\n\n" + "\n\n".join(REFERENCES) + "\n\nAnd that is")
    site.edit("pages/regions/river.md", "# The whole river\n", "# The whole river\n\nSee [what rose](#tolls-rose).\n")
    return site.build(only="index regions/river")


def test_references_resolve_without_warnings(built: Built) -> None:
    assert built.warnings == []
    paragraphs = [links(paragraph) for paragraph in built.page("index").select("section > p")]
    assert [found for found in paragraphs if found] == [[link] for link in REFERENCES.values()]


def test_reference_to_finding_on_same_page(built: Built) -> None:
    page = built.page("regions/river")
    assert links(page.select_one("dl.card + p")) == [("what rose", "#tolls-rose")]
    assert page.select_one(".finding#tolls-rose") is not None
