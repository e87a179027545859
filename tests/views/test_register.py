"""The register shows each passage with everything known of it; the bibliography shows each reference."""

from __future__ import annotations

from bs4 import Tag

from tests.support import Built, links, text_of


def passage(built: Built, docname: str, id: str) -> Tag:
    """Return the section of a passage."""
    heading = built.page(docname).select_one(f"h2#{id}")
    assert heading is not None, f"{docname} has no passage {id}"
    return heading.parent


def test_a_passage_lists_the_findings_that_cite_it(built_ports: Built) -> None:
    cited_by = passage(built_ports, "evidence/lower", "LOW-1").select_one(".cited-by")
    assert links(cited_by) == [
        (
            "Ostrel handled about 4,000 barges in 2030, by the count of the Office.",
            "../regions/lower-river.html#ostrel-barges-2030",
        ),
        (
            "Silting narrowed the channel, and Harbour Board had up to 600,000 cubic metres taken from it.",
            "../regions/lower-river.html#silt-in-the-channel",
        ),
    ]


def test_a_passage_says_what_it_says_where_it_stands_and_what_the_record_says(built_ports: Built) -> None:
    text = text_of(passage(built_ports, "evidence/lower", "LOW-1"))
    for part in (
        "Ostrel handled some 4,000 ships",
        "Support: 2 of 2 findings corroborated",
        "Place in RP/2031/7: The lower river",
        "Form in the Digest: bullet [Digest]",
        "1 March 2030: a new quay was opened at Ostrel. Corroborated [on the same matter: Gauge Office, May 2031]",
        "resolution 114 (2029), described there without its number: The rule on free passage is described. [RP/2031/7]",
        "About 4,000 barges called at Ostrel. [Gauge Office, May 2031]",
    ):
        assert part in text


def test_a_paragraph_that_is_known_is_shown(built_ports: Built) -> None:
    assert "Paragraph: 12 " in text_of(passage(built_ports, "evidence/lower", "LOW-2"))


def test_a_figure_keeps_the_word_that_limits_it_and_its_decimals(built_ports: Built) -> None:
    amounts = [
        text_of(cell) for name in ("lower", "tolls") for cell in built_ports.page(f"evidence/{name}").select(".figures .amount")
    ]
    assert amounts == ["about 4,000 barges", "up to 600,000 cubic metres", "$3.5 million", "12.5 per cent"]


def test_a_doubt_is_shown_without_a_reading(built_ports: Built) -> None:
    doubt = text_of(passage(built_ports, "evidence/upper", "UP-1").select_one(".corrections"))
    assert "Two locks were closed for ever." in doubt
    assert "Read here as" not in doubt


def test_the_bibliography_links_only_what_may_be_linked_and_says_so(built_ports: Built) -> None:
    page = built_ports.page("evidence/bibliography")
    linked = [address for _, address in links(page.select_one("[role=main]")) if address.startswith("http")]
    assert linked == [
        "https://assembly.example/114",
        "https://gauge.example/counts",
        "https://locks.example/yearbook",
    ]
    text = text_of(page.select_one("[role=main]"))
    assert "A history of the ports, Port Chronicle, 2029. The ports since 1850. Not linked: a copy" in text
    assert text.count("Not linked") == 1, "a note that says so is enough"
    assert "Counts of barges, Gauge Office, 2 May 2031. Counts about 4,000 barges at Ostrel in 2030 & none at Velm;" in text
    assert (
        "Report on the state of the river ports, River Commission, 20 May 2031. The report itself. "
        "Paragraph 12 is on the channel. No address is known." in text
    )


def test_a_citation_in_a_text_is_bracketed_with_its_place(built_ports: Built) -> None:
    text = text_of(built_ports.page("regions/lower-river").select_one("section > p:not(.summary)"))
    assert text == "What stands here rests on [RP/2031/7, The lower river], and on what the Office counted."
