"""Lists of references, and links from lists to their data files."""

from __future__ import annotations

import pytest

from tests.support import Built, Site, links, text_of

pytestmark = pytest.mark.xdist_group("views of data")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports, with references on two pages."""
    site = Site(tmp_path_factory.mktemp("views"), "test-ports")
    site.write("pages/evidence/news.md", "# News\n\n:::{references} news\n:::\n")
    site.write(
        "pages/evidence/bibliography.md",
        "# Bibliography\n\n:::{references} official digest\n:::\n\n:::{labels}\n:::\n\n:::{toctree}\n\nnews\n:::\n",
    )
    return site.build(only="evidence/news evidence/bibliography")


def test_references_of_kind_are_on_their_page_and_listed_by_label(built: Built) -> None:
    assert [entry["id"] for entry in built.page("evidence/news").select(".citation")] == ["ref-chronicle-2029"]
    labels = {text_of(item): str(item.a["href"]) for item in built.page("evidence/bibliography").select(".labels li") if item.a}
    assert labels["Port Chronicle, 2029"] == "news.html#ref-chronicle-2029"
    assert labels["RP/2031/7"] == "#ref-rp-2031-7"


def test_citations_link_to_page_that_lists_reference(rebuilt_ports: Site) -> None:
    rebuilt_ports.write("pages/evidence/bibliography.md", "# Bibliography\n\n:::{toctree}\n\nsources\n:::\n")
    rebuilt_ports.write("pages/evidence/sources.md", "# Sources\n\n:::{references} official news digest\n:::\n")
    page = rebuilt_ports.build(only="regions/lower-river").page("regions/lower-river")
    cited = {str(link["href"]).partition("#")[0] for link in page.select(".legend a") if "#ref-" in str(link["href"])}
    assert cited == {"../evidence/sources.html"}


@pytest.mark.parametrize(("page", "table"), [("findings", "findings"), ("figures", "figures"), ("timeline", "events")])
def test_list_links_to_its_data_file(whole_site: Built, page: str, table: str) -> None:
    note = whole_site.page(f"data/{page}").select_one(".legend")
    assert text_of(note) == f"All of this as a file: {table}.csv."
    assert (whole_site.folder / "data" / links(note)[0][1]).is_file()
