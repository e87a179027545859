"""Within the site, a reference finds what has the id, however it is written."""

from __future__ import annotations

import pytest

from tests.support import Site, links

FINDING = "regions/river.html#tolls-rose"


@pytest.mark.parametrize(
    ("reference", "link"),
    [
        ("{finding}`tolls-rose`", ("tolls-rose", FINDING)),
        ("{finding}`what rose <tolls-rose>`", ("what rose", FINDING)),
        ("{ref}`finding-tolls-rose`", ("tolls-rose", FINDING)),
        ("{passage}`LOW-2`", ("LOW-2", "evidence/lower.html#LOW-2")),
        ("{region}`lower-river`", ("Lower river", "regions/lower-river.html")),
        ("{resolution}`114`", ("resolution 114 (2029)", "resolutions/114.html")),
        ("{resolution}`the *Assembly* <114>`", ("the *Assembly*", "resolutions/114.html")),
    ],
)
def test_it_leads_there(rebuilt_ports: Site, reference: str, link: tuple[str, str]) -> None:
    rebuilt_ports.edit("pages/index.md", "{finding}`ostrel-barges-2030`", reference)
    built = rebuilt_ports.build()
    assert built.warnings == []
    assert links(built.page("index").select_one("section > p")) == [link]


def test_it_leads_to_a_finding_on_the_page_itself(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/regions/river.md", "# The whole river\n", "# The whole river\n\nSee [what rose](#tolls-rose).\n")
    built = rebuilt_ports.build()
    assert built.warnings == []
    assert links(built.page("regions/river").select_one("dl.card + p")) == [("what rose", "#tolls-rose")]
