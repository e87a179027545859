"""Pictures: titles, summaries, sources, tables, accessibility, EPUB, and redrawing after edits."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import Tag

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


def test_page_has_picture_of_every_kind(pictures: dict[str, Tag]) -> None:
    assert list(pictures) == ["map", "range-chart", "event-chart", "heat-map"]


def test_picture_has_title_and_summary(pictures: dict[str, Tag]) -> None:
    words = {
        name: (text_of(it.select_one("figcaption .picture-title")), text_of(it.select_one(".picture-summary")))
        for name, it in pictures.items()
    }
    assert words["map"] == ("The reaches", "Each leads to its page.")
    assert all(title and summary for title, summary in words.values())


def test_duplicate_picture_anchor_is_reported(drawn: Site) -> None:
    drawn.edit("pages/drawn.md", ":::{range-chart} Barges", ":::{range-chart} قوارب")
    drawn.edit("pages/drawn.md", ":::{heat-map} Where they meet", ":::{heat-map} أين")
    reported = [line for line in drawn.check().lines if "[picture]" in line]
    assert reported == [
        "pages/drawn.md:20: [picture] the title “أين” gives the address of another picture on this page; "
        "add a word in Latin letters that the other does not have"
    ]


def test_drawing_has_role_name_and_description(pictures: dict[str, Tag]) -> None:
    for name, drawing in ((name, figure.svg) for name, figure in pictures.items() if name != "heat-map"):
        assert drawing is not None
        is_image = name == "range-chart"
        assert (drawing["role"], drawing.has_attr("aria-describedby")) == ("img" if is_image else "group", is_image)
        assert text_of(drawing.find(id=str(drawing["aria-labelledby"]))) and text_of(drawing.desc)


def test_links_in_drawings_have_names_and_targets(built: Built, pictures: dict[str, Tag]) -> None:
    ids = {str(tag["id"]) for tag in built.page("drawn").select("[id]")}
    links = [link for figure in pictures.values() for link in figure.select("svg a")]
    assert len(links) == 2 + 4
    for link in links:
        assert link["aria-label"]
        path, _, anchor = str(link["href"]).partition("#")
        assert (built.folder / path).is_file() if path else anchor in ids


def test_drawings_have_no_inline_styles_or_scripts(pictures: dict[str, Tag]) -> None:
    for figure in pictures.values():
        assert figure.select("[style], style, script, image, use, foreignObject") == []
        assert not [name for tag in figure.select("svg *") for name in tag.attrs if name.startswith("on")]


def test_picture_names_its_source(pictures: dict[str, Tag]) -> None:
    sources = {name: text_of(figure.select_one(".picture-source")) for name, figure in pictures.items()}
    assert sources == {
        "map": "Source: Drawn by the Gauge Office. Data: entries.csv. Link to this picture.",
        "range-chart": "Source: [RP/2031/7, The lower river; Digest, LOW-1]. Data: figures.csv. Link to this picture.",
        "event-chart": "Source: the events listed below, each with its sources. Data: events.csv. Link to this picture.",
        "heat-map": "Source: the findings of this site. Data: findings.csv. Link to this picture.",
    }


def test_picture_has_table_of_its_numbers(pictures: dict[str, Tag]) -> None:
    for name in ("map", "range-chart", "event-chart"):
        assert pictures[name].select("details table caption")
    assert pictures["heat-map"].select("table caption")


def test_epub_has_drawings_and_their_texts(drawn: Site) -> None:
    text = (drawn.build(builder="epub").folder / "drawn.xhtml").read_text()
    assert text.count("<svg") >= 3
    for words in (
        "The reaches",
        "Shapes and names imply no opinion on boundaries.",
        "Drawn by the Gauge Office.",
        "As a table",
    ):
        assert words in text
    assert "Link to this picture" not in text, "an EPUB has no addresses of its own"


def test_picture_is_redrawn_after_change_of_its_data(drawn: Site, built: Built) -> None:
    page = (built.folder / "drawn.html").read_bytes()
    for what, edit in EDITS.items():
        edit(drawn)
        before, again = page, drawn.build()
        page = (again.folder / "drawn.html").read_bytes()
        assert "drawn" in again.written and page != before, what
    assert page == (drawn.build("clean", only="drawn").folder / "drawn.html").read_bytes()


def test_images_of_subpages_are_kept(drawn: Site) -> None:
    text = (drawn.folder / "pages/drawn.md").read_text()
    drawn.write("pages/drawn/below.md", text.replace("# Drawn", "# Below").replace(":::{timeline}\n:::\n", ""))
    drawn.edit("pages/index.md", "\ndrawn\n", "\ndrawn\ndrawn/below\n")
    images = drawn.build(only="drawn drawn/below").folder / "pictures/drawn/below"
    drawn.edit("pages/drawn.md", "Most of it", "Much of it")
    drawn.build(only="drawn")
    assert (images / "picture-barges.svg").exists()

    drawn.remove("pages/drawn.md")
    drawn.edit("pages/index.md", "\ndrawn\n", "\n")
    drawn.build(only="index")
    assert (images / "picture-barges.svg").exists() and not images.with_name("picture-barges.svg").exists()
