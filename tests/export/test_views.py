"""The directives of the data pages say what they do not understand, at the line."""

from __future__ import annotations

import re

import pytest

from tests.support import Site, text_of

MISTAKES = {
    "the columns of a table that is not there": (
        ":::{columns} claims\n:::\n",
        "{columns} cannot show “claims”; use one of entries",
    ),
}


@pytest.mark.parametrize(("directive", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_directive_that_is_not_understood_is_named_with_its_line(ports: Site, directive: str, said: str) -> None:
    ports.write("pages/views.md", f"---\nsummary: Views.\n---\n# Views\n\n{directive}")
    warnings = [line for line in ports.build().warnings if re.search(r"views.md:[67]: ", line)]
    assert said in "\n".join(warnings)


def test_references_stand_on_the_page_that_asks_for_their_kind_and_all_are_listed_by_label(ports: Site) -> None:
    ports.write("pages/evidence/news.md", "# News\n\n:::{references} news\n:::\n")
    ports.write(
        "pages/evidence/bibliography.md",
        "# Bibliography\n\n:::{references} official digest\n:::\n\n:::{labels}\n:::\n\n:::{toctree}\n\nnews\n:::\n",
    )
    built = ports.build()
    assert [entry["id"] for entry in built.page("evidence/news").select(".citation")] == ["ref-chronicle-2029"]
    labels = {text_of(item): str(item.a["href"]) for item in built.page("evidence/bibliography").select(".labels li") if item.a}
    assert labels["Port Chronicle, 2029"] == "news.html#ref-chronicle-2029"
    assert labels["RP/2031/7"] == "#ref-rp-2031-7"


def test_references_that_move_to_another_page_are_found_there_from_every_page(rebuilt_ports: Site) -> None:
    rebuilt_ports.write("pages/evidence/bibliography.md", "# Bibliography\n\n:::{toctree}\n\nsources\n:::\n")
    rebuilt_ports.write("pages/evidence/sources.md", "# Sources\n\n:::{references} official news digest\n:::\n")
    page = rebuilt_ports.build().page("regions/lower-river")
    cited = {str(link["href"]).partition("#")[0] for link in page.select(".legend a") if "#ref-" in str(link["href"])}
    assert cited == {"../evidence/sources.html"}


def test_a_page_has_references_once(ports: Site) -> None:
    ports.write("pages/evidence/more.md", "# More\n\n:::{references} news\n:::\n\n:::{references} wiki\n:::\n")
    assert "this page has references already" in "\n".join(ports.build().warnings)


def test_the_table_of_downloads_says_so_where_nothing_is_exported(ports: Site) -> None:
    ports.write("pages/views.md", "# Views\n\n:::{downloads}\n:::\n")
    assert "No data are exported." in text_of(ports.build().page("views").body)
