"""Every picture has a text, a source and a table, and is drawn in every output format that can show it."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag
from sphinx.testing.util import SphinxTestApp

from tests.support import Built, Site, text_of

EDITS: dict[str, Callable[[Site], None]] = {
    "a figure": lambda site: site.edit("source/passages/lower.yaml", "max: 900", "max: 800"),
    "an event": lambda site: site.edit("source/events.yaml", "date: '2028'", "date: '2027'"),
    "a finding in a cell": lambda site: site.edit("pages/regions/upper-river.md", "{pillar}`dredging`", "dredging"),
    "a shape": lambda site: site.edit("source/shapes.json", "[9, 9]", "[9, 8]"),
    "the note of the map": lambda site: site.edit("source/map.yaml", "no opinion", "no view"),
    "the title of an entry on the map": lambda site: site.edit(
        "pages/regions/upper-river.md", "# Upper river", "# Upper reaches"
    ),
}


def test_there_is_a_picture_of_every_sort(pictures: dict[str, Tag]) -> None:
    assert list(pictures) == ["map", "range-chart", "event-chart", "heat-map"]


def test_each_has_a_title_and_a_summary(pictures: dict[str, Tag]) -> None:
    words = {
        name: (text_of(it.select_one("figcaption .picture-title")), text_of(it.select_one(".picture-summary")))
        for name, it in pictures.items()
    }
    assert words["map"] == ("The reaches", "Each leads to its page.")
    assert all(title and summary for title, summary in words.values())


def test_two_pictures_with_one_address_are_told(drawn: Site) -> None:
    drawn.edit("pages/drawn.md", ":::{range-chart} Barges", ":::{range-chart} قوارب")
    drawn.edit("pages/drawn.md", ":::{heat-map} Where they meet", ":::{heat-map} أين")
    told = [line for line in drawn.check().lines if "[picture]" in line]
    assert told == [
        "pages/drawn.md:20: [picture] the title “أين” gives the address of another picture on this page; "
        "add a word in Latin letters that the other does not have"
    ]


def test_each_drawing_has_a_role_a_name_and_a_description(pictures: dict[str, Tag]) -> None:
    for name, drawing in ((name, figure.svg) for name, figure in pictures.items() if name != "heat-map"):
        assert drawing is not None
        is_image = name == "range-chart"
        assert (drawing["role"], drawing.has_attr("aria-describedby")) == ("img" if is_image else "group", is_image)
        assert text_of(drawing.find(id=str(drawing["aria-labelledby"]))) and text_of(drawing.desc)


def test_each_link_of_a_drawing_has_a_name_and_leads_somewhere(built: Built, pictures: dict[str, Tag]) -> None:
    ids = {str(tag["id"]) for tag in built.page("drawn").select("[id]")}
    links = [link for figure in pictures.values() for link in figure.select("svg a")]
    assert len(links) == 2 + 4
    for link in links:
        assert link["aria-label"]
        path, _, anchor = str(link["href"]).partition("#")
        assert (built.folder / path).is_file() if path else anchor in ids


def test_no_drawing_has_a_style_or_a_script_of_its_own(pictures: dict[str, Tag]) -> None:
    for figure in pictures.values():
        assert figure.select("[style], style, script, image, use, foreignObject") == []
        assert not [name for tag in figure.select("svg *") for name in tag.attrs if name.startswith("on")]


def test_each_names_its_source(pictures: dict[str, Tag]) -> None:
    said = {name: text_of(figure.select_one(".picture-source")) for name, figure in pictures.items()}
    assert said == {
        "map": "Source: Drawn by the Gauge Office. Data: entries.csv. Link to this picture.",
        "range-chart": "Source: [RP/2031/7, The lower river; Digest, LOW-1]. Data: figures.csv. Link to this picture.",
        "event-chart": "Source: the events listed below, each with its sources. Data: events.csv. Link to this picture.",
        "heat-map": "Source: the findings of this site. Data: findings.csv. Link to this picture.",
    }


def test_each_has_its_numbers_as_a_table(pictures: dict[str, Tag]) -> None:
    for name in ("map", "range-chart", "event-chart"):
        assert pictures[name].select("details table caption")
    assert pictures["heat-map"].select("table caption")


def test_the_book_for_reading_devices_has_the_drawings_and_their_words(drawn: Site) -> None:
    app = SphinxTestApp("epub", srcdir=drawn.folder / "pages", builddir=drawn.folder / "other")
    try:
        app.build()
    finally:
        app.cleanup()
    text = (app.outdir / "drawn.xhtml").read_text()
    assert text.count("<svg") >= 3
    for words in (
        "The reaches",
        "Shapes and names imply no opinion on boundaries.",
        "Drawn by the Gauge Office.",
        "The same as a table",
    ):
        assert words in text
    assert "Link to this picture" not in text, "what is of a site alone"


def test_a_picture_is_drawn_anew_when_what_it_shows_changes(drawn: Site, built: Built) -> None:
    page = (built.folder / "drawn.html").read_bytes()
    for what, edit in EDITS.items():
        edit(drawn)
        before, again = page, drawn.build()
        page = (again.folder / "drawn.html").read_bytes()
        assert "drawn" in again.written and page != before, what
    assert page == (drawn.build("clean", only="drawn").folder / "drawn.html").read_bytes()


def test_a_page_leaves_the_images_of_the_pages_below_it(drawn: Site) -> None:
    text = (drawn.folder / "pages/drawn.md").read_text()
    drawn.write("pages/drawn/below.md", text.replace("# Drawn", "# Below").replace(":::{timeline}\n:::\n", ""))
    drawn.edit("pages/index.md", "\ndrawn\n", "\ndrawn\ndrawn/below\n")
    images = drawn.build().folder / "pictures/drawn/below"
    drawn.edit("pages/drawn.md", "Most of it", "Much of it")
    drawn.build(only="drawn")
    assert (images / "picture-barges.svg").exists()

    drawn.remove("pages/drawn.md")
    drawn.edit("pages/index.md", "\ndrawn\n", "\n")
    drawn.build()
    assert (images / "picture-barges.svg").exists() and not images.with_name("picture-barges.svg").exists()
