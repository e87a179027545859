"""The pages of the register and the bibliography."""

from __future__ import annotations

from bs4 import Tag

from tests.support import Built, Site, links, text_of


def find_passage(built: Built, docname: str, id: str) -> Tag:
    """Return the section of a passage."""
    heading = built.page(docname).select_one(f"h2#{id}")
    assert heading is not None, f"{docname} has no passage {id}"
    return heading.parent


def test_passage_lists_findings_that_cite_it(built_ports: Built) -> None:
    cited_by = find_passage(built_ports, "evidence/lower", "LOW-1").select_one(".cited-by")
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


def test_passage_shows_paraphrase_locator_and_evidence(built_ports: Built) -> None:
    text = text_of(find_passage(built_ports, "evidence/lower", "LOW-1"))
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


def test_passage_shows_known_paragraph(built_ports: Built) -> None:
    assert "Paragraph: 12 " in text_of(find_passage(built_ports, "evidence/lower", "LOW-2"))


def test_figures_have_qualifiers_and_decimals(built_ports: Built) -> None:
    amounts = [
        text_of(cell) for name in ("lower", "tolls") for cell in built_ports.page(f"evidence/{name}").select(".figures .amount")
    ]
    assert amounts == ["about 4,000 barges", "up to 600,000 cubic metres", "$3.5 million", "12.5 per cent"]


def test_correction_of_kind_doubt_is_shown_without_reading(built_ports: Built) -> None:
    doubt = text_of(find_passage(built_ports, "evidence/upper", "UP-1").select_one(".corrections"))
    assert "Two locks were closed for ever." in doubt
    assert "Read here as" not in doubt


def test_bibliography_links_only_permitted_addresses(built_ports: Built) -> None:
    page = built_ports.page("evidence/bibliography")
    addresses = [address for _, address in links(page.select_one("[role=main]")) if address.startswith("http")]
    assert addresses == [
        "https://assembly.example/114",
        "https://gauge.example/counts",
        "https://locks.example/yearbook",
    ]
    text = text_of(page.select_one("[role=main]"))
    assert "A history of the ports, Port Chronicle, 2029. The ports since 1850. Not linked: a copy" in text
    assert text.count("Not linked") == 1, "a note in the bibliography itself is not repeated"
    assert "Counts of barges, Gauge Office, 2 May 2031. Counts about 4,000 barges at Ostrel in 2030 & none at Velm;" in text
    assert (
        "Report on the state of the river ports, River Commission, 20 May 2031. The report itself. "
        "Paragraph 12 is on the channel. No address is known." in text
    )


def test_reference_without_note_says_why_it_is_not_linked(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("source/references.bib", "  note = {Not linked: a copy of the printed book.},\n", "")
    text = text_of(rebuilt_ports.build(only="evidence/bibliography").page("evidence/bibliography").select_one("[role=main]"))
    assert "The ports since 1850. Not linked: this copy serves as provenance only." in text


def test_citation_in_text_has_locator(built_ports: Built) -> None:
    text = text_of(built_ports.page("regions/lower-river").select_one("section > p:not(.summary)"))
    assert text == "What stands here rests on [RP/2031/7, The lower river], and on what the Office counted."
