"""Addresses are permanent: redirects and notices replace pages and findings that moved or were retired."""

from __future__ import annotations

import json

import pytest

from tests.support import Built, Site, links, text_of

THEME = {"html_theme": "dossier", "templates_path": []}
FINDING = "\n:::{finding} locks-of-2030\n:from: UP-1\nTwo of five locks were of no use.\n:::\n"


def publish(site: Site) -> None:
    outcome = site.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    assert outcome.status == 0, outcome.err


def ledger(site: Site, old: str, new: str) -> None:
    site.edit("source/ledger.yaml", old, new)


def add(site: Site, page: str) -> None:
    site.write(f"pages/{page}.md", (site.folder / f"pages/{page}.md").read_text() + FINDING)


@pytest.fixture
def published(ports: Site) -> Site:
    """The released report on river ports, with a page to which nothing links by name."""
    ports.write(
        "pages/regions/old-harbour.md", "---\nsections: [UP]\npart_of: river\nsummary: Two locks.\n---\n# Old harbour\n" + FINDING
    )
    ports.edit("pages/regions/index.md", "upper-river", "upper-river\nold-harbour")
    publish(ports)
    return ports


def rename(site: Site) -> None:
    (site.folder / "pages/regions/old-harbour.md").rename(site.folder / "pages/regions/new-harbour.md")
    site.edit("pages/regions/index.md", "old-harbour", "new-harbour")


def test_publishing_enters_the_pages(published: Site) -> None:
    text = (published.folder / "source/ledger.yaml").read_text()
    assert "- regions/old-harbour\n" in text.partition("pages:")[2]
    released = json.loads((published.folder / "source/releases/1.0.json").read_text())
    assert "regions/old-harbour" in [said["id"] for said in released["statements"] if said["kind"] == "page"]


def test_a_published_page_is_not_renamed_in_silence(published: Site) -> None:
    rename(published)
    (said,) = [line for line in published.check().lines if "vanished-page" in line]
    place = (published.folder / "source/ledger.yaml").read_text().split("\n").index("- regions/old-harbour") + 1
    assert said == (
        f"source/ledger.yaml:{place}: [vanished-page] the page “regions/old-harbour” was published, but no longer exists; "
        "restore it, or add here under “moved” from: regions/old-harbour, to, why; "
        "or under “removed” page: regions/old-harbour, why, see"
    )


def test_a_page_taken_out_of_the_ledger_is_missed_there(published: Site) -> None:
    ledger(published, "- regions/old-harbour\n", "")
    (said,) = published.check().lines
    assert "[ledger] the page “regions/old-harbour” was part of release 1.0, but is not in the ledger" in said


@pytest.fixture
def moved(published: Site) -> Site:
    rename(published)
    ledger(
        published, "\nmoved: []", "\nmoved:\n- from: regions/old-harbour\n  to: regions/new-harbour\n  why: It has a new name."
    )
    return published


def test_a_page_that_has_moved_leads_on_and_so_does_a_finding_that_went_on_from_it(moved: Site) -> None:
    moved.edit("pages/regions/new-harbour.md", FINDING, "")
    moved.edit("pages/regions/new-harbour.md", "Two locks.", "Locks.\nevidence: [lock-keepers-2030]")
    add(moved, "regions/upper-river")
    assert moved.check().status == 0, moved.check().err
    built = moved.build(only="regions/new-harbour", html_baseurl="https://ports.example/river/", **THEME)
    assert built.warnings == []
    page = built.page("regions/old-harbour")
    assert page.select_one("#target")["href"] == "new-harbour.html"
    assert page.select_one("link[rel=canonical]")["href"] == "https://ports.example/river/regions/new-harbour.html"
    assert page.select_one("noscript meta[http-equiv=refresh]")["content"] == "0; url=new-harbour.html"
    assert "It has a new name." in text_of(page.main)
    scripts = [script["src"] for script in page.select("script") if script.get("src")]
    assert (built.folder / "regions" / next(src for src in scripts if "moved.js" in src).partition("?")[0]).resolve().exists()
    assert [script for script in page.select("script") if script.string and script.get("type") is None] == []
    assert page.select_one("#locks-of-2030")["href"] == "upper-river.html#locks-of-2030"
    left = built.page("regions/new-harbour")
    assert left.select_one("#locks-of-2030") is not None
    assert ("Upper river", "upper-river.html#locks-of-2030") in links(left.main)


def test_a_page_that_has_moved_twice_leads_to_where_it_is(moved: Site) -> None:
    (moved.folder / "pages/regions/new-harbour.md").rename(moved.folder / "pages/regions/harbour.md")
    moved.edit("pages/regions/index.md", "new-harbour", "harbour")
    entry = "- from: regions/new-harbour\n  to: regions/harbour\n  why: It is old again.\n"
    ledger(moved, "\nmoved:\n", f"\nmoved:\n{entry}")
    assert moved.check().status == 0, moved.check().err
    assert (
        moved.build(only="regions/harbour", **THEME).page("regions/old-harbour").select_one("#target")["href"] == "harbour.html"
    )


def test_a_page_that_was_removed_says_why(published: Site) -> None:
    (published.folder / "pages/regions/old-harbour.md").unlink()
    published.edit("pages/regions/index.md", "\nold-harbour", "")
    notice = "- id: locks-of-2030\n  stood_on: regions/old-harbour\n  why: It was wrong.\n  page: regions/river\n"
    published.write("source/ledger.yaml", _with_notice(published, notice))
    ledger(published, "removed: []", "removed:\n- page: regions/old-harbour\n  why: It said nothing.\n  see: regions/river")
    assert published.check().status == 0, published.check().err
    page = published.build(only="regions/river", **THEME).page("regions/old-harbour")
    assert "It said nothing." in text_of(page.main)
    assert not page.select("meta[http-equiv=refresh]")


def _with_notice(site: Site, notice: str) -> str:
    return (site.folder / "source/ledger.yaml").read_text().replace("retired:\n", f"retired:\n{notice}")


def test_the_last_text_of_a_finding_that_was_taken_back_stays_readable(published: Site) -> None:
    published.edit("pages/regions/old-harbour.md", "{finding} locks-of-2030", "{finding} locks-of-2031")
    notice = "- id: locks-of-2030\n  stood_on: regions/old-harbour\n  why: It was wrong.\n  finding: locks-of-2031\n"
    published.write("source/ledger.yaml", _with_notice(published, notice))
    published.write("pages/retired.md", "# Retired\n\n:::{retired}\n:::\n")
    published.edit("pages/index.md", "evidence/index", "evidence/index\nretired")
    built = published.build(only="regions/old-harbour retired", **THEME)
    for page in ("regions/old-harbour", "retired"):
        assert _withdrawn(built, page) == ["Two of five locks were of no use."]
        assert text_of(built.page(page).select_one("#locks-of-2030")) == "Two of five locks were of no use."
        assert "This finding, locks-of-2030, was retired." in text_of(built.page(page).main)


def _withdrawn(built: Built, page: str) -> list[str]:
    return [text_of(mark) for mark in built.page(page).select("p.withdrawn del")]


def test_a_page_that_moves_nowhere_is_named(moved: Site) -> None:
    ledger(moved, "to: regions/new-harbour", "to: regions/nowhere")
    assert "[moved-page] “regions/old-harbour” leads to the page “regions/nowhere”, which does not exist" in moved.check().err
