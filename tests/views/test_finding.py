"""Findings on pages: text, citation, support, corrections and permanent links."""

from __future__ import annotations

import pytest

from tests.support import Built, Site, links, text_of

modified_sites_group = pytest.mark.xdist_group("modified findings")
CITATIONS = {
    ("regions/lower-river", "ostrel-barges-2030"): (
        "Corroborated by 1 other source, on the same matter",
        "[The lower river, LOW-1; on the same matter: Gauge Office, May 2031]",
    ),
    ("regions/lower-river", "silt-in-the-channel"): (
        "Corroborated by 1 other source, on the same matter",
        "[The lower river, LOW-2, LOW-1; on the same matter: Gauge Office, May 2031]",
    ),
    ("pillars/dredging", "dredging-is-paid-from-tolls"): (
        "Single source",
        "[The lower river; Tolls, LOW-2, TOLL-1]",
    ),
    ("regions/upper-river", "locks-stood-still"): (
        "Corroborated by 1 other source, on the same matter",
        "[The upper river: locks and cranes, UP-1; on the same matter: Lock Keepers, 2030]",
    ),
}


@pytest.mark.parametrize(("finding", "expected"), CITATIONS.items(), ids=[id for _, id in CITATIONS])
def test_finding_shows_support_and_citation(built_ports: Built, finding: tuple[str, str], expected: tuple[str, str]) -> None:
    docname, id = finding
    source = built_ports.page(docname).select_one(f"#{id} .finding-source")
    assert (text_of(source.select_one(".support")), text_of(source.select_one(".citation-group"))) == expected


def test_text_of_finding_has_links(built_ports: Built) -> None:
    finding = built_ports.page("regions/lower-river").select_one("#silt-in-the-channel > p")
    assert text_of(finding) == "Silting narrowed the channel, and Harbour Board had up to 600,000 cubic metres taken from it."
    assert links(finding) == [("Silting", "../threat/silting.html"), ("Harbour Board", "../actors/harbour-board.html")]


def test_citation_links_to_passage_and_reference(built_ports: Built) -> None:
    citation = built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 .citation-group")
    assert links(citation) == [
        ("LOW-1", "../evidence/lower.html#LOW-1"),
        ("Gauge Office, May 2031", "https://gauge.example/counts"),
    ]


def test_linked_references_come_before_unlinked_ones(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("source/references.bib", "tier = {context},\n  link = {false}", "tier = {event},\n  link = {false}")
    rebuilt_ports.edit("pages/regions/lower-river.md", ":from: LOW-1\n:evidence: ", ":from: LOW-1\n:evidence: chronicle-2029, ")
    page = rebuilt_ports.build(only="regions/lower-river").page("regions/lower-river")
    citation = page.select_one("#ostrel-barges-2030 .citation-group")
    assert text_of(citation).endswith("on the same matter: Gauge Office, May 2031; Port Chronicle, 2029]")


def test_partly_read_reference_is_marked(rebuilt_ports: Site) -> None:
    begins = "  annotation = {Counts about"
    rebuilt_ports.edit("source/references.bib", begins, f"  read = {{in its summary}},\n{begins}")
    built = rebuilt_ports.build(only="regions/lower-river evidence/lower evidence/bibliography")
    citation = built.page("regions/lower-river").select_one("#ostrel-barges-2030 .citation-group")
    assert text_of(citation).endswith("Gauge Office, May 2031 (read in its summary only)]")
    assert "[Gauge Office, May 2031 (read in its summary only)]" in text_of(built.page("evidence/lower").select_one(".evidence"))
    for page, listed in (("regions/lower-river", ".page-references"), ("evidence/bibliography", ".citation-list")):
        assert "2 May 2031. Read in its summary only." in text_of(built.page(page).select_one(listed))


def test_repeating_reference_names_the_one_it_is_counted_with(rebuilt_ports: Site) -> None:
    bibliography = (rebuilt_ports.folder / "source/references.bib").read_text()
    entry = bibliography[bibliography.index("@misc{gauge-office-2031-05") :].partition("\n}\n")[0]
    copy = entry.replace("{gauge-office-2031-05", "{a-copy").replace("label = {Gauge Office", "label = {Copy of the Gauge Office")
    rebuilt_ports.write("source/references.bib", f"{bibliography}\n{copy}\n  repeats = {{gauge-office-2031-05}},\n}}\n")
    cited = (
        ("pages/regions/lower-river.md", ":evidence: {}\n"),
        ("source/passages/lower.yaml", " evidence: [{}]\n"),
        ("source/events.yaml", "[{}]\n"),
    )
    for file, form in cited:
        rebuilt_ports.edit(file, form.format("gauge-office-2031-05"), form.format("gauge-office-2031-05, a-copy"))
    built = rebuilt_ports.build(only="regions/lower-river evidence/lower views")
    for page, selector in (
        ("regions/lower-river", "#ostrel-barges-2030 .citation-group"),
        ("evidence/lower", "table.figures tbody tr"),
        ("evidence/lower", "dl.card"),
        ("views", "#figure-ostrel-barges"),
        ("views", ".timeline dd"),
    ):
        assert "Copy of the Gauge Office, May 2031 (counted with Gauge Office, May 2031)" in text_of(
            built.page(page).select_one(selector)
        )


def test_accessible_names_of_findings_are_unique(rebuilt_ports: Site) -> None:
    words = "Ostrel was reported to have been handling, year after year since the reopening of the lower gate,"
    for id, rest in (("gravel", "gravel for the works upstream."), ("grain", "grain for the mills of the plain.")):
        finding = f"\n:::{{finding}} {id}\n:from: LOW-1\n\n{words} {rest}\n:::\n"
        with (rebuilt_ports.folder / "pages/regions/lower-river.md").open("a") as page:
            page.write(finding)
    page = rebuilt_ports.build(only="regions/lower-river").page("regions/lower-river")
    names = [link["aria-label"] for id in ("gravel", "grain") for link in page.select(f"#{id} .finding-source a[aria-label]")]
    assert len(set(names)) == len(names) == 4
    assert all(words in name for name in names)


def test_finding_has_permanent_link(built_ports: Built) -> None:
    link = built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 a.headerlink")
    assert link.find_parent(attrs={"role": "group"})["aria-label"] == "Finding", "the label does not include the id"
    assert (link["href"], link["aria-label"]) == (
        "#ostrel-barges-2030",
        "Link to this finding: “Ostrel handled about 4,000 barges in 2030, by the count ...”",
    )


def test_correction_is_below_finding_in_labelled_sentences(built_ports: Built) -> None:
    notes = built_ports.page("regions/lower-river").select_one("#ostrel-barges-2030 .corrections")
    assert text_of(notes) == (
        "The summary had: 4,000 ships. Read here as: 4,000 barges. "
        "Because: One word stands for both in the language of the original. "
        "For this reading, on the same matter: Gauge Office, May 2031."
    )


def test_mark_links_to_correction(built_ports: Built) -> None:
    page = built_ports.page("regions/lower-river")
    mark = page.select_one("#ostrel-barges-2030 a.corrected")
    assert (text_of(mark), mark["href"]) == ("summary corrected: wording", "#ostrel-barges-2030-notes")
    assert "corrections" in page.select_one("#ostrel-barges-2030-notes")["class"]
    assert page.select("#silt-in-the-channel :is(a.corrected, .corrections)") == []


@pytest.fixture(scope="module")
def repeated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports, with one correction at two findings of a page and at a finding of another page."""
    site = Site(tmp_path_factory.mktemp("repeated"), "test-ports")
    site.edit("pages/regions/lower-river.md", ":from: LOW-2, LOW-1\n", ":from: LOW-2, LOW-1\n:corrects: LOW-1a\n")
    site.edit("pages/pillars/dredging.md", ":from: LOW-2, TOLL-1\n", ":from: LOW-2, TOLL-1\n:corrects: LOW-1a\n")
    return site.build(only="regions/lower-river pillars/dredging", jobs=2)


@modified_sites_group
def test_correction_is_given_in_full_once_per_page(repeated: Built) -> None:
    page = repeated.page("regions/lower-river")
    second_note = page.select_one("#silt-in-the-channel .corrections")
    assert page.select_one("#ostrel-barges-2030 .corrections dl")
    assert (text_of(second_note), links(second_note)) == (
        "See the note above: 4,000 ships",
        [("See the note above: 4,000 ships", "#ostrel-barges-2030-notes")],
    )
    mark = page.select_one("#silt-in-the-channel a.corrected")
    assert mark["href"] == f"#{second_note['id']}"
    assert repeated.page("pillars/dredging").select_one("#dredging-is-paid-from-tolls .corrections dl")


@modified_sites_group
def test_full_correction_moves_to_next_finding(rebuilt_ports: Site) -> None:
    page, second = "pages/regions/lower-river.md", ":from: LOW-2, LOW-1\n"
    rebuilt_ports.edit(page, second, f"{second}:corrects: LOW-1a\n")
    rebuilt_ports.build(only="regions/lower-river")
    rebuilt_ports.edit(page, ":from: LOW-1\n:evidence: gauge-office-2031-05\n:corrects: LOW-1a\n", ":from: LOW-1\n")
    built = rebuilt_ports.build(only="regions/lower-river")
    assert built.page("regions/lower-river").select_one("#silt-in-the-channel .corrections dl")


@pytest.fixture(scope="module")
def weakened(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports, with a correction of medium confidence, less evidence, and an unknown passage."""
    site = Site(tmp_path_factory.mktemp("unsure"), "test-ports")
    site.edit("source/passages/lower.yaml", "confidence: high", "confidence: medium")
    site.edit("pages/regions/lower-river.md", ":evidence: gauge-office-2031-05\n:corrects: LOW-1a", ":corrects: LOW-1a")
    site.edit("pages/regions/upper-river.md", ":from: UP-1\n", ":from: UP-77\n")
    return site.build(only="regions/lower-river regions/upper-river")


def read_correction(built: Built) -> str:
    """Return the text of the correction of a finding."""
    return text_of(built.page("regions/lower-river").select_one("#ostrel-barges-2030 .corrections"))


@modified_sites_group
def test_correction_ends_with_confidence_unless_high(weakened: Built, rebuilt_ports: Site) -> None:
    assert read_correction(weakened).endswith("This reading is likely, not certain.")
    rebuilt_ports.edit("source/passages/lower.yaml", "confidence: high", "confidence: low")
    assert read_correction(rebuilt_ports.build(only="regions/lower-river")).endswith("This reading is uncertain.")


def test_legend_above_findings_names_report_and_digest(built_ports: Built) -> None:
    (legend,) = built_ports.page("regions/lower-river").select(".legend")
    assert links(legend) == [
        ("RP/2031/7", "../evidence/bibliography.html#ref-rp-2031-7"),
        ("Digest", "../evidence/bibliography.html#ref-port-digest"),
    ]
    assert legend.find_next(class_="finding")["id"] == "ostrel-barges-2030"


def test_provision_shows_paragraphs_and_evidence(built_ports: Built) -> None:
    source = built_ports.page("resolutions/114").select_one(".provision .provision-source")
    assert text_of(source) == "Operative paragraphs 3 and 4 [A/114]"


@modified_sites_group
def test_finding_with_unknown_passage_is_shown(weakened: Built) -> None:
    citation = weakened.page("regions/upper-river").select_one("#locks-stood-still .citation-group")
    assert text_of(citation) == "[UP-77; on the same matter: Lock Keepers, 2030]"


@modified_sites_group
def test_correction_does_not_change_support(weakened: Built) -> None:
    source = weakened.page("regions/lower-river").select_one("#ostrel-barges-2030 .finding-source")
    assert text_of(source.select_one(".support")) == "Single source"
    assert text_of(source.select_one(".corrected")) == "summary corrected: wording"
