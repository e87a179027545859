"""An old address redirects the reader, with and without scripts, and from disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WITHOUT_JAVASCRIPT
from tests.support import Site

MOVED = "pages: []\nmoved:\n- from: regions/old-harbour\n  to: regions/upper-river\n  why: It has a new name.\n"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on river ports with a page that moved, and a finding of it that moved to a third page."""
    site = Site(tmp_path_factory.mktemp("moved"), "test-ports")
    outcome = site.command("release", "1.0", "--date", "2032-01-31", "--pages", "pages", "--source", "source")
    assert outcome.status == 0, outcome.err
    path = site.folder / "source/releases/1.0.json"
    release = json.loads(path.read_text())
    for finding in release["findings"]:
        if finding["id"] in ("locks-stood-still", "ostrel-barges-2030"):
            finding["page"] = "regions/old-harbour"
    path.write_text(json.dumps(release, indent=1))
    site.write("source/ledger.yaml", (site.folder / "source/ledger.yaml").read_text().partition("pages:")[0] + MOVED)
    return site.build(only="regions/upper-river regions/lower-river", html_theme="dossier", templates_path=[]).folder


LED = {
    "": "upper-river.html",
    "#locks-stood-still": "upper-river.html#locks-stood-still",
    "#ostrel-barges-2030": "lower-river.html#ostrel-barges-2030",
}


def test_old_address_redirects_to_the_page_or_the_finding(page: Page, moved: Path) -> None:
    for anchor, place in LED.items():
        page.goto((moved / "regions/old-harbour.html").as_uri() + anchor, wait_until="commit")
        expect(page).to_have_url(f"{(moved / 'regions').as_uri()}/{place}")


@WITHOUT_JAVASCRIPT
def test_old_address_redirects_to_the_page_without_javascript(page: Page, moved: Path) -> None:
    page.goto((moved / "regions/old-harbour.html").as_uri() + "#ostrel-barges-2030", wait_until="commit")
    expect(page).to_have_url(f"{(moved / 'regions').as_uri()}/upper-river.html")
