"""A finding says what is claimed, where it is said, how sure it is, and what was corrected; and it can be linked to."""

from __future__ import annotations

import pytest

from tests.support import Built, links, text_of

CITATIONS = {
    ("regions/lower-river", "ostrel-barges-2030"): (
        "corrected",
        "[RP/2031/7, The lower river; Digest, LOW-1; Gauge Office, May 2031]",
    ),
    ("regions/lower-river", "silt-in-the-channel"): (
        "corroborated",
        "[RP/2031/7, The lower river; Digest, LOW-2, LOW-1; Gauge Office, May 2031]",
    ),
    ("pillars/dredging", "dredging-is-paid-from-tolls"): (
        "reported",
        "[RP/2031/7, The lower river; Tolls; Digest, LOW-2, TOLL-1]",
    ),
    ("regions/upper-river", "locks-stood-still"): (
        "corroborated",
        "[RP/2031/7, The upper river: locks and cranes; Digest, UP-1; Lock Keepers, 2030]",
    ),
}


@pytest.mark.parametrize(("place", "said"), CITATIONS.items(), ids=[id for _, id in CITATIONS])
def test_it_says_how_sure_it_is_and_where_it_is_said(built_ports: Built, place: tuple[str, str], said: tuple[str, str]) -> None:
    docname, id = place
    source = built_ports.page(docname).select_one(f"#{id} .finding-source")
    assert (text_of(source.select_one(".standing")), text_of(source.select_one(".citation-group"))) == said


def test_its_text_reads_as_it_was_written_with_links_in_it(built_ports: Built) -> None:
    finding = built_ports.page("regions/lower-river").select_one("#silt-in-the-channel > p")
    assert text_of(finding) == "Silting narrowed the channel, and Harbour Board had up to 600,000 cubic metres taken from it."
    assert links(finding) == [("Silting", "../threat/silting.html"), ("Harbour Board", "../actors/harbour-board.html")]


def test_each_part_of_its_citation_leads_to_what_it_names(built_ports: Built) -> None:
    citation = built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 .citation-group")
    assert links(citation) == [
        ("RP/2031/7", "../evidence/bibliography.html#ref-rp-2031-7"),
        ("Digest", "../evidence/bibliography.html#ref-port-digest"),
        ("LOW-1", "../evidence/lower.html#LOW-1"),
        ("Gauge Office, May 2031", "https://gauge.example/counts"),
    ]


def test_it_has_a_permanent_link_of_its_own_id(built_ports: Built) -> None:
    link = built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 a.headerlink")
    assert (link["href"], link["title"]) == ("#ostrel-barges-2030", "Permanent link to this finding")


def test_what_was_corrected_stands_beside_the_claim(built_ports: Built) -> None:
    notes = text_of(built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 .corrections"))
    before, digest, after = notes.partition("4,000 ships")
    assert before.startswith("Digest") and digest
    parts = (
        "Read as",
        "4,000 barges",
        "One word stands for both",
        "Confidence",
        "[Gauge Office, May 2031]",
        "Otherwise",
        "public",
    )
    for part in parts:
        assert part in after
        after = after.partition(part)[2]


def test_a_claim_without_a_correction_has_none_beside_it(built_ports: Built) -> None:
    assert built_ports.page("regions/lower-river").select_one("#silt-in-the-channel .corrections") is None


def test_a_provision_names_its_paragraphs_and_its_source(built_ports: Built) -> None:
    source = built_ports.page("resolutions/114").select_one(".provision .provision-source")
    assert text_of(source) == "Operative paragraphs 3, 4 [A/114]"


def test_a_claim_that_rests_on_what_is_not_there_is_shown_without_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.support import Site

    site = Site(tmp_path_factory.mktemp("lost"), "test-ports")
    site.edit("pages/regions/upper-river.md", ":from: UP-1\n", ":from: UP-77\n")
    citation = site.build().page("regions/upper-river").select_one("#locks-stood-still .citation-group")
    assert text_of(citation) == "[RP/2031/7; Digest, UP-77; Lock Keepers, 2030]"


def test_a_corrected_claim_says_that_the_rest_of_it_is_only_reported(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.support import Site

    site = Site(tmp_path_factory.mktemp("alone"), "test-ports")
    site.edit("pages/regions/lower-river.md", ":evidence: gauge-office-2031-05\n:corrects: LOW-1a", ":corrects: LOW-1a")
    notes = site.build().page("regions/lower-river").select_one("#ostrel-barges-2030 .corrections")
    assert text_of(notes).endswith("Otherwise: Reported by the Digest alone.")
