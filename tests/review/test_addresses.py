"""Permanent addresses: redirects and notices in place of moved and removed pages and retired findings."""

from __future__ import annotations

import json

import pytest

from tests.support import Built, Site, links, text_of

SETTINGS = {"html_theme": "dossier", "templates_path": []}
FINDING = "\n:::{finding} locks-of-2030\n:from: UP-1\nTwo of five locks were of no use.\n:::\n"


def make_release(site: Site) -> None:
    outcome = site.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    assert outcome.status == 0, outcome.err


def edit_ledger(site: Site, old: str, new: str) -> None:
    site.edit("source/ledger.yaml", old, new)


def append_finding(site: Site, page: str) -> None:
    site.write(f"pages/{page}.md", (site.folder / f"pages/{page}.md").read_text() + FINDING)


@pytest.fixture
def published(rebuilt_ports: Site) -> Site:
    """The released report on river ports, with the page ``regions/old-harbour``, to which no other page links."""
    rebuilt_ports.write(
        "pages/regions/old-harbour.md", "---\nsections: [UP]\npart_of: river\nsummary: Two locks.\n---\n# Old harbour\n" + FINDING
    )
    rebuilt_ports.edit("pages/regions/index.md", "upper-river", "upper-river\nold-harbour")
    make_release(rebuilt_ports)
    return rebuilt_ports


def rename_page(site: Site) -> None:
    (site.folder / "pages/regions/old-harbour.md").rename(site.folder / "pages/regions/new-harbour.md")
    site.edit("pages/regions/index.md", "old-harbour", "new-harbour")


def test_release_adds_pages_to_ledger(published: Site) -> None:
    text = (published.folder / "source/ledger.yaml").read_text()
    assert "- regions/old-harbour\n" in text.partition("pages:")[2]
    released = json.loads((published.folder / "source/releases/1.0.json").read_text())
    assert "regions/old-harbour" in [statement["id"] for statement in released["statements"] if statement["kind"] == "page"]


def test_renamed_page_without_redirect_is_reported(published: Site) -> None:
    rename_page(published)
    (problem,) = [line for line in published.check().lines if "vanished-page" in line]
    line = (published.folder / "source/ledger.yaml").read_text().split("\n").index("- regions/old-harbour") + 1
    assert problem == (
        f"source/ledger.yaml:{line}: [vanished-page] the page “regions/old-harbour” was published, but no longer exists; "
        "restore it, or add here under “moved” from: regions/old-harbour, to, why; "
        "or under “removed” page: regions/old-harbour, why, see"
    )


def test_released_page_must_be_in_ledger(published: Site) -> None:
    edit_ledger(published, "- regions/old-harbour\n", "")
    (problem,) = published.check().lines
    assert "[ledger] the page “regions/old-harbour” was part of release 1.0, but is not in the ledger" in problem


@pytest.fixture
def moved(published: Site) -> Site:
    """The report on river ports, in which the page ``regions/old-harbour`` was renamed after the release."""
    rename_page(published)
    edit_ledger(
        published, "\nmoved: []", "\nmoved:\n- from: regions/old-harbour\n  to: regions/new-harbour\n  why: It has a new name."
    )
    return published


def test_moved_page_and_finding_are_redirected(moved: Site) -> None:
    moved.edit("pages/regions/new-harbour.md", FINDING, "")
    moved.edit("pages/regions/new-harbour.md", "Two locks.", "Locks.\nevidence: [lock-keepers-2030]")
    append_finding(moved, "regions/upper-river")
    assert moved.check().status == 0, moved.check().err
    built = moved.build(only="regions/new-harbour", html_baseurl="https://ports.example/river/", **SETTINGS)
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
    new_page = built.page("regions/new-harbour")
    assert new_page.select_one("#locks-of-2030") is not None
    assert ("Upper river", "upper-river.html#locks-of-2030") in links(new_page.main)


def test_page_moved_twice_redirects_to_current_page(moved: Site) -> None:
    (moved.folder / "pages/regions/new-harbour.md").rename(moved.folder / "pages/regions/harbour.md")
    moved.edit("pages/regions/index.md", "new-harbour", "harbour")
    entry = "- from: regions/new-harbour\n  to: regions/harbour\n  why: It is old again.\n"
    edit_ledger(moved, "\nmoved:\n", f"\nmoved:\n{entry}")
    assert moved.check().status == 0, moved.check().err
    assert (
        moved.build(only="regions/harbour", **SETTINGS).page("regions/old-harbour").select_one("#target")["href"]
        == "harbour.html"
    )


def test_removed_page_has_notice_with_reason(published: Site) -> None:
    (published.folder / "pages/regions/old-harbour.md").unlink()
    published.edit("pages/regions/index.md", "\nold-harbour", "")
    notice = "- id: locks-of-2030\n  stood_on: regions/old-harbour\n  why: It was wrong.\n  page: regions/river\n"
    published.write("source/ledger.yaml", add_notice(published, notice))
    edit_ledger(published, "removed: []", "removed:\n- page: regions/old-harbour\n  why: It said nothing.\n  see: regions/river")
    assert published.check().status == 0, published.check().err
    page = published.build(only="regions/river", **SETTINGS).page("regions/old-harbour")
    assert "It said nothing." in text_of(page.main)
    assert not page.select("meta[http-equiv=refresh]")


def add_notice(site: Site, notice: str) -> str:
    return (site.folder / "source/ledger.yaml").read_text().replace("retired:\n", f"retired:\n{notice}")


def test_retired_finding_shows_its_last_text(published: Site) -> None:
    published.edit("pages/regions/old-harbour.md", "{finding} locks-of-2030", "{finding} locks-of-2031")
    notice = "- id: locks-of-2030\n  stood_on: regions/old-harbour\n  why: It was wrong.\n  finding: locks-of-2031\n"
    published.write("source/ledger.yaml", add_notice(published, notice))
    published.write("pages/retired.md", "# Retired\n\n:::{retired}\n:::\n")
    published.edit("pages/index.md", "evidence/index", "evidence/index\nretired")
    built = published.build(only="regions/old-harbour retired", **SETTINGS)
    for page in ("regions/old-harbour", "retired"):
        assert read_withdrawn_texts(built, page) == ["Two of five locks were of no use."]
        assert text_of(built.page(page).select_one("#locks-of-2030")) == "Two of five locks were of no use."
        assert "This finding, locks-of-2030, was retired." in text_of(built.page(page).main)


def read_withdrawn_texts(built: Built, page: str) -> list[str]:
    return [text_of(mark) for mark in built.page(page).select("p.withdrawn del")]


def test_redirect_to_missing_page_is_reported(moved: Site) -> None:
    edit_ledger(moved, "to: regions/new-harbour", "to: regions/nowhere")
    assert "[moved-page] “regions/old-harbour” leads to the page “regions/nowhere”, which does not exist" in moved.check().err
