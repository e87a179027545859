"""Mistakes in directives: the build gives a warning with the line, and still writes the page."""

from __future__ import annotations

import pytest

from tests.support import Built, Site

pytestmark = pytest.mark.xdist_group("mistakes")

UNKNOWN_FIGURE = "there is no figure “lost-barges”; did you mean “ostrel-barges”? [dossier.picture]"
MISTAKES = {
    "cards of an unknown kind": ("{cards} kinds", 3, "{cards} cannot show “kinds”; use one of "),
    "cards of a missing page": ("{cards}\nnowhere", 3, "there is no "),
    "a comparison of entries of two kinds": ("{compare} region river", 3, "two or more"),
    "a comparison of entries of an unknown kind": ("{compare} shore river lower-river", 3, "two or more"),
    "columns of an unknown table": ("{columns} claims", 3, "{columns} cannot show “claims”; use one of "),
    "entries of two kinds in one table": ("{entries} region river", 3, "{entries} cannot show “region river”; "),
    "repeated references": ("{references} wiki\n:::\n\n:::{references} none", 6, "this page has references already"),
    "passages of an unknown section": ("{passages} TAX", 3, "LOW, UP, TOLL"),
    "a chart of an unknown figure": ("{range-chart} Barges\n:summary: None.\nlost-barges: Idle", 5, UNKNOWN_FIGURE),
}
"""For each mistake: the directive, and the line and the text of the warning."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports, with a page for each mistake."""
    site = Site(tmp_path_factory.mktemp("mistakes"), "test-ports")
    for nth, (directive, _, _) in enumerate(MISTAKES.values()):
        site.write(f"pages/mistakes/{nth}.md", f"# Mistake {nth}\n\n:::{directive}\n:::\n")
    return site.build(only=" ".join(f"mistakes/{nth}" for nth in range(len(MISTAKES))))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_gives_warning_with_line(built: Built, mistake: str) -> None:
    nth, (_, line, message) = list(MISTAKES).index(mistake), MISTAKES[mistake]
    assert [warning for warning in built.warnings if f"mistakes/{nth}.md:{line}: " in warning and message in warning]
    assert (built.folder / f"mistakes/{nth}.html").is_file()
