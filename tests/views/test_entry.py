"""Pages of entries: summary, fact card, and blocks with records from other pages."""

from __future__ import annotations

from bs4 import Tag

from tests.support import Built, Site, links, text_of


def read_card(built: Built, docname: str) -> dict[str, str]:
    """Return the texts of the fact card of a page, by term."""
    terms = built.page(docname).select("dl.card dt")
    return {text_of(term).rstrip(":"): text_of(term.find_next_sibling("dd")) for term in terms}


def find_block_below(built: Built, docname: str, heading: str) -> Tag:
    """Return the element below a generated heading."""
    element = built.page(docname).select_one(f"#{heading}")
    assert element is not None, f"{docname} has no #{heading}"
    return element.find_next_sibling()


def test_summary_is_below_title_with_citations(built_ports: Built) -> None:
    summary = built_ports.page("regions/lower-river").select_one("h1 ~ .summary")
    assert text_of(summary) == "The lower river had the busiest port, with about 4,000 barges in a year. [Port Chronicle, 2029]"


def test_card_of_region(built_ports: Built) -> None:
    lower, whole = read_card(built_ports, "regions/lower-river"), read_card(built_ports, "regions/river")
    assert (lower["Part of"], lower["Sections"], lower["Findings"]) == (
        "The whole river", "The lower river", "2 on this page",
    )  # fmt: skip
    assert whole["Parts"] == "Lower river, Upper river"


def test_card_of_resolution(built_ports: Built) -> None:
    first, second = read_card(built_ports, "resolutions/114"), read_card(built_ports, "resolutions/207")
    assert (first["Symbol"], first["Adopted"], first["Meeting"], first["Vote"]) == ("A/114", "12 April 2029", "22nd", "15-0-0")
    assert (first["Followed by"], first["Placed under"]) == ("207 (2030)", "Dredging")
    assert (second["Builds on"], second["Adopted"]) == ("114 (2029)", "2030")


def test_card_of_actor_has_names(built_ports: Built) -> None:
    rows = read_card(built_ports, "actors/harbour-board")
    assert (rows["Name"], rows["Acronym"]) == ("Harbour Board of the Lower River", "HBLR")
    assert (rows["Also called"], rows["In Arabic"]) == ("Board of Ports", "مجلس الموانئ")


def test_card_of_actor_has_head_mandate_and_website(built_ports: Built) -> None:
    rows = read_card(built_ports, "actors/harbour-board")
    assert (rows["Head in July 2019"], rows["Founded"], rows["Mandate"]) == ("Edda Vane, Warden", "2030", "Quays and tolls")
    assert "Sanctions listing" not in rows
    website = built_ports.page("actors/harbour-board").select_one("dl.card a[href^=https]")
    assert website is not None
    assert (website["href"], text_of(website)) == ("https://gauge.example/board", "gauge.example/board")


def test_entry_lists_findings_on_other_pages(built_ports: Built) -> None:
    page = built_ports.page("actors/harbour-board")
    items = [text_of(item) for item in page.select("#findings-elsewhere ~ .findings-list > li")]
    assert items == [
        "Harbour Board paid for dredging out of the tolls, which rose. Single source",
        "Silting narrowed the channel, and Harbour Board had up to 600,000 cubic metres taken from it. "
        "Corroborated by 1 other source, on the same matter",
    ]
    assert [address for item in page.select(".findings-list > li") for _, address in links(item)] == [
        "../pillars/dredging.html#dredging-is-paid-from-tolls",
        "../regions/lower-river.html#silt-in-the-channel",
    ]


def test_entry_does_not_list_its_own_findings_again(built_ports: Built) -> None:
    assert built_ports.page("regions/lower-river").select_one("#findings-elsewhere") is None


def test_resolution_lists_ties_to_passages(built_ports: Built) -> None:
    rows = built_ports.page("resolutions/207").select("table.ties tbody tr")
    assert [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in rows] == [
        ["UP-1", "The upper river: locks and cranes", "placed by us, by subject", "It deals with locks."]
    ]
    assert links(rows[0])[0] == ("UP-1", "../evidence/upper.html#UP-1")


def test_finding_bears_on_resolutions_tied_to_its_passages(built_ports: Built) -> None:
    items = built_ports.page("resolutions/207").select("#findings-elsewhere ~ .findings-list > li")
    (item,) = items
    assert (
        text_of(item)
        == "Two of five locks stood still, which Silting made worse. Corroborated by 1 other source, on the same matter"
    )


def test_entries_with_common_finding_are_related(built_ports: Built) -> None:
    threat, region = (
        find_block_below(built_ports, "threat/silting", "related"),
        find_block_below(built_ports, "regions/upper-river", "related"),
    )
    assert ("Upper river", "../regions/upper-river.html") in links(threat)
    assert ("Silting", "../threat/silting.html") in links(region)
    assert ("207: Locks", "../resolutions/207.html") in links(region)


def test_resolution_placed_under_pillar_is_related_to_it(built_ports: Built) -> None:
    pillar, resolution = (
        find_block_below(built_ports, "pillars/dredging", "related"),
        find_block_below(built_ports, "resolutions/114", "related"),
    )
    assert ("114: Free passage", "../resolutions/114.html") in links(pillar)
    assert ("Dredging", "../pillars/dredging.html") in links(resolution)
    (item,) = (item for item in built_ports.page("resolutions/index").select("li") if text_of(item).startswith("Dredging:"))
    assert links(item) == [("Dredging", "../pillars/dredging.html"), ("114: Free passage", "114.html")]


def test_entries_named_in_provisions_are_related(built_ports: Built, rebuilt_ports: Site) -> None:
    before = built_ports.page("resolutions/207")
    rebuilt_ports.edit("pages/resolutions/114.md", "{region}`river`.", "{resolution}`207`.")
    built = rebuilt_ports.build(only="resolutions/114 resolutions/207")
    assert not before.select('dl.related a[href="114.html"]')
    assert ("114: Free passage", "114.html") in links(find_block_below(built, "resolutions/207", "related"))
    assert ("207: Locks", "207.html") in links(find_block_below(built, "resolutions/114", "related"))


def test_text_of_role_is_label_of_entry_or_given_text(built_ports: Built) -> None:
    assert ("resolution 114 (2029)", "../resolutions/114.html") in links(
        built_ports.page("regions/river").select_one("#tolls-rose > p")
    )
    assert links(built_ports.page("resolutions/207").select_one("section > p:not(.summary)")) == [("the first one", "114.html")]


def test_table_of_entries_counts_findings(built_ports: Built) -> None:
    def rows(docname: str) -> list[list[str]]:
        elements = built_ports.page(docname).select("table.entries tbody tr")
        return [[text_of(cell) for cell in row.find_all(["th", "td"])] for row in elements]

    assert rows("resolutions/index") == [["resolution 114 (2029)", "Free passage", "3"], ["resolution 207 (2030)", "Locks", "1"]]
    assert [(name, number) for name, _, number in rows("regions/index")] == [
        ("Lower river", "2"),
        ("The whole river", "4"),
        ("Upper river", "1"),
    ]
