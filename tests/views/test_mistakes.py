"""The build reports mistakes in directives at their lines, and still builds the page."""

from __future__ import annotations

import pytest

from tests.support import Built, Site

pytestmark = pytest.mark.xdist_group("mistakes")

NO_FIGURE = "there is no figure “lost-barges”; did you mean “ostrel-barges”? [dossier.picture]"
MISTAKES = {
    "cards of no kind": ("{cards} kinds", 3, "{cards} cannot show “kinds”; use one of "),
    "cards of a page that is not there": ("{cards}\nnowhere", 3, "there is no "),
    "entries of two kinds beside each other": ("{compare} region river", 3, "two or more"),
    "entries of no kind beside each other": ("{compare} shore river lower-river", 3, "two or more"),
    "the columns of no table": ("{columns} claims", 3, "{columns} cannot show “claims”; use one of "),
    "entries of two kinds in one table": ("{entries} region river", 3, "{entries} cannot show “region river”; "),
    "references twice": ("{references} wiki\n:::\n\n:::{references} none", 6, "this page has references already"),
    "passages of no section": ("{passages} TAX", 3, "LOW, UP, TOLL"),
    "a picture of no figure": ("{range-chart} Barges\n:summary: None.\nlost-barges: Idle", 5, NO_FIGURE),
}
"""What a page asks for, and the line and the words in which it is told what is wrong with that."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports, with a page for each mistake."""
    site = Site(tmp_path_factory.mktemp("mistakes"), "test-ports")
    for nth, (directive, _, _) in enumerate(MISTAKES.values()):
        site.write(f"pages/mistakes/{nth}.md", f"# Mistake {nth}\n\n:::{directive}\n:::\n")
    return site.build(only=" ".join(f"mistakes/{nth}" for nth in range(len(MISTAKES))))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_a_warning_at_its_line(built: Built, mistake: str) -> None:
    nth, (_, line, said) = list(MISTAKES).index(mistake), MISTAKES[mistake]
    assert [warning for warning in built.warnings if f"mistakes/{nth}.md:{line}: " in warning and said in warning]
    assert (built.folder / f"mistakes/{nth}.html").is_file()
