"""The directives of the data pages say what they do not understand, at the line."""

from __future__ import annotations

import re

import pytest

from tests.support import Site, text_of

MISTAKES = {
    "the columns of a table that is not there": (
        ":::{columns} claims\n:::\n",
        "no table “claims” is exported; use one of findings",
    ),
}


@pytest.mark.parametrize(("directive", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_directive_that_is_not_understood_is_named_with_its_line(ports: Site, directive: str, said: str) -> None:
    ports.write("pages/views.md", f"---\nsummary: Views.\n---\n# Views\n\n{directive}")
    warnings = [line for line in ports.build().warnings if re.search(r"views.md:[67]: ", line)]
    assert said in "\n".join(warnings)


def test_references_stand_under_the_heading_that_asks_for_their_kind(ports: Site) -> None:
    ports.write(
        "pages/evidence/bibliography.md",
        "# Bibliography\n\n## Official\n\n:::{references} official\n:::\n\n## News\n\n:::{references} news\n:::\n\n"
        "```{bibliography}\n:all:\n```\n",
    )
    page = ports.build().page("evidence/bibliography")
    kinds = {"news": page.select("h2#news ~ .references .citation"), "all": page.select(".citation")}
    assert [entry["id"] for entry in kinds["news"]] == ["ref-chronicle-2029"]
    assert len({str(entry["id"]) for entry in kinds["all"]}) == len(kinds["all"]) > 1


def test_the_table_of_downloads_says_so_where_nothing_is_exported(ports: Site) -> None:
    ports.write("pages/views.md", "# Views\n\n:::{downloads}\n:::\n")
    assert "No data are exported." in text_of(ports.build().page("views").body)
