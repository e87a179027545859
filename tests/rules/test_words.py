"""Rules on words: a claim is compared with the words of its sources."""

from __future__ import annotations

import pytest

from tests.support import Site

STYLE = """
opposites:
- [rise rose, fell fall]
- [before, after]
- [sank, ran, moored]
strong:
- all every
- not never no
binding:
- [all every, all every each]
- [not never, not never no without]
kept: [only solely, may might]
denials: not never no without
ours: digest
"""
SOURCE = (
    "The tolls rose before the flood and fell after the strike. All barges were counted; the cranes were counted, too. "
    "The quay was not closed. No lock was repaired, and the barges left without pilots. Nine rafts sank; three ferries ran; two "
    "tugs moored. Only empty lighters may pass; the harbour may silt."
)


@pytest.fixture
def site_with_source(ports: Site) -> Site:
    """The report on river ports, with a reference for provisions and the word lists for these rules."""
    style = (ports.folder / "source/style.yaml").read_text()
    ports.write("source/style.yaml", style + STYLE)
    ports.edit("source/references.bib", "annotation = {Counts about", f"annotation = {{{SOURCE} Counts about")
    return ports


def check_claim(site: Site, claim: str) -> list[str]:
    """Add a provision with a claim to a site, and return the rules that report problems."""
    provision = f"\n:::{{provision}}\n:evidence: gauge-office-2031-05\n{claim}\n:::\n"
    site.edit("pages/resolutions/207.md", "It follows {resolution}`the first one <114>`.\n", provision)
    return [line.split("[")[1].split("]")[0] for line in site.check().lines]


@pytest.mark.parametrize(
    ("claim", "rule"),
    [
        ("All cranes were counted.", "strong-word"),
        ("The cranes were not counted.", "strong-word"),
        ("The tolls fell before the flood.", "opposite"),
        ("The tolls rose after the flood.", "opposite"),
        ("Nine rafts ran.", "opposite"),
        ("Three ferries moored, and the cranes were counted.", "opposite"),
        ("Empty lighters may pass.", "dropped-word"),
        ("The harbour silted.", "dropped-word"),
        ("The quay was closed.", "dropped-word"),
        ("A lock was repaired.", "dropped-word"),
        ("The barges left the of pilots.", "lost-word"),
        ("The barges were counted by of all.", "lost-word"),
    ],
)
def test_unsupported_claim_is_reported(site_with_source: Site, claim: str, rule: str) -> None:
    assert rule in check_claim(site_with_source, claim)


def test_missing_field_of_card_is_no_negation(site_with_source: Site) -> None:
    site_with_source.edit("source/style.yaml", "denials: not", "denials: none not")
    site_with_source.edit("pages/resolutions/207.md", "dealt with locks.", "dealt with dredging.")
    site_with_source.edit("pages/resolutions/207.md", "builds_on:", "pillars: [dredging]\nbuilds_on:")
    assert "dropped-word" not in site_with_source.check().err


@pytest.mark.parametrize(
    "claim",
    [
        "All barges were counted.",
        "The quay was never closed.",
        "The tolls rose before the flood.",
        "The barges were counted, above all.",
        "The digest says that all cranes were counted.",
        "The barges left without pilots.",
        "Nine rafts sank, and three ferries ran.",
        "Solely empty lighters may pass.",
        "The harbour might silt.",
        "No lock was repaired, and the cranes were counted.",
    ],
)
def test_supported_claim_is_accepted(site_with_source: Site, claim: str) -> None:
    assert check_claim(site_with_source, claim) == []


@pytest.mark.parametrize(
    ("source", "claim", "is_reported"),
    [
        ("2,500 boats left.", "2500 boats left.", True),
        ("2,500 boats left.", "2,500 boats left.", False),
        ("In 2030 it was opened.", "In 2030 it was opened.", False),
        ("12000 boats left.", "12000 boats left.", True),
    ],
)
def test_thousands_need_comma(ports: Site, source: str, claim: str, is_reported: bool) -> None:
    ports.edit("source/references.bib", "annotation = {Counts about", f"annotation = {{{source} Counts about")
    assert ("number-form" in check_claim(ports, claim)) is is_reported


@pytest.mark.parametrize(
    ("link", "is_reported"),
    [
        ("{region}`the lower river <lower-river>`", False),
        ("{region}`Ostrel <lower-river>`", False),
        ("{region}`the railway <lower-river>`", True),
    ],
)
def test_text_of_link_must_be_name_of_target(ports: Site, link: str, is_reported: bool) -> None:
    ports.edit("pages/resolutions/207.md", "It follows", f"It is about {link}. It follows")
    assert ("wrong-label" in ports.check().err) is is_reported


def test_word_in_last_release_is_not_reported_as_misspelt(ports: Site) -> None:
    text = "One harbour, two harbours, a harbour wall, the harbour dues and a harbour. The harbour has an arbour."
    ports.edit("pages/resolutions/207.md", "dealt with locks.", f"dealt with locks. {text}")
    assert "[spelling] “arbour” occurs only here" in ports.check().err
    ports.write("source/style.yaml", (ports.folder / "source/style.yaml").read_text() + "words: [arbour]\n")
    assert ports.command("release", "1.0", "--date", "2032-01-01", "--pages", "pages", "--source", "source").status == 0
    ports.edit("source/style.yaml", "words: [arbour]\n", "")
    assert ports.check().lines == []


def test_unused_exception_is_reported_with_advice(ports: Site) -> None:
    exception = "{rule: coverage, where: pages/regions/gone.md, what: nothing, reason: It was wanted once.}"
    ports.write("source/exceptions.yaml", f"exceptions:\n- {exception}\n")
    message = "is unused; undo your change there, if you made one; otherwise remove the exception, or correct what it names"
    assert message in ports.check().err


def test_link_to_moved_page_is_reported_with_new_target(ports: Site) -> None:
    assert ports.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source").status == 0
    (ports.folder / "pages/resolutions/114.md").rename(ports.folder / "pages/resolutions/115.md")
    moved = "\nmoved:\n- {from: resolutions/114, to: resolutions/115, why: The number was wrong.}\n"
    ports.edit("source/ledger.yaml", "\nmoved: []\n", moved)
    assert "there is no resolution “114”; its page has moved: use “115”" in ports.check().err
